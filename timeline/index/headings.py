"""The headings of the list of events: a month, a year, or longer."""

from __future__ import annotations

from datetime import date

from timeline.index.histogram import Unit

Heading = tuple[str, date]  # month, year or longer; the first day


def heading(earliest: date, latest: date, is_exact: bool) -> Heading:
    """The heading under which an event stands."""
    if is_exact or (latest - earliest).days < 31:
        return "month", earliest.replace(day=1)
    unit = "year" if earliest.year == latest.year else "longer"
    return unit, earliest.replace(month=1, day=1)


def last_day(of: Heading) -> date:
    """The last day on which an event under a heading may begin."""
    unit = Unit.MONTH if of[0] == "month" else Unit.YEAR
    return unit.days(unit.key(of[1]))[1]
