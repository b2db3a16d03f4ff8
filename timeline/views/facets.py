"""The filters as readers see them: values with counts, chips, and what to take away."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from html import escape
from operator import attrgetter
from typing import Any
from urllib.parse import quote_plus

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timeline import reading
from timeline.filters import to_url
from timeline.index.question import Choice, Filters
from timeline.reading import Facet, FacetValue, Page
from timeline.views.cards import family
from timeline.views.wording import Labels, labels

SHOWN = 8  # values of a facet beside the list
REMOVABLE = 8  # filters of which an empty answer says what taking them away would give
ORDER = ("kind", "actor", "certainty", "storyline", "place", "source", "status")
_OPEN = ("kind", "actor", "certainty", "storyline", "place")
_WITH_FIND = ("actor", "place")
_TITLES = {
    "kind": gettext_lazy("Kind"),
    "actor": gettext_lazy("Actor"),
    "place": gettext_lazy("Place"),
    "storyline": gettext_lazy("Storyline"),
    "source": gettext_lazy("Source"),
    "status": gettext_lazy("Status"),
    "certainty": gettext_lazy("Certainty of date"),
}
_ALL = {
    "kind": gettext_lazy("All %(count)s kinds"),
    "actor": gettext_lazy("All %(count)s actors"),
    "place": gettext_lazy("All %(count)s places"),
    "storyline": gettext_lazy("All %(count)s storylines"),
    "source": gettext_lazy("All %(count)s sources"),
}
_FIND = {
    "actor": gettext_lazy("Find among %(count)s actors"),
    "place": gettext_lazy("Find among %(count)s places"),
}
_KEPT = 4096  # values ready as text, about 300 bytes each
_GAP = "\0"  # in a value's text or address, where something is filled in; no value holds it

# What a value looks like whatever the question.
_LOOKS = ("anchor", "label", "is_chosen", "is_excluded", "glyph", "family", "brick")
_LOOK = attrgetter(*_LOOKS)


@dataclass(frozen=True, slots=True)
class Value:
    """A value as a link that chooses it, or takes it away once it is chosen."""

    anchor: str
    label: str
    count: int
    url: str
    leave_out_url: str  # only where all values are shown
    is_chosen: bool
    is_excluded: bool
    glyph: str
    family: str
    brick: str

    @property
    def html(self) -> SafeString:
        """The value as text; only its address and count differ from question to question."""
        before, between, after = _ready(*_LOOK(self))
        text = f"{before}{escape(self.url)}{between}{self.count}{after}"
        return mark_safe(text)  # noqa: S308  (the template escapes)


@dataclass(frozen=True, slots=True)
class FacetView:
    """A facet: the values shown, and where all of them are."""

    name: str
    title: str
    values: tuple[Value, ...]
    count: int
    all_url: str
    all_words: str
    find_words: str
    is_open: bool

    @property
    def html(self) -> SafeString:
        """All its values as text."""
        return mark_safe("".join([value.html for value in self.values]))  # noqa: S308


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in use and the address without it."""

    anchor: str
    key: str
    text: str
    url: str
    without: Filters


@dataclass(frozen=True, slots=True)
class WayOut:
    """A filter that can be taken away and how many events that gives."""

    chip: Chip
    count: int


def title(name: str) -> str:
    """What a facet is called."""
    return str(_TITLES[name])


def facet_views(page: Page, filters: Filters) -> list[FacetView]:
    """The facets that have something to choose, in the order of the page."""
    known = {facet.name: facet for facet in page.facets}
    return [facet_view(known[name], filters) for name in ORDER if known[name].values]


def facet_view(facet: Facet, filters: Filters, find: str = "", shown: int = SHOWN) -> FacetView:
    """The first values of a facet, those chosen before all others, whose name holds `find`."""
    found = list(facet.values)
    if needle := find.casefold():
        found = [value for value in found if needle in value.label.casefold()]
    if filters.choice(facet.name):
        found.sort(key=lambda value: not (value.is_chosen or value.is_excluded))
    count = len(facet.values)
    addresses = _Addresses(facet.name, filters)
    return FacetView(
        name=facet.name,
        title=title(facet.name),
        values=tuple(
            _value(facet.name, value, addresses, can_leave_out=shown > SHOWN)
            for value in found[:shown]
        ),
        count=count,
        all_url=to_url(reverse("facet", args=[facet.name]), replace(filters, page=1))
        if count > SHOWN
        else "",
        all_words=_all_words(facet.name, count),
        find_words=_find_words(facet.name, count)
        if count > SHOWN and facet.name in _WITH_FIND
        else "",
        is_open=facet.name in _OPEN or bool(filters.choice(facet.name)),
    )


