"""Sources at the desk."""

from __future__ import annotations

from timeline.admin.steady_slugs import SteadySlugAdmin
from timeline.models import Source


class SourceAdmin(SteadySlugAdmin[Source]):
    """Who publishes; protected while an article names them."""

    fields = ("name", "slug", "kind", "domain", "country")
    list_display = ("name", "kind", "domain", "country")
    list_filter = ("kind",)
    search_fields = ("name", "domain")
