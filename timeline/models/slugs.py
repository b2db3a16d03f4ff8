"""Slugs that nobody has yet."""

from __future__ import annotations

from django.db import models
from django.utils.text import slugify


def free_slug(rows: models.QuerySet[models.Model], text: str, *, limit: int = 80) -> str:
    """A slug for `text` that no row of `rows` has: "helsinki-summit", "helsinki-summit-2"."""
    stem = slugify(text)[:limit].strip("-") or "record"
    taken = set(rows.filter(slug__startswith=stem).values_list("slug", flat=True))
    slug, number = stem, 1
    while slug in taken:
        number += 1
        tail = f"-{number}"
        slug = stem[: limit - len(tail)] + tail
    return slug
