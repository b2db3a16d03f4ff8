"""What a page has around its article: menus, credits, captions, sign-ups, links to others."""

from __future__ import annotations

import re
from typing import Final

# Beside `document`, which takes the article apart: this only says of a line what it is. Lines
# without a full stop are furniture by that alone. The patterns are for those that look like
# sentences, and must not fit anything that a newspaper would print as one: a label counts with its
# colon, an imperative with what it asks for, a name with nothing but names.


def _any(*alternatives: str) -> str:
    return f"(?:{'|'.join(alternatives)})"


_NAME = r"(?-i:[A-Z])"  # whatever else is said in capitals or not
_WITHIN = r"[^.!?]{0,80}"  # of the same sentence

# --- times --------------------------------------------------------------------------------

_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_CLOCK = _any(
    rf"{_DAY}\b",
    MONTH,
    r"\d{1,4}(?:[:.]\d\d)?(?:st|nd|rd|th)?\b",
    r"[ap]\.?m\b\.?",
    r"at\b",
    r"on\b",
    r"(?:[ECMP][SD]T|ET|PT|GMT|UTC|BST|CES?T|IST|local time)\b",
)
_STAMP = rf"(?:{_CLOCK}[\s,.:|·/()–-]*+)"
_ISSUED = (
    r"(?:(?:first|last|originally)\s)?"
    r"(?:published|updated|posted|modified|created|edited|retrieved|accessed)\b\W*+"
)
_LENGTH = r"\d{1,3}[ -]min(?:ute)?s?\.?\sread\b"

# --- sentences ----------------------------------------------------------------------------

