"""From an article to candidates: the one file that knows both the engine and the tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Prefetch, Q
from django.db.models.functions import Lower

from timeline import extraction
from timeline.dates import DateSpan
from timeline.extraction.findings import ENGINE_VERSION, Finding
from timeline.extraction.gazetteer import ActorEntry, ActorName, Gazetteer, PlaceEntry
from timeline.models import Actor, ActorAlias, Article, Candidate, Place
from timeline.models.actor import ActorKind
from timeline.models.event import TITLE_LIMIT
from timeline.models.place import PlaceKind
from timeline.models.slugs import free_slug


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody's name and part in a proposed event."""

    name: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a candidate would be as an event; what an editor confirms or changes."""

    title: str
    span: DateSpan
    kind: str
    status: str
    actors: tuple[Participant, ...]
    places: tuple[str, ...]
    summary: str = ""
    importance: int = 3
    date_reason: str = ""


def gazetteer() -> Gazetteer:
    """The seed tables, with the editors' actors and places added or in their stead."""
    actors = Actor.objects.prefetch_related(
        Prefetch("aliases", queryset=ActorAlias.objects.order_by("id"))
    )
    places = Place.objects.select_related("parent")
    return Gazetteer.seed().with_entries(
        [_actor_entry(actor) for actor in actors], [_place_entry(place) for place in places]
    )


def harvest(article: Article) -> list[Candidate]:
    """Run the engine over an article and store what it finds; the pending candidates, in order.

    What was decided before stays as it is and is not proposed again; what still waits is renewed
    in its place, so that a better engine or a longer list of actors can be tried on an old
    article while an editor has one of its candidates open.
    """
    findings = extraction.find_events(
        article.text,
        published_on=article.published_on,
        title=article.title,
        gazetteer=gazetteer(),
        pipeline=settings.SPACY_PIPELINE,
    )
    with transaction.atomic():
        Article.objects.select_for_update(no_key=True).get(pk=article.pk)  # one harvest at a time
        fresh = {
            (*finding.evidence, finding.kind.value): _candidate(article, finding)
            for finding in findings
        }
        stale = []
        for row in Candidate.objects.filter(article=article).select_for_update():
            key = (row.start, row.end, row.kind)
            if not row.is_pending:
                fresh.pop(key, None)
            elif key not in fresh:
                stale.append(row.pk)
        Candidate.objects.filter(pk__in=stale).delete()
        Candidate.objects.bulk_create(
            fresh.values(),
            update_conflicts=True,
            unique_fields=["article", "start", "end", "kind"],
            update_fields=["title", "edtf", "confidence", "finding", "engine_version"],
        )
    return list(Candidate.objects.pending().filter(article=article).in_reading_order())


def propose(candidate: Candidate) -> Proposal:
    """The event that the engine proposes."""
    finding = candidate.finding
    return Proposal(
        title=candidate.title,
        span=DateSpan.parse_edtf(candidate.edtf),
        kind=candidate.kind,
        status=finding["status"],
        actors=tuple(Participant(a["name"], a["role"]) for a in finding["actors"]),
        places=tuple(place["name"] for place in finding["places"]),
        date_reason=finding["date_reason"],
    )


def new_actors(names: Iterable[str]) -> set[str]:
    """Those of the names that neither a row nor the seed has: accepting them makes new actors."""
    seed = Gazetteer.seed()
    unknown = {name for name in names if name and not seed.actors_named(name)}
    folded = {name.lower() for name in unknown}
    known = set(
        Actor.objects.annotate(folded=Lower("name"))
        .filter(folded__in=folded)
        .values_list("folded", flat=True)
        .union(
            ActorAlias.objects.annotate(folded=Lower("text"))
            .filter(is_role=False, folded__in=folded)
            .values_list("folded", flat=True)
        )
    )
    return {name for name in unknown if name.lower() not in known}


def new_places(names: Iterable[str]) -> set[str]:
    """Those of the names that neither a row nor the seed has: accepting them makes new places."""
    seed = Gazetteer.seed()
    unknown = {name for name in names if name and not seed.places_named(name)}
    rows = Place.objects.annotate(folded=Lower("name")).filter(
        Q(folded__in={name.lower() for name in unknown}) | Q(aliases__overlap=list(unknown))
    )
    known = {word for row in rows for word in (row.name.lower(), *row.aliases)}
    return {name for name in unknown if name.lower() not in known and name not in known}


