"""Puts the stages together: a text in, dated findings out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import takewhile
from typing import Final

from timeline.dates import DateSpan
from timeline.extraction import merge
from timeline.extraction.annotate import PIPELINE, Tree, trees
from timeline.extraction.attach import (
    Dated,
    date_again,
    date_beside,
    date_of_news,
    dates_within,
)
from timeline.extraction.document import Document, read
from timeline.extraction.entries import PlaceEntry
from timeline.extraction.findings import (
    Analysis,
    Finding,
    Kind,
    Status,
    TimeExpression,
)
from timeline.extraction.gazetteer import Gazetteer
from timeline.extraction.headline import headline
from timeline.extraction.take_part import Option, actor_options, participants
from timeline.extraction.weigh import likelihood, signs_of, signs_with
from timeline.extraction.what import Happening, find_happenings, own_tokens, worth_parsing
from timeline.extraction.when import find_dates
from timeline.extraction.where import (
    PlaceOption,
    Scene,
    choose_places,
    mention,
    place_options,
)
from timeline.extraction.who import Cast

_SHORT_OF_WORDS: Final = 3
_MOST_DATES: Final = 50  # in one sentence
_LEAD: Final = 8  # sentences among which the opening paragraph is sought
_SCENE_LASTS: Final = 2  # sentences
_LEANED_ON: Final = 0.1  # how likely a happening must be to date another by "hours before"
# A finding less likely than this is not worth an editor's look.
WORTH: Final = 0.45


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
    parsed = list(trees(worth_parsing(document.sentences), pipeline=pipeline))
    telling = Telling.of(document, parsed, gazetteer or Gazetteer.seed())
    return Analysis(telling.dates, telling.findings(parsed))


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


def _dateline_place(document: Document, names: Gazetteer) -> PlaceEntry | None:
    if document.dateline is None:
        return None
    start, end = document.dateline
    found = [m for m in names.find_names(document.text[start:end]) if m.places]
    return found[0].places[0] if found else None


def _times_in(tree: Tree, dates: Sequence[TimeExpression]) -> list[TimeExpression]:
    start, end = tree.sentence.start, tree.sentence.end
    first = bisect_left(dates, start, key=lambda d: d.start)
    return list(takewhile(lambda d: d.start < end, dates[first : first + _MOST_DATES]))


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding with all that was weighed for it, from which `bench/fit.py` learns."""

    finding: Finding
    deed: str
    dates: tuple[tuple[DateSpan, tuple[str, ...]], ...]  # every date it may have, with its signs
    actors: tuple[Option, ...]
    places: tuple[PlaceOption, ...]


