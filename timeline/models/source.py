"""Who publishes articles."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

COUNTRY_CODE = RegexValidator(
    r"\A[A-Z]{2}\Z", _("Two capital letters, the ISO 3166-1 code, such as “FR”.")
)


class SourceKind(models.TextChoices):
    """What sort of publisher a source is."""

    WIRE = "wire", _("News agency")
    NEWSPAPER = "newspaper", _("Newspaper")
    MAGAZINE = "magazine", _("Magazine")
    BROADCASTER = "broadcaster", _("Broadcaster")
    OFFICIAL = "official", _("Official body")
    CHRONICLE = "chronicle", _("Chronicle")
    OTHER = "other", _("Other")


class Source(models.Model):
    """A publisher, named once."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200, unique=True)
    domain = models.CharField(
        _("domain"),
        max_length=200,
        blank=True,
        validators=[
            RegexValidator(
                r"\A(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}\Z",
                _("A bare domain in lower case, such as “example.org”."),
            )
        ],
    )
    country = models.CharField(_("country"), max_length=2, blank=True, validators=[COUNTRY_CODE])
    kind = models.CharField(
        _("kind"), max_length=20, choices=SourceKind, default=SourceKind.NEWSPAPER
    )

    class Meta:
        ordering = ("name",)
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind__in=SourceKind.values), name="source_kind_is_known"
            ),
        )

    def __str__(self) -> str:
        return self.name
