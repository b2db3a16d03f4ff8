"""Candidates at the desk: the list of what waits, and the review page."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import IntegrityError, models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timeline import review
from timeline.admin import queue
from timeline.admin.generic import ModelAdmin, editor_of, say_gone
from timeline.admin.review_form import ReviewForm
from timeline.admin.review_page import page_context
from timeline.candidates import new_actors, new_places, propose
from timeline.dates import DateSpan
from timeline.models import Actor, ActorAlias, Candidate, Event, Place
from timeline.models.candidate import CandidateState
from timeline.models.event import Kind

SUGGESTION_LIMIT = 12
SAVED_TWICE = gettext_lazy(
    "Somebody stored the same name or address at this moment. Nothing was changed; try again."
)
# The verbs of the review page, and what each needs beside the right to change candidates.
NEEDS = {"accept": "timeline.add_event", "merge": "timeline.change_event", "reject": "", "undo": ""}


class KindFilter(admin.SimpleListFilter):
    """The kinds under the words that readers see."""

    title = gettext_lazy("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """All kinds there are."""
        return [(str(value), str(label)) for value, label in Kind.choices]

    def queryset(
        self, request: HttpRequest, queryset: models.QuerySet[Candidate]
    ) -> models.QuerySet[Candidate]:
        """Those of the kind; an unknown one has none."""
        return queryset.filter(kind=self.value()) if self.value() else queryset


class CandidateAdmin(ModelAdmin[Candidate]):
    """A list, and one page for the decision; nothing is added, typed over or deleted by hand."""

    list_display = ("title", "date", "kind_words", "article", "state")
    list_filter = ("state", KindFilter, ("article", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("article",)
    list_per_page = 50
    search_fields = ("title", "article__title")
    actions = None
    # What waits comes first, each article in its reading order.
    ordering = (
        models.Case(models.When(state=CandidateState.PENDING, then=0), default=1),
        "-article__published_on",
        "-article_id",
        "start",
        "id",
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only the engine proposes."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Candidate | None = None) -> bool:
        """A decision is kept; what still waits leaves with its article."""
        return False

    @admin.display(description=gettext_lazy("date"), ordering="edtf")
    def date(self, candidate: Candidate) -> str:
        """The date in words."""
        return DateSpan.parse_edtf(candidate.edtf).wording()

    @admin.display(description=gettext_lazy("kind"), ordering="kind")
    def kind_words(self, candidate: Candidate) -> str:
        """The kind in words."""
        return str(dict(Kind.choices).get(candidate.kind, candidate.kind))

    def get_urls(self) -> list[URLPattern]:
        """Add the way into the queue and the names that a field suggests."""
        wrap = self.admin_site.admin_view
        return [
            path("next/", wrap(self.next_view), name="timeline_candidate_next"),
            path("names/", wrap(self.names_view), name="timeline_candidate_names"),
            *super().get_urls(),
        ]

    def next_view(self, request: HttpRequest) -> HttpResponse:
        """Lead to the first candidate that waits."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self._lead_to(request, queue.first_waiting())

    def names_view(self, request: HttpRequest) -> HttpResponse:
        """Suggest known names for `?actor=` or `?place=`; say whether the one typed is new."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        field = "actor" if "actor" in request.GET else "place"
        typed = " ".join(request.GET.get(field, "")[:200].split())
        row = request.GET.get("row", "")
        if "\x00" in typed or not row.isascii() or not row.isdigit():
            raise BadRequest
        if not typed:
            return render(
                request, "admin/timeline/candidate/names.html", {"field": field, "row": row}
            )
        if field == "actor":
            aliased = ActorAlias.objects.filter(is_role=False, text__icontains=typed)
            actors = Actor.objects.filter(
                models.Q(name__icontains=typed) | models.Q(pk__in=aliased.values("actor"))
            )
            names = list(actors.values_list("name", flat=True)[:SUGGESTION_LIMIT])
            is_new = bool(new_actors([typed]))
        else:
            places = Place.objects.filter(name__icontains=typed)
            names = list(places.values_list("name", flat=True)[:SUGGESTION_LIMIT])
            is_new = bool(new_places([typed]))
        context = {"field": field, "row": row, "names": names, "is_new": is_new}
        return render(request, "admin/timeline/candidate/names.html", context)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show a candidate beside its text, or carry out the verb in `do`."""
        candidate = self.get_object(request, unquote(object_id))
        if candidate is None:
            return say_gone(self, request, object_id)
        if not self.has_view_permission(request, candidate):
            raise PermissionDenied
        if request.method != "POST":
            return self._page(request, candidate, ReviewForm(propose(candidate)))
        verb, _dash, argument = request.POST.get("do", "").partition("-")
        if not self.has_change_permission(request, candidate) or not _may(request, verb):
            raise PermissionDenied
        if verb not in NEEDS:  # "check" and the buttons that add a row
            form = ReviewForm(propose(candidate), request.POST)
            return self._page(request, candidate, form, is_asked_for_rows=verb == "more")
        try:
            return self._carry_out(request, candidate, verb, argument)
        except review.AlreadyDecided as error:
            return self._too_late(request, error)
        except review.ReviewError as error:
            messages.error(request, str(error))
        except IntegrityError:
            messages.error(request, SAVED_TWICE)
        form = ReviewForm(propose(candidate), request.POST)
        return self._page(request, self.get_object(request, object_id) or candidate, form)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Candidate]:
        """With everything that a page names."""
        rows = super().get_queryset(request)
        return rows.select_related("article__source", "decided_by", "event")

    def _carry_out(
        self, request: HttpRequest, candidate: Candidate, verb: str, argument: str
    ) -> HttpResponse:
        by = editor_of(request)
        if verb == "accept":
            form = ReviewForm(propose(candidate), request.POST)
            if not form.is_valid():
                return self._page(request, candidate, form, status=422)
            event = review.accept(candidate=candidate, proposal=form.proposal(), by=by)
            self._say(request, candidate, _("Published:"), event)
        elif verb == "merge":
            target = (
                Event.objects.filter(pk=int(argument)).first() if argument.isdecimal() else None
            )
            if target is None:
                raise review.ReviewError(_("That event is no longer there."))
            self._say(
                request,
                candidate,
                _("Added as a source to"),
                review.merge(candidate=candidate, event=target, by=by),
            )
        elif verb == "reject":
            reason = argument or request.POST.get("reason", "")
            review.reject(candidate=candidate, reason=reason.replace("\x00", ""), by=by)
            self._say(request, candidate, _("Rejected:"))
        else:
            review.undo(candidate=candidate, by=by)
            self._say(request, candidate, _("Waits again:"))
            return redirect("admin:timeline_candidate_change", candidate.pk)
        return self._lead_to(request, queue.next_after(candidate))

    def _say(
        self, request: HttpRequest, candidate: Candidate, done: str, event: Event | None = None
    ) -> None:
        self.log_change(request, candidate, f"{done} {event or candidate}"[:500])
        if event and event.is_published:
            said = format_html('{} <a href="{}">{}</a>', done, event.get_absolute_url(), event)
        else:
            said = format_html("{} {}", done, event or candidate)
        messages.success(request, said)

    def _too_late(self, request: HttpRequest, error: review.AlreadyDecided) -> HttpResponse:
        candidate = error.candidate
        if candidate.decided_by == request.user:  # the same button, pressed twice
            messages.info(request, str(error))
            return self._lead_to(request, queue.next_after(candidate))
        messages.error(request, str(error))
        return redirect("admin:timeline_candidate_change", candidate.pk)

    def _lead_to(self, request: HttpRequest, candidate: Candidate | None) -> HttpResponse:
        if candidate:
            return redirect("admin:timeline_candidate_change", candidate.pk)
        messages.info(request, _("Nothing waits."))
        return redirect("admin:timeline_candidate_changelist")

    def _page(
        self,
        request: HttpRequest,
        candidate: Candidate,
        form: ReviewForm,
        *,
        is_asked_for_rows: bool = False,
        status: int = 200,
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            **page_context(candidate, form, blank=3 if is_asked_for_rows else 1),
            "opts": self.opts,
            "title": candidate.title,
            "may_decide": self.has_change_permission(request, candidate),
            "may_accept": _may(request, "accept"),
            "may_merge": _may(request, "merge"),
        }
        template = "admin/timeline/candidate/change_form.html"
        return TemplateResponse(request, template, context, status=status)


def _may(request: HttpRequest, verb: str) -> bool:
    needed = NEEDS.get(verb, "")
    return not needed or request.user.has_perm(needed)