_NAMES = (
    rf"(?:\b{_NAME}[\w.'’-]*+|\d|[\s;,/()&.|—–-]|(?:and|in|at|for|from|of|the|by|on|with|"
    r"additional|reporting|writing|editing|compiled|translation|graphics)\b)++$"
)
_WRITERS = r"(?:correspondent|reporter|editor|writer|journalist|columnist|bureau chief)\b"
# What makes furniture of its whole paragraph: captions, links, notes of the editors.
_LABEL = _any(
    r"(?:(?:file )?photo(?:graph)?|image|picture|video|graphic|credit|source|caption)s?"
    rf"(?:\s(?:credit|source|caption|illustration))?\s?(?:[:|/]|by\s{_NAME})",
    r"image (?:caption|source|credit)",
    r"\[?\d{1,2}/\d{1,2}\]\s",  # of a gallery
    r"\^\s",  # a note of Wikipedia
    rf"(?:correction|clarification)\b\W*(?:{_STAMP}*+(?<=:\s)|:)",
    _any(
        r"(?:keep )?read(?:ing)?(?:\s(?:more|also|next))?",
        r"(?:also read|see also|further reading|recommended|filed under|tags|topics)",
        r"(?:related|more (?:on|from))(?:\s[\w ]{1,30})?",
        r"(?:watch|listen)(?:\s(?:live|now))?",
        r"editors?['’]?s?\s(?:note|picks?)",
        r"(?:our standards|contact|download|privacy (?:notice|policy))",
        r"(?:don['’]t miss|must[- ]reads?)",
    )
    + r"\s?[:|→»]",
    rf"(?-i:[A-Z]\w+ [A-Z])[^.!?]{{2,40}} is our {_WITHIN}\b{_WRITERS}",
)
_SENTENCE = _any(
    # times and lengths
    _LENGTH,
    r"reading time\b",
    rf"{_ISSUED}{_STAMP}++$",
    rf"(?=\D{{0,20}}\d){_STAMP}{{2,}}+$",
    # who wrote it
    rf"by\s(?!{_DAY}|{MONTH}|\d)(?={_NAME}\S+[\s,]+{_NAME}){_NAMES}",
    r"(?:with\s)?(?:additional\s)?(?:reporting|writing|editing|compiled|edited|written|reported|"
    rf"translation|translated|graphics?)(?:\sand\s\w+)?\s(?:by|from)\s{_NAMES}",
    r"[^.?!]{3,200}\bcontributed (?:reporting(?:\W*$| (?:from|to|for|in)\b)|"
    r"to this (?:report|story|article)\W*$)",
    rf"(?={_NAME}\S+ {_NAME}\S+ reported from)[^.?!]{{3,60}} reported from {_NAMES}",
    rf"(?-i:[A-Z]\w+ [A-Z])[^.!?]{{2,40}} is an? {_WITHIN}\b{_WRITERS} "
    rf"(?:{_WITHIN} )?(?:based in|who (?:covers|writes))\b",
    _LABEL,
    r"[^.?!]{0,40}getty images\W*$",
    # what readers are asked for
    rf"(?:sign up|subscribe|get|receive|join)\b{_WITHIN}\b(?:newsletters?|inbox|unlimited access|"
    r"e-?mail (?:alerts?|updates?))\b",
    r"subscribe (?:now|today|here)\b",
    rf"{_WITHIN}\bdownload (?:our|the \w+) app\b",
    r"thank you for (?:signing|subscrib|reading)",
    r"[^.!?]{0,40}we(?:['’]ve| have) sent a confirmation",
    r"follow [^.!?]{2,40} on (?:twitter|facebook|x|instagram|telegram|youtube|linkedin|threads|"
    r"whatsapp)\b",
    r"(?:write to|contact|e-?mail|reach|got a tip)\b[^!]{0,80}\w@\w",
    r"(?:call|text|phone|message|contact) (?:us|our \w+|the reporters?) (?:on|at) \W*\d",
    r"contact us\W*$",
    r"do you have (?:a|any) (?:story|tip|question)s?\b",
    r"have you been affected by\b",
    rf"(?:we|this (?:web)?site)\b(?! do(?: not|n['’]t)\b){_WITHIN}\buses? (?:of )?cookies\b",
    r"by (?:clicking|continuing|using|signing|submitting|subscribing|entering)\b"
    r"[^.!?]{0,120}\byou (?:agree|accept|consent)\b",
    r"this (?:article|page|site) contains content (?:provided by|from)\b",
    r"we ask for your permission before\b",
    r"[^.!?]{0,40}\b(?:see|read) our (?:privacy|cookie) policy\b",
    r"enter your e-?mail\b",
    # moving on
    r"(?:story|article|text)?\s?continues (?:after|below)\b",
    r"advertisement\W*(?:$|[-–—])",
    r"skip (?:to|advertisement)\b",
    r"share (?:this|on (?:facebook|twitter|x))\b",
    r"click here (?:to|for)\b",
    r"listen to (?:this|our) (?:article|story|podcast|episode)",
    r"read the (?:full|original) (?:article|story|text|report|statement) (?:here|at|on)\b",
    r"comments?\s*\(\d",
    # rights and changes
    r"copyright\W*(?:\d{4}|\(c\))",
    r"©",
    rf"{_WITHIN}\ball rights reserved\b",
    r"this material may not be\b",
    r"an earlier version of this\b",
    r"this (?:article|story) (?:was|is|has been) (?:originally |first )?(?:published|updated|part|"
    r"produced|translated|amended|corrected|adapted|edited)\b",
    # addresses
    r"home\b\s?[>|/»›]",
    r"https?://",
    r"www\.",
    r"[\w.+-]{1,64}@[\w.-]{1,64}\.\w",
)
_FURNITURE = re.compile(rf"[\s•·|>»›*(\[—–-]*+{_SENTENCE}", re.IGNORECASE)


def is_furniture(sentence: str) -> bool:
    """Whether something that looks like a sentence is none of the article's."""
    return bool(_FURNITURE.match(sentence))


# --- paragraphs ---------------------------------------------------------------------------

_LONGEST: Final = 400  # characters of what a label or a credit makes furniture
_LABELLED = re.compile(rf"\W{{0,3}}{_LABEL}", re.IGNORECASE)
_WORD = r"(?:[A-Z][\w.'’-]*|via|for|and)"
# What ends a caption: "(Agency Photo/A. Person)", "… on Monday. A. Person/Agency/Pool via REUTERS",
# "Photograph: A. Person". Two names follow the stroke in brackets: prose ends in "(AFP/Reuters)".
_CREDIT = re.compile(
    r"(?:\([^()]{0,60}(?:\b(?:photos?|images|handout|pool)\b|(?-i:[A-Z]\w+/[A-Z][\w.]* [A-Z]))"
    r"[^()]{0,40}\)|\b(?:photo(?:graph)?|image|picture|credit)s?: [^.!?]{2,60}|©[^.!?]{2,60}|"
    r"[ |—](?-i:[A-Z]\w{1,20}/[A-Z][\w.]* [A-Z])[\w.]*|getty images|"
    rf"[.!?][\"'”’)]*\s(?=[^.!?\s][^!?]{{0,60}}[/|])(?-i:(?:{_WORD}[ /,|]{{1,3}})*{_WORD}))"
    r"(?: acquire licensing rights\b.{0,20})?$",
    re.IGNORECASE,
)
_STOPS: Final = re.compile(r"[.!?…][^\w|·•→›»]*(?:\[\d+\]\s*)*$|''$|[:;,_]$")
# A sentence has ended within the line: "The ministers met on Monday. (AFP/Reuters)".
_SECOND = re.compile(r"[a-z]{4}[.!?][\"'”’)\]]*\s")
# A bare day may head a part of a chronicle.
_OTHER = re.compile(rf"(?!{_STAMP}+$)(?:{_FURNITURE.pattern})", re.IGNORECASE)
_BETWEEN_LINKS = re.compile(r"\s[|·•→›»]\s")


