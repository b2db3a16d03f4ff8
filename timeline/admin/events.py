"""Events at the desk: added and edited by hand, published and retracted."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from timeline import review
from timeline.admin.event_form import EventForm
from timeline.admin.evidence_inline import EvidenceInline
from timeline.admin.generic import ModelAdmin, StackedInline, editor_of, say_gone
from timeline.models import Event, EventPlace, Participation
from timeline.models.event import State
from timeline.models.slugs import free_slug

MEANWHILE = gettext_lazy(
    "Somebody stored the same thing at this moment. Nothing was saved; go back and save again."
)


class ParticipationInline(StackedInline[Participation, Event]):
    """Who took part, in the order of the positions."""

    model = Participation
    extra = 0
    fields = (("actor", "role", "position"),)
    autocomplete_fields = ("actor",)


class EventPlaceInline(StackedInline[EventPlace, Event]):
    """Where, the most exact place first."""

    model = EventPlace
    extra = 0
    fields = (("place", "position"),)
    autocomplete_fields = ("place",)


class EventAdmin(ModelAdmin[Event]):
    """Every save is signed and raises the version; what readers saw is retracted, not deleted."""

    form = EventForm
    inlines = (ParticipationInline, EventPlaceInline, EvidenceInline)
    fieldsets = (
        (None, {"fields": (*EventForm.Meta.fields, "seen_version")}),
        (gettext_lazy("Record"), {"fields": ("state", "slug", "record")}),
    )
    readonly_fields = ("state", "slug", "record")
    list_display = ("title", "date_words", "kind", "status", "state", "importance", "changed_at")
    list_filter = ("state", "kind", "status", "precision")
    list_per_page = 50
    search_fields = ("title", "summary", "slug")
    ordering = ("-earliest_on", "latest_on", "-id")
    actions = ("publish_selected", "retract_selected")

    @admin.display(description=gettext_lazy("date"), ordering="earliest_on")
    def date_words(self, event: Event) -> str:
        """The date in words."""
        return event.span.wording()

    @admin.display(description=gettext_lazy("Signed"))
    def record(self, event: Event) -> str:
        """Who made, changed and published it, when, and how often it was saved."""
        parts = [
            _("version %(number)d") % {"number": event.version},
            _("made by %(who)s on %(when)s")
            % {"who": event.created_by, "when": _instant(event.created_at)},
            _("changed by %(who)s on %(when)s")
            % {"who": event.changed_by, "when": _instant(event.changed_at)},
        ]
        if event.published_at:
            parts.append(
                _("published by %(who)s on %(when)s")
                % {"who": event.published_by, "when": _instant(event.published_at)}
            )
        return "; ".join(parts)

    def get_fieldsets(self, request: HttpRequest, obj: Event | None = None) -> Any:
        """The record of an event that is there already."""
        return self.fieldsets if obj else self.fieldsets[:1]

    def view_on_site(self, event: Event) -> str | None:
        """The public page, where there is one."""
        return event.get_absolute_url() if event.is_published else None

    def get_view_on_site_url(self, obj: Event | None = None) -> str | None:
        """The public page itself rather than a redirect to it."""
        return self.view_on_site(obj) if obj else None

    def has_delete_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        """What readers have seen stays on record."""
        seen = obj is not None and obj.published_at is not None
        return not seen and super().has_delete_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: Event, form: Any, change: bool) -> None:
        """Sign the event; raise its version, or let publishing do so."""
        by = editor_of(request)
        obj.changed_by_id = by.pk
        if not change:
            obj.created_by_id = by.pk
            obj.slug = free_slug(Event.objects.all(), obj.title)
        elif "_publish" not in request.POST:
            obj.version += 1
        obj.save()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Publish when asked to, after everything that belongs to the event is stored."""
        super().save_related(request, form, formsets, change)
        if "_publish" in request.POST:
            review.publish(event=form.instance, by=editor_of(request))

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Turn what only the database could notice into a message."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError:
            messages.error(request, MEANWHILE)
            return redirect(request.path)

    def response_change(self, request: HttpRequest, obj: Event) -> HttpResponse:
        """Stay on the page after publishing, where the public address appears."""
        if "_publish" not in request.POST:
            return super().response_change(request, obj)
        messages.success(request, _("Saved and published."))
        return redirect("admin:timeline_event_change", obj.pk)

    def response_add(
        self, request: HttpRequest, obj: Event, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Stay on the page after publishing, where the public address appears."""
        if "_publish" not in request.POST:
            return super().response_add(request, obj, post_url_continue)
        messages.success(request, _("Saved and published."))
        return redirect("admin:timeline_event_change", obj.pk)

    def get_urls(self) -> list[URLPattern]:
        """Add the button that takes an event back."""
        retract = self.admin_site.admin_view(self.retract_view)
        return [
            path("<path:object_id>/retract/", retract, name="timeline_event_retract"),
            *super().get_urls(),
        ]

    def retract_view(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        """Take an event from the readers' eyes at once, whatever else stands in the form."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        event = self.get_object(request, unquote(object_id))
        if event is None:
            return say_gone(self, request, object_id)
        if not self.has_change_permission(request, event):
            raise PermissionDenied
        if event.is_published:
            review.retract(event=event, by=editor_of(request))
            self.log_change(request, event, _("Retracted."))
        messages.success(request, _("Retracted: readers no longer see it."))
        return redirect("admin:timeline_event_change", event.pk)

    @admin.action(description=gettext_lazy("Publish selected events"), permissions=["change"])
    def publish_selected(self, request: HttpRequest, events: QuerySet[Event]) -> None:
        """Publish those that are not."""
        chosen = list(events.exclude(state=State.PUBLISHED))
        with transaction.atomic():
            for event in chosen:
                review.publish(event=event, by=editor_of(request))
        count = len(chosen)
        said = ngettext("%(count)d event published.", "%(count)d events published.", count)
        messages.success(request, said % {"count": count})

    @admin.action(description=gettext_lazy("Retract selected events"), permissions=["change"])
    def retract_selected(self, request: HttpRequest, events: QuerySet[Event]) -> None:
        """Retract those that readers see."""
        chosen = list(events.filter(state=State.PUBLISHED))
        with transaction.atomic():
            for event in chosen:
                review.retract(event=event, by=editor_of(request))
        count = len(chosen)
        said = ngettext("%(count)d event retracted.", "%(count)d events retracted.", count)
        messages.success(request, said % {"count": count})


def _instant(at: Any) -> str:
    return f"{at:%-d %B %Y at %H:%M} UTC"
