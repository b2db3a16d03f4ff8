"""Puts the stages together: a text in, dated findings out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import takewhile
from typing import Final

from timeline.dates import DateSpan
from timeline.extraction import merge
from timeline.extraction.annotate import PIPELINE, Tree, trees
from timeline.extraction.attach import (
    IN_THREAD,
    Dated,
    date_beside,
    date_of_news,
    date_of_same,
    date_within,
)
from timeline.extraction.document import Document, read
from timeline.extraction.entries import PlaceEntry
from timeline.extraction.findings import (
    ActorMention,
    Analysis,
    Finding,
    Kind,
    Status,
    TimeExpression,
)
from timeline.extraction.gazetteer import Gazetteer
from timeline.extraction.headline import headline
from timeline.extraction.take_part import participants
from timeline.extraction.what import Happening, find_happenings, own_tokens, worth_parsing
from timeline.extraction.when import find_dates
from timeline.extraction.where import mention, places_of, with_states
from timeline.extraction.who import Cast

_SHORT_OF_WORDS: Final = 3
_UNLISTED: Final = 0.52  # of the trust in a date, where no row knows the verb
_MOST_DATES: Final = 50  # in one sentence
_NEAR_DATELINE: Final = 5  # sentences
_DOMESTIC: Final = frozenset((Kind.POLITICS, Kind.PROTEST, Kind.COERCION, Kind.DISASTER))


def analyse(
    text: str,
    *,
    published_on: date,
    title: str = "",
    gazetteer: Gazetteer | None = None,
    pipeline: str = PIPELINE,
) -> Analysis:
    """Find the dates and the dated events of an article.

    `published_on` is the day that relative dates count from; `gazetteer` defaults to the seed
    tables; `pipeline` names an installed spaCy pipeline for English. ExtractionError, with one
    sentence for people, when the text cannot be read.
    """
    document = read(text, published_on=published_on, title=title)
    names = gazetteer or Gazetteer.seed()
    parsed = list(trees(worth_parsing(document.sentences), pipeline=pipeline))
    tags = {t.start: t.tag for tree in parsed for t in tree.tokens}
    dates = find_dates(text, published_on=published_on, tags=tags)
    cast = Cast(document, names, names.find_names(text), _home(document, names))
    cast.note(parsed)
    findings = merge.within_article(_findings(document, parsed, dates, cast))
    return Analysis(dates, findings)


def find_events(
    text: str,
    *,
    published_on: date,
    title: str = "",
    gazetteer: Gazetteer | None = None,
    pipeline: str = PIPELINE,
) -> tuple[Finding, ...]:
    """Find the dated events of an article; see `analyse`."""
    return analyse(
        text, published_on=published_on, title=title, gazetteer=gazetteer, pipeline=pipeline
    ).findings


def _home(document: Document, names: Gazetteer) -> str:
    place = _dateline_place(document, names)
    return place.country if place else ""


def _dateline_place(document: Document, names: Gazetteer) -> PlaceEntry | None:
    if document.dateline is None:
        return None
    start, end = document.dateline
    found = [m for m in names.find_names(document.text[start:end]) if m.places]
    return found[0].places[0] if found else None


def _findings(
    document: Document, parsed: Sequence[Tree], dates: Sequence[TimeExpression], cast: Cast
) -> Iterator[tuple[str, Finding]]:
    before: list[tuple[Happening, Dated]] = []
    dateline = _dateline_place(document, cast.gazetteer)
    for tree in parsed:
        times = _times_in(tree, dates)
        happenings = find_happenings(tree, cast)
        for happening, dated in _dated(happenings, times, before, document):
            before.append((happening, dated))
            finding = _finding(happening, happenings, dated, times, cast, dateline)
            if finding:
                yield happening.deed, finding


def _times_in(tree: Tree, dates: Sequence[TimeExpression]) -> list[TimeExpression]:
    start, end = tree.sentence.start, tree.sentence.end
    first = bisect_left(dates, start, key=lambda d: d.start)
    return list(takewhile(lambda d: d.start < end, dates[first : first + _MOST_DATES]))


def _dated(
    happenings: Sequence[Happening],
    times: Sequence[TimeExpression],
    before: Sequence[tuple[Happening, Dated]],
    document: Document,
) -> Iterator[tuple[Happening, Dated]]:
    """Yield the happenings of a sentence that have a date, each with it, in order."""
    usable = [t for t in times if t.span is not None]
    found: dict[int, tuple[Happening, Dated]] = {}
    for happening in happenings:
        dated = date_within(
            happening, happenings, [t for t in usable if _agrees(happening, t, document)]
        )
        if dated is None and happening.verb >= 0 and (same := date_of_same(happening, before)):
            dated = Dated(same[1].span, same[1].time, same[1].reason, IN_THREAD, "thread")
        if dated is None and not happening.needs_date:
            dated = date_of_news(happening, document.published_on, happening.tree.index)
        if dated:
            found[happening.top] = (happening, dated)
    for happening in happenings:
        if _is_outcome(happening, found):
            found.pop(happening.top, None)
            continue
        dated = date_beside(happening, found)
        if dated:
            found[happening.top] = (happening, dated)
    for happening, dated in sorted(found.values(), key=lambda pair: pair[0].at):
        if happening.is_quoted and dated.source != "clause":
            continue
        if happening.needs_date and dated.source not in ("clause", "sentence"):
            continue
        yield happening, dated


def _is_outcome(happening: Happening, found: Mapping[int, tuple[Happening, Dated]]) -> bool:
    """Whether it only tells how another ended: "bombed the town, killing six"."""
    token = happening.tree.tokens[happening.top]
    if token.dep not in ("advcl", "xcomp", "acl") or token.tag != "VBG":
        return False
    above = found.get(token.head)
    violent = (Kind.ATTACK, Kind.DISASTER)
    return above is not None and happening.kind in violent and above[0].kind in violent


def _agrees(happening: Happening, time: TimeExpression, document: Document) -> bool:
    """Whether the tense allows the date: nobody "voted" next year, nor "will" last week."""
    span, on = time.span, document.published_on
    if span is None:
        return False
    if happening.status is Status.PLANNED:
        verb = happening.tree.tokens[happening.top]
        is_ahead = any(
            t.lower in ("will", "'ll", "shall", "would")
            for t in happening.tree.children(verb.i, "aux")
        )
        return span.latest >= on or not is_ahead
    tag = happening.tree.tokens[happening.top].tag
    return span.earliest <= on or tag not in ("VBD", "VBN")


def _finding(
    happening: Happening,
    others: Sequence[Happening],
    dated: Dated,
    times: Sequence[TimeExpression],
    cast: Cast,
    dateline: PlaceEntry | None,
) -> Finding | None:
    tree = happening.tree
    published_on = cast.document.published_on
    status = _status(happening, dated.span, published_on)
    places = places_of(happening, cast)
    actors = participants(happening, cast)
    if not places and dateline and _is_here(happening, dated, actors, dateline, published_on):
        places = with_states([dateline], cast.gazetteer)
    if not places and happening.kind in _DOMESTIC:
        places = _at_home(actors, cast.gazetteer)
    speaking = frozenset(i for t in times for i in tree.at(t.start, t.end))
    title = headline(happening, cast, status, speaking, [p.name for p in places])
    if len(title.split()) < _SHORT_OF_WORDS - 1:
        return None
    if not (actors or places) and dated.source not in ("clause", "sentence"):
        return None
    evidence = _evidence(happening, others, dated.time)
    return Finding(
        evidence=evidence,
        also=(),
        time=_inside(dated.time, tree),
        span=dated.span,
        kind=happening.kind,
        status=status,
        actors=actors,
        places=tuple(mention(p) for p in places),
        title=title,
        date_reason=dated.reason,
        confidence=round(dated.trust * (1 if happening.trigger.word else _UNLISTED), 2),
        reasons=_reasons(happening, dated, status),
    )


def _inside(time: TimeExpression | None, tree: Tree) -> tuple[int, int] | None:
    return (time.start, time.end) if time else None


def _status(happening: Happening, span: DateSpan, published_on: date) -> Status:
    if happening.status in (Status.OCCURRED, Status.ONGOING) and span.earliest > published_on:
        return Status.PLANNED
    if happening.verb < 0 and happening.status is Status.PLANNED and span.latest < published_on:
        return Status.OCCURRED  # "will investigate the killings of last week"
    return happening.status


def _at_home(actors: Sequence[ActorMention], names: Gazetteer) -> tuple[PlaceEntry, ...]:
    """Return the state in which an election or a resignation takes place: the actors' own."""
    states = {a.slug for a in actors if a.kind == "state"}
    place = names.place(states.pop()) if len(states) == 1 else None
    return (place,) if place else ()


