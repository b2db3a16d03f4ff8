"""Actors, places and storylines: their indexes, and each one's biography in dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from timeline import caching, http, reading
from timeline.filters import parse, to_url
from timeline.index.question import Filters
from timeline.models import Actor, Place, Storyline
from timeline.views import cards, facets, wording
from timeline.views.record import coordinates
from timeline.views.strip import strip
from timeline.views.timeline import pages

TOGETHER = 8  # names beside the list


@require_safe
def actor(request: HttpRequest, slug: str) -> HttpResponse:
    """An actor and the events it takes part in."""
    row = get_object_or_404(Actor.objects.prefetch_related("aliases"), slug=slug)
    aliases = list(row.aliases.all())
    facts = [
        (_("Also"), [alias.text for alias in aliases if not alias.is_role]),
        (_("Office"), [alias.text for alias in aliases if alias.is_role]),
        (_("Wikidata"), [row.wikidata_id] if row.wikidata_id else []),
    ]
    heading = {"name": row.name, "kind": row.get_kind_display(), "facts": _known(facts)}
    return _biography(request, "actor", slug, heading)


@require_safe
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """A place and what happened in it and in all that it holds."""
    row = get_object_or_404(Place.objects.select_related("parent"), slug=slug)
    facts = [
        (_("In"), [row.parent.name] if row.parent else []),
        (_("Also"), row.aliases),
        (_("At"), [text for text in (coordinates(row),) if text]),
    ]
    heading = {"name": row.name, "kind": row.get_kind_display(), "facts": _known(facts)}
    return _biography(request, "place", slug, heading)


@require_safe
def storyline(request: HttpRequest, slug: str) -> HttpResponse:
    """A storyline: its events in the order its editor gave them, numbered."""
    row = get_object_or_404(Storyline, slug=slug)
    filters = Filters().adding("storyline", slug)
    version = caching.version(request)
    events = reading.events(reading.storyline_ids(slug), version)
    if not events:
        raise Http404
    page = reading.page(filters)
    context = {
        "section": "storylines",
        "title": row.title,
        "storyline": row,
        "count": wording.events_count(page.total),
        "cards": cards.html(enumerate(events, start=1)),
        **_surroundings(page, filters, "storyline"),
    }
    return http.render(request, "timeline/storyline.html", context, region="results")


@require_safe
def actors(request: HttpRequest) -> HttpResponse:
    """Every actor of a published event."""
    return _index(request, "actor", _("Actors"), _("Find an actor"))


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Every place of a published event."""
    return _index(request, "place", _("Places"), _("Find a place"))


@require_safe
def storylines(request: HttpRequest) -> HttpResponse:
    """Every storyline with a published event."""
    return _index(request, "storyline", _("Storylines"), _("Find a storyline"))


def _index(request: HttpRequest, name: str, title: str, find_words: str) -> HttpResponse:
    find = http.read_find(request)
    needle = find.casefold()
    entries = reading.entries(name)
    context = {
        "section": f"{name}s",
        "name": name,
        "title": title,
        "find": find,
        "find_words": find_words,
        "total": len(entries),
        "entries": [
            {"entry": row, "url": reverse(name, args=[row.slug])}
            for row in entries
            if needle in row.name.casefold()
        ],
    }
    return http.render(request, "timeline/entries.html", context, region="entries")


def _biography(
    request: HttpRequest, name: str, slug: str, heading: Mapping[str, object]
) -> HttpResponse:
    asked = parse(request.GET)
    filters = Filters().adding(name, slug)
    version = caching.version(request)
    page = reading.page(filters.at_page(asked.page))
    if not page.total:
        raise Http404  # nothing public: not even the name
    today = timezone.localdate()
    context = {
        "section": f"{name}s",
        "title": heading["name"],
        "heading": heading,
        "page": page,
        "count": wording.events_count(page.total),
        "messages_to_reader": list(asked.problems),
        "sections": cards.sections(reading.events(page.ids, version), page.groups, today),
        "today": wording.day_words(today),
        **_surroundings(page, filters, name),
        **_pages(reverse(name, args=[slug]), asked, page),
    }
    return http.render(request, "timeline/entity.html", context, region="results")


def _pages(path: str, asked: Filters, page: reading.Page) -> dict[str, object]:
    return pages(Filters().at_page(asked.page), page, path)


def _surroundings(page: reading.Page, filters: Filters, name: str) -> dict[str, object]:
    """The strip, and what is often found in the same events; each a filter of the timeline."""
    known = {facet.name: facet for facet in page.facets}
    titles = {
        "actor": _("Often together with") if name == "actor" else _("Often taking part"),
        "storyline": _("Storylines"),
        "place": _("Places"),
    }
    beside = []
    for facet_name, title in titles.items():
        view = facets.facet_view(known[facet_name], filters, shown=TOGETHER + 1)
        values = [value for value in view.values if not value.is_chosen][:TOGETHER]
        if values and facet_name != (name if name != "actor" else ""):
            beside.append((title, values))
    return {
        "strip": strip(page.histogram, filters, timezone.localdate()),
        "beside": beside,
        "timeline_url": to_url(reverse("timeline"), filters),
        "search_fields": [],
    }


def _known(facts: Sequence[tuple[str, Sequence[str]]]) -> list[tuple[str, str]]:
    return [(name, ", ".join(values)) for name, values in facts if values]