def is_furniture_whole(paragraph: str, title: str) -> bool:
    """Whether nothing of a paragraph is to be read."""
    return (
        _is_heading(paragraph)
        or is_menu(paragraph)
        or (
            len(paragraph) < _LONGEST
            and bool(_LABELLED.match(paragraph) or _CREDIT.search(paragraph))
        )
        or _fold(paragraph) == _fold(title)
    )


def is_menu(line: str) -> bool:
    """Whether a line is a row of links, or of who wrote what where."""
    return len(line) < 200 and bool(_BETWEEN_LINKS.search(line)) and not _STOPS.search(line)


def _is_heading(line: str) -> bool:
    """Whether a line is a title, a menu entry or a list item rather than a sentence."""
    return (
        len(line) < 120
        and len(line.split()) <= 14
        and not _STOPS.search(line)
        and not _SECOND.search(line)
    )


def is_heading_of_article(line: str) -> bool:
    """Whether of what is not read a line may stand above a part of the article: "Spring 1918"."""
    return _is_heading(line) and not is_menu(line) and not _OTHER.match(line)


def _fold(line: str) -> str:
    return re.sub(r"[\W_]+", " ", line).strip().casefold()


# A label on a line of its own: what it speaks of is the next.
_BARE_LABEL = re.compile(r"(?:image|photo|picture)? ?caption\W*$", re.IGNORECASE)


def labels_next(line: str) -> bool:
    """Whether a line says that the next paragraph is a caption."""
    return bool(_BARE_LABEL.match(line))


# --- lists that are the article's own -----------------------------------------------------

_FEWEST_WORDS: Final = 5  # of "The pact has three parts:", more than "Latest news:" has
_KEY_POINTS = re.compile(
    r"(?:the )?(?:key (?:points|facts|dates|events|moments|developments)|highlights|timeline|"
    r"chronology|at a glance|in (?:brief|summary)|summary|what (?:we know|happened))\b"
    r"[^.!?]{0,60}$",
    re.IGNORECASE,
)
_ITEM = re.compile(r"(?:[•·▪◦‣*–—-]|\d{1,2}[.)])\s")
# "20 March 2023: Ministers meet in Geneva", without a full stop as such lists are.
_CHRONICLE = re.compile(
    rf"(?:[•·*–—-]\s)?(?i:(?:{MONTH} )?\d{{1,2}}(?: {MONTH})?,? \d{{4}}|{MONTH} \d{{4}}|"
    rf"{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH}|\d{{4}}) ?[:—–-]\s"
    r"(?=[^|\n]*\s[a-z]{4})[A-Z](?:\S*\s+){3}\S"
)


def announces(line: str) -> bool:
    """Whether the list that follows is a part of the article."""
    if line.endswith(":"):
        return len(line.split()) >= _FEWEST_WORDS and not is_furniture(line)
    return bool(_KEY_POINTS.match(line))


def is_item(line: str) -> bool:
    """Whether a line is an item of a list: of links, unless the article announces it."""
    return bool(_ITEM.match(line))


def is_chronicle(line: str) -> bool:
    """Whether a line says what happened on the day it begins with."""
    return bool(_CHRONICLE.match(line))


# --- before the first word ----------------------------------------------------------------

_STAMPS = re.compile(
    rf"(?:{_LENGTH}\W*+|{_ISSUED}{_STAMP}++|"
    rf"(?!on\b|at\b)(?=\D{{0,20}}\d){_STAMP}{{3,}}+(?<![,:–-]\s)|by\s{_NAME}[^|\n]{{2,60}}\|\s*)+"
    rf"(?=[\"“‘'(]?{_NAME})",
    re.IGNORECASE,
)


def after_stamps(text: str, start: int, end: int) -> int:
    """Return where "Updated 3:14 PM EDT, Mon March 20, 2023" ends and the line's prose begins."""
    match = _STAMPS.match(text, start, end)
    return match.end() if match else start
