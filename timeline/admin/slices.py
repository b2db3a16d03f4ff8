"""An article's text cut at the offsets of its candidates, for the review page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marked:
    """One candidate's place in the text: its number, evidence and time words, as offsets."""

    pk: int
    number: int  # from 1, in reading order
    evidence: Span
    time: Span | None = None
    is_decided: bool = False
    is_here: bool = False  # the candidate under review

    def spans(self) -> Iterator[tuple[str, Span]]:
        """What is to be marked, each with the name of its look."""
        if self.is_here:
            yield "proof", self.evidence
        else:
            yield "done" if self.is_decided else "waiting", self.evidence
        if self.time:
            yield "when" if self.is_here else "time", self.time


@dataclass(frozen=True, slots=True)
class Slice:
    """A stretch of text that is marked alike throughout, and the candidates that end with it."""

    text: str
    looks: str = ""  # class names
    ends: tuple[Marked, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the article; `is_here` where it holds evidence under review."""

    slices: tuple[Slice, ...]
    is_here: bool


def cut(text: str, marks: Sequence[Marked]) -> list[Paragraph]:
    """The text's lines as paragraphs of slices; blank lines are left out, nothing else.

    Spans may overlap, lie in one another, cross lines and share an end.
    """
    paragraphs: list[Paragraph] = []
    line: list[Slice] = []
    is_ended = False
    for piece in _pieces(text, marks):
        if not piece.text.strip("\n"):
            # Evidence may reach over the end of its line: its number stays with its words.
            if line and piece.ends:
                line[-1] = replace(line[-1], ends=line[-1].ends + piece.ends)
            is_ended = True
            continue
        if is_ended:
            paragraphs += _paragraph(line)
            line, is_ended = [], False
        line.append(piece)
    return paragraphs + _paragraph(line)


def _pieces(text: str, marks: Sequence[Marked]) -> Iterator[Slice]:
    opens: dict[int, list[str]] = {}
    closes: dict[int, list[str]] = {}
    ends: dict[int, list[Marked]] = {}
    for mark in marks:
        for look, (start, end) in mark.spans():
            opens.setdefault(start, []).append(look)
            closes.setdefault(end, []).append(look)
        ends.setdefault(mark.evidence[1], []).append(mark)
    lines = {edge for found in re.finditer(r"\n+", text) for edge in found.span()}
    active: Counter[str] = Counter()
    for left, right in pairwise(sorted({0, len(text), *opens, *closes, *lines})):
        active.subtract(closes.get(left, ()))
        active.update(opens.get(left, ()))
        looks = " ".join(sorted(look for look, count in active.items() if count > 0))
        yield Slice(text[left:right], looks, tuple(ends.get(right, ())))


def _paragraph(line: list[Slice]) -> list[Paragraph]:
    if not any(piece.text.strip() for piece in line):
        return []
    return [Paragraph(tuple(line), any("proof" in piece.looks for piece in line))]