class _Addresses:
    """What a click on a value of a facet asks for.

    With nothing chosen in the facet yet, all of them are one address with the value filled in.
    """

    def __init__(self, name: str, filters: Filters) -> None:
        self._name = name
        self._filters = filters
        self._path = reverse("timeline")
        self._is_used = bool(filters.choice(name))

    @cached_property
    def choosing(self) -> Callable[[str], str]:
        return self._choosing if self._is_used else _filled_in(self._choosing(_GAP))

    @cached_property
    def leaving_out(self) -> Callable[[str], str]:
        return self._leaving_out if self._is_used else _filled_in(self._leaving_out(_GAP))

    def taking_away(self, value: str) -> str:
        return to_url(self._path, self._filters.without(self._name, value))

    def _choosing(self, value: str) -> str:
        return to_url(self._path, self._filters.adding(self._name, value))

    def _leaving_out(self, value: str) -> str:
        old = self._filters.choice(self._name)
        choice = Choice(old.include, tuple(sorted({*old.exclude, value})))
        return to_url(self._path, self._filters.with_choice(self._name, choice))


def _filled_in(address: str) -> Callable[[str], str]:
    before, after = address.split(quote_plus(_GAP))
    return lambda value: f"{before}{quote_plus(value)}{after}"


def _value(name: str, value: FacetValue, addresses: _Addresses, *, can_leave_out: bool) -> Value:
    is_used = value.is_chosen or value.is_excluded
    return Value(
        anchor=f"{name}-{value.value}",
        label=value.label,
        count=value.count,
        url=(addresses.taking_away if is_used else addresses.choosing)(value.value),
        leave_out_url=addresses.leaving_out(value.value) if can_leave_out and not is_used else "",
        is_chosen=value.is_chosen,
        is_excluded=value.is_excluded,
        glyph=value.value if name == "kind" else "",
        family=family(value.value) if name == "kind" else "",
        brick=value.value if name == "certainty" else "",
    )


@lru_cache(_KEPT)
def _ready(*key: Any) -> tuple[str, str, str]:
    """A value's text before, between and after its address and count."""
    value = {**dict(zip(_LOOKS, key, strict=True)), "url": _GAP, "count": _GAP}
    before, between, after = render_to_string("timeline/_value.html", {"value": value}).split(_GAP)
    return before, between, after


def _all_words(name: str, count: int) -> str:
    return str(_ALL.get(name, "")) % {"count": count}


def _find_words(name: str, count: int) -> str:
    return str(_FIND[name]) % {"count": count}


def chips(filters: Filters, page: Page) -> list[Chip]:
    """Every filter in use."""
    return list(_chips(filters, labels(filters, page)))


def _chips(filters: Filters, names: Labels) -> Iterable[Chip]:
    path = reverse("timeline")
    if filters.q:
        without = filters.searching("")
        yield Chip("chip-q", _("Search"), f"“{filters.q}”", to_url(path, without), without)
    for name, choice in filters.facets:
        for value in choice.include + choice.exclude:
            without = filters.without(name, value)
            word = names.get((name, value), value)
            yield Chip(
                anchor=f"chip-{name}-{value}",
                key=title(name),
                text=_("not %(value)s") % {"value": word} if value in choice.exclude else word,
                url=to_url(path, without),
                without=without,
            )
    if filters.since:
        without = filters.between(None, filters.until)
        yield Chip("chip-from", _("From"), filters.since.wording(), to_url(path, without), without)
    if filters.until:
        without = filters.between(filters.since, None)
        yield Chip("chip-to", _("To"), filters.until.wording(), to_url(path, without), without)


def ways_out(used: Iterable[Chip]) -> list[WayOut]:
    """For an empty answer: what each filter hides, the first few counted."""
    ways = [WayOut(chip, reading.total(chip.without)) for chip in list(used)[:REMOVABLE]]
    return sorted(ways, key=lambda way: -way.count)


def unknown_words(page: Page) -> list[str]:
    """A sentence for each name that was asked for and that no event has.

    Words of a fixed list (kind, status, certainty) are named when the address is read.
    """
    words = {
        "actor": _("No event has the actor “%(value)s”."),
        "place": _("No event has the place “%(value)s”."),
        "storyline": _("No event belongs to the storyline “%(value)s”."),
        "source": _("No event has the source “%(value)s”."),
    }
    return [words[row.facet] % {"value": row.value} for row in page.unknown if row.facet in words]


def fields(filters: Filters, *without: str) -> list[tuple[str, str]]:
    """The question as hidden fields of a form, save those the form asks for itself."""
    pairs = [("q", filters.q)] if filters.q else []
    pairs += [(facet, value) for facet, choice in filters.facets for value in choice]
    if filters.since:
        pairs.append(("from", filters.since.edtf))
    if filters.until:
        pairs.append(("to", filters.until.edtf))
    return [(name, value) for name, value in pairs if name not in without]
