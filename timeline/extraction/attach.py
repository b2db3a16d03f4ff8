"""Which date a happening has: that of its clause, of its sentence, of the thread, of the day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from timeline.dates import DateSpan
from timeline.extraction.annotate import Token, Tree
from timeline.extraction.findings import Kind, Status, TimeExpression
from timeline.extraction.what import Happening


@dataclass(frozen=True, slots=True)
class Dated:
    """A date that a happening may have, the expression it came from, why, and the signs for it."""

    span: DateSpan
    time: TimeExpression | None
    reason: str
    source: str  # "clause", "sentence", "far", "same", "beside", "carried", "lead", "news"
    signs: tuple[str, ...]


# What it costs to climb from a date out of a clause, and to go down from a date into one.
_UP: Final = {"ccomp": 5.5, "relcl": 5.0, "advcl": 3.5, "acl": 3.0, "xcomp": 0.5, "pcomp": 1.0,
              "conj": 2.5, "parataxis": 4.0, "appos": 1.5}  # fmt: skip
_DOWN: Final = {"ccomp": 5.5, "relcl": 4.0, "advcl": 3.0, "acl": 2.5, "xcomp": 0.5, "pcomp": 2.0,
                "conj": 0.6, "parataxis": 3.0, "dobj": 1.0, "nsubjpass": 1.0, "appos": 2.0,
                "nsubj": 1.5, "pobj": 1.0, "prep": 0.8}  # fmt: skip
_WITHIN: Final = frozenset(("compound", "nummod", "amod", "nmod", "poss"))
_OTHER_BETWEEN: Final = 2.5
_FARTHEST: Final = 5.5
_FARTHEST_OF_NOUN: Final = 3.2
_REACH_OF_NOUN: Final = 12
_OUT_OF_REACH: Final = 12.0
_MOST_OPTIONS: Final = 3  # expressions of one sentence that are weighed
_BEYOND: Final = frozenset(("after", "before", "following", "until", "despite", "since", "amid"))
_BOUNDS: Final = frozenset(("before", "after", "until", "till", "since"))


def dates_within(
    happening: Happening,
    others: Sequence[Happening],
    times: Sequence[TimeExpression],
    published_on: date,
) -> list[Dated]:
    """Return the dates that the happening's own sentence may give it, the nearest first."""
    tops = {h.top for h in others} | {h.at for h in others}
    costs = []
    for time in times:
        cost = _cost(happening, tops - {happening.top, happening.at}, time)
        is_speakers = _is_speakers(happening, others, time)
        costs.append((cost + 4.0 * is_speakers, time.start, is_speakers, time))
    costs.sort(key=lambda c: c[:2])
    farthest = _FARTHEST if happening.verb >= 0 else _FARTHEST_OF_NOUN
    found: list[Dated] = []
    for cost, _, is_speakers, time in costs[:_MOST_OPTIONS]:
        if time.span is None or cost > _OUT_OF_REACH:
            continue
        source = "clause" if cost <= 2.5 else "sentence" if cost <= farthest else "far"
        word = happening.tree.tokens[happening.at]
        signs = [
            f"{source} rank {len(found)}",
            f"{source} of {min(len(costs), 3)}",
            f"cost {_step(cost)}",
            f"cost {_step(cost)} {'noun' if happening.verb < 0 else 'verb'}",
            f"by {time.rule}",
            f"{source} {time.span.precision}",
            f"{source} {'before' if time.start < word.start else 'after'}",
            f"tense {_tense(happening)} {_side(time.span, published_on)}",
        ]
        if is_speakers:
            signs.append("speaker's date")
        if found and cost - costs[0][0] < 1.0:
            signs.append("close second")
        found.append(Dated(time.span, time, time.reason, source, tuple(signs)))
    return found


def _step(cost: float) -> str:
    return next((str(step) for step in _STEPS if cost <= step), "more")


_STEPS: Final = (1.0, 1.6, 2.5, 3.5, 4.5, 5.5, 7.5)


def _side(span: DateSpan, on: date) -> str:
    return "ahead" if span.earliest > on else "behind" if span.latest < on else "now"


def _tense(happening: Happening) -> str:
    """Return the tense of what carries a happening: "will", or its tag; nothing for a noun."""
    if happening.verb < 0:
        return "none"
    tree = happening.tree
    aux = {t.lower for t in tree.children(happening.top, "aux", "auxpass")}
    if aux & {"will", "'ll", "shall", "wo"}:
        return "will"
    if aux & {"would", "'d"}:
        return "would"
    if aux & {"has", "have"}:
        return "perfect"
    return tree.tokens[happening.top].tag


