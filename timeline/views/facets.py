"""The filters as readers see them: values with counts, chips, and what to take away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from timeline import reading
from timeline.filters import to_url
from timeline.index.question import Filters
from timeline.reading import Facet, FacetValue, Page
from timeline.views.cards import family
from timeline.views.wording import Labels, labels

SHOWN = 8  # values of a facet beside the list
REMOVABLE = 8  # filters of which an empty answer says what taking them away would give
ORDER = ("kind", "actor", "certainty", "storyline", "place", "source", "status")
_OPEN = ("kind", "actor", "certainty", "storyline", "place")
_WITH_FIND = ("actor", "place")


@dataclass(frozen=True, slots=True)
class Value:
    """A value as a link that chooses it, or takes it away once it is chosen."""

    anchor: str
    label: str
    count: int
    url: str
    leave_out_url: str
    is_chosen: bool
    is_excluded: bool
    glyph: str
    family: str
    brick: str


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
    return {
        "kind": _("Kind"),
        "actor": _("Actor"),
        "place": _("Place"),
        "storyline": _("Storyline"),
        "source": _("Source"),
        "status": _("Status"),
        "certainty": _("Certainty of date"),
    }[name]


def facet_views(page: Page, filters: Filters) -> list[FacetView]:
    """The facets that have something to choose, in the order of the page."""
    known = {facet.name: facet for facet in page.facets}
    return [facet_view(known[name], filters) for name in ORDER if known[name].values]


def facet_view(facet: Facet, filters: Filters, find: str = "", shown: int = SHOWN) -> FacetView:
    """The first values of a facet, those chosen before all others, whose name holds `find`."""
    needle = find.casefold()
    found = [value for value in facet.values if needle in value.label.casefold()]
    found.sort(key=lambda value: not (value.is_chosen or value.is_excluded))
    count = len(facet.values)
    return FacetView(
        name=facet.name,
        title=title(facet.name),
        values=tuple(_value(facet.name, value, filters) for value in found[:shown]),
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


def _value(name: str, value: FacetValue, filters: Filters) -> Value:
    path = reverse("timeline")
    is_used = value.is_chosen or value.is_excluded
    after = filters.without(name, value.value) if is_used else filters.adding(name, value.value)
    choice = filters.choice(name)
    left_out = replace(choice, exclude=tuple(sorted({*choice.exclude, value.value})))
    return Value(
        anchor=f"{name}-{value.value}",
        label=value.label,
        count=value.count,
        url=to_url(path, after),
        leave_out_url="" if is_used else to_url(path, filters.with_choice(name, left_out)),
        is_chosen=value.is_chosen,
        is_excluded=value.is_excluded,
        glyph=value.value if name == "kind" else "",
        family=family(value.value) if name == "kind" else "",
        brick=value.value if name == "certainty" else "",
    )


def _all_words(name: str, count: int) -> str:
    words = {
        "kind": _("All %(count)s kinds"),
        "actor": _("All %(count)s actors"),
        "place": _("All %(count)s places"),
        "storyline": _("All %(count)s storylines"),
        "source": _("All %(count)s sources"),
    }
    return words.get(name, "") % {"count": count}


def _find_words(name: str, count: int) -> str:
    words = {
        "actor": _("Find among %(count)s actors"),
        "place": _("Find among %(count)s places"),
    }
    return words[name] % {"count": count}


def chips(filters: Filters, page: Page) -> list[Chip]:
    """Every filter in use."""
    return list(_chips(filters, labels(page)))


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
