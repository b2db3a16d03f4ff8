"""Places at the desk."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from timeline.admin.generic import ModelForm
from timeline.admin.steady_slugs import SteadySlugAdmin
from timeline.models import Place


class PlaceForm(ModelForm[Place]):
    """Explains what would make no sense on a map."""

    def clean_parent(self) -> Place | None:
        """A larger place that does not itself lie in this one."""
        chosen: Place | None = self.cleaned_data["parent"]
        larger, seen = chosen, set[int]()
        while larger and larger.pk not in seen:
            seen.add(larger.pk)
            if larger.pk == self.instance.pk:
                raise ValidationError(
                    _("%(chosen)s lies in %(place)s, not the other way round.")
                    % {"chosen": chosen, "place": self.instance}
                )
            larger = larger.parent
        return chosen

    def clean_longitude(self) -> float | None:
        """Both degrees or none."""
        longitude: float | None = self.cleaned_data["longitude"]
        if (longitude is None) != (self.cleaned_data.get("latitude") is None):
            raise ValidationError(_("Give latitude and longitude, or neither."))
        return longitude


class PlaceAdmin(SteadySlugAdmin[Place]):
    """Where things happen; protected while an event or a smaller place names it."""

    form = PlaceForm
    fields = ("name", "slug", "kind", "country", "parent", "latitude", "longitude", "aliases")
    autocomplete_fields = ("parent",)
    list_display = ("name", "kind", "country", "parent", "slug")
    list_filter = ("kind",)
    list_select_related = ("parent",)
    search_fields = ("name", "aliases")
