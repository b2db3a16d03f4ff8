"""An editor's ordered selection of events."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from timeline.models.event import Event


class Storyline(models.Model):
    """Events that an editor put in an order under a title; the slug never changes."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=200)
    standfirst = models.TextField(_("standfirst"), blank=True, max_length=2000)
    events = models.ManyToManyField(
        Event, through="StorylineEvent", related_name="storylines", verbose_name=_("events")
    )

    class Meta:
        ordering = ("title",)
        verbose_name = _("storyline")
        verbose_name_plural = _("storylines")
        constraints = (
            models.CheckConstraint(condition=~models.Q(title=""), name="storyline_has_a_title"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The storyline's own page."""
        return reverse("storyline", args=[self.slug])


class StorylineEvent(models.Model):
    """An event's place in a storyline."""

    storyline = models.ForeignKey(Storyline, models.CASCADE, related_name="entries")
    event = models.ForeignKey(Event, models.CASCADE, related_name="storyline_entries")
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        ordering = ("position", "id")
        verbose_name = _("event of the storyline")
        verbose_name_plural = _("events of the storyline")
        constraints = (
            models.UniqueConstraint(
                fields=("storyline", "event"), name="storylineevent_once_a_storyline"
            ),
        )

    def __str__(self) -> str:
        return f"{self.storyline}: {self.event}"
