"""Reads a timeline file (JSON, "dateline/1") into the tables: what `import_events` runs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from timeline import articles
from timeline.dates import DateSpan
from timeline.models import (
    Actor,
    ActorAlias,
    Article,
    Event,
    EventPlace,
    Evidence,
    Participation,
    Place,
    Source,
    Storyline,
    StorylineEvent,
)
from timeline.models.event import State

FORMAT = "dateline/1"
SIZE_LIMIT = 200 * 1024 * 1024  # bytes

Row = Mapping[str, Any]


class TimelineFileError(ValueError):
    """The file cannot be imported; the message names the record and what is wrong with it."""


@dataclass(slots=True)
class Report:
    """How many rows of each sort were added, and how many were there before."""

    added: dict[str, int] = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)


def read_file(path: Path) -> dict[str, Any]:
    """The file's content; raise `TimelineFileError` when it is not a timeline."""
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise TimelineFileError(f"{path} is larger than {SIZE_LIMIT // 2**20} MB.")
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise TimelineFileError(f"{path} cannot be read: {error.strerror}.") from error
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise TimelineFileError(f"{path} is not JSON in UTF-8: {error}.") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise TimelineFileError(f"{path} is not a timeline: its “format” is not “{FORMAT}”.")
    return data


@transaction.atomic
def import_timeline(data: Mapping[str, Any], *, by: AbstractBaseUser) -> Report:
    """Add what the tables do not have yet, by slug; what is there stays as it is.

    All or nothing: one bad record raises `TimelineFileError` and leaves the tables unchanged.
    Events come out published, signed by `by`.
    """
    reading = _Reading(by)
    reading.each(data, "sources", reading.source)
    reading.each(data, "articles", reading.article)
    reading.each(data, "actors", reading.actor)
    reading.each(data, "places", reading.place)
    reading.link_parents(data.get("places", ()))
    reading.each(data, "events", reading.event)
    reading.each(data, "storylines", reading.storyline)
    return reading.report


