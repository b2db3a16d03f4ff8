"""The text as a reader sees it: sentences of the body, without the page's furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from timeline.extraction.furniture import (
    MONTH,
    after_stamps,
    announces,
    is_chronicle,
    is_furniture,
    is_furniture_whole,
    is_heading_of_article,
    is_item,
    is_menu,
    labels_next,
)

# Seven times a long magazine piece. Dense news of that length takes some six seconds, what was
# written to be slow half a minute. Nobody at a desk should wait longer.
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
    headings: tuple[tuple[int, int], ...]  # no sentences, but what they name is meant below them

    @property
    def without_furniture(self) -> str:
        """The text with blanks for its furniture, so that every offset stays."""
        parts: list[str] = []
        end = 0
        for start, after in self.furniture:
            parts += self.text[end:start], " " * (after - start)
            end = after
        return "".join((*parts, self.text[end:]))


def read(text: str, *, published_on: date, title: str = "") -> Document:
    """Take an article's text apart.

    ExtractionError for what is no text, for more than LONGEST_TEXT characters, and for a
    publication day that is none.
    """
    _check(text, published_on)
    sentences: list[Sentence] = []
    furniture: list[tuple[int, int]] = []
    headings: list[tuple[int, int]] = []
    dateline: tuple[int, int] | None = None
    paragraph = 0
    is_told = is_caption = False
    for start, end in _paragraphs(text):
        line, body = text[start:end], start
        is_told = announces(line) or (is_told and is_item(line))
        opening = None
        if dateline is None and paragraph < _LEAD:
            body = after_stamps(text, start, end)
            opening = _opening(text, body, end, is_first=not sentences)
        if opening:
            dateline = opening.span("where") if opening["where"] else None
            body = opening.end()
        # A dateline makes prose of what follows, with or without a full stop.
        is_prose = opening or is_chronicle(line) or (is_told and is_item(line))
        if is_caption or (is_menu(text[body:end]) if is_prose else is_furniture_whole(line, title)):
            is_kept = not is_caption and is_heading_of_article(line)
            (headings if is_kept else furniture).append((start, end))
            is_caption = labels_next(line)
            continue
        stamps = (opening.start() if opening else body) - start
        if stamps:
            furniture.append((start, start + stamps))
        before = len(sentences)
        for first, last in _sentences(text, body, end):
            sentence = text[first:last]
            if is_furniture(sentence):
                furniture.append((first, last))
            else:
                sentences.append(Sentence(first, last, paragraph, sentence))
        paragraph += len(sentences) > before
    return Document(
        text, title, published_on, tuple(sentences), dateline, tuple(furniture), tuple(headings)
    )


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
_FULL_LINE: Final = 60  # characters; whoever breaks lines by hand fills them so far …
_LONG_LINE: Final = 120  # … and not farther
_ENDED: Final = (".", "!", "?", ".”", '."', "?”", "!”", ".'", ".’", "''", ":", ")")


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs; a line that stops in the middle of a sentence is a wrapped one."""
    lines = [_trim(text, *match.span()) for match in _LINE.finditer(text)]
    lines = [(first, last) for first, last in lines if first < last]
    full = [(first, last) for first, last in lines if last - first >= _FULL_LINE]
    whole = sum(b - a > _LONG_LINE or text.endswith(_ENDED, a, b) for a, b in full)
    # Where most lines end with their sentences, one that does not is a heading or a caption.
    is_by_hand = 2 * whole < len(full)
    start = end = -1
    width = 0
    for first, last in lines:
        is_wrap = (
            end >= 0
            and not _is_blank(text[end:first])
            and not text.endswith(_ENDED, start, end)
            and (text[first].islower() or (is_by_hand and width >= _FULL_LINE))
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


def _is_blank(gap: str) -> bool:
    """Whether there is an empty line in what stands between two lines."""
    return max(gap.count("\n"), gap.count("\r")) > 1 or "\u2029" in gap


_BLANK: Final = (
    " \t\f\v\u00a0\u2007\u202f\u200b\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"
)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _BLANK:
        start += 1
    while end > start and text[end - 1] in _BLANK:
        end -= 1
    return start, end


# --- dateline -----------------------------------------------------------------------------

_LEAD: Final = 6  # paragraphs among which it is sought: a page may have its captions above
_NAME = r"[A-ZÀ-Þ][A-Za-zÀ-ÿ.'’-]{1,25}"
_NAMES = rf"{_NAME}(?:[ /]{_NAME}){{0,4}}"
_CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]{1,25}(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ.'’-]{1,25}){0,4}"
_STATE = rf", {_NAME}(?: {_NAME}){{0,2}}"
_ON = rf"(?i:, (?:{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH})(?:,? \d{{4}})?)"
_AGENCY = r" ?\([^()\n]{2,40}\)"
_DASH = r"(?: ?_| ?—| ?–| ?--| -)"
# A capital after the dash tells "KYIV — The" from "NATO — the alliance —".
_PROSE = r"\s*(?=[\"“‘'(]?(?:[A-ZÀ-Þ0-9]|al-))"
# With a day or an agency.
_DATELINE = re.compile(
    rf"(?P<where>{_NAMES}(?:{_STATE})?)"
    rf"(?:(?:{_ON}(?:{_AGENCY})?|{_AGENCY}){_DASH}|{_ON}\.(?: /[A-Z]{{2,10}}/\.)?\s){_PROSE}"
)
# With neither.
_FIRST_WORDS = re.compile(
    rf"(?:(?P<where>{_CAPITALS}(?:{_STATE})?(?=:|{_DASH}| \|)|"
    rf"{_NAMES}{_STATE}(?= ?[—–]| \| [A-Z]{{2,6}} \|))(?::|{_DASH}| \|(?: [A-Z]{{2,6}} \|)?)|"
    rf"\([A-Z][\w /]{{1,20}}\){_DASH})\s{_PROSE}"
)


def _opening(text: str, start: int, end: int, *, is_first: bool) -> re.Match[str] | None:
    """Return the dateline that stands there; without a day or an agency only above all prose."""
    if is_furniture(text[start:end]):
        return None
    match = _DATELINE.match(text, start, end)
    return match or (_FIRST_WORDS.match(text, start, end) if is_first else None)


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
