"""Reads the seed tables in `data/`: tab-separated, a header line, `#` comments, lists by "|"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from timeline.extraction.entries import ActorEntry, ActorName, PlaceEntry

DATA = Path(__file__).parent / "data"
_RESTRICTED = re.compile(r"([^()]+)\(([^()]+)\)")


@dataclass(frozen=True, slots=True)
class Standing:
    """Words that stand for an actor without naming it, by the actor's slug."""

    demonyms: dict[str, tuple[str, ...]]
    seats: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Office:
    """An office and one wording for it; `only` are the countries or bodies where it counts."""

    office: str
    word: str
    only: frozenset[str]


@dataclass(frozen=True, slots=True)
class Seed:
    """All seed tables but the cities; `leaders` maps a country to the office that leads it."""

    actors: tuple[ActorEntry, ...]
    places: tuple[PlaceEntry, ...]
    standing: Standing
    leaders: dict[str, str]
    offices: tuple[Office, ...]
    doubtful: frozenset[str]
    given_names: frozenset[str]


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a table by column; ValueError names file and line when cells are missing."""
    lines = path.read_text(encoding="utf-8").split("\n")
    columns = lines[0].split("\t")
    for number, line in enumerate(lines[1:], 2):
        if line and not line.startswith("#"):
            cells = line.split("\t")
            if len(cells) != len(columns):
                raise ValueError(
                    f"{path.name}, line {number}: {len(cells)} cells, not {len(columns)}"
                )
            yield dict(zip(columns, cells, strict=True))


def several(cell: str) -> tuple[str, ...]:
    """The parts of a list cell."""
    return tuple(cell.split("|")) if cell else ()


def first_day(text: str) -> date | None:
    """The first day of "2012", "2012-05" or "2012-05-07"; None for ""."""
    return date.fromisoformat((text + "-01-01")[:10]) if text else None


def last_day(text: str) -> date | None:
    """The last day of "2012", "2012-05" or "2012-05-07"; None for ""."""
    if not (first := first_day(text)) or text.count("-") == 2:
        return first
    if text.count("-") == 1:
        return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(month=12, day=31)


def role(text: str) -> ActorName:
    """A term of office from "president of Russia@2000-05-07/2008-05-07"; either end may be open."""
    wording, _, days = text.partition("@")
    start, _, end = days.partition("/")
    return ActorName(wording, is_role=True, from_on=first_day(start), to_on=last_day(end))


def read_seed(data: Path = DATA) -> Seed:
    """Everything but the cities, from the tables in `data`."""
    states = list(rows(data / "states.tsv"))
    others = list(rows(data / "actors.tsv"))
    return Seed(
        actors=(*map(_state, states), *map(_actor, others)),
        places=(*map(_country, states), *map(_place, rows(data / "places.tsv"))),
        standing=Standing(
            demonyms={r["slug"]: several(r["demonyms"]) for r in states},
            seats={
                **{r["slug"]: (*several(r["capital"]), *several(r["seats"])) for r in states},
                **{r["slug"]: several(r["seats"]) for r in others if r["seats"]},
            },
        ),
        leaders={r["iso2"]: r["leader"] for r in reversed(states) if r["leader"]},
        offices=tuple(o for r in rows(data / "roles.tsv") for o in _offices(r)),
        doubtful=_words(data / "doubtful.txt"),
        given_names=_words(data / "given_names.txt"),
    )


def _state(row: dict[str, str]) -> ActorEntry:
    start, end = first_day(row["from"]), last_day(row["to"])
    written = (row["name"], *several(row["aliases"]), *several(row["demonyms"]))
    names = tuple(ActorName(text, from_on=start, to_on=end) for text in written)
    return ActorEntry(row["slug"], row["name"], "state", row["iso2"], names)


def _actor(row: dict[str, str]) -> ActorEntry:
    names = tuple(map(ActorName, several(row["aliases"])))
    roles = tuple(map(role, several(row["roles"])))
    return ActorEntry(row["slug"], row["name"], row["kind"], row["country"], names + roles)


def _country(row: dict[str, str]) -> PlaceEntry:
    return PlaceEntry(
        slug=row["slug"],
        name=row["name"],
        kind="country",
        country=row["iso2"],
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        aliases=several(row["aliases"]),
    )


def _place(row: dict[str, str]) -> PlaceEntry:
    return PlaceEntry(
        slug=row["slug"],
        name=row["name"],
        kind=row["kind"],
        country=row["country"],
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        parent=row["parent"],
        aliases=several(row["aliases"]),
    )


def _offices(row: dict[str, str]) -> Iterator[Office]:
    for word in several(row["words"]):
        if found := _RESTRICTED.fullmatch(word):
            yield Office(row["office"], found[1], frozenset(found[2].split(",")))
        else:
            yield Office(row["office"], word, frozenset())


def _words(path: Path) -> frozenset[str]:
    lines = path.read_text(encoding="utf-8").split("\n")
    return frozenset(w for line in lines if not line.startswith("#") for w in line.split(", ") if w)
