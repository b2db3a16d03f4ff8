"""The usual Django view, as it is written everywhere: joins, a paginator, an aggregate a facet."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth

from timeline.index.question import Filters
from timeline.models import Event
from timeline.reading.terms import split

TOP = 20
COLUMNS = {
    "kind": "kind",
    "status": "status",
    "actor": "participations__actor__slug",
    "place": "event_places__place__slug",
    "storyline": "storyline_entries__storyline__slug",
    "source": "evidence__article__source__slug",
}


def usual_view(filters: Filters) -> list[Any]:
    """A page of rows, the count, a histogram by month and the first values of four facets."""
    found = _matching(filters)
    page = Paginator(found.order_by("-earliest_on", "-id").distinct(), 50).get_page(filters.page)
    of_page: Any = page.object_list
    rows: list[Any] = list(of_page.prefetch_related("actors", "places"))
    plain = found.order_by()
    months = plain.annotate(month=TruncMonth("earliest_on")).values("month")
    rows.append(list(months.annotate(n=Count("id", distinct=True))))
    for name in ("kind", "actor", "place", "storyline"):
        counted = plain.values(COLUMNS[name]).annotate(n=Count("id", distinct=True))
        rows.append(list(counted.order_by("-n")[:TOP]))
    return rows


def _matching(filters: Filters) -> QuerySet[Event]:
    found: QuerySet[Event] = Event.objects.published()
    for name, choice in filters.facets:
        if name == "certainty":
            found = found.filter(is_exact="exact" in choice.include)
            continue
        if name == "actor":
            for value in choice.include:
                found = found.filter(**{COLUMNS[name]: value})
        elif choice.include:
            found = found.filter(**{f"{COLUMNS[name]}__in": choice.include})
        if choice.exclude:
            found = found.exclude(**{f"{COLUMNS[name]}__in": choice.exclude})
    if filters.earliest:
        found = found.filter(latest_on__gte=filters.earliest)
    if filters.latest:
        found = found.filter(earliest_on__lte=filters.latest)
    for words in split(filters.q):
        query = SearchQuery(words.text, config="english", search_type="phrase")
        found = found.exclude(search=query) if words.is_excluded else found.filter(search=query)
    return found
