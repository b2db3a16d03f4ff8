"""The timeline: a question, the strip, the filters and the list that answers it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from timeline import caching, http, reading
from timeline.filters import is_canonical, parse, to_query, to_url
from timeline.index.question import FACETS, Filters
from timeline.views import facets, wording
from timeline.views.cards import sections
from timeline.views.strip import strip

ALL_VALUES = 2000  # values on the page of one facet


@require_safe
def timeline(request: HttpRequest) -> HttpResponse:
    """The events that match the address; as a region, the answer to a changed question."""
    filters = parse(request.GET)
    url = to_url(reverse("timeline"), filters)
    is_region = http.is_for_region(request)
    # A form without script sends its empty fields too. What could not be read stays as it was
    # typed, or its message would be lost.
    if not (is_region or filters.problems or is_canonical(request.GET, filters)):
        return redirect(url)
    version = caching.version(request)
    page = reading.page(filters)
    events = reading.events(page.ids, version)
    used = facets.chips(filters, page)
    words = wording.question(filters, page)
    today = timezone.localdate()
    context = {
        "section": "timeline",
        "title": wording.plain(words),
        "question": words,
        "filters": filters,
        "page": page,
        "count": wording.events_count(page.total),
        "strip": strip(page.histogram, filters, today),
        "facets": facets.facet_views(page, filters),
        "chips": used,
        "ways_out": [] if page.total else facets.ways_out(used),
        "messages_to_reader": [*filters.problems, *facets.unknown_words(page)],
        "sections": sections(events, page.groups, today, _query(filters)),
        "today": wording.day_words(today),
        "since": _typed(request, "from", filters),
        "until": _typed(request, "to", filters),
        "search_fields": facets.fields(filters, "q"),
        "all_fields": facets.fields(filters),
        "range_fields": facets.fields(filters, "from", "to"),
        "all_time_url": to_url(reverse("timeline"), filters.between(None, None)),
        "is_live": True,
        **pages(filters, page),
    }
    response = http.render(request, "timeline/index.html", context, region="answer")
    if is_region:
        header = (
            "HX-Replace-Url" if request.headers.get("X-History") == "replace" else "HX-Push-Url"
        )
        response.headers[header] = url
    return response


@require_safe
def facet(request: HttpRequest, name: str) -> HttpResponse:
    """All values of one facet under the other filters, narrowed by what is typed to find one."""
    if name not in FACETS:
        raise Http404
    filters = parse(request.GET)
    find = http.read_find(request)
    is_region = http.is_for_region(request)
    shown = facets.SHOWN if is_region else ALL_VALUES
    context = {
        "section": "timeline",
        "facet": facets.facet_view(reading.facet(filters, name), filters, find, shown),
        "filters": filters,
        "find": find,
        "fields": facets.fields(filters),
        "back_url": to_url(reverse("timeline"), filters),
        "search_fields": facets.fields(filters, "q"),
    }
    return http.render(request, "timeline/facet.html", context, region="values")


def pages(filters: Filters, page: reading.Page, path: str = "") -> dict[str, object]:
    """The links to the pages before and after this one."""
    path = path or reverse("timeline")
    last = page.page_count
    before = min(page.number - 1, last)
    return {
        "previous_url": to_url(path, filters.at_page(before)) if page.number > 1 else "",
        "next_url": to_url(path, filters.at_page(page.number + 1)) if page.number < last else "",
        "page_words": _("Page %(number)s of %(last)s") % {"number": page.number, "last": last},
        "is_past_the_end": page.number > last,
    }


def _query(filters: Filters) -> str:
    """The question as it goes along with the links to events."""
    query = to_query(filters.at_page(1))
    return f"?{query}" if query else ""


def _typed(request: HttpRequest, key: str, filters: Filters) -> dict[str, object]:
    """A field of the range: shown back as understood, or as typed when it was not."""
    span = filters.since if key == "from" else filters.until
    typed = request.GET.get(key, "").strip()
    return {
        "name": key,
        "value": span.wording() if span else typed[:200],
        "is_wrong": bool(typed) and span is None,
    }
