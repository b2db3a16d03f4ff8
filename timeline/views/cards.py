"""Events as the cards of a list, under their headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timeline.dates import MONTHS
from timeline.models import Event, Place
from timeline.models.event import Kind, Status
from timeline.reading import Group
from timeline.views.wording import DateWords, date_words

FAMILIES = {
    Kind.VISIT: "diplomacy",
    Kind.TALKS: "diplomacy",
    Kind.AGREEMENT: "diplomacy",
    Kind.TIES: "diplomacy",
    Kind.STATEMENT: "words",
    Kind.THREAT: "words",
    Kind.LEGAL: "pressure",
    Kind.SANCTIONS: "pressure",
    Kind.COERCION: "pressure",
    Kind.ATTACK: "force",
    Kind.MOBILIZATION: "force",
    Kind.AID: "relief",
    Kind.DEESCALATION: "relief",
    Kind.PROTEST: "society",
    Kind.POLITICS: "society",
}
NAMED = 3  # actors on a card; the template takes as many
_WITHOUT_A_WORD = (Status.OCCURRED, Status.PLANNED)  # the date of a planned one says so


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place and what it lies in: “Moscow, Russia”."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Card:
    """What a row of the list shows of an event."""

    event: Event
    url: str
    date: DateWords
    family: str
    kind: str
    state: str
    sources: str
    places: tuple[PlaceLine, ...]
    more_actors: str  # beyond those that the card names
    number: int = 0  # in a storyline
    is_after_today: bool = False  # the first card that is not ahead of today


@dataclass(slots=True)
class Section:
    """A heading of the list and its cards."""

    title: str
    count: int
    cards: list[Card] = field(default_factory=list)
    is_after_today: bool = False  # all of it lies on or before today, what stood above ahead


def card(event: Event, *, query: str = "", number: int = 0) -> Card:
    """One event; `query` goes with its link, so that its page knows the question."""
    return Card(
        event=event,
        url=f"{event.get_absolute_url()}{query}",
        date=date_words(event),
        family=family(event.kind),
        kind=event.get_kind_display(),
        state="" if event.status in _WITHOUT_A_WORD else event.get_status_display().lower(),
        sources=sources_count(event),
        places=tuple(place_line(row.place) for row in event.event_places.all()),
        more_actors=_more(len(event.participations.all()) - NAMED),
        number=number,
    )


def sections(
    events: Sequence[Event], groups: Mapping[int, Group], today: date, query: str = ""
) -> list[Section]:
    """The cards under their headings; a line marks where the days ahead of today end."""
    found: list[Section] = []
    was_ahead = False
    last: Group | None = None
    for event in events:
        group = groups[event.pk]
        if group != last:
            found.append(Section(heading(group), group.count))
            last = group
        is_ahead = event.earliest_on > today
        new = card(event, query=query)
        if was_ahead and not is_ahead:
            if found[-1].cards:
                new = replace(new, is_after_today=True)
            else:
                found[-1].is_after_today = True
        found[-1].cards.append(new)
        was_ahead = is_ahead
    return found


def heading(group: Group) -> str:
    """“March 2023”, “2023, month not known”, “From 2013, longer than a year”."""
    year = group.since.year
    match group.unit:
        case "month":
            return f"{MONTHS[group.since.month - 1]} {year}"
        case "year":
            return _("%(year)s, month not known") % {"year": year}
        case _:
            return _("From %(year)s, over more than a year") % {"year": year}


def family(kind: str) -> str:
    """Which of the seven families of kinds gives the colour."""
    return {str(key): value for key, value in FAMILIES.items()}.get(kind, "other")


def sources_count(event: Event) -> str:
    """“3 sources”; the number is read with the card."""
    count: int = event.source_count  # type: ignore[attr-defined]  # annotated by with_card
    if not count:
        return _("Details")
    return ngettext("%(n)s source", "%(n)s sources", count) % {"n": count}


def _more(count: int) -> str:
    if count <= 0:
        return ""
    return ngettext("and %(n)s more", "and %(n)s more", count) % {"n": count}


def place_line(place: Place) -> PlaceLine:
    """A place with what it lies in."""
    text = f"{place.name}, {place.parent.name}" if place.parent else place.name
    return PlaceLine(text, place.get_absolute_url())
