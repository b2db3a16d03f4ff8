"""Actors at the desk, with their names and offices."""

from __future__ import annotations

from timeline.admin.generic import StackedInline
from timeline.admin.steady_slugs import SteadySlugAdmin
from timeline.models import Actor, ActorAlias


class AliasInline(StackedInline[ActorAlias, Actor]):
    """Names and offices, with the days between which they hold."""

    model = ActorAlias
    extra = 0
    fields = (("text", "is_role", "from_on", "to_on"),)


class ActorAdmin(SteadySlugAdmin[Actor]):
    """Who acts; protected while an event names them."""

    fields = ("name", "slug", "kind", "country", "wikidata_id")
    inlines = (AliasInline,)
    list_display = ("name", "kind", "country", "slug")
    list_filter = ("kind",)
    search_fields = ("name", "aliases__text")
