"""Puts the hand-written sources of the sample together into sample.json."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SOURCE = HERE / "source"
TARGET = HERE / "sample.json"

Row = dict[str, Any]


class SourceError(ValueError):
    """A source file breaks the form that README.md describes; names file and place."""


def compile_sample() -> Row:
    """Return the whole sample in the exchange format, ready to be written as JSON."""
    states = list(_rows("states.txt", 7))
    articles, events = _articles_and_events()
    return {
        "format": "dateline/1",
        "sources": [
            {"slug": slug, "name": name, "domain": domain, "country": country, "kind": kind}
            for slug, name, domain, country, kind in _rows("sources.txt", 5)
        ],
        "articles": articles,
        "actors": [
            _actor(slug, name, "state", country, wikidata, aliases, "")
            for slug, name, country, wikidata, _, _, aliases in states
        ]
        + [_actor(*row) for row in _rows("actors.txt", 7)],
        "places": [
            _place(slug, name, "country", country, latitude, longitude, "", aliases)
            for slug, name, country, _, latitude, longitude, aliases in states
        ]
        + [_place(*row) for row in _rows("places.txt", 8)],
        "storylines": list(_storylines()),
        "events": events,
    }


def _rows(name: str, width: int) -> Iterator[list[str]]:
    for number, line in enumerate((SOURCE / name).read_text("utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) != width:
            raise SourceError(f"{name}, line {number}: {len(cells)} cells instead of {width}")
        yield cells


def _split(text: str, separator: str = ";") -> list[str]:
    return [part.strip() for part in text.split(separator) if part.strip()]


def _actor(  # one argument for each column of the table
    slug: str, name: str, kind: str, country: str, wikidata: str, aliases: str, roles: str
) -> Row:
    return {
        "slug": slug,
        "name": name,
        "kind": kind,
        "country": country,
        "wikidata_id": wikidata,
        "aliases": _split(aliases),
        "roles": [_role(role) for role in _split(roles)],
    }


def _role(text: str) -> Row:
    noun, _, term = text.rpartition(" ")
    if ".." not in term:
        return {"text": text, "from_on": None, "to_on": None}
    from_on, to_on = term.split("..")
    return {"text": noun, "from_on": from_on or None, "to_on": to_on or None}


def _place(
    slug: str,
    name: str,
    kind: str,
    country: str,
    latitude: str,
    longitude: str,
    parent: str,
    aliases: str,
) -> Row:
    return {
        "slug": slug,
        "name": name,
        "kind": kind,
        "country": country,
        "latitude": float(latitude),
        "longitude": float(longitude),
        "parent": parent,
        "aliases": _split(aliases),
    }


def _storylines() -> Iterator[Row]:
    for block in (SOURCE / "storylines.txt").read_text("utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if lines:
            slug, title = _split(lines[0], "|")
            yield {"slug": slug, "title": title, "standfirst": lines[1], "events": lines[2:]}


def _articles_and_events() -> tuple[list[Row], list[Row]]:
    articles: list[Row] = []
    events: dict[str, Row] = {}
    evidence: list[tuple[str, Row]] = []
    for fields, blocks, path in sorted(_article_files(), key=_published):
        paragraphs = []
        for block in blocks:
            record = _fields(block, path)
            text, quotation, time = _unmark(record.get("text", ""), path)
            paragraphs.append(text)
            if "event" not in record:
                continue
            if "title" in record:
                if record["event"] in events:
                    raise SourceError(f"{path.name}: {record['event']} is already described")
                events[record["event"]] = _event(record, path)
            found = {"article": path.stem, "quotation": quotation, "time": time}
            evidence.append((record["event"], found | {"reason": record["why"]}))
        articles.append(_article(path.stem, fields, paragraphs))
    for slug, found in evidence:
        if slug not in events:
            raise SourceError(f"{found['article']}.txt: {slug} is described nowhere")
        events[slug]["evidence"].append(found)
    return articles, list(events.values())


def _article_files() -> Iterator[tuple[dict[str, str], list[str], Path]]:
    for path in (SOURCE / "articles").glob("*.txt"):
        head, *blocks = path.read_text("utf-8").strip().split("\n\n")
        yield _fields(head, path), blocks, path


def _published(file: tuple[dict[str, str], list[str], Path]) -> tuple[str, str]:
    fields, _, path = file
    return fields["published"], path.stem


def _fields(block: str, path: Path) -> dict[str, str]:
    fields: dict[str, str] = {}
    for line in block.splitlines():
        if line.startswith("> "):
            fields["text"] = line[2:]
            continue
        name, colon, value = line.partition(":")
        if not colon:
            raise SourceError(f"{path.name}: no field in the line {line!r}")
        fields[name.strip().lower()] = value.strip()
    return fields


def _unmark(text: str, path: Path) -> tuple[str, str, str]:
    """Return the plain text, the quotation (in braces) and its words for the date (in brackets)."""
    plain = text.translate(str.maketrans("", "", "{}[]"))
    quotation = text.partition("{")[2].partition("}")[0] or text
    time = quotation.partition("[")[2].partition("]")[0]
    if not plain:
        raise SourceError(f"{path.name}: a block without a paragraph")
    return plain, quotation.translate(str.maketrans("", "", "{}[]")), time


def _article(key: str, fields: dict[str, str], paragraphs: list[str]) -> Row:
    return {
        "key": key,
        "source": fields["source"],
        "title": fields["title"],
        "author": fields["author"],
        "url": "",
        "language": "en",
        "published_on": fields["published"],
        "text": "\n\n".join(paragraphs),
    }


def _event(record: dict[str, str], path: Path) -> Row:
    try:
        date, kind, status, importance = record["date"].split()
        return {
            "slug": record["event"],
            "title": record["title"],
            "summary": record["summary"],
            "kind": kind,
            "date": date,
            "status": status,
            "importance": int(importance),
            "actors": [_participation(part) for part in _split(record["who"])],
            "places": _split(record["where"]),
            "documents": _split(record["documents"]),
            "evidence": [],
        }
    except (KeyError, ValueError) as error:
        raise SourceError(f"{path.name}: {record['event']}: {error}") from error


def _participation(text: str) -> Row:
    slug, _, role = text.partition(" ")
    return {"actor": slug, "role": role}


if __name__ == "__main__":
    TARGET.write_text(
        json.dumps(compile_sample(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