def _is_speakers(happening: Happening, others: Sequence[Happening], time: TimeExpression) -> bool:
    """Whether the date stands at a verb of saying above: "said on Friday it would leave"."""
    tree = happening.tree
    tokens = tree.at(time.start, time.end)
    above = {t.i for t in tree.up(happening.top)}
    return bool(tokens) and any(
        other.top in above
        and other.kind in (Kind.STATEMENT, Kind.THREAT)
        and happening.top != other.top
        and not _shares(tree, happening.top, other.top)
        and _is_beside(tree, other.top, min(tokens), max(tokens))
        for other in others
    )


def _cost(happening: Happening, tops: set[int], time: TimeExpression) -> float:
    """Return how far a time expression stands from a happening, along the tree."""
    tree = happening.tree
    tokens = tree.at(time.start, time.end)
    if not tokens:
        return 99.0
    inside = set(tokens)
    anchor = next((i for i in tokens if tree.tokens[i].head not in inside), tokens[0])
    if (
        tree.tokens[anchor].dep == "pobj"
        and tree.tokens[tree.tokens[anchor].head].lower in _BOUNDS
        and not _opens_relative(tree, anchor, happening)
        and not _has_lasted(tree, anchor, happening)
    ):
        return 90.0
    if happening.verb >= 0 and _is_beside(tree, happening.verb, min(tokens), max(tokens)):
        return 1.0
    if happening.verb < 0 and _is_right_after(tree, happening.at, min(tokens)):
        return 1.5
    costs = []
    for target in {happening.top, happening.at}:
        up = [anchor, *(t.i for t in tree.up(anchor))]
        down = [target, *(t.i for t in tree.up(target))]
        meet = next((i for i in up if i in down), None)
        if meet is None:
            continue
        cost = 0.0
        for i in up[: up.index(meet)]:
            cost += _UP.get(tree.tokens[i].dep, 0.4)
            if tree.tokens[i].dep in _WITHIN and tree.tokens[tree.tokens[i].head].is_noun:
                # "a 1971 convention", "last year's budget": the date is that noun's alone.
                cost += 4.0 * (tree.tokens[i].head != happening.at)
            if tree.tokens[i].dep == "prep" and tree.tokens[i].lower in _BEYOND and i != anchor:
                cost += 3.0
            cost += _OTHER_BETWEEN * (i in tops)
        for i in down[: down.index(meet)]:
            cost += _down(tree, i)
            cost += _OTHER_BETWEEN * (i in tops and i != target)
        if meet in tops and meet != target:
            cost += _OTHER_BETWEEN * (not _shares(tree, target, meet))
        costs.append(cost + abs(anchor - target) * 0.02)
    return min(costs, default=99.0)


def _is_beside(tree: Tree, verb: int, first: int, last: int) -> bool:
    """Whether a date stands at the verb itself: "said today its troops", "Friday rejected"."""
    if first == verb + 1 or last == verb - 1:
        return True
    return first == verb + 2 and tree.tokens[verb + 1].lower in ("on", "in", "late", "early")


def _is_right_after(tree: Tree, noun: int, first: int) -> bool:
    """Whether a date follows a noun and its own complements: "the invasion of Kuwait on Aug. 2"."""
    between = tree.tokens[noun + 1 : first]
    if between and between[-1].lower in ("on", "in"):
        between = between[:-1]
    return (
        noun < first
        and len(between) <= _REACH_OF_NOUN
        and all(not t.is_verb and any(above.i == noun for above in tree.up(t.i)) for t in between)
    )


def _down(tree: Tree, i: int) -> float:
    token = tree.tokens[i]
    if token.dep == "conj" and tree.child(i, "nsubj", "nsubjpass") is not None:
        return 3.0
    if token.dep == "advcl":
        if token.tag == "VBG":
            return 1.0
        marks = {t.lower for t in tree.children(i, "mark", "advmod")}
        if marks & {"after", "before", "until", "since", "once"}:
            return 6.0
        if marks & {"when", "as", "while"}:
            return 1.0
    return _DOWN.get(token.dep, 1.0)


def _shares(tree: Tree, target: int, meet: int) -> bool:
    """Whether two verbs are joined under one subject, so that one date serves both."""
    token = tree.tokens[target]
    above = tree.tokens[token.head]
    if token.dep == "pcomp" and above.lower == "by" and above.head == meet:
        return True
    return token.head == meet and (
        token.dep in ("conj", "xcomp") or (token.dep == "advcl" and token.tag == "VBG")
    )


