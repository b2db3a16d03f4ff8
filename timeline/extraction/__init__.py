"""Article text → dated findings: document → when → who → where → what → assemble → merge."""

from timeline.extraction.assemble import analyse, find_events
from timeline.extraction.document import ExtractionError
from timeline.extraction.when import find_dates

__all__ = ["ExtractionError", "analyse", "find_dates", "find_events"]
