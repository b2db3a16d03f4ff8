"""Articles at the desk: paste a text, extract its events."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.db.models import Count, Q, QuerySet
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timeline import articles
from timeline.admin.generic import ModelAdmin, ModelForm, editor_of, say_gone
from timeline.candidates import harvest
from timeline.extraction import ExtractionError
from timeline.models import Article
from timeline.models.candidate import CandidateState

IS_PENDING = Q(candidates__state=CandidateState.PENDING)
MEANWHILE = gettext_lazy(
    "The article was added, quoted or changed by somebody else at this moment. "
    "Nothing was saved; look at it as it is now."
)


class ArticleForm(ModelForm[Article]):
    """Explains what `articles.add` refuses."""

    url = forms.URLField(
        label=gettext_lazy("Address"),
        required=False,
        max_length=1000,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "vURLField"}),
    )
    # The text is stored as it is: a form must not strip its ends.
    text = forms.CharField(
        label=gettext_lazy("Text"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "class": "article-text"}),
        help_text=gettext_lazy("Paste the whole text; it is stored unchanged."),
    )

    class Meta:
        model = Article
        fields = ("source", "title", "published_on", "author", "url", "language", "text")
        widgets = {  # noqa: RUF012  (Django's idiom)
            "published_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "title": forms.TextInput(attrs={"class": "vTextField"}),
        }

    def is_multipart(self) -> bool:
        """Send the text as it is: percent-encoding makes up to nine bytes of a letter."""
        return True

    def clean_text(self) -> str:
        """The text with one kind of line end; refused when empty, too long or a repeat."""
        try:
            text = articles.check_text(self.cleaned_data["text"])
        except articles.ArticleError as error:
            raise ValidationError(str(error)) from error
        first = articles.find_repeat(text)
        if first and first.pk != self.instance.pk:
            raise ValidationError(_say_repeat(articles.RepeatedArticle(first)))
        return text


class WaitingFilter(admin.SimpleListFilter):
    """Articles by what is left to do."""

    title = gettext_lazy("review")
    parameter_name = "review"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Waiting, done, and not yet extracted."""
        return [
            ("waiting", _("Candidates wait")),
            ("done", _("All decided")),
            ("none", _("No candidates")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Those in that state."""
        match self.value():
            case "waiting":
                return queryset.filter(waiting_count__gt=0)
            case "done":
                return queryset.filter(waiting_count=0, decided_count__gt=0)
            case "none":
                return queryset.filter(waiting_count=0, decided_count=0)
        return queryset


class ArticleAdmin(ModelAdmin[Article]):
    """Adding goes through `articles.add`; a text that is quoted holds still."""

    form = ArticleForm
    list_display = ("title", "source", "published_on", "waiting", "decided", "added_at")
    list_filter = (WaitingFilter, "source", "language")
    list_select_related = ("source",)
    list_per_page = 50
    search_fields = ("title", "author", "url", "source__name")
    ordering = ("-published_on", "-id")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        """With the numbers of candidates waiting and decided."""
        return (
            super()
            .get_queryset(request)
            .annotate(
                waiting_count=Count("candidates", filter=IS_PENDING),
                decided_count=Count("candidates", filter=Q(candidates__isnull=False) & ~IS_PENDING),
            )
        )

    @admin.display(description=gettext_lazy("waiting"), ordering="waiting_count")
    def waiting(self, article: Any) -> SafeString | str:
        """How many candidates wait, as a link to them."""
        if not article.waiting_count:
            return "–"
        address = reverse("admin:timeline_candidate_changelist")
        query = f"?article__id__exact={article.pk}&state__exact=pending"
        return format_html('<a href="{}{}">{}</a>', address, query, article.waiting_count)

    @admin.display(description=gettext_lazy("decided"), ordering="decided_count")
    def decided(self, article: Any) -> str:
        """How many candidates were decided."""
        return str(article.decided_count or "–")

    @admin.display(description=gettext_lazy("Text"))
    def quoted_text(self, article: Article) -> SafeString:
        """The text that can no longer change."""
        return format_html(
            '<div class="article-text" tabindex="0" role="group" aria-label="{}">{}</div>',
            _("Text of the article"),
            article.text,
        )

    def get_fields(self, request: HttpRequest, obj: Article | None = None) -> Any:
        """The text as a field while nothing points into it, as text afterwards."""
        fields = [*ArticleForm.Meta.fields]
        if obj and (_is_quoted(obj) or not self.has_change_permission(request, obj)):
            fields[-1] = "quoted_text"
        return fields

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> list[str]:
        """The text once evidence or a candidate points into it."""
        return ["quoted_text"] if obj else []

    def get_form(
        self, request: HttpRequest, obj: Article | None = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm[Article]]:
        """Without the text's own field where the text is only shown."""
        if "text" not in self.get_fields(request, obj):
            kwargs["form"] = _ArticleFormWithoutText
        return super().get_form(request, obj, change=change, **kwargs)

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        """Add through the verb; keep the fingerprint in step with a corrected text."""
        if change:
            obj.sha256 = articles.fingerprint(obj.text)
            obj.save()
            return
        stored = articles.add(
            source=obj.source,
            title=obj.title,
            text=obj.text,
            published_on=obj.published_on,
            author=obj.author,
            url=obj.url,
            language=obj.language,
            by=editor_of(request),
        )
        obj.pk = stored.pk

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
        except articles.RepeatedArticle as error:
            messages.error(request, _say_repeat(error))
            return redirect("admin:timeline_article_change", error.first.pk)
        except IntegrityError:
            messages.error(request, MEANWHILE)
            return redirect(request.path)

    def response_add(
        self, request: HttpRequest, obj: Article, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Stay with the article, or go on to extracting."""
        if "_extract" in request.POST:
            return _extract_next(obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        """Stay with the article, or go on to extracting."""
        return (
            _extract_next(obj)
            if "_extract" in request.POST
            else super().response_change(request, obj)
        )

    def get_urls(self) -> list[URLPattern]:
        """Add the engine's button."""
        extract = self.admin_site.admin_view(self.extract_view)
        return [
            path("<path:object_id>/extract/", extract, name="timeline_article_extract"),
            *super().get_urls(),
        ]

    def extract_view(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        """Run the engine, then lead to the first candidate; pressing twice changes nothing."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        article = self.get_object(request, unquote(object_id))
        if article is None:
            return say_gone(self, request, object_id)
        if not self.has_extract_permission(request):
            raise PermissionDenied
        try:
            waiting = harvest(article)
        except ExtractionError as error:  # a day in the year 3, a pipeline that is not installed
            messages.error(request, str(error))
            return redirect("admin:timeline_article_change", article.pk)
        if waiting:
            return redirect("admin:timeline_candidate_change", waiting[0].pk)
        if article.candidates.exists():
            messages.info(
                request, _("Everything that is found in this article was decided before.")
            )
        else:
            messages.warning(
                request,
                format_html(
                    '{} <a href="{}">{}</a>',
                    _("No dated event was found in this article."),
                    reverse("admin:timeline_event_add"),
                    _("Add an event by hand"),
                ),
            )
        return redirect("admin:timeline_article_change", article.pk)

    def has_extract_permission(self, request: HttpRequest) -> bool:
        """Who may have candidates made."""
        return request.user.has_perm("timeline.add_candidate")

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Article | None = None,
    ) -> HttpResponse:
        """Tell the template what can be done with the article."""
        context["may_extract"] = self.has_extract_permission(request)
        if obj:
            pending = obj.candidates.filter(state=CandidateState.PENDING)
            context["first_waiting"] = pending.order_by("start", "id").first()
            context["waiting_count"] = pending.count()
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[Any, int], set[str], list[str]]:
        """Let waiting candidates leave with their article; decided ones keep it."""
        deleted, counts, needed, protected = super().get_deleted_objects(objs, request)
        decided = [
            _("Decided candidate: %(title)s") % {"title": candidate.title}
            for article in objs
            for candidate in article.candidates.exclude(state=CandidateState.PENDING)
        ]
        needed.discard(str(_("candidate")))
        return deleted, counts, needed, [*protected, *decided]


class _ArticleFormWithoutText(ArticleForm):
    text = None  # type: ignore[assignment]  # Django's way of taking an inherited field away

    class Meta(ArticleForm.Meta):
        fields = ArticleForm.Meta.fields[:-1]  # type: ignore[assignment]  # one shorter


def _extract_next(article: Article) -> HttpResponseRedirect:
    # The article is stored by the time the browser posts on; extracting is a request of its own.
    address = reverse("admin:timeline_article_extract", args=[article.pk])
    return HttpResponseRedirect(address, preserve_request=True)


def _is_quoted(article: Article) -> bool:
    return article.evidence.exists() or article.candidates.exists()


def _say_repeat(error: articles.RepeatedArticle) -> SafeString:
    address = reverse("admin:timeline_article_change", args=[error.first.pk])
    return format_html('{} <a href="{}">{}</a>', error, address, _("Open the first"))