def _opens_relative(tree: Tree, anchor: int, happening: Happening) -> bool:
    """Whether "since 1985, when Israel created…" goes on about that very date."""
    below = {t.i for t in tree.children(anchor, "relcl", "advcl")}
    return happening.top in below


def _has_lasted(tree: Tree, anchor: int, happening: Happening) -> bool:
    """Whether "has been suspended since July" tells when it began."""
    nouns = (*happening.clause.subjects, *happening.clause.objects)
    if not happening.clause.is_passive and happening.clause.objects:
        nouns = happening.clause.objects
    if any(tree.child(i, "nummod") is not None for i in nouns):
        return False  # "200 have been killed since": a sum, not an event
    return tree.tokens[tree.tokens[anchor].head].lower == "since" and any(
        t.lower in ("has", "have", "had") for t in tree.children(happening.top, "aux")
    )


# --- beyond the sentence ------------------------------------------------------------------

_HOURS: Final = frozenset("hour hours minute minutes moment moments shortly immediately".split())
_COUNTS: Final = {
    **dict.fromkeys(("a", "an", "one", "the"), 1),
    **{word: n for n, word in enumerate(("two", "three", "four", "five", "six", "seven", "eight",
                                         "nine", "ten", "eleven", "twelve"), 2)},
}  # fmt: skip
_DAYS: Final = {"day": 1, "days": 1, "week": 7, "weeks": 7, "fortnight": 14}
_SIDES: Final = frozenset(("after", "before"))


def date_beside(happening: Happening, dated: Mapping[int, tuple[Happening, Dated]]) -> Dated | None:
    """Return the date that another happening's gives: "hours before", "a day after he visited".

    `dated` are those of the sentence that have one, by the token they hang on.
    """
    tree = happening.tree
    for top, (other, known) in dated.items():
        for below, above in ((happening.top, top), (top, happening.top)):
            word = _side_word(tree, below, above)
            if word is None or known.span.earliest != known.span.latest:
                continue
            # Of "A before B" it is A that comes first, whichever of them has the date.
            later = (word.lower == "before") == (below == happening.top)
            near = {t.lower for t in tree.tokens[max(0, word.i - 4) : word.i]}
            near |= {t.lower for t in tree.children(word.i)}
            if near & _HOURS and known.source != "news":
                return _hours(known.span.earliest, other, is_later=later)
            is_sure = known.source == "clause" or (known.source == "news" and above == top)
            if is_sure and (days := _days_before(tree, word.i)):
                return _away(known.span.earliest, other, days if later else -days)
    return None


def _side_word(tree: Tree, below: int, above: int) -> Token | None:
    """Return the "after" or "before" by which one happening hangs on another."""
    head = tree.tokens[tree.tokens[below].head]
    if head.i == above:
        marks = tree.children(below, "mark", "advmod", "prep")
        return next((t for t in marks if t.lower in _SIDES), None)
    if head.dep == "prep" and head.lower in _SIDES and head.head == above:
        return head
    return None


def _days_before(tree: Tree, i: int) -> int:
    """Return how many days stand before a word: "two weeks before" is 14; 0 when none do."""
    if i < 2:
        return 0
    count, unit = tree.tokens[i - 2].lower, _DAYS.get(tree.tokens[i - 1].lower, 0)
    number = _COUNTS.get(count) or (int(count) if count.isdecimal() and len(count) < 4 else 0)
    return unit * number


def _away(on: date, other: Happening, days: int) -> Dated | None:
    try:
        day = on + timedelta(days=days)
    except OverflowError:
        return None
    word = other.tree.tokens[other.at].text
    reason = (
        f"The text puts it {abs(days)} {'day' if abs(days) == 1 else 'days'} "
        f"{'after' if days > 0 else 'before'} “{word}”, dated {DateSpan.day(on).wording()}."
    )
    return Dated(DateSpan.day(day), None, reason, "beside", ("beside days",))


def _hours(on: date, other: Happening, *, is_later: bool) -> Dated:
    first, last = (on, on + timedelta(days=1)) if is_later else (on - timedelta(days=1), on)
    side = "before" if is_later else "after"
    word = other.tree.tokens[other.at].text
    reason = (
        f"The text puts “{word}”, dated {DateSpan.day(on).wording()}, only hours {side} it: "
        f"{DateSpan.between(first, last).wording()}."
    )
    return Dated(DateSpan.between(first, last), None, reason, "beside", ("beside hours",))


