"""The text as a reader sees it: sentences of the body, without the page's furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

# Seven times a long magazine piece. Dense news of that length takes some ten seconds; what was
# written to be slow, a minute. Nobody at a desk should wait longer.
LONGEST_TEXT: Final = 300_000
LONGEST_SENTENCE: Final = 900


class ExtractionError(ValueError):
    """The engine cannot read this; the message is one sentence for the person who gave it."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the body, [start, end) in the unchanged text."""

    start: int
    end: int
    paragraph: int
    text: str

    @property
    def is_lead(self) -> bool:
        """Whether it stands in the opening paragraph."""
        return self.paragraph == 0


@dataclass(frozen=True, slots=True)
class Document:
    """An article taken apart; every offset is into `text`, which is never changed."""

    text: str
    title: str
    published_on: date
    sentences: tuple[Sentence, ...]
    dateline: tuple[int, int] | None  # "MOSCOW, March 20 (Agency) —", without what follows
    furniture: tuple[tuple[int, int], ...]


def read(text: str, *, published_on: date, title: str = "") -> Document:
    """Take an article's text apart.

    ExtractionError for what is no text, for more than LONGEST_TEXT characters, and for a
    publication day that is none.
    """
    _check(text, published_on)
    sentences: list[Sentence] = []
    furniture: list[tuple[int, int]] = []
    dateline: tuple[int, int] | None = None
    paragraph = 0
    is_list = False
    for start, end in _paragraphs(text):
        line = text[start:end]
        is_header = bool(_LIST_HEADER.match(line))
        is_list = is_header or (is_list and _is_heading(line))
        if is_list or _is_furniture(line, title):
            furniture.append((start, end))
            continue
        body = start
        if not sentences and (match := _DATELINE.match(line)):
            dateline = (start, start + match.end("where"))
            body = start + match.end()
        before = len(sentences)
        for first, last in _sentences(text, body, end):
            sentences.append(Sentence(first, last, paragraph, text[first:last]))
        paragraph += len(sentences) > before
    return Document(text, title, published_on, tuple(sentences), dateline, tuple(furniture))


def _check(text: str, published_on: date) -> None:
    if not isinstance(published_on, date):
        raise ExtractionError("Without a publication day relative dates cannot be resolved.")
    if published_on.year < 1000:
        raise ExtractionError(
            f"A publication day in the year {published_on.year} is taken for a mistake."
        )
    if len(text) > LONGEST_TEXT:
        raise ExtractionError(
            f"The text has {len(text):,} characters; at most {LONGEST_TEXT:,} are read at once."
        )
    head = text[:4096]
    if "\0" in head or sum(c < " " and c not in "\t\n\r\f\v" for c in head) > len(head) // 20:
        raise ExtractionError("This is not text but binary data.")


