"""Answers a set of filters from the tables: what the index answers the same way, but faster."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.contrib.postgres.search import (
    SearchQuery,
    SearchVector,
)
from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, QuerySet, When
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from timeline.index.headings import Heading, heading
from timeline.index.histogram import DateCount, Histogram, histogram
from timeline.index.question import ALL_OF, FACETS, NOTHING, Filters
from timeline.models import (
    Actor,
    ActorAlias,
    Event,
    EventPlace,
    Evidence,
    Participation,
    Place,
    Storyline,
    StorylineEvent,
)
from timeline.models.actor import ActorKind
from timeline.models.event import EventQuerySet, Kind, Status
from timeline.models.place import PlaceKind
from timeline.reading.terms import Words, split

PAGE_SIZE = 50
PLACE_LEVELS = ("place", "place__parent", "place__parent__parent", "place__parent__parent__parent")
CERTAINTY_LABELS = {
    "exact": _("To the day"),
    "inexact": _("Less exact"),
    "planned": _("Planned"),
}

Counts = list[tuple[str, str, int]]  # value, label, events
Counting = Callable[[EventQuerySet], Counts]


class FacetValue(NamedTuple):  # a page has thousands: this takes a quarter of a dataclass's time
    """One value of a facet and how many events it would leave under the other filters."""

    value: str
    label: str
    count: int  # type: ignore[assignment]  # a tuple's own method, which nobody wants here
    is_chosen: bool
    is_excluded: bool

    @property
    def order(self) -> tuple[int, str, str]:
        """The most frequent first, then by label."""
        return -self.count, self.label, self.value


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of a facet, the most frequent first; chosen ones are always among them."""

    name: str
    values: Sequence[FacetValue]


@dataclass(frozen=True, slots=True)
class Group:
    """A heading of the list: events known to lie in one month, one year, or neither."""

    unit: str  # month, year, longer
    since: date
    count: int  # under the filters, on all pages


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that was asked for and that no public event has."""

    facet: str
    value: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of an index: an actor, place or storyline and how many events it has."""

    slug: str
    name: str
    about: str  # the word for its kind; a storyline's standfirst
    count: int


@dataclass(frozen=True, slots=True)
class Page:
    """The answer to a set of filters."""

    ids: tuple[int, ...]
    total: int
    number: int
    page_count: int
    histogram: Histogram
    facets: tuple[Facet, ...]
    groups: dict[int, Group]  # by event id
    unknown: tuple[Unknown, ...]


