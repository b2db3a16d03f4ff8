"""Pages that ask nothing of the tables: the method, and what robots may read."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from timeline import http


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """How dates are read, what the signs mean, and who decides; as a region, the list of keys."""
    return http.render(request, "timeline/about.html", {"section": "about"}, region="keys")


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """Robots read pages, not the endless combinations of filters."""
    lines = (
        "User-agent: *",
        f"Disallow: {reverse('admin:index')}",
        f"Disallow: {reverse('facet', args=['x']).removesuffix('x/')}",
        "Disallow: /*?",
        "",
    )
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