def _is_here(
    happening: Happening,
    dated: Dated,
    actors: Sequence[ActorMention],
    dateline: PlaceEntry,
    published_on: date,
) -> bool:
    """Whether the dateline's town is plainly where it happened."""
    if happening.tree.index > _NEAR_DATELINE or happening.status is Status.PLANNED:
        return False
    if (published_on - dated.span.latest).days > 1:
        return False
    acting = actors[0] if actors else None
    return acting is None or acting.country in ("", dateline.country)


def _evidence(
    happening: Happening, others: Sequence[Happening], time: TimeExpression | None
) -> tuple[int, int]:
    """Return the clause, from its first word to its last, with the words that date it."""
    tree = happening.tree
    own = own_tokens(happening, others)
    own |= {i for i in happening.clause.subjects if tree.tokens[i].i < happening.top}
    first = min(tree.tokens[i].start for i in own)
    last = max(tree.tokens[i].end for i in own if tree.tokens[i].dep != "punct")
    if time and tree.sentence.start <= time.start < tree.sentence.end:
        first, last = min(first, time.start), max(last, time.end)
    return first, last


def _reasons(happening: Happening, dated: Dated, status: Status) -> tuple[str, ...]:
    word = happening.tree.tokens[happening.at].text
    reasons = [f"“{word}” tells of {_KIND_WORDS[happening.kind]}.", dated.reason]
    if status is not Status.OCCURRED:
        reasons.append(f"The wording makes it {status.value}.")
    if dated.source == "sentence":
        reasons.append("The date stands in the same sentence, not in the same clause.")
    return tuple(reasons)


_KIND_WORDS: Final = {
    Kind.VISIT: "a visit",
    Kind.TALKS: "talks",
    Kind.AGREEMENT: "an agreement",
    Kind.TIES: "diplomatic ties",
    Kind.STATEMENT: "a statement that is news",
    Kind.THREAT: "a threat",
    Kind.LEGAL: "an act of law",
    Kind.SANCTIONS: "sanctions",
    Kind.AID: "aid",
    Kind.ATTACK: "an attack",
    Kind.MOBILIZATION: "a move of forces",
    Kind.DEESCALATION: "a step back from conflict",
    Kind.PROTEST: "a protest",
    Kind.COERCION: "coercion",
    Kind.POLITICS: "a change in politics",
    Kind.ECONOMY: "a move in the economy",
    Kind.DISASTER: "a disaster",
    Kind.OTHER: "an event",
}


def results(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings by date, then as the text has them."""
    return sorted(findings, key=lambda f: (f.span.sort_key, f.evidence))
