"""Events as the cards of a list, under their headings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from html import escape
from itertools import groupby

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from timeline.dates import MONTHS
from timeline.models.event import Kind, Status
from timeline.reading import EventRow, Group
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
_FAMILY = {str(kind): name for kind, name in FAMILIES.items()}
NAMED = 3  # actors on a card
KEPT = 4096  # cards ready as text, about 1.5 kB each; lines of them, far less
_WITHOUT_A_WORD = (Status.OCCURRED, Status.PLANNED)  # the date of a planned one says so
_QUESTION = "\0"  # where the question goes into a card; no text of the database holds it


@dataclass(frozen=True, slots=True)
class ActorLine:
    """An actor as a card names it."""

    text: str
    url: str
    role: str


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place and what it lies in: “Moscow, Russia”."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Card:
    """What a row of the list shows of an event."""

    event: EventRow
    url: str
    date: DateWords
    family: str
    kind: str
    state: str
    sources: str
    actors: tuple[ActorLine, ...]
    more_actors: str  # beyond those that the card names
    places: tuple[PlaceLine, ...]
    number: int = 0  # in a storyline


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the list and its cards as text; a line marks where the days ahead end."""

    title: str
    count: int
    ahead: SafeString  # the cards ahead of today
    others: SafeString
    is_today_above: bool  # the line stands above the heading
    is_today_between: bool  # the line stands between the two


def card(event: EventRow, *, query: str = "", number: int = 0) -> Card:
    """One event; `query` goes with its link, so that its page knows the question."""
    return Card(
        event=event,
        url=f"{event.get_absolute_url()}{query}",
        date=date_words(event),
        family=family(event.kind),
        kind=str(Kind(event.kind).label),
        state="" if event.status in _WITHOUT_A_WORD else str(Status(event.status).label).lower(),
        sources=sources_count(event.source_count),
        actors=tuple(actor_line(*actor) for actor in event.actors[:NAMED]),
        more_actors=_more(len(event.actors) - NAMED),
        places=tuple(place_line(*place) for place in event.places),
        number=number,
    )


def html(events: Iterable[tuple[int, EventRow]], query: str = "") -> SafeString:
    """Cards as text, each with its number, 0 for none.

    Equal rows have equal cards, so each is rendered once, whatever the question.
    """
    language = get_language()
    ready = "".join([_html(event, number, language) for number, event in events])
    return mark_safe(ready.replace(_QUESTION, escape(query)))  # noqa: S308  (the template escapes)


@lru_cache(KEPT)
def _html(event: EventRow, number: int, _language: str | None) -> str:
    context = {"card": card(event, query=_QUESTION, number=number)}
    return render_to_string("timeline/_event_card.html", context) + "\n"


def sections(
    events: Iterable[EventRow], groups: Mapping[int, Group], today: date, query: str = ""
) -> list[Section]:
    """The cards under their headings, newest first."""
    found: list[Section] = []
    was_ahead = False
    for group, together in groupby(events, key=lambda event: groups[event.id]):
        cards = [(0, event) for event in together]
        ahead = [(0, event) for _, event in cards if event.earliest_on > today]
        others = cards[len(ahead) :]
        found.append(
            Section(
                title=heading(group),
                count=group.count,
                ahead=html(ahead, query),
                others=html(others, query),
                is_today_above=was_ahead and not ahead,
                is_today_between=bool(ahead and others),
            )
        )
        was_ahead = bool(ahead) and not others
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
    return _FAMILY.get(kind, "other")


def sources_count(count: int) -> str:
    """“3 sources”; the number is read with the card."""
    if not count:
        return _("Details")
    return ngettext("%(n)s source", "%(n)s sources", count) % {"n": count}


def _more(count: int) -> str:
    if count <= 0:
        return ""
    return ngettext("and %(n)s more", "and %(n)s more", count) % {"n": count}


@lru_cache(KEPT)
def actor_line(slug: str, name: str, role: str) -> ActorLine:
    """An actor with its part."""
    return ActorLine(name, reverse("actor", args=[slug]), role)


@lru_cache(KEPT)
def place_line(slug: str, name: str, parent: str | None) -> PlaceLine:
    """A place with what it lies in."""
    return PlaceLine(f"{name}, {parent}" if parent else name, reverse("place", args=[slug]))
