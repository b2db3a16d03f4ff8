"""One event: its own page, and its evidence as it opens under a card."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from timeline import http, reading
from timeline.dates import DateSpan
from timeline.filters import parse, to_query, to_url
from timeline.index.question import Filters
from timeline.models import Event
from timeline.views import facets, record, wording
from timeline.views.cards import card, place_line
from timeline.views.ruler import ruler


@require_safe
def event(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """The record of an event; a question in the address says where the reader comes from."""
    filters = parse(request.GET).at_page(1)
    row = reading.event(slug)
    shown = reading.events([row.pk]) if row else []
    if not (row and shown):
        raise Http404
    query = to_query(filters)
    suffix = f"?{query}" if query else ""
    if year != row.earliest_on.year:
        return redirect(f"{row.get_absolute_url()}{suffix}", permanent=True)
    context = {
        "event": row,
        "card": card(shown[0]),
        "quotes": record.quotes(row),
        "reasons": record.reasons(row),
        "bounds": record.bounds(row),
        "url": f"{row.get_absolute_url()}{suffix}",
    }
    if not http.is_for_region(request):
        context |= _page(row, filters, suffix)
    return http.render(request, "timeline/event.html", context, region="evidence")


def _page(row: Event, filters: Filters, suffix: str) -> dict[str, object]:
    """What only the page shows."""
    question, trail = _question(row, filters)
    earlier, later = reading.neighbours(question, row, record.NEIGHBOURS)
    minis_before, minis_after = record.minis(earlier, suffix), record.minis(later, suffix)
    today = timezone.localdate()
    return {
        "title": f"{row.title}, {row.span.wording()}",
        "canonical_url": row.get_absolute_url(),
        "date": wording.long_date(row.span),
        "machine_date": wording.machine_date(row.span),
        "known": record.known_words(row),
        "ruler": ruler(row.span),
        "places": [
            (
                place_line(place.slug, place.name, place.parent.name if place.parent else None),
                record.coordinates(place),
            )
            for place in (entry.place for entry in row.event_places.all())
        ],
        "trail": trail,
        "trail_url": to_url(reverse("timeline"), filters),
        "before": minis_before[::-1],
        "after": minis_after,
        "earlier": minis_before[0] if minis_before else None,
        "later": minis_after[0] if minis_after else None,
        "among": "" if filters.choice("storyline") else _among(row, question),
        "around": record.around(row),
        "today": DateSpan.day(today).wording(),
        "search_fields": facets.fields(filters, "q"),
    }


def _question(row: Event, filters: Filters) -> tuple[Filters, str]:
    """What the neighbours are taken from: the reader's question, else the event's storyline."""
    if not filters.is_empty:
        return filters, wording.events_count(reading.total(filters))
    storylines = list(row.storylines.all())
    if storylines:
        return filters.adding("storyline", storylines[0].slug), _("Timeline")
    return filters, _("Timeline")


def _among(row: Event, question: Filters) -> str:
    titles = {storyline.slug: storyline.title for storyline in row.storylines.all()}
    return next((titles[slug] for slug in question.choice("storyline").include), "")