# "The charges", "the ruling", "the attack": what the sentence before told of.
_SAME_AGAIN: Final = frozenset(
    ("the", "this", "that", "these", "those", "their", "his", "its", "her")
)


def date_of_same(
    happening: Happening, before: Sequence[tuple[Happening, Dated]]
) -> tuple[Happening, Dated] | None:
    """Return the happening shortly before that this one takes up again, with its date."""
    tree = happening.tree
    nouns = [happening.at] if happening.verb != happening.at else list(happening.clause.objects[:1])
    nouns += [i for i in happening.clause.subjects if happening.verb != happening.at]
    definite = any(t.lower in _SAME_AGAIN for i in nouns for t in tree.children(i, "det", "poss"))
    if not definite:
        return None
    for other, dated in reversed(before):
        if tree.index - other.tree.index > 2:
            break
        is_near = other.kind is happening.kind and other.tree.index < tree.index
        if is_near and (other.status is not Status.PLANNED or happening.status is Status.PLANNED):
            return other, dated
    return None


def date_again(happening: Happening, before: Sequence[tuple[Happening, Dated]]) -> list[Dated]:
    """Return the date of what the happening takes up again, and that of what was told before it."""
    found: list[Dated] = []
    if happening.verb >= 0 and (same := date_of_same(happening, before)):
        signs = ("again", f"again {happening.kind}", f"again of {same[1].source}")
        found.append(Dated(same[1].span, same[1].time, same[1].reason, "same", signs))
    if before and happening.verb >= 0:
        other, known = before[-1]
        distance = happening.tree.index - other.tree.index
        if distance <= 1 and known.time is not None:
            where = "sentence" if distance == 0 else "next"
            together = happening.tree.sentence.paragraph == other.tree.sentence.paragraph
            marks = (
                f"carried {where}",
                f"carried {where} {happening.kind}",
                f"carried {where} {'on' if together else 'over'}",
                f"carried {_tense(happening)}",
                f"carried {'same' if other.kind is happening.kind else 'other'} kind",
                f"carried {known.span.precision}",
            )
            word = other.tree.tokens[other.at].text
            reason = (
                f"The text goes on from “{word}”, dated {known.span.wording()}, and gives no "
                "other date."
            )
            found.append(Dated(known.span, known.time, reason, "carried", marks))
    return found


def _last_told(
    happening: Happening, before: Sequence[tuple[Happening, Dated]], published_on: date
) -> list[str]:
    """Return how the time last told stands to the news, and how near it is."""
    if not before:
        return ["news after nothing"]
    other, known = before[-1]
    days = (published_on - known.span.latest).days
    when = "ahead" if days < 0 else "today" if days < 2 else "week" if days < 8 else "past"
    away = happening.tree.index - other.tree.index
    near = "here" if away == 0 else "next" if away == 1 else "near" if away < 4 else "far"
    together = happening.tree.sentence.paragraph == other.tree.sentence.paragraph
    return [
        f"news after {when}",
        f"news after {when} {near}",
        f"news after {when} {'on' if together else 'over'}",
        f"news after {when} {_tense(happening)}",
    ]


def date_of_news(
    happening: Happening,
    before: Sequence[tuple[Happening, Dated]],
    published_on: date,
    *,
    has_date: bool,
    lead: int,
) -> Dated | None:
    """Return the publication day for what may be told as the news itself.

    `before` is what the text has told; `has_date` tells whether its sentence speaks of another
    time, `lead` how many sentences the opening has.
    """
    tree = happening.tree
    token = tree.tokens[happening.top]
    if happening.verb < 0 or happening.status in (Status.PLANNED, Status.DENIED):
        return None
    is_main = token.dep == "ROOT" or (token.dep == "conj" and tree.tokens[token.head].dep == "ROOT")
    place = tree.index
    where = "first" if place == 0 else "lead" if place < lead else "early" if place < 6 else "late"
    signs = (
        f"news {where}",
        f"news {where} {'main' if is_main else token.dep}",
        f"news {_tense(happening)}",
        f"news {_tense(happening)} {where}",
        f"news {happening.kind}",
        f"news {'beside a date' if has_date else 'alone'}",
        f"news {happening.status}",
        f"news {'listed' if happening.trigger.word else 'unlisted'}",
        f"news {'quoted' if happening.is_quoted else 'told'}",
        *_last_told(happening, before, published_on),
    )
    reason = (
        "The article tells this as the news of the day and gives no other date: the publication "
        f"day, {DateSpan.day(published_on).wording()}."
    )
    return Dated(DateSpan.day(published_on), None, reason, "news", signs)