def enrol_actor(name: str, candidate: Candidate | None = None) -> Actor:
    """The actor of that name, made from the seed or from the finding when there is no row yet."""
    row = Actor.objects.named(name).first()
    if row:
        return row
    entry = next(iter(Gazetteer.seed().actors_named(name)), None)
    if entry:
        row = Actor.objects.filter(slug=entry.slug).first()
        return row or _actor_from(entry)
    found = _mention(candidate, "actors", name)
    return Actor.objects.create(
        slug=free_slug(Actor.objects.all(), name),
        name=name,
        kind=found.get("kind") or ActorKind.ORGANISATION,
        country=found.get("country") or "",
    )


def enrol_place(name: str, candidate: Candidate | None = None) -> Place:
    """The place of that name, made from the seed or from the finding when there is no row yet."""
    row = Place.objects.named(name).first()
    if row:
        return row
    found = _mention(candidate, "places", name)
    entries = Gazetteer.seed().places_named(name)
    # Many towns share a name: the finding says in which country the text puts this one.
    same = [entry for entry in entries if entry.country == found.get("country")]
    if entries:
        return _place_from((same or list(entries))[0])
    return Place.objects.create(
        slug=free_slug(Place.objects.all(), name),
        name=name,
        kind=found.get("kind") or PlaceKind.REGION,
        country=found.get("country") or "",
        latitude=found.get("latitude"),
        longitude=found.get("longitude"),
    )


def _candidate(article: Article, finding: Finding) -> Candidate:
    start, end = finding.evidence
    return Candidate(
        article=article,
        start=start,
        end=end,
        title=finding.title[:TITLE_LIMIT],
        edtf=finding.span.edtf,
        kind=finding.kind.value,
        confidence=min(1.0, max(0.0, finding.confidence)),
        engine_version=ENGINE_VERSION,
        finding={
            "also": finding.also,
            "time": finding.time,
            "status": finding.status.value,
            "actors": [asdict(mention) for mention in finding.actors],
            "places": [asdict(mention) for mention in finding.places],
            "date_reason": finding.date_reason,
            "reasons": finding.reasons,
        },
    )


def _mention(candidate: Candidate | None, part: str, name: str) -> Mapping[str, Any]:
    mentions = candidate.finding[part] if candidate else ()
    return next((mention for mention in mentions if mention["name"] == name), {})


def _actor_entry(actor: Actor) -> ActorEntry:
    return ActorEntry(
        slug=actor.slug,
        name=actor.name,
        kind=actor.kind,
        country=actor.country,
        names=tuple(
            ActorName(alias.text, alias.is_role, alias.from_on, alias.to_on)
            for alias in actor.aliases.all()
        ),
    )


def _place_entry(place: Place) -> PlaceEntry:
    return PlaceEntry(
        slug=place.slug,
        name=place.name,
        kind=place.kind,
        country=place.country,
        latitude=place.latitude,
        longitude=place.longitude,
        parent=place.parent.slug if place.parent else "",
        aliases=tuple(place.aliases),
    )


def _actor_from(entry: ActorEntry) -> Actor:
    actor = Actor.objects.create(
        slug=entry.slug, name=entry.name, kind=entry.kind, country=entry.country
    )
    ActorAlias.objects.bulk_create(
        [
            ActorAlias(
                actor=actor,
                text=name.text,
                is_role=name.is_role,
                from_on=name.from_on,
                to_on=name.to_on,
            )
            for name in entry.names
        ],
        ignore_conflicts=True,  # a seed list may name an alias twice; once is enough
    )
    return actor


def _place_from(entry: PlaceEntry) -> Place:
    row = Place.objects.filter(slug=entry.slug).first()
    if row:
        return row
    parent = Gazetteer.seed().place(entry.parent) if entry.parent else None
    return Place.objects.create(
        slug=entry.slug,
        name=entry.name,
        kind=entry.kind,
        country=entry.country,
        latitude=entry.latitude,
        longitude=entry.longitude,
        parent=_place_from(parent) if parent else None,
        aliases=list(entry.aliases)[:50],
    )
