"""DateSpan: when something happened, as exactly as it is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from timeline.dates.days import PossibleDays
from timeline.dates.edtf import join_ends, one_day, one_of, parse_edtf, parse_unit, week_of
from timeline.dates.typed import parse_typed
from timeline.dates.wording import write_date


@dataclass(frozen=True, slots=True)
class DateSpan(PossibleDays):
    """A date as it is known: its EDTF text, its first and last possible day, both inclusive.

    The EDTF is that of the Library of Congress (2019): level 1, and of level 2 the quarters
    33-36, the halves 40-41 and one of a range of days, `[2023-03-17..2023-03-18]`. It is kept in
    one canonical spelling, so equal spans have equal texts. `a/b` means that it lasted from a to
    b, except that Monday to Sunday reads as a week: some day of it. A mark (`~` approximate, `?`
    uncertain, `%` both) does not widen the days: by how much is for a reader to judge. An open
    or unknown end reaches to the first or last day there is, 0001-01-01 or 9999-12-31.
    """

    @classmethod
    def day(cls, on: date, *, approximate: bool = False) -> DateSpan:
        """Return one day."""
        return cls._of(one_day(on, "~" * approximate))

    @classmethod
    def week(cls, on: date, *, approximate: bool = False) -> DateSpan:
        """Return the week, Monday to Sunday, that holds a day: some day of it."""
        return cls._of(week_of(on, "~" * approximate))

    @classmethod
    def month(cls, year: int, month: int, *, approximate: bool = False) -> DateSpan:
        """Return a month of 1-12. DateError outside the calendar."""
        return cls._of(parse_unit(f"{year:04}-{month:02}" + "~" * approximate))

    @classmethod
    def season(cls, year: int, season: int, *, approximate: bool = False) -> DateSpan:
        """Return a season of 1-4, spring first, by the months of the northern hemisphere.

        Winter belongs to the year it begins in: December to February. A text about Argentina
        that says "spring 2023" means September to November, which is `autumn` here.
        """
        return cls._of(parse_unit(f"{year:04}-{season + 20}" + "~" * approximate))

    @classmethod
    def quarter(cls, year: int, quarter: int, *, approximate: bool = False) -> DateSpan:
        """Return a quarter of 1-4 of the calendar year."""
        return cls._of(parse_unit(f"{year:04}-{quarter + 32}" + "~" * approximate))

    @classmethod
    def half(cls, year: int, half: int, *, approximate: bool = False) -> DateSpan:
        """Return a half of 1-2 of the calendar year."""
        return cls._of(parse_unit(f"{year:04}-{half + 39}" + "~" * approximate))

    @classmethod
    def year(cls, year: int, *, approximate: bool = False) -> DateSpan:
        """Return a year of 1-9999. DateError outside."""
        return cls._of(parse_unit(f"{year:04}" + "~" * approximate))

    @classmethod
    def decade(cls, year: int, *, approximate: bool = False) -> DateSpan:
        """Return the ten years with the same first three digits as the year given."""
        return cls._of(parse_unit(f"{year // 10:03}X" + "~" * approximate))

    @classmethod
    def century(cls, year: int, *, approximate: bool = False) -> DateSpan:
        """Return a century by any of its years: 1800 and 1899 are both in the 19th."""
        return cls._of(parse_unit(f"{year // 100:02}XX" + "~" * approximate))

    @classmethod
    def between(cls, first: date, last: date) -> DateSpan:
        """Return one day of these, not known which. DateError when they are the wrong way round."""
        return cls._of(one_of(first, last))

    @classmethod
    def period(cls, first: date, last: date, *, approximate: bool = False) -> DateSpan:
        """Return what lasted from a day to another; Monday to Sunday reads as a week."""
        mark = "~" * approximate
        return cls._of(join_ends(one_day(first, mark), one_day(last, mark)))

    @classmethod
    def parse_edtf(cls, text: str) -> DateSpan:
        """Read EDTF as the class says. DateError with a sentence for people otherwise."""
        return cls._of(parse_edtf(text))

    @classmethod
    def parse(cls, text: str) -> DateSpan:
        """Read EDTF, or English as typed ("c. 2013", "13–19 March 2023", "early 2023").

        DateError with a sentence for that person when it is neither, or can mean two days.
        """
        return cls._of(parse_typed(text))

    def wording(self) -> str:
        """Write the date in English; `parse` reads it back to the same span."""
        return write_date(self)

    @classmethod
    def _of(cls, days: PossibleDays) -> DateSpan:
        return cls(
            days.edtf,
            days.earliest,
            days.latest,
            days.precision,
            days.is_approximate,
            days.is_uncertain,
        )
