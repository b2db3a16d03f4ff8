"""What a rule makes of the words it fits, and what it may know of the text about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final

from timeline.dates import DateSpan
from timeline.extraction.findings import TimexType
from timeline.extraction.when.grammar import Match
from timeline.extraction.when.tense import Clauses, Tense
from timeline.extraction.when.tokens import PARAGRAPH, Token
from timeline.extraction.when.units import Grain, Unit

UNPLACED: Final = "XXXX-XX-XX"


class Anchor(StrEnum):
    """What an expression is counted from."""

    TEXT = "text"  # complete in itself
    PUBLISHED = "published"
    THREAD = "thread"  # a date that the text spoke of before
    JOINED = "joined"  # the other half of a range
    NONE = ""


@dataclass(slots=True)
class Reading:
    """A time expression as a rule reads it: tokens `start` to `end`, value and place in time."""

    start: int
    end: int
    type: TimexType
    value: str
    unit: Unit | None = None
    anchor: Anchor = Anchor.NONE
    reference: Unit | None = None  # what THREAD counted from
    days: tuple[date, date] | None = None  # one day of these, when it is not the unit itself
    reach: tuple[Unit, Unit] | None = None  # the halves of a range, given to both
    is_period: bool = False  # `reach` lasted from one to the other
    is_approximate: bool = False
    is_whole: bool = False  # the year is in the words
    carries: bool = False  # its year holds for months and days that follow, in news too
    is_aside: bool = False  # "a year earlier": a glance away, from which the text returns
    is_period_reported: bool = False  # "the first nine months", "the year ended June 30"
    clock: str = ""  # of a TIME whose day may be told by the words after it
    rule: str = ""

    def span(self) -> DateSpan | None:
        """Return its place on the calendar, None where it has none within the years 1-9999."""
        try:
            if self.reach:
                first, last = self.reach
                if self.is_period:
                    return _period(first, last)
                return _between(first.first, last.last)
            if self.days:
                return _between(*self.days)
            return self.unit.span(approximate=self.is_approximate) if self.unit else None
        except (ValueError, OverflowError):
            return None


@lru_cache(maxsize=1024)
def _period(first: Unit, last: Unit) -> DateSpan:
    return DateSpan.parse_edtf(f"{first.span().edtf}/{last.span().edtf}")


_between = lru_cache(maxsize=1024)(DateSpan.between)


@dataclass(slots=True)
class Context:
    """The text so far: its day of publication and the thread of dates that it has spun."""

    text: str
    tokens: Sequence[Token]
    published: date | None
    clauses: Clauses
    is_narrative: bool
    joined_year: int | None = None  # of the other half, for the match at hand
    joined_month: int | None = None
    readings: list[Reading] = field(default_factory=list)
    _placed: list[Reading] = field(default_factory=list)

    def add(self, reading: Reading) -> None:
        """Take a reading in, and into the thread when it has a place on the calendar."""
        if self.is_narrative and reading.anchor is Anchor.PUBLISHED:
            scene = self.scene()
            reading.anchor, reading.reference = Anchor.THREAD, scene.unit if scene else None
            reading.is_aside = True
        self.readings.append(reading)
        if reading.unit and not reading.is_aside:
            self._placed.append(reading)

    def thread(self) -> list[Reading]:
        """Return the latest readings on the calendar, last first; few: time stays linear."""
        return self._placed[: -_MEMORY - 1 : -1]

    def scene(self) -> Reading | None:
        """Return the date at which a history stands: not a year named in passing."""
        for reading in self.thread():
            if reading.carries or (reading.unit and reading.unit.grain in _FINE):
                return reading
        return self.last(*_FINE, Grain.YEAR)

    def today(self, grain: Grain = Grain.DAY) -> Unit | None:
        """Return the unit that "last week" and its like count from."""
        return Unit.of(grain, self.now) if self.now else None

    @property
    def now(self) -> date | None:
        """The day of publication; in a history, where words are quoted, the day it stands at."""
        if not self.is_narrative:
            return self.published
        scene = self.scene()
        return scene.unit.first if scene and scene.unit and scene.unit.index >= 0 else None

    def is_name(self, match: Match) -> bool:
        """Tell a newspaper or a programme, "Daily" or "This Week", by capitals in mid-sentence."""
        last = self.text[(at := self.tokens[match.end - 1].start) : at + 2]
        is_capital = last[:1].isupper() and not last.isupper()
        return is_capital and (match.end - match.start > 1 or match.before() not in _SENTENCE_ENDS)

    def tense(self, match: Match) -> Tense:
        """Return the tense of the clause about a match."""
        return self.clauses.tense(match.start, match.end)

    def last(
        self, *grains: Grain, within: int | None = None, before: int = 1 << 60
    ) -> Reading | None:
        """Return the latest reading on the calendar, of these grains if any are given.

        `within` is how many tokens back it may lie from the token `before`.
        """
        for reading in self.thread():
            if within is not None and before - reading.end > within:
                return None
            if reading.unit and (not grains or reading.unit.grain in grains):
                return reading
        return None


_SENTENCE_ENDS: Final = frozenset((PARAGRAPH, ".", "!", "?", ":", '"', "'", "-"))
_MEMORY: Final = 50
_FINE: Final = (
    Grain.DAY,
    Grain.WEEK,
    Grain.MONTH,
    Grain.QUARTER,
    Grain.SEASON,
    Grain.HALF,
)


def calendar(
    match: Match, unit: Unit | None, rule: str, anchor: Anchor, reference: Unit | None = None
) -> Reading:
    """Return a DATE at a unit; with no unit, one that cannot be placed."""
    try:
        value = unit.timex if unit else UNPLACED
    except (ValueError, OverflowError):
        unit, value = None, UNPLACED
    return Reading(
        match.start, match.end, TimexType.DATE, value, unit, anchor, reference, rule=rule
    )


def day_after(day: date) -> date:
    """Return the next day, or the last day there is."""
    return day + timedelta(days=1) if day < date.max else day


def unplaced(match: Match, value: str, rule: str) -> Reading:
    """Return a DATE without a place on the calendar: PRESENT_REF and the like."""
    return Reading(match.start, match.end, TimexType.DATE, value, rule=rule)
