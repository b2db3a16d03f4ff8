"""What an event's own page says beyond its card: quotations, how the date is known, neighbours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from timeline import reading
from timeline.dates import DateSpan, Precision
from timeline.filters import to_url
from timeline.index.question import Filters
from timeline.models import Event, Evidence, Place
from timeline.views.cards import family
from timeline.views.wording import DateWords, bound, capitalised, date_words, day_words

NEIGHBOURS = 3  # events before and after


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation, parted at the words that gave the date, and where it is from."""

    before: str
    time: str
    after: str
    source: str
    title: str
    url: str
    published: str
    author: str


@dataclass(frozen=True, slots=True)
class Reason:
    """How the date is known in one sentence, parted at the date that came out."""

    before: str
    date: str
    after: str


@dataclass(frozen=True, slots=True)
class Mini:
    """An event in a line: date, headline, kind."""

    event: Event
    date: DateWords
    wording: str
    family: str
    kind: str
    url: str


@dataclass(frozen=True, slots=True)
class Around:
    """A link to all events that share something, with how many there are."""

    label: str
    url: str
    count: int


def quotes(event: Event) -> list[Quote]:
    """What the sources say."""
    return [_quote(row) for row in event.evidence.all()]


def _quote(row: Evidence) -> Quote:
    before, time, after = row.slices
    article = row.article
    return Quote(
        before=before,
        time=time,
        after=after,
        source=article.source.name,
        title=article.title,
        url=article.url,
        published=day_words(article.published_on),
        author=article.author,
    )


def reasons(event: Event) -> list[Reason]:
    """How the date is known, each sentence once."""
    results = (day_words(event.earliest_on), event.span.wording())
    sentences = dict.fromkeys(row.reason for row in event.evidence.all() if row.reason)
    return [_reason(sentence, results) for sentence in sentences]


def _reason(sentence: str, results: Iterable[str]) -> Reason:
    """Part the sentence at the first of the results that it gives."""
    lead, verb, rest = sentence.partition(_(" is "))
    for result in results:
        before, date, after = rest.partition(result)
        if date:
            return Reason(lead + verb + before, date, after)
    return Reason(sentence, "", "")


def bounds(event: Event) -> list[tuple[str, str]]:
    """Earliest, latest and precision, each with its name."""
    return [
        (_("Earliest"), bound(event.earliest_on)),
        (_("Latest"), bound(event.latest_on)),
        (_("Precision"), precision_word(event.span)),
    ]


def precision_word(span: DateSpan) -> str:
    """“day”, “week”, “one of these days”."""
    words = {
        Precision.DAY: _("day"),
        Precision.WEEK: _("some day of the week"),
        Precision.MONTH: _("month"),
        Precision.SEASON: _("season"),
        Precision.QUARTER: _("quarter"),
        Precision.HALF: _("half a year"),
        Precision.YEAR: _("year"),
        Precision.DECADE: _("decade"),
        Precision.CENTURY: _("century"),
        Precision.RANGE: _("one of these days"),
        Precision.PERIOD: _("from the one to the other"),
    }
    word = words[span.precision]
    if span.is_approximate:
        word = _("%(word)s, approximate") % {"word": word}
    if span.is_uncertain:
        word = _("%(word)s, uncertain") % {"word": word}
    return word


def known_words(event: Event) -> str:
    """What stands beside the large date: “known to the day”."""
    if event.certainty == "planned":
        return _("planned")
    if event.is_exact:
        return _("known to the day")
    is_open = event.earliest_on == date.min or event.latest_on == date.max
    return _("one end is open") if is_open else _("not known to the day")


def minis(events: Iterable[Event], query: str) -> list[Mini]:
    """Events as lines."""
    return [
        Mini(
            event=event,
            date=date_words(event),
            wording=capitalised(event.span.wording()),
            family=family(event.kind),
            kind=event.get_kind_display(),
            url=f"{event.get_absolute_url()}{query}",
        )
        for event in events
    ]


def around(event: Event) -> list[Around]:
    """The events of the same actors, places and storylines, and of the same week."""
    links = []
    for name, slugs in (
        ("actor", [row.actor.slug for row in event.participations.all()]),
        ("place", [row.place.slug for row in event.event_places.all()]),
        ("storyline", [row.slug for row in event.storylines.all()]),
    ):
        known = {value.value: value for value in reading.facet(Filters(), name).values}
        links += [
            Around(value.label, reverse(name, args=[slug]), value.count)
            for slug in slugs
            if (value := known.get(slug)) and value.count > 1
        ]
    return links + list(_same_week(event))


def _same_week(event: Event) -> Iterable[Around]:
    if not event.is_exact:
        return
    week = DateSpan.week(event.earliest_on)
    filters = Filters().between(DateSpan.day(week.earliest), DateSpan.day(week.latest))
    count = reading.total(filters)
    if count > 1:
        yield Around(_("Same week"), to_url(reverse("timeline"), filters), count)


def coordinates(place: Place) -> str:
    """“52.1° north, 4.3° east”, or nothing."""
    if place.latitude is None or place.longitude is None:
        return ""
    north = _("north") if place.latitude >= 0 else _("south")
    east = _("east") if place.longitude >= 0 else _("west")
    return f"{abs(place.latitude):.1f}° {north}, {abs(place.longitude):.1f}° {east}"