@dataclass(slots=True)
class Telling:
    """Reads an article's sentences in order and remembers what has been told."""

    document: Document
    cast: Cast
    dates: tuple[TimeExpression, ...]
    before: list[tuple[Happening, Dated]] = field(default_factory=list)
    place: tuple[int, PlaceEntry] | None = None  # where the last finding was, in which sentence
    dateline: PlaceEntry | None = None

    @classmethod
    def of(cls, document: Document, parsed: Sequence[Tree], names: Gazetteer) -> Telling:
        """Take note of an article's dates and names, before its sentences are read."""
        told = document.without_furniture
        tags = {t.start: t.tag for tree in parsed for t in tree.tokens}
        dates = find_dates(told, published_on=document.published_on, tags=tags)
        dateline = _dateline_place(document, names)
        home = dateline.country if dateline else ""
        cast = Cast(document, names, names.find_names(told), home)
        cast.note(parsed)
        return cls(document, cast, dates, dateline=dateline)

    def findings(self, parsed: Sequence[Tree]) -> tuple[Finding, ...]:
        """Return what the article tells, each event once."""
        drafts = self.drafts(parsed, least=WORTH)
        return merge.within_article((d.deed, d.finding) for d in drafts)

    def drafts(self, parsed: Sequence[Tree], *, least: float) -> Iterator[Draft]:
        """Yield what the sentences tell where it is at least so likely to be right."""
        for tree in parsed:
            times = [t for t in _times_in(tree, self.dates) if t.span is not None]
            happenings = find_happenings(tree, self.cast)
            found = self._weighed(happenings, times)
            lines: dict[str, tuple[_Weighed, Draft]] = {}
            for weighed in found:
                if weighed.trust < least or _is_told_better(weighed, found):
                    continue
                if draft := self._draft(weighed, happenings, times):
                    # Two deeds told in one line ("ordered it to leave") are one for whoever reads.
                    known = lines.get(draft.finding.title)
                    if known is None or known[0].trust < weighed.trust:
                        lines[draft.finding.title] = (weighed, draft)
                    if weighed.trust >= WORTH:
                        self._remember(weighed, draft)
            yield from (draft for _, draft in lines.values())

    def _weighed(
        self, happenings: Sequence[Happening], times: Sequence[TimeExpression]
    ) -> list[_Weighed]:
        """Return the happenings of a sentence, each with its likeliest date."""
        found: dict[int, _Weighed] = {}
        likely: dict[int, tuple[Happening, Dated]] = {}
        for happening in happenings:
            options = self._dates_of(happening, happenings, times)
            weighed = _weigh(happening, happenings, options, self.cast)
            if weighed:
                found[happening.top] = weighed
                dated = _own_date(weighed.dated, options)
                if weighed.trust >= _LEANED_ON and dated.source != "carried":
                    likely[happening.top] = (happening, dated)
        for happening in happenings:
            own = likely.get(happening.top)
            if own and own[1].source == "clause":
                continue
            if beside := date_beside(happening, likely):
                options = [beside, *self._dates_of(happening, happenings, times)]
                weighed = _weigh(happening, happenings, options, self.cast)
                if weighed:
                    found[happening.top] = weighed
        return sorted(found.values(), key=lambda w: w.happening.at)

    def _dates_of(
        self,
        happening: Happening,
        others: Sequence[Happening],
        times: Sequence[TimeExpression],
    ) -> list[Dated]:
        on = self.document.published_on
        options = dates_within(happening, others, times, on)
        options += date_again(happening, self.before)
        lead = sum(s.is_lead for s in self.document.sentences[:_LEAD])
        news = date_of_news(happening, self.before, on, has_date=bool(times), lead=lead)
        return [*options, news] if news else options

    def _draft(
        self, weighed: _Weighed, others: Sequence[Happening], times: Sequence[TimeExpression]
    ) -> Draft | None:
        happening, dated, cast = weighed.happening, weighed.dated, self.cast
        tree = happening.tree
        near = self.place and tree.index - self.place[0] <= _SCENE_LASTS
        scene = Scene(
            self.dateline,
            self.place[1] if self.place and near else None,
            is_same_sentence=bool(self.place and self.place[0] == tree.index),
        )
        where = place_options(happening, others, dated.span, scene, cast)
        places = choose_places(where, cast.gazetteer)
        who = actor_options(happening, others, places, cast)
        status = _status(happening, dated.span, self.document.published_on)
        speaking = frozenset(i for t in times for i in tree.at(t.start, t.end))
        title = headline(happening, cast, status, speaking, [p.name for p in places])
        if len(title.split()) < _SHORT_OF_WORDS - 1:
            return None
        finding = Finding(
            evidence=_evidence(happening, others, dated.time),
            also=(),
            time=(dated.time.start, dated.time.end) if dated.time else None,
            span=dated.span,
            kind=happening.kind,
            status=status,
            actors=participants(who),
            places=tuple(mention(p) for p in places),
            title=title,
            date_reason=dated.reason,
            confidence=round(weighed.right, 2),
            reasons=_reasons(happening, dated, status),
        )
        return Draft(finding, happening.deed, weighed.options, tuple(who), tuple(where))

    def _remember(self, weighed: _Weighed, draft: Draft) -> None:
        happening = weighed.happening
        self.before.append((happening, weighed.dated))
        if draft.finding.places:
            slug = draft.finding.places[0].slug
            place = next((o.place for o in draft.places if o.place.slug == slug), None)
            if place:
                self.place = (happening.tree.index, place)


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A happening with its likeliest date."""

    happening: Happening
    dated: Dated
    trust: float  # that it is an event of that date
    right: float  # that its kind is right as well
    options: tuple[tuple[DateSpan, tuple[str, ...]], ...]


def _is_told_better(weighed: _Weighed, found: Sequence[_Weighed]) -> bool:
    """Whether a likelier happening above or below it has the same date and tells the same."""
    tree, top = weighed.happening.tree, weighed.happening.top
    above = {t.i for t in tree.up(top)}
    return any(
        other.right > weighed.right
        and other.dated.span == weighed.dated.span
        and (other.happening.top in above or top in {t.i for t in tree.up(other.happening.top)})
        for other in found
    )


def _own_date(dated: Dated, options: Sequence[Dated]) -> Dated:
    """Return the date of "the charges" told before rather than that of the day's news."""
    again = next((option for option in options if option.source == "same"), dated)
    return again if dated.source in ("news", "carried") else dated


def _weigh(
    happening: Happening, others: Sequence[Happening], options: Sequence[Dated], cast: Cast
) -> _Weighed | None:
    if not options:
        return None
    signs = signs_of(happening, others, cast)
    weighed = [signs_with(happening, signs, dated) for dated in options]
    trusts = [likelihood(w) for w in weighed]
    best = max(range(len(options)), key=lambda n: (trusts[n], -n))
    kept = tuple((d.span, w) for d, w in zip(options, weighed, strict=True))
    right = likelihood(weighed[best], of="right")
    return _Weighed(happening, options[best], trusts[best], right, kept)


def _status(happening: Happening, span: DateSpan, published_on: date) -> Status:
    if happening.status in (Status.OCCURRED, Status.ONGOING) and span.earliest > published_on:
        return Status.PLANNED
    if happening.verb < 0 and happening.status is Status.PLANNED and span.latest < published_on:
        return Status.OCCURRED  # "will investigate the killings of last week"
    return happening.status


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
    if dated.source in ("sentence", "far"):
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
