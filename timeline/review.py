"""An editor's decisions: candidate to event, each in one transaction, signed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from timeline.candidates import Proposal, enrol_actor, enrol_place, propose
from timeline.models import Actor, Candidate, Event, EventPlace, Evidence, Participation
from timeline.models.candidate import CandidateState
from timeline.models.event import State
from timeline.models.slugs import free_slug

QUOTATION_LIMIT = 1200  # characters; a long paragraph
LIKELY_LIMIT = 50  # events compared with a candidate


class ReviewError(ValueError):
    """The decision cannot be carried out; the message says why."""


class AlreadyDecided(ReviewError):
    """Somebody was faster; `candidate` says who, what and when."""

    def __init__(self, candidate: Candidate) -> None:
        when = f"{candidate.decided_at:%-d %B %Y at %H:%M} UTC"
        super().__init__(
            f"“{candidate.title}” was decided before, by {candidate.decided_by}: "
            f"{candidate.get_state_display().lower()} on {when}. Nothing was changed."
        )
        self.candidate = candidate


@transaction.atomic
def accept(*, candidate: Candidate, proposal: Proposal, by: AbstractBaseUser) -> Event:
    """Publish the candidate as an event with its evidence; raise `AlreadyDecided`."""
    candidate = _claim(candidate)
    event = Event(
        slug=free_slug(Event.objects.all(), proposal.title),
        title=proposal.title,
        summary=proposal.summary,
        kind=proposal.kind,
        status=proposal.status,
        importance=proposal.importance,
        created_by_id=by.pk,
        changed_by_id=by.pk,
    )
    event.span = proposal.span
    event.save()
    _set_parts(event, proposal, candidate)
    _add_evidence(event, candidate, proposal.date_reason)
    _decide(candidate, CandidateState.ACCEPTED, by=by, event=event)
    return publish(event=event, by=by)


@transaction.atomic
def merge(*, candidate: Candidate, event: Event, by: AbstractBaseUser) -> Event:
    """Add the candidate's words to an event that tells the same; raise `AlreadyDecided`."""
    candidate = _claim(candidate)
    event = Event.objects.select_for_update().get(pk=event.pk)
    if event.state == State.RETRACTED:
        raise ReviewError(f"“{event.title}” was retracted; it takes no further sources.")
    _add_evidence(event, candidate, candidate.finding["date_reason"])
    _decide(candidate, CandidateState.MERGED, by=by, event=event)
    return _touch(event, by)


@transaction.atomic
def reject(*, candidate: Candidate, reason: str, by: AbstractBaseUser) -> Candidate:
    """Set the candidate aside for a reason; raise `AlreadyDecided` or `ReviewError`."""
    if not reason.strip():
        raise ReviewError("Say in a few words why the candidate is rejected.")
    return _decide(
        _claim(candidate), CandidateState.REJECTED, by=by, reject_reason=reason.strip()[:300]
    )


@transaction.atomic
def undo(*, candidate: Candidate, by: AbstractBaseUser) -> Candidate:
    """Take a decision back: the candidate waits again, its words leave the event."""
    candidate = Candidate.objects.select_for_update().get(pk=candidate.pk)
    if candidate.is_pending:
        raise ReviewError(f"“{candidate.title}” waits already; there is nothing to take back.")
    event = candidate.event
    if event:
        start, end = _quoted(candidate)
        event.evidence.filter(article_id=candidate.article_id, start=start, end=end).delete()
        if event.is_published and not event.evidence.exists():
            retract(event=event, by=by)
        else:
            _touch(event, by)
    candidate.state = CandidateState.PENDING
    candidate.reject_reason = ""
    candidate.event = candidate.decided_at = candidate.decided_by = None
    candidate.save()
    return candidate


@transaction.atomic
def publish(*, event: Event, by: AbstractBaseUser) -> Event:
    """Show an event to readers, signed."""
    Event.objects.filter(pk=event.pk).update(
        state=State.PUBLISHED, published_at=timezone.now(), published_by=by.pk
    )
    return _touch(event, by)


