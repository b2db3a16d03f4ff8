"""Dates, names and questions in the words that readers see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from timeline.dates import LAST_DAY, WEEKDAYS, DateSpan, Precision
from timeline.index.histogram import Histogram
from timeline.index.question import Filters
from timeline.models import Event
from timeline.models.event import Status
from timeline.reading import EventRow, Page

_PREFIXES = ("perhaps c. ", "perhaps ", "c. ", "week of ", "between ", "since ", "until ", "by ")
_MACHINE_READABLE = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}
_CERTAINTY_WORDS = {
    "exact": gettext_lazy("dated to the day"),
    "inexact": gettext_lazy("dated less exactly"),
    "planned": gettext_lazy("still planned"),
}

Labels = Mapping[tuple[str, str], str]  # facet and value: the words for it


@dataclass(frozen=True, slots=True)
class DateWords:
    """A date as known, in the parts that are set apart: “Week of”, “13 March”, “2023”."""

    prefix: str
    is_short: bool  # the prefix stays on the line of the date
    body: str
    year: str
    machine: str  # for <time datetime>; empty when that would say more than is known


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of a sentence; strong where it names what was asked for."""

    text: str
    is_strong: bool = False


def date_words(event: Event | EventRow) -> DateWords:
    """The event's date for its card."""
    span = event.span
    prefix, body = split_prefix(span.wording())
    head, _space, tail = body.rpartition(" ")
    has_year = bool(head) and tail.isdigit() and len(tail) == 4
    is_planned = event.status == Status.PLANNED
    if is_planned:
        prefix = f"{_('Planned for')} {prefix}".strip()
    elif prefix:
        prefix = capitalised(prefix)
    return DateWords(
        prefix=prefix,
        is_short=prefix == "c.",
        body=head if has_year else body,
        year=tail if has_year else "",
        machine=machine_date(span),
    )


def split_prefix(wording: str) -> tuple[str, str]:
    """“c. week of 13 March 2023” as “c. week of” and “13 March 2023”."""
    rest = wording
    while prefix := next((p for p in _PREFIXES if rest.startswith(p)), ""):
        rest = rest.removeprefix(prefix)
    return wording.removesuffix(rest).strip(), rest


def machine_date(span: DateSpan) -> str:
    """The date for machines, no more exact than it is known: "2023-03-17", "2023-03", "2023"."""
    if span.is_exact:
        return span.earliest.isoformat()
    if span.is_approximate or span.is_uncertain:
        return ""
    return span.earliest.isoformat()[: _MACHINE_READABLE.get(span.precision, 0)]


def day_words(day: date) -> str:
    """“Monday 20 March 2023”."""
    return f"{WEEKDAYS[day.weekday()]} {DateSpan.day(day).wording()}"


def long_date(span: DateSpan) -> str:
    """The date alone on a line: a single day with its weekday, the first letter a capital."""
    is_day = span.edtf == span.earliest.isoformat()
    return capitalised(day_words(span.earliest) if is_day else span.wording())


def capitalised(words: str) -> str:
    """With a capital where a line begins; “c.” stays as it is."""
    return words if words.startswith("c.") else words[0].upper() + words[1:]


def bound(day: date) -> str:
    """An earliest or latest day; an open end is named as such."""
    return _("open") if day in (date.min, LAST_DAY) else DateSpan.day(day).wording()


def labels(filters: Filters, page: Page) -> Labels:
    """The words for everything that was asked for."""
    return {
        (facet.name, value.value): value.label
        for facet in page.facets
        if filters.choice(facet.name)  # thousands of values need no look otherwise
        for value in facet.values
        if value.is_chosen or value.is_excluded
    }


def events_count(count: int) -> str:
    """“1 event”, “1,204 events”."""
    return _events_count(count, get_language())


@lru_cache(4096)  # a page says it for each bar of its strip
def _events_count(count: int, _language: str | None) -> str:
    return ngettext("%(n)s event", "%(n)s events", count) % {"n": f"{count:,}"}


def question(filters: Filters, page: Page) -> list[Word]:
    """What the page answers: “**30** events with **Xi Jinping**, 2013 to March 2023”."""
    names = labels(filters, page)
    number, _space, noun = events_count(page.total).partition(" ")
    words = [Word(number, is_strong=True), Word(f" {noun}")]
    if filters.q:
        words += [Word(_(" on ")), Word(filters.q, is_strong=True)]
    for facet, choice in filters.facets:
        lead, joint = _phrase(facet)
        words += _listed(lead, choice.include, joint, facet, names)
        words += _listed(_(" without "), choice.exclude, _(" or "), facet, names)
    return words + [Word(text) for text in (_range(filters, page),) if text]


def plain(words: Iterable[Word]) -> str:
    """The sentence as bare text."""
    return "".join(word.text for word in words)


def _phrase(facet: str) -> tuple[str, str]:
    """What leads to the values of a facet, and what stands between the last two."""
    return {
        "kind": (_(" of the kind "), _(" or ")),
        "actor": (_(" with "), _(" and ")),
        "place": (_(" in "), _(" or ")),
        "storyline": (_(" of the storyline "), _(" or ")),
        "source": (_(" according to "), _(" or ")),
        "status": (_(" with the status "), _(" or ")),
        "certainty": (" ", _(" or ")),
    }[facet]


def _listed(
    lead: str, values: Sequence[str], joint: str, facet: str, names: Labels
) -> Iterable[Word]:
    for number, value in enumerate(values):
        between = joint if number == len(values) - 1 else ", "
        name = names.get((facet, value), value)
        if facet == "certainty":
            name = str(_CERTAINTY_WORDS.get(value, value))
        yield Word(between if number else lead)
        yield Word(name, is_strong=True)


def _range(filters: Filters, page: Page) -> str:
    since, until = filters.since, filters.until
    if since and since == until:
        return f", {since.wording()}"
    if since and until:
        return _(", %(since)s to %(until)s") % _wordings(since, until)
    if since:
        return _(", from %(since)s on") % {"since": since.wording()}
    if until:
        return _(", up to %(until)s") % {"until": until.wording()}
    return _extent(page.histogram) if filters.is_empty else ""


def _extent(histogram: Histogram) -> str:
    if not histogram.buckets:
        return ""
    first, last = histogram.buckets[0].earliest.year, histogram.buckets[-1].latest.year
    if first == last:
        return f", {first}"
    return _(", %(since)s to %(until)s") % {"since": first, "until": last}


def _wordings(since: DateSpan, until: DateSpan) -> dict[str, str]:
    return {"since": since.wording(), "until": until.wording()}
