"""When something happened, as exactly as it is known; EDTF and English in and out."""

from timeline.dates.days import (
    FIRST_DAY,
    LAST_DAY,
    MONTHS,
    WEEKDAYS,
    DateError,
    Precision,
    third_of,
)
from timeline.dates.edtf import LONGEST_TEXT
from timeline.dates.span import DateSpan

__all__ = [
    "FIRST_DAY",
    "LAST_DAY",
    "LONGEST_TEXT",
    "MONTHS",
    "WEEKDAYS",
    "DateError",
    "DateSpan",
    "Precision",
    "third_of",
]
