"""The classes of a number, by form and value: a day, an hour, a year, the 17th, the 1990s."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

_ORDINAL_ENDS = ("st", "nd", "rd", "th")


def classes_of(word: str, value: float | None) -> frozenset[str]:
    """Return the classes of a number token, which the patterns of the grammar may name."""
    if value is None:
        return frozenset(["dotted"] if word.count(".") == 2 else [])
    if word.isdigit():
        return frozenset(_of_digits(len(word), value))
    if not word[0].isdigit():
        return frozenset(_of_words(word, value))
    if word[-1].isdigit():  # 1,500 and 1.5 and 10.30 p.m.
        is_clock = word[-3:-2] == "." and value <= 24 and int(word[-2:]) < 60
        return frozenset(["num", "clock_dot"] if is_clock else ["num"])
    return frozenset(_of_suffixed(word, value))


def _of_digits(length: int, value: float) -> Iterator[str]:
    yield "num"
    if length < 3:
        if 1 <= value <= 31:
            yield "day"
        if 1 <= value <= 12:
            yield "mm"
        if value <= 24:
            yield "hour"
    if length == 2:
        yield "two_digits"
        if value < 60:
            yield "minute"
    if length == 4 and value <= 2400:
        yield "four_digits"
        if 1000 <= value <= 2100:
            yield "year"
    if length < 5 and value >= 1:
        yield "any_year"


def _of_words(word: str, value: float) -> Iterator[str]:
    yield "num"
    if value <= 12:
        yield "hour"
    # "nineteen ninety-six" and "two thousand five", not "one thousand nine hundred"
    is_read_out = word.split(maxsplit=1)[0].endswith(("teen", "enty")) or word.startswith(
        "two thousand"
    )
    if " " in word and is_read_out and 1000 <= value <= 2100:
        yield "year"


def _of_suffixed(word: str, value: float) -> Iterator[str]:
    if word.endswith(_ORDINAL_ENDS) and value >= 1:
        yield "nth"
        if value <= 31:
            yield "day_nth"
    if word[-1] == "s" and value % 10 == 0:
        if value >= 10:
            yield "old_decade"
        if len(word) == 5:
            yield "decade"
        if len(word) == 3:
            yield "short_decade"
    if word[-1] == "m":
        if 1 <= value <= 12:
            yield "hour_am"
        if len(word) == 4 and value < 60:
            yield "clock_am"


def every_combination() -> set[frozenset[str]]:
    """Return each set of classes that a number can have, by trying numbers about every bound."""
    values = [0, 1, 12, 13, 24, 25, 31, 32, 59, 60, 90, 99, 100, 480, 999, 1000, 1990, 2100, 2101]
    values += [2400, 2401, 10_000]
    digits = [f"{value:0{width}}" for value, width in product(values, (1, 2, 3, 4))]
    found = {
        classes_of(number + end, int(number))
        for number, end in product(digits, ("", "s", "th", "pm"))
    }
    said = ("seven", "twenty one", "nineteen ninety", "two thousand")
    found |= {classes_of(word, value) for word, value in product(said, values)}
    fractions = {classes_of(word, float(word)) for word in ("1.5", "10.30", "30.10")}
    return found | fractions | {classes_of("1.5.2020", None)}
