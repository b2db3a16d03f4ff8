"""The desk as a site: Django's admin with what waits on its first page."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _

from timeline.admin import queue
from timeline.admin.actors import ActorAdmin
from timeline.admin.articles import ArticleAdmin
from timeline.admin.candidates import CandidateAdmin
from timeline.admin.events import EventAdmin
from timeline.admin.places import PlaceAdmin
from timeline.admin.sources import SourceAdmin
from timeline.admin.storylines import StorylineAdmin
from timeline.admin.typed_dates import understood
from timeline.models import Actor, Article, Candidate, Event, Place, Source, Storyline


class DeskSite(AdminSite):
    """The admin under the desk's name; set as the project's in `timeline.apps.DeskConfig`."""

    site_title = _("Dateline desk")
    site_header = _("Dateline desk")
    index_title = _("Desk")
    # The header names the tables; the text under review needs the width.
    enable_nav_sidebar = False

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        # Here and not by decorators: those would register with a site that is still being made.
        self.register(Actor, ActorAdmin)
        self.register(Article, ArticleAdmin)
        self.register(Candidate, CandidateAdmin)
        self.register(Event, EventAdmin)
        self.register(Place, PlaceAdmin)
        self.register(Source, SourceAdmin)
        self.register(Storyline, StorylineAdmin)

    def get_urls(self) -> list[URLPattern | URLResolver]:
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
