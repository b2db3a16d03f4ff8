"""What a noun of a text can mean: somebody who acts, with the state acted for, or a place."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.extraction.entries import ActorEntry, PlaceEntry


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody or something taking part: the canonical name, and where the tables have it."""

    name: str
    slug: str
    kind: str
    country: str

    @classmethod
    def of(cls, entry: ActorEntry) -> Person:
        """Return the actor of a table."""
        return cls(entry.name, entry.slug, entry.kind, entry.country)


@dataclass(frozen=True, slots=True)
class Referent:
    """What a noun means: `actors` with the principal first and the state it acts for after it.

    `label` is how a headline calls it; `kind` that of the principal, or "force", "crowd" or
    "official" for people of a state, "place" for a place only.
    """

    actors: tuple[Person, ...]
    label: str
    kind: str
    is_plural: bool = False
    place: PlaceEntry | None = None
