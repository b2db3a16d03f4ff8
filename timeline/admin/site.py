"""The desk as a site: Django's admin with what waits on its first page."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _

from timeline.admin import queue
from timeline.admin.typed_dates import understood


class DeskSite(AdminSite):
    """The admin under the desk's name; set as the project's in `timeline.apps.DeskConfig`."""

    site_title = _("Dateline desk")
    site_header = _("Dateline desk")
    index_title = _("Desk")
    # The header names the tables; the text under review needs the width.
    enable_nav_sidebar = False

    def get_urls(self) -> list[URLPattern | URLResolver]:  # type: ignore[override]  # stubs: a bare list
        own: list[URLPattern | URLResolver] = [
            path("understood/", self.admin_view(understood), name="understood")
        ]
        return own + super().get_urls()

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """Show what waits above the list of tables, to who may see candidates."""
        context = dict(extra_context or {})
        if request.user.has_perm("timeline.view_candidate"):
            context |= {"waiting": queue.count_waiting(), "next": queue.first_waiting()}
        return super().index(request, context)
