"""Reviewed events: what happened, when as far as it is known, who took part and where."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from timeline.dates import DateSpan, Precision
from timeline.models.actor import Actor
from timeline.models.place import Place

TITLE_LIMIT = 200


class Kind(models.TextChoices):
    """What sort of thing happened; the engine's `Kind` with words for readers."""

    VISIT = "visit", _("Visit")
    TALKS = "talks", _("Talks")
    AGREEMENT = "agreement", _("Agreement")
    TIES = "ties", _("Ties")
    STATEMENT = "statement", _("Statement")
    THREAT = "threat", _("Threat")
    LEGAL = "legal", _("Legal")
    SANCTIONS = "sanctions", _("Sanctions")
    AID = "aid", _("Aid")
    ATTACK = "attack", _("Attack")
    MOBILIZATION = "mobilization", _("Mobilization")
    DEESCALATION = "deescalation", _("De-escalation")
    PROTEST = "protest", _("Protest")
    COERCION = "coercion", _("Coercion")
    POLITICS = "politics", _("Politics")
    ECONOMY = "economy", _("Economy")
    DISASTER = "disaster", _("Disaster")
    OTHER = "other", _("Other")


class Status(models.TextChoices):
    """How far the happening has come; the engine's `Status` with words for readers."""

    OCCURRED = "occurred", _("Occurred")
    ONGOING = "ongoing", _("Under way")
    PLANNED = "planned", _("Planned")
    ALLEGED = "alleged", _("Reported")
    DENIED = "denied", _("Denied")
    CANCELLED = "cancelled", _("Cancelled")


class State(models.TextChoices):
    """How far the record has come; readers see only what is published."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    RETRACTED = "retracted", _("Retracted")


class EventQuerySet(models.QuerySet["Event"]):
    """Questions about events."""

    def published(self) -> Self:
        """What readers may see, and nothing else."""
        return self.filter(state=State.PUBLISHED)

    def involving(self, *slugs: str) -> Self:
        """Those in which every one of these actors takes part."""
        events = self
        for slug in slugs:
            events = events.filter(
                models.Exists(
                    Participation.objects.filter(event=models.OuterRef("pk"), actor__slug=slug)
                )
            )
        return events

    def newest_first(self) -> Self:
        """By earliest day; among equals what is known more exactly comes first."""
        return self.order_by("-earliest_on", "latest_on", "-id")

    def with_card(self) -> Self:
        """Everything a card shows, in a fixed number of queries."""
        return self.prefetch_related(
            models.Prefetch(
                "participations", queryset=Participation.objects.select_related("actor")
            ),
            models.Prefetch(
                "event_places", queryset=EventPlace.objects.select_related("place__parent")
            ),
        ).annotate(source_count=models.Count("evidence__article__source", distinct=True))


class Event(models.Model):
    """Something that happened or is announced; the slug never changes.

    `edtf` is the date as known; `earliest_on`, `latest_on` (both inclusive) and `precision` are
    derived from it by `span`'s setter and are what is sorted and filtered.
    """

    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    title = models.CharField(_("headline"), max_length=TITLE_LIMIT)
    summary = models.TextField(_("summary"), blank=True, max_length=4000)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.OCCURRED)
    edtf = models.CharField(_("date"), max_length=100)
    earliest_on = models.DateField(_("earliest day"), editable=False)
    latest_on = models.DateField(_("latest day"), editable=False)
    precision = models.CharField(_("precision"), max_length=10, editable=False)
    is_exact = models.BooleanField(_("known to the day"), editable=False)
    importance = models.PositiveSmallIntegerField(
        _("importance"),
        default=3,
        choices=[(n, str(n)) for n in range(1, 6)],
        help_text=_("5 for what every reader knows, 1 for what only specialists look up."),
    )
    documents = ArrayField(
        models.CharField(max_length=300),
        default=list,
        blank=True,
        size=20,
        verbose_name=_("primary documents"),
        help_text=_("Stable identifiers, such as “UN document S/RES/2720 (2023)”."),
    )
    state = models.CharField(_("record"), max_length=20, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        editable=False,
        related_name="+",
        verbose_name=_("created by"),
    )
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        editable=False,
        related_name="+",
        verbose_name=_("changed by"),
    )
    published_at = models.DateTimeField(_("published at"), null=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("published by"),
    )
    actors = models.ManyToManyField(
        Actor, through="Participation", related_name="events", verbose_name=_("actors")
    )
    places = models.ManyToManyField(
        Place, through="EventPlace", related_name="events", verbose_name=_("places")
    )
    search = models.GeneratedField(
        expression=SearchVector("title", "summary", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ("-earliest_on", "latest_on", "-id")
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = (
            models.Index(
                fields=("-earliest_on", "latest_on", "-id"),
                condition=models.Q(state="published"),
                name="event_published_by_date",
            ),
            GinIndex(fields=("search",), name="event_search"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(earliest_on__lte=models.F("latest_on")),
                name="event_earliest_before_latest",
            ),
            models.CheckConstraint(
                condition=models.Q(earliest_on__gte="0001-01-01", latest_on__lte="9999-12-31"),
                name="event_days_are_finite",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=Kind.values), name="event_kind_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=Status.values), name="event_status_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=State.values), name="event_state_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(precision__in=[p.value for p in Precision]),
                name="event_precision_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(importance__range=(1, 5)), name="event_importance_is_1_to_5"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="published")
                | (
                    models.Q(
                        title__regex=r"\S",
                        edtf__regex=r"\S",
                        published_at__isnull=False,
                        published_by__isnull=False,
                    )
                ),
                name="event_published_is_complete_and_signed",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The event's own page; the year is that of its earliest day."""
        return reverse("event", args=[self.earliest_on.year, self.slug])

    @property
    def span(self) -> DateSpan:
        """The date as known."""
        return DateSpan.parse_edtf(self.edtf)

    @span.setter
    def span(self, span: DateSpan) -> None:
        self.edtf = span.edtf
        self.earliest_on = span.earliest
        self.latest_on = span.latest
        self.precision = span.precision.value
        self.is_exact = span.is_exact

    @property
    def is_published(self) -> bool:
        """Whether readers see it."""
        return self.state == State.PUBLISHED

    @property
    def certainty(self) -> str:
        """One of `exact`, `inexact`, `planned`: how the event's brick is drawn and filtered."""
        if self.status == Status.PLANNED:
            return "planned"
        return "exact" if self.is_exact else "inexact"


class Participation(models.Model):
    """An actor's part in an event; the role is empty among equals."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="participations")
    actor = models.ForeignKey(
        Actor, models.PROTECT, related_name="participations", verbose_name=_("actor")
    )
    role = models.CharField(_("role"), max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ("position", "id")
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = (
            models.UniqueConstraint(fields=("event", "actor"), name="participation_once_an_event"),
        )

    def __str__(self) -> str:
        return f"{self.actor} ({self.role})" if self.role else str(self.actor)


class EventPlace(models.Model):
    """A place of an event, the most exact first."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="event_places")
    place = models.ForeignKey(
        Place, models.PROTECT, related_name="event_places", verbose_name=_("place")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ("position", "id")
        verbose_name = _("place of the event")
        verbose_name_plural = _("places of the event")
        constraints = (
            models.UniqueConstraint(fields=("event", "place"), name="eventplace_once_an_event"),
        )

    def __str__(self) -> str:
        return str(self.place)