# --- paragraphs ---------------------------------------------------------------------------

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_FULL_LINE: Final = 60  # characters; whoever breaks lines by hand fills them so far
_ENDED: Final = (".", "!", "?", ".”", '."', "?”", "!”", ".'", ".’", "''", ":", ")")


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs; a line that stops in the middle of a sentence is a wrapped one."""
    start = end = -1
    width = 0
    for match in _LINE.finditer(text):
        first, last = _trim(text, match.start(), match.end())
        if first == last:
            continue
        gap = text[end:first] if end >= 0 else ""
        is_wrap = (
            end >= 0
            and gap.count("\n") <= 1
            and not text[start:end].endswith(_ENDED)
            and (text[first].islower() or width >= _FULL_LINE)
        )
        width = last - first
        if is_wrap:
            end = last
            continue
        if end >= 0:
            yield start, end
        start, end = first, last
    if end >= 0:
        yield start, end


_BLANK: Final = (
    " \t\f\v\u00a0\u2007\u202f\u200b\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"
)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _BLANK:
        start += 1
    while end > start and text[end - 1] in _BLANK:
        end -= 1
    return start, end


# --- furniture ----------------------------------------------------------------------------

_LIST_HEADER = re.compile(
    r"(?:read more|more (?:must-)?reads?|more from|more on this|related|most (?:read|popular)|"
    r"see also|also read|recommended|you may also like|further reading|top stories|"
    r"what to read next|in this article|on this page|topics|tags|editors?['’]? picks?)\b",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"(?:[•·|>»›*–—-]\s*)?(?:"
    r"\d{1,3}[ -]min(?:ute)?s?\.? read\b|reading time\b|(?:published|updated|posted|modified)\b"
    r"[^.]{0,80}$|(?:last (?:updated|modified))\b|by [A-Z][^.]{2,60}$|"
    r"(?:photo|photograph|image|picture|video|graphic|credit|source|caption|file photo|"
    r"image (?:source|credit|caption)|photo (?:by|credit|illustration))s?\s?(?:[:|/]|by\b)|"
    r"image (?:source|caption|credit)|getty images\b|\(?(?:photo|image|picture) by\b|"
    r"write to\b|contact us\b|e-?mail\b|follow (?:us|him|her|them)\b|sign up\b|subscribe\b|"
    r"advertisement\b|skip (?:to|advertisement)\b|share (?:this|on|full)\b|click here\b|"
    r"copyright\b|©|all rights reserved\b|listen to\b|watch(?::| now| live)|"
    r"read the (?:full|original)\b|"
    r"this (?:article|story|piece) (?:was|is|has been|originally|first)\b|"
    r"(?:reporting|writing|editing|additional reporting) by\b|"
    r"download\b|newsletter\b|comments?\s*\(|print\b.{0,20}$|home\b\s?[>|/»›]|"
    r"https?://|www\.|[\w.+-]{1,64}@[\w.-]{1,64}\.\w)",
    re.IGNORECASE,
)
_BULLET = re.compile(r"[•·|>»›*▪◦‣]\s*")
_STOPS: Final = re.compile(r"[.!?…][\"'”’)\]]*(?:\s*\[\d+\])?$|''$|[:;,_]$")


def _is_heading(line: str) -> bool:
    """Whether a line is a title, a menu entry or a list item rather than a sentence."""
    return len(line) < 120 and not _STOPS.search(line) and len(line.split()) <= 14


def _is_furniture(line: str, title: str) -> bool:
    if _BULLET.match(line) and _is_heading(line):
        return True
    if _FURNITURE.match(line) and len(line) < 300:
        return True
    return _fold(line) == _fold(title) or _is_heading(line)


def _fold(line: str) -> str:
    return re.sub(r"[\W_]+", " ", line).strip().casefold()


_NAME = r"[A-Z][A-Za-zÀ-ÿ.'’-]{1,25}"
_DATELINE = re.compile(
    rf"(?P<where>(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’-]{{1,25}})(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ.'’-]{{1,25}}){{0,4}}"
    rf"(?:, {_NAME}(?: {_NAME}){{0,2}})?)"
    r"(?:, [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)?"
    r"(?: ?\([^()\n]{2,40}\))?(?: ?_| ?—| ?–| ?--| - )\s*"
)

# --- sentences ----------------------------------------------------------------------------

_END = re.compile(r"(?:[.!?…]+|\.{2,})['\"”’)\]]*(?=\s|$)|(?<=[.!?])''(?=\s|$)")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"'‘`-])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Cmdr|Adm|Sen|Rep|Gov|Pres|"
    r"Amb|Rev|Hon|St|Sr|Jr|Mt|Ft|No|Nos|vs|etc|approx|Inc|Corp|Co|Ltd|Jan|Feb|Mar|Apr|Jun|Jul|"
    r"Aug|Sept|Sep|Oct|Nov|Dec|Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun|a\.m|p\.m|e\.g|i\.e|cf|"
    r"Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|"
    r"Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|(?:[A-Z]\.){1,4}[A-Z])\.$"
)
_OPENERS: Final = frozenset(
    "The A An In On At It He She They We I But And This That These Those His Her Their Its As "
    "After Before When While If For From With Since However Meanwhile Last Also Both Some Many "
    "Most No There To By Under".split()
)


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    first = start
    for match in _END.finditer(text, start, end):
        if match.end() >= end:
            break
        following = text[match.end() : match.end() + 40].lstrip(_BLANK + "\n")
        if not following or not _begins(following):
            continue
        if match.group().startswith(".") and not match.group().startswith(".."):
            stem = text[max(first, match.start() - 12) : match.start() + 1]
            word = re.split(r"[^A-Za-z]", following, maxsplit=1)[0]
            if _ABBREVIATION.search(stem) and (word not in _OPENERS or not _ENDS_WELL.search(stem)):
                continue
        yield from _pieces(text, *_trim(text, first, match.end()))
        first = match.end()
    yield from _pieces(text, *_trim(text, first, end))


# After these a capital can open a new sentence; after "Mr." it cannot.
_ENDS_WELL = re.compile(r"(?:[A-Z]\.[A-Z]|[ap]\.m|Inc|Corp|Co|Ltd|etc|Jr|Sr)\.$")


def _begins(following: str) -> bool:
    head = following.lstrip("\"'“‘`([«—–-")[:1]
    return head.isupper() or head.isdigit() or not head.isascii()


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the sentence, cut between words where it is longer than any parser should see."""
    start, end = _trim(text, start, end)
    while end - start > LONGEST_SENTENCE:
        cut = max(
            text.rfind(mark, start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE)
            for mark in (" ", "\n")
        )
        cut = cut if cut > start else start + LONGEST_SENTENCE
        yield start, cut
        start, _ = _trim(text, cut, end)
        if text[start : start + 1] == "\n":
            start += 1
    if end > start:
        yield start, end
