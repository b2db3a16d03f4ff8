"""Texts that were taken in, stored unchanged."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from timeline.models.source import Source

TEXT_LIMIT = 1_000_000  # characters; a long magazine piece has 40,000


class Article(models.Model):
    """One text by one source; its offsets are what evidence and candidates point into.

    A trigger refuses a change of `text` once evidence or a candidate points into it.
    """

    source = models.ForeignKey(
        Source, models.PROTECT, related_name="articles", verbose_name=_("source")
    )
    title = models.CharField(_("title"), max_length=300)
    author = models.CharField(_("author"), max_length=200, blank=True)
    url = models.URLField(
        _("address"),
        max_length=1000,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
    )
    language = models.CharField(_("language"), max_length=12, default="en")
    published_on = models.DateField(
        _("published on"), help_text=_("The day that “today” means in the text.")
    )
    text = models.TextField(_("text"))
    sha256 = models.CharField(_("fingerprint"), max_length=64, unique=True, editable=False)
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("added by"),
    )

    class Meta:
        ordering = ("-published_on", "-id")
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(published_on__gte="0001-01-01", published_on__lte="9999-12-31"),
                name="article_published_on_is_finite",
            ),
            models.CheckConstraint(
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"),
                name="article_sha256_is_a_digest",
            ),
            models.CheckConstraint(
                condition=~models.Q(text="") & ~models.Q(title=""),
                name="article_has_title_and_text",
            ),
        )

    def __str__(self) -> str:
        return self.title
