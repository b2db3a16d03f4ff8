"""Dates typed in another language: read by dateparser, and taken only when nothing was guessed."""

from __future__ import annotations

import re

from dateparser.date import DateDataParser

from timeline.dates import LONGEST_TEXT, DateError, DateSpan

# The languages of most wire copy; each more costs time at every stroke of an editor's keyboard.
LANGUAGES = ["fr", "de", "es", "it", "pt", "nl", "pl", "ru", "uk", "tr", "ar", "zh", "ja"]

_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_parser = DateDataParser(
    languages=LANGUAGES,
    settings={
        "PARSERS": ["absolute-time"],  # never "tomorrow": a record's date does not move
        "REQUIRE_PARTS": ["month", "year"],
        "PREFER_DAY_OF_MONTH": "first",
    },
)


def parse(text: str) -> DateSpan:
    """Read a date as `DateSpan.parse` does, else a day or month in one of `LANGUAGES`.

    DateError is that of `DateSpan.parse`, which speaks to whoever typed English.
    """
    try:
        return DateSpan.parse(text)
    except DateError:
        span = _foreign(text)
        if span is None:
            raise
        return span


def _foreign(text: str) -> DateSpan | None:
    """The span, if the text holds each number that dateparser says it read."""
    years = _YEAR.findall(text[:LONGEST_TEXT])
    if len(text) > LONGEST_TEXT or len(years) != 1:
        return None
    found = _parser.get_date_data(text)
    if found.date_obj is None or f"{found.date_obj.year:04}" != years[0]:
        return None
    others = re.findall(r"\d+", text.replace(years[0], " ", 1))
    day = found.date_obj.date()
    if found.period == "month" and not others:
        return DateSpan.month(day.year, day.month)
    # With a month in digits as well, which is which differs from country to country.
    if found.period == "day" and [int(number) for number in others] == [day.day]:
        return DateSpan.day(day)
    return None
