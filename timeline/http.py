"""What every public page does with a request: render a page or a region of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render as render_page
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails

FIND_LIMIT = 100  # characters typed to find a name in a list


def is_for_region(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of the page; never so when it boosts or restores history."""
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]  # set by its middleware
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def render(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, region: str
) -> HttpResponse:
    """The region of the template when htmx asks, the page otherwise.

    `Vary` keeps a cache from showing the one for the other.
    """
    name = f"{template}#{region}" if is_for_region(request) else template
    response = render_page(request, name, {**context, "is_region": name != template})
    patch_vary_headers(response, ["HX-Request"])
    return response


def read_find(request: HttpRequest) -> str:
    """What was typed to find a name in a list; raise `BadRequest` (400) on NUL."""
    text = request.GET.get("find", "")
    if "\x00" in text:
        raise BadRequest
    return " ".join(text[:FIND_LIMIT].split())