@transaction.atomic
def retract(*, event: Event, by: AbstractBaseUser) -> Event:
    """Take an event from the readers' eyes; the record stays."""
    Event.objects.filter(pk=event.pk).update(state=State.RETRACTED)
    return _touch(event, by)


@dataclass(frozen=True, slots=True)
class Likeness:
    """An event that a candidate may tell anew, and what the two share, in words."""

    event: Event
    shared: tuple[str, ...]


def likely_same(candidate: Candidate, *, limit: int = 5) -> list[Likeness]:
    """Events whose dates overlap the candidate's and that share an actor, the likeliest first."""
    proposal = propose(candidate)
    actors = Actor.objects.none()
    for part in proposal.actors:
        actors |= Actor.objects.named(part.name)
    ours = {actor.pk: actor.name for actor in actors}
    rows = (
        Event.objects.filter(
            pk__in=Participation.objects.filter(actor__in=ours).values("event"),
            earliest_on__lte=proposal.span.latest,
            latest_on__gte=proposal.span.earliest,
        )
        .exclude(state=State.RETRACTED)
        .with_card()[:LIKELY_LIMIT]
    )
    found = [Likeness(event, tuple(_shared(proposal, ours, event))) for event in rows]
    return sorted(found, key=lambda likeness: -len(likeness.shared))[:limit]


def _shared(proposal: Proposal, actors: Mapping[int, str], event: Event) -> Iterator[str]:
    yield "same date" if event.edtf == proposal.span.edtf else "dates overlap"
    if event.kind == proposal.kind:
        yield "same kind"
    for part in event.participations.all():
        if part.actor_id in actors:
            yield f"both with {part.actor.name}"
    for row in event.event_places.all():
        if row.place.name in proposal.places:
            yield f"both in {row.place.name}"


def _claim(candidate: Candidate) -> Candidate:
    """The candidate, locked, if it still waits."""
    locked = Candidate.objects.select_for_update(of=("self",)).get(pk=candidate.pk)
    if not locked.is_pending:
        raise AlreadyDecided(locked)
    return locked


def _decide(
    candidate: Candidate,
    state: CandidateState,
    *,
    by: AbstractBaseUser,
    event: Event | None = None,
    reject_reason: str = "",
) -> Candidate:
    candidate.state = state
    candidate.event = event
    candidate.reject_reason = reject_reason
    candidate.decided_at = timezone.now()
    candidate.decided_by_id = by.pk
    candidate.save()
    return candidate


def _touch(event: Event, by: AbstractBaseUser) -> Event:
    Event.objects.filter(pk=event.pk).update(
        version=F("version") + 1, changed_at=timezone.now(), changed_by=by.pk
    )
    event.refresh_from_db()
    return event


def _set_parts(event: Event, proposal: Proposal, candidate: Candidate) -> None:
    actors = {enrol_actor(part.name, candidate): part.role for part in proposal.actors if part.name}
    Participation.objects.bulk_create(
        Participation(event=event, actor=actor, role=role, position=position)
        for position, (actor, role) in enumerate(actors.items())
    )
    places = dict.fromkeys(enrol_place(name, candidate) for name in proposal.places if name)
    EventPlace.objects.bulk_create(
        EventPlace(event=event, place=place, position=position)
        for position, place in enumerate(places)
    )


def _quoted(candidate: Candidate) -> tuple[int, int]:
    """The offsets to quote: the evidence, widened to the words that gave the date if near."""
    start, end = candidate.start, candidate.end
    time = candidate.finding["time"]
    if time:
        wider = min(start, time[0]), max(end, time[1])
        if wider[1] - wider[0] <= QUOTATION_LIMIT:
            return wider
    return start, end


def _add_evidence(event: Event, candidate: Candidate, reason: str) -> None:
    start, end = _quoted(candidate)
    time = candidate.finding["time"]
    inside = time and start <= time[0] and time[1] <= end
    Evidence.objects.get_or_create(
        event=event,
        article_id=candidate.article_id,
        start=start,
        end=end,
        defaults={
            "quotation": candidate.article.text[start:end],
            "time_start": time[0] if inside else None,
            "time_end": time[1] if inside else None,
            "reason": reason[:1000],
        },
    )
