"""The names the engine knows: actors and places, from the seed files and from the editors' rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache, cached_property

from timeline.extraction.cities import Cities
from timeline.extraction.entries import ActorEntry, ActorName, NameMatch, PlaceEntry
from timeline.extraction.names import Known, NameFinder
from timeline.extraction.seed import Office, Seed, Standing, read_seed
from timeline.extraction.spelling import name_key, with_plain

__all__ = ["ActorEntry", "ActorName", "Gazetteer", "NameMatch", "PlaceEntry"]

# Family name first, as news writes it.
_FAMILY_FIRST = frozenset({"CN", "HK", "KP", "KR", "TW"})
# Whoever leads where states.tsv names no office, or where nobody is known to hold it.
_LEADING = ("leader", "supreme leader", "general secretary", "president", "prime minister", "king")


class Gazetteer:
    """What names mean; immutable, so that one may be shared by all threads.

    Built from actors and places; `seed` adds what only the seed files hold (demonyms, seats of
    government, wordings of offices, names that need context, cities).
    """

    def __init__(
        self,
        actors: Iterable[ActorEntry],
        places: Iterable[PlaceEntry],
        *,
        seed: Seed | None = None,
    ) -> None:
        self._actors = {a.slug: a for a in actors}
        self._places = {p.slug: p for p in places}
        self._seed = seed
        self._standing = seed.standing if seed else Standing({}, {})
        self._cities = Cities.read() if seed else None
        states = [a for a in self._actors.values() if a.kind == "state" and a.country]
        states.sort(key=_is_former, reverse=True)
        self._states = {a.country: a for a in states}
        self._former: dict[str, list[ActorEntry]] = {}
        for state in filter(_is_former, states):
            self._former.setdefault(state.country, []).append(state)

    @classmethod
    def seed(cls) -> Gazetteer:
        """The gazetteer of the seed files, read once in a process."""
        return _seeded()

    def with_entries(
        self, actors: Iterable[ActorEntry], places: Iterable[PlaceEntry] = ()
    ) -> Gazetteer:
        """A new gazetteer in which these rows are added or replace those of the same slug."""
        return Gazetteer(
            [*self._actors.values(), *actors], [*self._places.values(), *places], seed=self._seed
        )

    @property
    def actors(self) -> tuple[ActorEntry, ...]:
        """All actors, in the order of the tables."""
        return tuple(self._actors.values())

    @property
    def places(self) -> tuple[PlaceEntry, ...]:
        """All places but the cities, in the order of the tables."""
        return tuple(self._places.values())

    def actor(self, slug: str) -> ActorEntry | None:
        """The actor of that slug."""
        return self._actors.get(slug)

    def place(self, slug: str) -> PlaceEntry | None:
        """The place of that slug, cities included."""
        return self._places.get(slug) or (self._cities.by_slug(slug) if self._cities else None)

    def state(self, country: str, on: date | None = None) -> ActorEntry | None:
        """The state of an ISO 3166-1 code or a withdrawn one (SU, YU, DD), also a place's slug.

        Today's before a former one of the same code, unless a day is given on which that
        existed: "DE" in 1985 is West Germany.
        """
        for former in self._former.get(country, ()) if on else ():
            if on and former.is_current(on):
                return former
        return self._states.get(country)

    def actors_named(self, text: str) -> tuple[ActorEntry, ...]:
        """All actors written exactly so, by name, alias, demonym or seat; upper case is kept."""
        known = self._names.get(name_key(text))
        return known.actors if known else ()

    def places_named(self, text: str) -> tuple[PlaceEntry, ...]:
        """All places written exactly so: those of the tables, then cities, the largest first."""
        return self._finder.places_of(name_key(text))

    def demonym(self, text: str) -> str | None:
        """The country code behind an adjective or a people: "Russian", "Russians" → "RU"."""
        return self._demonyms.get(name_key(text))

    def seat_of(self, text: str, on: date | None = None) -> str | None:
        """Whose government sits there: "Kremlin" → "RU", on a day of 1985 "SU".

        A country code, or the slug of a body ("Brussels" → "european-union").
        """
        for owner in self._seats.get(name_key(text), ()):
            if owner.is_current(on) if on else not _is_former(owner):
                return owner.country if owner.kind == "state" else owner.slug
        return None

    def surnamed(self, text: str) -> tuple[ActorEntry, ...]:
        """All persons of that family name, for "Prime Minister Rao" or a later bare surname."""
        return self._surnames.get(name_key(text), ())

    @cached_property
    def role_words(self) -> frozenset[str]:
        """Every wording of an office: "president", "top diplomat"; lower case but for names."""
        return frozenset(o.word for o in (self._seed.offices if self._seed else ()))

    @property
    def given_names(self) -> frozenset[str]:
        """First names by which a person whom no table knows is told from a firm or a town."""
        return self._seed.given_names if self._seed else frozenset()

    def holder(self, office: str, country: str, on: date) -> ActorEntry | None:
        """Who held an office on a day, in any wording: ("premier", "CN", …), ("leader", "IR", …).

        `country` is an ISO code or the slug of a body ("secretary-general", "nato"). On the day
        of a handover it is the successor.
        """
        offices = self._offices_meant(office, country)
        for canonical in self._leading(country) if offices == ["leader"] else offices:
            terms = self._terms.get((canonical, country), ())
            held = [t for t in terms if t[0].holds(on)]
            if held:
                return max(held, key=lambda t: t[0].from_on or date.min)[1]
        return None

    def body_of(self, slug: str, on: date) -> ActorEntry | None:
        """The body that somebody speaks for on a day: of NATO's secretary-general it is NATO."""
        entry = self.actor(slug)
        for name in entry.names if entry else ():
            _, of, owner = name.text.rpartition(" of ")
            if name.is_role and of and name.holds(on):
                for body in self.actors_named(owner.removeprefix("the ")):
                    if body.kind == "body":
                        return body
        return None

    def narrow(self, actors: Sequence[ActorEntry], on: date) -> tuple[ActorEntry, ...]:
        """Those of several actors of one name who existed or were in office on that day.

        Else those of whom no time is known, else all: "Bush" in 1990 is one, in 2015 still two.
        """
        held = tuple(a for a in actors if a.is_dated and a.is_current(on))
        return held or tuple(a for a in actors if not a.is_dated) or tuple(actors)

    def find_names(self, text: str) -> tuple[NameMatch, ...]:
        """All names in a text, longest first at each word, in order and without overlap."""
        return self._finder.find(text)

    # The indexes below are made at first use: reading an article needs not all of them.

    @cached_property
    def _names(self) -> dict[str, Known]:
        names: dict[str, Known] = {}

        def add(text: str, entry: ActorEntry | PlaceEntry, form: str) -> None:
            for spelling in with_plain(text):
                names.setdefault(name_key(spelling), Known()).add(entry, form)

        for actor in self._actors.values():
            demonyms = self._standing.demonyms.get(actor.slug, ())
            for text in (actor.name, *(n.text for n in actor.names if not n.is_role)):
                add(text, actor, "demonym" if text in demonyms else "name")
        for place in self._places.values():
            for text in (place.name, *place.aliases):
                add(text, place, "place")
        for slug, seats in self._standing.seats.items():
            for text in seats:
                if (owner := self._actors.get(slug)) is not None:
                    add(text, owner, "seat")
        names.pop("", None)
        return names

    @cached_property
    def _finder(self) -> NameFinder:
        seed = self._seed
        return NameFinder(
            self._names,
            self._cities,
            doubtful=frozenset(map(name_key, seed.doubtful)) if seed else frozenset(),
            given=seed.given_names if seed else frozenset(),
            titles=frozenset(part for w in self.role_words for part in w.title().split()),
        )

    @cached_property
    def _demonyms(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for slug, words in self._standing.demonyms.items():
            for word in words:
                if state := self._actors.get(slug):
                    found.setdefault(name_key(word), state.country)
        return found

    @cached_property
    def _seats(self) -> dict[str, list[ActorEntry]]:
        found: dict[str, list[ActorEntry]] = {}
        owners = [self._actors[slug] for slug in self._standing.seats if slug in self._actors]
        # A body's seat is named on purpose ("Brussels"), a capital is one by default; a former
        # state, in its time, comes before the one of today.
        for owner in sorted(owners, key=lambda a: (a.kind == "state", not _is_former(a))):
            for text in self._standing.seats[owner.slug]:
                for spelling in with_plain(text):
                    found.setdefault(name_key(spelling), []).append(owner)
        return found

    @cached_property
    def _surnames(self) -> dict[str, tuple[ActorEntry, ...]]:
        found: dict[str, tuple[ActorEntry, ...]] = {}
        for actor in self._actors.values():
            if actor.kind == "person":
                parts = actor.name.split()
                surname = parts[0] if actor.country in _FAMILY_FIRST else parts[-1]
                for spelling in with_plain(surname):
                    key = name_key(spelling)
                    found[key] = (*found.get(key, ()), actor)
        return found

    @cached_property
    def _wordings(self) -> dict[str, list[Office]]:
        found: dict[str, list[Office]] = {}
        for office in self._seed.offices if self._seed else ():
            found.setdefault(office.word.lower(), []).append(office)
        return found

    def _offices_meant(self, wording: str, country: str) -> list[str]:
        wording = " ".join(wording.lower().split())
        known = self._wordings.get(wording, ())
        return [o.office for o in known if not o.only or country in o.only] or [wording]

    def _leading(self, country: str) -> list[str]:
        """The offices that lead a state, weightiest first; of a body, whatever it has."""
        if country not in self._states:
            return [office for office, of in self._terms if of == country]
        first = self._seed.leaders.get(country) if self._seed else None
        return list(dict.fromkeys([first or "leader", *_LEADING]))

    @cached_property
    def _terms(self) -> dict[tuple[str, str], tuple[tuple[ActorName, ActorEntry], ...]]:
        found: dict[tuple[str, str], tuple[tuple[ActorName, ActorEntry], ...]] = {}
        for actor in self._actors.values():
            for role in actor.names:
                if role.is_role and (key := self._office_of(role.text)):
                    found[key] = (*found.get(key, ()), (role, actor))
        return found

    def _office_of(self, text: str) -> tuple[str, str] | None:
        """("president", "RU") from "president of Russia"; None when the country is unknown."""
        cut = text.find(" of ")
        while cut >= 0:
            wording, owner_name = text[:cut], text[cut + 4 :].removeprefix("the ")
            known = self._names.get(name_key(owner_name))
            for owner in known.actors if known else ():
                if owner.kind != "person":
                    code = owner.country if owner.kind == "state" else owner.slug
                    return self._offices_meant(wording, code)[0], code
            cut = text.find(" of ", cut + 1)
        return None


def _is_former(actor: ActorEntry) -> bool:
    return any(n.to_on and not n.is_role for n in actor.names)


@cache
def _seeded() -> Gazetteer:
    seed = read_seed()
    return Gazetteer(seed.actors, seed.places, seed=seed)