class _Reading:
    """One import under way: which slug or key stands for which row."""

    def __init__(self, by: AbstractBaseUser) -> None:
        self.by = by
        self.report = Report()
        self.articles: dict[str, Article] = {}
        self.new_places: set[str] = set()
        self.ids: dict[type[models.Model], dict[str, int]] = {}

    def each(self, data: Mapping[str, Any], part: str, read: Callable[[Row], bool]) -> None:
        rows = data.get(part, ())
        self.report.added[part] = self.report.known[part] = 0
        for number, row in enumerate(rows, start=1):
            name = row.get("slug") or row.get("key") if isinstance(row, dict) else None
            try:
                is_new = read(row)
            except KeyError as error:
                raise TimelineFileError(f"{part} {number} ({name}): {error} is missing.") from error
            except ValidationError as error:
                problems = "; ".join(error.messages)
                raise TimelineFileError(f"{part} {number} ({name}): {problems}") from error
            except (ValueError, TypeError, AttributeError) as error:
                raise TimelineFileError(f"{part} {number} ({name}): {error}") from error
            (self.report.added if is_new else self.report.known)[part] += 1

    def source(self, row: Row) -> bool:
        return self._once(
            Source, row["slug"], name=row["name"], domain=row["domain"], country=row["country"],
            kind=row["kind"],
        )  # fmt: skip

    def article(self, row: Row) -> bool:
        text = articles.check_text(row["text"])
        known = articles.find_repeat(text)
        self.articles[row["key"]] = known or articles.add(
            source=Source(pk=self._id(Source, row["source"])),
            title=row["title"],
            author=row["author"],
            url=row["url"],
            language=row["language"],
            published_on=date.fromisoformat(row["published_on"]),
            text=text,
            by=self.by,
        )
        return known is None

    def actor(self, row: Row) -> bool:
        is_new = self._once(
            Actor, row["slug"], name=row["name"], kind=row["kind"], country=row["country"],
            wikidata_id=row["wikidata_id"],
        )  # fmt: skip
        if is_new:
            actor = Actor(pk=self._id(Actor, row["slug"]))
            ActorAlias.objects.bulk_create(
                [ActorAlias(actor=actor, text=text) for text in row["aliases"]]
                + [
                    ActorAlias(
                        actor=actor,
                        text=role["text"],
                        is_role=True,
                        from_on=_day(role["from_on"]),
                        to_on=_day(role["to_on"]),
                    )
                    for role in row["roles"]
                ],
                ignore_conflicts=True,
            )
        return is_new

    def place(self, row: Row) -> bool:
        is_new = self._once(
            Place, row["slug"], name=row["name"], kind=row["kind"], country=row["country"],
            latitude=row["latitude"], longitude=row["longitude"], aliases=list(row["aliases"]),
        )  # fmt: skip
        if is_new:
            self.new_places.add(row["slug"])
        return is_new

    def link_parents(self, rows: Iterable[Row]) -> None:
        """Only once all places are there: a child may stand before its parent in the file."""
        for row in rows:
            if row["parent"] and row["slug"] in self.new_places:
                Place.objects.filter(slug=row["slug"]).update(parent=self._id(Place, row["parent"]))

    def event(self, row: Row) -> bool:
        known = self._known(Event)
        if row["slug"] in known:
            return False
        event = Event(
            slug=row["slug"],
            title=row["title"],
            summary=row["summary"],
            kind=row["kind"],
            status=row["status"],
            importance=row["importance"],
            documents=list(row["documents"]),
            state=State.PUBLISHED,
            created_by_id=self.by.pk,
            changed_by_id=self.by.pk,
            published_by_id=self.by.pk,
            published_at=timezone.now(),
        )
        event.span = DateSpan.parse_edtf(row["date"])
        event.full_clean(exclude=["search"], validate_unique=False, validate_constraints=False)
        event.save()
        known[event.slug] = event.pk
        Participation.objects.bulk_create(
            Participation(
                event=event,
                actor_id=self._id(Actor, part["actor"]),
                role=part["role"],
                position=n,
            )
            for n, part in enumerate(row["actors"])
        )
        EventPlace.objects.bulk_create(
            EventPlace(event=event, place_id=self._id(Place, slug), position=n)
            for n, slug in enumerate(row["places"])
        )
        Evidence.objects.bulk_create(self._evidence(event, quoted) for quoted in row["evidence"])
        return True

    def storyline(self, row: Row) -> bool:
        is_new = self._once(
            Storyline, row["slug"], title=row["title"], standfirst=row["standfirst"]
        )
        if is_new:
            storyline = Storyline(pk=self._id(Storyline, row["slug"]))
            StorylineEvent.objects.bulk_create(
                StorylineEvent(storyline=storyline, event_id=self._id(Event, slug), position=n)
                for n, slug in enumerate(row["events"])
            )
        return is_new

    def _evidence(self, event: Event, row: Row) -> Evidence:
        article = self.articles[row["article"]]
        quotation = row["quotation"]
        if article.text.count(quotation) != 1:
            raise TimelineFileError(
                f"the quotation “{quotation[:60]}…” must stand exactly once in “{row['article']}”."
            )
        start = article.text.index(quotation)
        time_start = start + quotation.index(row["time"]) if row["time"] else None
        return Evidence(
            event=event,
            article=article,
            start=start,
            end=start + len(quotation),
            quotation=quotation,
            time_start=time_start,
            time_end=None if time_start is None else time_start + len(row["time"]),
            reason=row["reason"],
        )

    def _once(self, table: type[models.Model], slug: str, **values: object) -> bool:
        """Add a checked row unless the slug is known."""
        known = self._known(table)
        if slug in known:
            return False
        row = table(slug=slug, **values)
        # The database checks uniqueness and constraints; asking it here as well doubles the time.
        row.full_clean(validate_unique=False, validate_constraints=False)
        row.save()
        known[slug] = row.pk
        return True

    def _id(self, table: type[models.Model], slug: str) -> int:
        try:
            return self._known(table)[slug]
        except KeyError:
            name = table._meta.verbose_name  # noqa: SLF001  # Django's documented name for it
            raise TimelineFileError(f"no {name} has the slug “{slug}”.") from None

    def _known(self, table: type[models.Model]) -> dict[str, int]:
        if table not in self.ids:
            rows = table._default_manager  # noqa: SLF001  # as above
            self.ids[table] = dict(rows.values_list("slug", "pk"))
        return self.ids[table]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
