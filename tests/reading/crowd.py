"""Many random events, dated and worded as awkwardly as the tables allow."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import count as counter
from itertools import islice

from django.db import connection
from django.utils import timezone

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
from timeline.models.event import Kind, Status

import make

WORDS = (
    "the of in and a talks talk talked accord ceasefire cease-fire Ceasefires signed signing "
    "warrant warrants arrest state states war wars Zelenskyy Selenskyj Müller Muller São "
    "U.S. UN's don't o'clock 2023 1,000 3.5 example.com/path user@example.com mid-2023 "
    "\\ ' \" <-> & | ! :* кризис 北京 🕊 naïve re-elected re elected president border"
).split()
ACTORS = [f"actor-{n}" for n in range(40)]
PLACES = [f"place-{n}" for n in range(40)]
STORYLINES = [f"line-{n}" for n in range(6)]
SOURCES = [f"source-{n}" for n in range(6)]
QUOTATION = "Something happened."
_number = counter(1)


def text(rng: random.Random, most: int) -> str:
    return " ".join(rng.choices(WORDS, k=rng.randint(1, most)))


def days(rng: random.Random) -> tuple[date, date, bool]:
    """The first and last day, and whether the date is exact."""
    match rng.randrange(12):
        case 0:  # an open past or future, or both
            return rng.choice(
                [
                    (date.min, date(rng.randint(1990, 2025), 5, 17), False),
                    (date(rng.randint(1990, 2025), 3, 1), date.max, rng.random() < 0.5),
                    (date.min, date.max, False),
                    (date.min, date(2001, 9, 1), True),
                    (date(9999, 12, 31), date(9999, 12, 31), True),
                ]
            )
        case 1:
            year = rng.choice([33, 476, 1066, 1648, 1789, 1914, 1939, 1945])
            return date(year, 1, 1), date(year, 12, 31), rng.random() < 0.3
    first = date(2023, 6, 1) + timedelta(int(rng.gauss(0, 400)))
    length = rng.choice([0, 0, 0, 0, 0, 1, 6, 29, 30, 31, 89, 364, 400, 3652])
    return first, first + timedelta(length), length == 0 or rng.random() < 0.4


def names(rng: random.Random) -> None:
    """Actors, places within each other, storylines and sources, with names that are alike."""
    for slug in ACTORS:
        actor = Actor.objects.create(slug=slug, name=text(rng, 2), kind="state")
        for n in range(rng.randrange(3)):
            role = rng.random() < 0.3
            ActorAlias.objects.create(actor=actor, text=f"{text(rng, 2)} {n}", is_role=role)
    known: list[Place] = []
    for slug in PLACES:
        parent = rng.choice(known[-6:]) if known and rng.random() < 0.7 else None
        aliases = [text(rng, 2) for _ in range(rng.randrange(3))]
        known.append(
            Place.objects.create(
                slug=slug, name=text(rng, 2), kind="city", parent=parent, aliases=aliases
            )
        )
    for slug in STORYLINES:
        Storyline.objects.create(slug=slug, title=slug.title())
    for slug in SOURCES:
        make.article(f"{QUOTATION} {slug}", source=make.source(slug))


def fill(rng: random.Random, count: int) -> None:
    """So many events, one in ten of them not published, among the names that there are."""
    editor = make.editor()
    now = timezone.now()
    rows = []
    for n in islice(_number, count):
        earliest, latest, is_exact = days(rng)
        rows.append(
            Event(
                slug=f"crowd-{n}",
                title=text(rng, 6)[:200],
                summary=text(rng, 30) if rng.random() < 0.7 else "",
                kind=rng.choices(Kind.values, range(1, len(Kind.values) + 1))[0],
                status=rng.choice(Status.values),
                edtf="2023",
                earliest_on=earliest,
                latest_on=latest,
                precision="day",
                is_exact=is_exact,
                state=rng.choices(["published", "draft", "retracted"], [18, 1, 1])[0],
                created_by=editor,
                changed_by=editor,
                published_at=now,
                published_by=editor,
            )
        )
    link(rng, Event.objects.bulk_create(rows, batch_size=2000))


def link(rng: random.Random, events: list[Event]) -> None:
    """Give events actors, places, storylines and evidence."""
    actors, places = list(Actor.objects.order_by("id")), list(Place.objects.order_by("id"))
    storylines, articles = list(Storyline.objects.all()), list(Article.objects.all())

    def some(rows: list, most: int) -> list:
        return sorted(
            {rows[min(int(rng.expovariate(6 / len(rows))), len(rows) - 1)] for _ in range(most)}
            if rows
            else (),
            key=lambda row: row.pk,
        )

    parts: dict[type, list] = {
        Participation: [],
        EventPlace: [],
        StorylineEvent: [],
        Evidence: [],
    }
    for event in events:
        parts[Participation] += [
            Participation(event=event, actor=actor) for actor in some(actors, rng.randrange(5))
        ]
        parts[EventPlace] += [
            EventPlace(event=event, place=place) for place in some(places, rng.randrange(4))
        ]
        parts[StorylineEvent] += [
            StorylineEvent(event=event, storyline=line)
            for line in some(storylines, rng.randrange(2))
        ]
        parts[Evidence] += [
            Evidence(event=event, article=article, start=0, end=len(QUOTATION), quotation=QUOTATION)
            for article in some(articles, rng.randrange(3))
        ]
    for model, rows in parts.items():
        model.objects.bulk_create(rows, batch_size=5000)


def empty() -> None:
    """Leave the tables as they were found."""
    models = (Event, Storyline, Actor, Place, Article, Source)
    tables = ", ".join(model._meta.db_table for model in models)
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {tables} CASCADE")
