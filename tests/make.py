"""Rows for tests, with dull defaults; a test states every value that it asserts on."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.utils import timezone

from timeline import articles
from timeline.dates import DateSpan
from timeline.models import (
    Actor,
    Article,
    Candidate,
    Event,
    EventPlace,
    Evidence,
    Participation,
    Place,
    Source,
    Storyline,
    StorylineEvent,
)

_number = count(1)


def editor(username: str = "editor", password: str = "password") -> User:
    users = get_user_model().objects
    return users.filter(username=username).first() or users.create_superuser(
        username=username, password=password
    )


def source(slug: str = "wire", **values: Any) -> Source:
    known = Source.objects.filter(slug=slug).first()
    return known or Source.objects.create(slug=slug, **{"name": slug.title(), **values})


def article(text: str | None = None, **values: Any) -> Article:
    return articles.add(
        **{
            "source": values.pop("source", None) or source(),
            "title": "An article",
            "text": text or f"Something happened on day {next(_number)}.",
            "published_on": date(2023, 3, 20),
            **values,
        }
    )


def actor(slug: str = "freedonia", **values: Any) -> Actor:
    known = Actor.objects.filter(slug=slug).first()
    defaults = {"name": slug.replace("-", " ").title(), "kind": "state"}
    return known or Actor.objects.create(slug=slug, **{**defaults, **values})


def place(slug: str = "sylvania", **values: Any) -> Place:
    known = Place.objects.filter(slug=slug).first()
    defaults = {"name": slug.replace("-", " ").title(), "kind": "country"}
    return known or Place.objects.create(slug=slug, **{**defaults, **values})


def event(  # one argument for each thing a test may want to state
    title: str = "Something happened",
    on: str = "2023-03-17",
    *,
    state: str = "published",
    actors: tuple[str | tuple[str, str], ...] = (),
    places: tuple[str, ...] = (),
    storylines: tuple[str, ...] = (),
    **values: Any,
) -> Event:
    """An event on the EDTF date `on`; actors by slug or (slug, role), places by slug."""
    by = values.pop("by", None) or editor()
    row = Event(
        title=title,
        state=state,
        created_by=by,
        changed_by=by,
        **{"slug": f"event-{next(_number)}", "kind": "talks", "status": "occurred", **values},
    )
    if state != "draft":
        row.published_at, row.published_by = timezone.now(), by
    row.span = DateSpan.parse_edtf(on)
    row.save()
    for n, part in enumerate(actors):
        slug, role = (part, "") if isinstance(part, str) else part
        Participation.objects.create(event=row, actor=actor(slug), role=role, position=n)
    for n, slug in enumerate(places):
        EventPlace.objects.create(event=row, place=place(slug), position=n)
    for slug in storylines:
        storyline(slug, row)
    return row


def storyline(slug: str, *events: Event, **values: Any) -> Storyline:
    row, _ = Storyline.objects.get_or_create(slug=slug, defaults={"title": slug.title(), **values})
    for added in events:
        StorylineEvent.objects.create(storyline=row, event=added, position=row.entries.count())
    return row


def evidence(event: Event, quotation: str, time: str = "", **values: Any) -> Evidence:
    """The quotation as found in an article made of it, or in the article given."""
    quoted = values.pop("article", None) or article(quotation)
    start = quoted.text.index(quotation)
    time_start = start + quotation.index(time) if time else None
    return Evidence.objects.create(
        event=event,
        article=quoted,
        start=start,
        end=start + len(quotation),
        quotation=quotation,
        time_start=time_start,
        time_end=time_start + len(time) if time_start is not None else None,
        reason=values.pop("reason", ""),
        **values,
    )


def candidate(quotation: str, title: str = "Something happened", **values: Any) -> Candidate:
    """A waiting candidate whose evidence is the quotation, in an article of its own or given."""
    quoted = values.pop("article", None) or article(quotation)
    start = quoted.text.index(quotation)
    time = values.pop("time", "")
    time_start = start + quotation.index(time) if time else 0
    finding = {
        "also": [],
        "time": [time_start, time_start + len(time)] if time else None,
        "status": values.pop("status", "occurred"),
        "actors": [
            {"name": name, "slug": "", "kind": "person", "country": "", "role": role}
            for name, role in values.pop("actors", ())
        ],
        "places": [
            {
                "name": name,
                "slug": "",
                "kind": "city",
                "country": "",
                "latitude": None,
                "longitude": None,
            }
            for name in values.pop("places", ())
        ],
        "date_reason": values.pop("date_reason", "The text says so."),
        "reasons": ["a reason"],
    }
    return Candidate.objects.create(
        article=quoted,
        start=start,
        end=start + len(quotation),
        title=title,
        engine_version="1",
        finding=finding,
        **{"edtf": "2023-03-17", "kind": "talks", "confidence": 0.5, **values},
    )
