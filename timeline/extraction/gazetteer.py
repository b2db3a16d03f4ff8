"""The names the engine knows: actors and places, from the seed files and from the editors' rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ActorName:
    """One way an actor is written, and the days on which it holds (None: open)."""

    text: str
    is_role: bool = False  # "president of Russia", held by one person at a time
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True, slots=True)
class ActorEntry:
    """A canonical actor; `names` are its aliases, demonyms and role nouns."""

    slug: str
    name: str
    kind: str  # state, person, organisation, body, court, group, company
    country: str = ""  # ISO 3166-1 alpha-2
    names: tuple[ActorName, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """A canonical place; degrees in WGS 84; `parent` is the slug of the next larger place."""

    slug: str
    name: str
    kind: str  # country, region, city, sea, site
    country: str = ""  # ISO 3166-1 alpha-2
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0
    parent: str = ""
    aliases: tuple[str, ...] = ()
