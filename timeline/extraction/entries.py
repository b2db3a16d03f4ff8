"""What the gazetteer is made of: an actor with its names, a place, a name found in a text."""

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

    def holds(self, on: date) -> bool:
        """Whether `on` lies within the name's days, both ends inclusive."""
        return (self.from_on or date.min) <= on <= (self.to_on or date.max)


@dataclass(frozen=True, slots=True)
class ActorEntry:
    """A canonical actor; `names` are its aliases, demonyms and role nouns."""

    slug: str
    name: str
    kind: str  # state, person, organisation, body, court, group, company
    country: str = ""  # ISO 3166-1 alpha-2
    names: tuple[ActorName, ...] = ()

    @property
    def is_dated(self) -> bool:
        """Whether it is known when the actor existed (a former state) or held an office."""
        return any(n.from_on or n.to_on for n in self.names)

    def is_current(self, on: date) -> bool:
        """Whether one of the actor's dated names holds on that day; without any, always."""
        return not self.is_dated or any(
            n.holds(on) for n in self.names if n.is_role or n.from_on or n.to_on
        )


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


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A name in a text: offsets [start, end) and whom or what it may mean, likeliest first.

    `form` tells how the actors are written: "name"; "demonym" ("Russian"); "seat" (a capital or
    palace that may stand for a government, "Moscow"); "place" when only places are meant.
    `needs_context` marks a word that is more often something else ("Nice", "Reading", a small
    town) and stands here without a sign that the place is meant.
    """

    start: int
    end: int
    surface: str
    actors: tuple[ActorEntry, ...] = ()
    places: tuple[PlaceEntry, ...] = ()
    form: str = "name"
    needs_context: bool = False
