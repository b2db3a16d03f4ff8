"""What every public page does with a request: read its question, render a page or a region."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render as render_page
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails

from timeline import filters
from timeline.index.question import Filters

FIND_LIMIT = 100  # characters typed to find a name in a list


class HtmxRequest(HttpRequest):
    """A request after the middleware of django-htmx."""

    htmx: HtmxDetails


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


def read_filters(request: HttpRequest) -> Filters:
    """The question in the address; raise `BadRequest` (400) on NUL."""
    try:
        return filters.parse(request.GET)
    except filters.BadRequestText as error:
        raise BadRequest(str(error)) from error


def read_find(request: HttpRequest) -> str:
    """What was typed to find a name in a list; raise `BadRequest` (400) on NUL."""
    text = request.GET.get("find", "")
    if "\x00" in text:
        raise BadRequest
    return " ".join(text[:FIND_LIMIT].split())


def is_canonical(request: HttpRequest, question: Filters) -> bool:
    """Whether the address is the one that an equal question always has."""
    return list(QueryDict(filters.to_query(question)).lists()) == list(request.GET.lists())


def to_url(path: str, question: Filters) -> str:
    """The one address of a question under a path."""
    query = filters.to_query(question)
    return f"{path}?{query}" if query else path
