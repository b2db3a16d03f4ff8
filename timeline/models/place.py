"""Where things happen."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from timeline.models.source import COUNTRY_CODE


class PlaceKind(models.TextChoices):
    """What sort of place it is."""

    COUNTRY = "country", _("Country")
    REGION = "region", _("Region")
    CITY = "city", _("City")
    SEA = "sea", _("Sea or strait")
    SITE = "site", _("Site")


class PlaceQuerySet(models.QuerySet["Place"]):
    """Questions about places."""

    def named(self, name: str) -> Self:
        """Those with this name or alias, letter case aside for the name."""
        return self.filter(models.Q(name__iexact=name) | models.Q(aliases__contains=[name]))


class Place(models.Model):
    """A place on the map in degrees of WGS 84, inside a larger one; the slug never changes."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=PlaceKind)
    country = models.CharField(_("country"), max_length=2, blank=True, validators=[COUNTRY_CODE])
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("inside"),
    )
    aliases = ArrayField(
        models.CharField(max_length=200),
        default=list,
        blank=True,
        size=50,
        verbose_name=_("other names"),
        help_text=_("Parted by commas."),
    )

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = (Lower("name"),)
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind__in=PlaceKind.values), name="place_kind_is_known"
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="place_has_a_name"),
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="place_degrees_are_in_range",
            ),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("id")),
                name="place_is_not_its_own_parent",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The place's biography in dates."""
        return reverse("place", args=[self.slug])
