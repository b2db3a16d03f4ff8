"""What every public page does with a request: render a page or a region of it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import BadRequest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render as render_page
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails

# Everybody may get it, and whoever keeps it asks whether it still holds: it may be retracted.
PUBLIC = "public, no-cache"
# What a page or region depends on besides its address and language.
VARIES_BY = ("HX-Request", "HX-Boosted", "HX-History-Restore-Request", "X-History")

FIND_LIMIT = 100  # characters typed to find a name in a list


def is_for_region(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of the page; never so when it boosts or restores history."""
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]  # set by its middleware
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def render(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, region: str
) -> HttpResponse:
    """The region of the template when htmx asks, the page otherwise: the same to everybody.

    `Vary` keeps a cache from showing the one for the other.
    """
    name = f"{template}#{region}" if is_for_region(request) else template
    response = render_page(request, name, {**context, "is_region": name != template})
    response.headers["Cache-Control"] = PUBLIC
    patch_vary_headers(response, VARIES_BY)
    return response


def read_find(request: HttpRequest) -> str:
    """What was typed to find a name in a list; raise `BadRequest` (400) on NUL."""
    text = request.GET.get("find", "")
    if "\x00" in text:
        raise BadRequest
    return " ".join(text[:FIND_LIMIT].split())


BUSY_SECONDS = (
    15  # after which a browser may ask again: an index of a million events is read by then
)


def failed(_request: HttpRequest) -> HttpResponse:
    """The page for what went wrong: 503 when the database was too slow or away, else 500.

    Both are plain files: whatever failed may not be needed once more.
    """
    if not isinstance(sys.exc_info()[1], OperationalError):
        return HttpResponse(render_to_string("500.html"), status=500)
    headers = {"Retry-After": str(BUSY_SECONDS), "Cache-Control": "no-store"}
    return HttpResponse(render_to_string("503.html"), status=503, headers=headers)
