"""Findings of the engine that wait for a person's decision, or had it."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from timeline.models.article import Article
from timeline.models.event import TITLE_LIMIT, Event


class CandidateState(models.TextChoices):
    """What became of a candidate."""

    PENDING = "pending", _("Waiting")
    ACCEPTED = "accepted", _("Accepted")
    MERGED = "merged", _("Added as a source")
    REJECTED = "rejected", _("Rejected")


class CandidateQuerySet(models.QuerySet["Candidate"]):
    """Questions about candidates."""

    def pending(self) -> Self:
        """Those that wait."""
        return self.filter(state=CandidateState.PENDING)

    def in_reading_order(self) -> Self:
        """Article by article, newest first, each from its first word to its last."""
        return self.order_by("-article__published_on", "-article_id", "start", "id")


class Candidate(models.Model):
    """One finding, stored; never public itself. `finding` holds the whole of it as JSON.

    `start` and `end` are the evidence's offsets into the article's text.
    """

    article = models.ForeignKey(
        Article, models.CASCADE, related_name="candidates", verbose_name=_("article")
    )
    start = models.PositiveIntegerField(editable=False)
    end = models.PositiveIntegerField(editable=False)
    title = models.CharField(_("headline"), max_length=TITLE_LIMIT)
    edtf = models.CharField(_("date"), max_length=100)
    kind = models.CharField(_("kind"), max_length=20)
    confidence = models.FloatField(_("confidence"))
    finding = models.JSONField(editable=False)
    engine_version = models.CharField(_("engine"), max_length=20, editable=False)
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=CandidateState,
        default=CandidateState.PENDING,
        editable=False,
    )
    reject_reason = models.CharField(_("reason"), max_length=300, blank=True, editable=False)
    event = models.ForeignKey(
        Event,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="candidates",
        verbose_name=_("event"),
    )
    found_at = models.DateTimeField(_("found at"), auto_now_add=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("decided by"),
    )

    objects = CandidateQuerySet.as_manager()

    class Meta:
        ordering = ("-article__published_on", "-article_id", "start", "id")
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        indexes = (
            models.Index(
                fields=("article", "start"),
                condition=models.Q(state="pending"),
                name="candidate_pending",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("article", "start", "end", "kind"), name="candidate_once_an_article"
            ),
            models.CheckConstraint(
                condition=models.Q(start__lt=models.F("end")), name="candidate_start_before_end"
            ),
            models.CheckConstraint(
                condition=models.Q(confidence__range=(0, 1)), name="candidate_confidence_is_ratio"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=CandidateState.values),
                name="candidate_state_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state="pending", decided_at=None, decided_by=None)
                | (
                    ~models.Q(state="pending")
                    & models.Q(decided_at__isnull=False, decided_by__isnull=False)
                ),
                name="candidate_decided_is_signed",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="rejected") | ~models.Q(reject_reason=""),
                name="candidate_rejected_has_a_reason",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_pending(self) -> bool:
        """Whether it still waits for a decision."""
        return self.state == CandidateState.PENDING
