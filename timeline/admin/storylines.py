"""Storylines at the desk."""

from __future__ import annotations

from timeline.admin.generic import StackedInline
from timeline.admin.steady_slugs import SteadySlugAdmin
from timeline.models import Storyline, StorylineEvent


class EntryInline(StackedInline[StorylineEvent, Storyline]):
    """The events in the order of their positions."""

    model = StorylineEvent
    extra = 0
    fields = (("position", "event"),)
    autocomplete_fields = ("event",)


class StorylineAdmin(SteadySlugAdmin[Storyline]):
    """An editor's ordered selection."""

    slug_from = "title"
    fields = ("title", "slug", "standfirst")
    inlines = (EntryInline,)
    list_display = ("title", "slug")
    search_fields = ("title",)