def page(filters: Filters) -> Page:
    """The events that match, newest first, a page of them by id, and what the filters show.

    A page past the last has no ids. Only published events are ever counted or named.
    """
    matching = _matching(filters)
    dates = _date_counts(matching)
    total = sum(row.count for row in dates)
    start = (filters.page - 1) * PAGE_SIZE
    rows = list(
        matching.newest_first().values_list("id", "earliest_on", "latest_on", "is_exact")[
            start : start + PAGE_SIZE
        ]
    )
    sizes: Counter[Heading] = Counter()
    for row in dates:
        sizes[heading(row.earliest, row.latest, row.is_exact)] += row.count
    groups = {}
    for pk, earliest, latest, is_exact in rows:
        of_event = heading(earliest, latest, is_exact)
        groups[pk] = Group(*of_event, count=sizes[of_event])
    return Page(
        ids=tuple(row[0] for row in rows),
        total=total,
        number=filters.page,
        page_count=max(1, -(-total // PAGE_SIZE)),
        histogram=histogram(dates, earliest=filters.earliest, latest=filters.latest),
        facets=tuple(facet(filters, name) for name in FACETS),
        groups=groups,
        unknown=_unknown(filters),
    )


def total(filters: Filters) -> int:
    """How many events match, all pages taken together."""
    return _matching(filters).count()


def event(slug: str) -> Event | None:
    """The published event of this slug with all that its own page shows, or nothing."""
    evidence = Evidence.objects.select_related("article__source")
    storylines = Storyline.objects.all()
    return (
        Event.objects.published()
        .with_card()
        .prefetch_related(
            Prefetch("evidence", queryset=evidence), Prefetch("storylines", queryset=storylines)
        )
        .filter(slug=slug)
        .first()
    )


def neighbours(filters: Filters, event: Event, limit: int) -> tuple[list[Event], list[Event]]:
    """The events just before and just after this one among those that match, nearest first."""
    same_start = Q(earliest_on=event.earliest_on)
    same_days = same_start & Q(latest_on=event.latest_on)
    is_earlier = (
        Q(earliest_on__lt=event.earliest_on)
        | (same_start & Q(latest_on__gt=event.latest_on))
        | (same_days & Q(pk__lt=event.pk))
    )
    others = _matching(filters).exclude(pk=event.pk)
    earlier = others.filter(is_earlier).newest_first()[:limit]
    later = others.exclude(is_earlier).newest_first().reverse()[:limit]
    return list(earlier), list(later)


def storyline_ids(slug: str) -> list[int]:
    """The published events of a storyline in its editor's order, by id."""
    entries = StorylineEvent.objects.filter(storyline__slug=slug)
    return list(
        entries.filter(event__in=Event.objects.published()).values_list("event_id", flat=True)
    )


def entries(name: str, counted: Facet) -> list[Entry]:
    """A line for each value of a facet (actor, place or storyline), by name."""
    about: dict[str, str] = {}
    match name:
        case "actor":
            kinds = {str(value): str(label) for value, label in ActorKind.choices}
            about = {slug: kinds[kind] for slug, kind in Actor.objects.values_list("slug", "kind")}
        case "place":
            kinds = {str(value): str(label) for value, label in PlaceKind.choices}
            about = {slug: kinds[kind] for slug, kind in Place.objects.values_list("slug", "kind")}
        case _:
            about = dict(Storyline.objects.values_list("slug", "standfirst"))
    rows = [
        Entry(row.value, row.label, about.get(row.value, ""), row.count) for row in counted.values
    ]
    return sorted(rows, key=lambda row: (row.name.casefold(), row.slug))


def facet(filters: Filters, name: str) -> Facet:
    """One facet under the other filters.

    Where values mean *or*, the facet's own choice is left out, so that a second value shows what
    it would add; for actors, which mean *and*, it stays, so that a count is what a click gives.
    """
    others = filters if name in ALL_OF else filters.with_choice(name, NOTHING)
    counts = _COUNTERS[name](_matching(others))
    chosen = filters.choice(name)
    missing = {*chosen.include, *chosen.exclude} - {value for value, _, _ in counts}
    counts += [(value, label, 0) for value, label in _labels(name, missing)]
    values = [
        FacetValue(value, label, count, value in chosen.include, value in chosen.exclude)
        for value, label, count in counts
    ]
    values.sort(key=lambda value: value.order)
    return Facet(name, tuple(values))


def _date_counts(matching: EventQuerySet) -> list[DateCount]:
    rows = (
        matching.order_by()
        .annotate(
            is_planned=Case(When(status=Status.PLANNED, then=True), default=False),
        )
        .values_list("earliest_on", "latest_on", "is_exact", "is_planned")
        .annotate(Count("id"))
    )
    return [DateCount(*row) for row in rows]


def _matching(filters: Filters) -> EventQuerySet:
    found = Event.objects.published()
    if filters.is_impossible:
        return found.none()
    for name, choice in filters.facets:
        condition = _CONDITIONS[name]
        if name in ALL_OF:
            for value in choice.include:
                found = found.filter(condition((value,)))
        elif choice.include:
            found = found.filter(condition(choice.include))
        if choice.exclude:
            found = found.exclude(condition(choice.exclude))
    if filters.earliest:
        found = found.filter(latest_on__gte=filters.earliest)
    if filters.latest:
        found = found.filter(earliest_on__lte=filters.latest)
    return _searched(found, filters.q)


def _searched(found: EventQuerySet, q: str) -> EventQuerySet:
    """Every word and "phrase" in the text or in a name of who and where; "-word" leaves out."""
    for words in split(q):
        condition = _says(words)
        found = found.exclude(condition) if words.is_excluded else found.filter(condition)
    return found


class _Beginning(SearchQuery):
    """A phrase whose last word may go on."""

    template = "(coalesce(nullif(%(function)s(%(expressions)s)::text, '') || ':*', '')::tsquery)"


def _query(words: Words, config: str) -> SearchQuery:
    query = _Beginning if words.is_prefix else SearchQuery
    return query(words.text, config=config, search_type="phrase")


def _says(term: Words) -> Q:
    words = _query(term, "english")
    name = _query(term, "simple")
    aliases = ActorAlias.objects.annotate(words=SearchVector("text", config="simple"))
    actors = Actor.objects.annotate(words=SearchVector("name", config="simple")).filter(
        Q(words=name) | Q(pk__in=aliases.filter(words=name, is_role=False).values("actor"))
    )
    places = Place.objects.annotate(words=SearchVector("name", "aliases", config="simple")).filter(
        words=name
    )
    return (
        Q(search=words)
        | Exists(Participation.objects.filter(event=OuterRef("pk"), actor__in=actors))
        | Exists(EventPlace.objects.filter(event=OuterRef("pk"), place__in=places))
    )


def _is_certainty(values: Iterable[str]) -> Q:
    conditions = {
        "exact": ~Q(status=Status.PLANNED) & Q(is_exact=True),
        "inexact": ~Q(status=Status.PLANNED) & Q(is_exact=False),
        "planned": Q(status=Status.PLANNED),
    }
    result = Q(pk__in=())  # an unknown word matches nothing
    for value in values:
        result |= conditions.get(value, Q(pk__in=()))
    return result


def _lies_in(slugs: Iterable[str]) -> Exists:
    inside = Q()
    for level in PLACE_LEVELS:
        inside |= Q(**{f"{level}__slug__in": slugs})
    return Exists(EventPlace.objects.filter(inside, event=OuterRef("pk")))


_CONDITIONS: dict[str, Callable[[Sequence[str]], Q | Exists]] = {
    "kind": lambda values: Q(kind__in=values),
    "status": lambda values: Q(status__in=values),
    "certainty": _is_certainty,
    "actor": lambda slugs: Exists(
        Participation.objects.filter(event=OuterRef("pk"), actor__slug__in=slugs)
    ),
    "place": _lies_in,
    "storyline": lambda slugs: Exists(
        StorylineEvent.objects.filter(event=OuterRef("pk"), storyline__slug__in=slugs)
    ),
    "source": lambda slugs: Exists(
        Evidence.objects.filter(event=OuterRef("pk"), article__source__slug__in=slugs)
    ),
}


def _count_column(column: str, choices: Iterable[tuple[str, Any]]) -> Counting:
    labels = dict(choices)

    def count(matching: EventQuerySet) -> Counts:
        rows = matching.order_by().values_list(column).annotate(Count("id"))
        return [(value, str(labels[value]), n) for value, n in rows]

    return count


def _count_certainty(matching: EventQuerySet) -> Counts:
    counts = Counter[str]()
    for row in _date_counts(matching):
        counts[row.certainty] += row.count
    return [(value, str(CERTAINTY_LABELS[value]), n) for value, n in counts.items()]


def _count_rows(rows: QuerySet[Any], value: str, label: str) -> Counting:
    def count(matching: EventQuerySet) -> Counts:
        return list(
            rows.filter(event__in=matching.order_by())
            .order_by()
            .values_list(value, label)
            .annotate(Count("event", distinct=True))
        )

    return count


def _count_places(matching: EventQuerySet) -> Counts:
    """A place counts for all that it lies in, and an event once for each of these."""
    columns = [part for level in PLACE_LEVELS for part in (f"{level}__slug", f"{level}__name")]
    pairs = set()
    for event, *names in EventPlace.objects.filter(event__in=matching.order_by()).values_list(
        "event_id", *columns
    ):
        pairs |= {
            (event, *place) for place in zip(names[::2], names[1::2], strict=True) if place[0]
        }
    counts = Counter((slug, name) for _, slug, name in pairs)
    return [(slug, name, n) for (slug, name), n in counts.items()]


_COUNTERS: dict[str, Counting] = {
    "kind": _count_column("kind", Kind.choices),
    "status": _count_column("status", Status.choices),
    "certainty": _count_certainty,
    "actor": _count_rows(Participation.objects.all(), "actor__slug", "actor__name"),
    "place": _count_places,
    "storyline": _count_rows(StorylineEvent.objects.all(), "storyline__slug", "storyline__title"),
    "source": _count_rows(Evidence.objects.all(), "article__source__slug", "article__source__name"),
}


def fixed_labels(name: str) -> dict[str, str]:
    """The words for a facet's values that are the same everywhere, in the reader's language."""
    return _fixed_labels(name, get_language())


@lru_cache  # ours to read only; gettext takes a millisecond for a page's
def _fixed_labels(name: str, _language: str | None) -> dict[str, str]:
    choices = {
        "kind": Kind.choices,
        "status": Status.choices,
        "certainty": CERTAINTY_LABELS.items(),
    }
    return {value: str(label) for value, label in choices.get(name, ())}


def _labels(name: str, values: set[str]) -> list[tuple[str, str]]:
    """The words for chosen values that no event has under the filters; unknown ones left out."""
    if not values:
        return []
    counts = _COUNTERS[name](Event.objects.published())
    return [(value, label) for value, label, _ in counts if value in values]


def _unknown(filters: Filters) -> tuple[Unknown, ...]:
    """The chosen values that no published event has at all."""
    unknown = []
    for name, choice in filters.facets:
        values = {*choice.include, *choice.exclude}
        known = {value for value, _ in _labels(name, values)}
        unknown += [Unknown(name, value) for value in sorted(values - known)]
    return tuple(unknown)
