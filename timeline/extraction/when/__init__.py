"""When: the time expressions of a text and the days they come to."""

from timeline.extraction.when.find import find_dates

__all__ = ["find_dates"]
