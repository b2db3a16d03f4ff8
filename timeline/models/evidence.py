"""The words of an article that carry an event and its date."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from timeline.models.article import Article
from timeline.models.event import Event


class Evidence(models.Model):
    """A quotation, found by offsets [start, end) in the article's unchanged text.

    `time_start` and `time_end` mark the words that gave the date, inside the quotation, and are
    both empty when the publication day gave it. A trigger holds `quotation` against the text.
    """

    event = models.ForeignKey(
        Event, models.CASCADE, related_name="evidence", verbose_name=_("event")
    )
    article = models.ForeignKey(
        Article, models.PROTECT, related_name="evidence", verbose_name=_("article")
    )
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    quotation = models.TextField(_("quotation"))
    time_start = models.PositiveIntegerField(_("date words start"), null=True, blank=True)
    time_end = models.PositiveIntegerField(_("date words end"), null=True, blank=True)
    reason = models.TextField(_("how the date is known"), blank=True, max_length=1000)

    class Meta:
        ordering = ("id",)
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(start__lt=models.F("end")), name="evidence_start_before_end"
            ),
            models.CheckConstraint(
                condition=models.Q(time_start__isnull=True, time_end__isnull=True)
                | models.Q(
                    time_start__gte=models.F("start"),
                    time_start__lt=models.F("time_end"),
                    time_end__lte=models.F("end"),
                ),
                name="evidence_time_inside_quotation",
            ),
            models.UniqueConstraint(
                fields=("event", "article", "start", "end"), name="evidence_once_an_event"
            ),
        )

    def __str__(self) -> str:
        return self.quotation

    @property
    def slices(self) -> tuple[str, str, str]:
        """The quotation before, in and after the words that gave the date."""
        if self.time_start is None or self.time_end is None:
            return self.quotation, "", ""
        start, end = self.time_start - self.start, self.time_end - self.start
        return self.quotation[:start], self.quotation[start:end], self.quotation[end:]
