"""Slugs at the desk: proposed when a row is added, never changed afterwards."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest

from timeline.admin.generic import ModelAdmin
from timeline.models.slugs import free_slug

Row = TypeVar("Row", bound=Model)


class SteadySlugAdmin(ModelAdmin[Row]):
    """For tables whose slug is in a public address."""

    slug_from = "name"

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Row | None = None
    ) -> dict[str, Any]:
        """Fill the slug while the name is typed, on adding only."""
        return {} if obj else {"slug": (self.slug_from,)}

    def get_readonly_fields(self, request: HttpRequest, obj: Row | None = None) -> list[str]:
        """Keep the slug."""
        return ["slug"] if obj else []

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """An empty slug is made from the name when saved: without script nobody fills it in."""
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field and db_field.name == "slug":
            field.required = False
        return field

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Give the row a free slug if none was typed."""
        if not obj.slug:
            rows: QuerySet[Any] = type(obj)._default_manager.all()  # noqa: SLF001  (documented API)
            obj.slug = free_slug(rows, getattr(obj, self.slug_from))
        super().save_model(request, obj, form, change)
