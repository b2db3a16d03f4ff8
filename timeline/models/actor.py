"""Who acts: states, people, organisations, and every name they go by."""

from __future__ import annotations

from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from timeline.models.source import COUNTRY_CODE


class ActorKind(models.TextChoices):
    """What sort of actor it is."""

    STATE = "state", _("State")
    PERSON = "person", _("Person")
    ORGANISATION = "organisation", _("Organisation")
    BODY = "body", _("International body")
    COURT = "court", _("Court")
    GROUP = "group", _("Armed group")
    COMPANY = "company", _("Company")


class ActorQuerySet(models.QuerySet["Actor"]):
    """Questions about actors."""

    def named(self, name: str) -> Self:
        """Those with this name or alias, letter case aside."""
        return self.filter(
            models.Q(name__iexact=name)
            | models.Exists(
                ActorAlias.objects.filter(
                    actor=models.OuterRef("pk"), is_role=False, text__iexact=name
                )
            )
        )


class Actor(models.Model):
    """Somebody or something that takes part in events; the slug never changes."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=ActorKind)
    country = models.CharField(_("country"), max_length=2, blank=True, validators=[COUNTRY_CODE])
    wikidata_id = models.CharField(
        _("Wikidata id"),
        max_length=12,
        blank=True,
        validators=[RegexValidator(r"\AQ[1-9][0-9]{0,10}\Z", _("“Q” and digits."))],
    )

    objects = ActorQuerySet.as_manager()

    class Meta:
        ordering = (Lower("name"),)
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind__in=ActorKind.values), name="actor_kind_is_known"
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="actor_has_a_name"),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The actor's biography in dates."""
        return reverse("actor", args=[self.slug])


class ActorAlias(models.Model):
    """A way an actor is written, or an office held ("president of Russia"), and when."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="aliases")
    text = models.CharField(_("text"), max_length=200)
    is_role = models.BooleanField(
        _("is an office"), default=False, help_text=_("Such as “president of Russia”.")
    )
    from_on = models.DateField(_("from"), null=True, blank=True)
    to_on = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        ordering = ("id",)
        verbose_name = _("name or office")
        verbose_name_plural = _("names and offices")
        indexes = (models.Index(Lower("text"), name="actoralias_text_lower"),)
        constraints = (
            models.UniqueConstraint(
                fields=("actor", "text", "from_on"),
                nulls_distinct=False,
                name="actoralias_once_an_actor",
            ),
            models.CheckConstraint(
                condition=models.Q(from_on__isnull=True)
                | models.Q(to_on__isnull=True)
                | models.Q(from_on__lte=models.F("to_on")),
                name="actoralias_from_before_to",
            ),
            models.CheckConstraint(condition=~models.Q(text=""), name="actoralias_has_text"),
        )

    def __str__(self) -> str:
        return self.text
