"""Which date a happening has: that of its clause, of its sentence, of the thread, of the day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from timeline.dates import DateSpan
from timeline.extraction.annotate import Tree
from timeline.extraction.findings import Kind, Status, TimeExpression
from timeline.extraction.what import Happening


@dataclass(frozen=True, slots=True)
class Dated:
    """The date of a happening, the expression it came from, and why; `trust` is 0-1."""

    span: DateSpan
    time: TimeExpression | None
    reason: str
    trust: float
    source: str  # "clause", "sentence", "thread", "lead"


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
# The share of findings with date and kind right, by where the date came from, as measured on the
# visible gold by bench/extraction.py.
_IN_CLAUSE: Final = 0.84
_IN_SENTENCE: Final = 0.6
IN_THREAD: Final = 0.5
_AS_NEWS: Final = 0.62
_BEYOND: Final = frozenset(("after", "before", "following", "until", "despite", "since", "amid"))
_BOUNDS: Final = frozenset(("before", "after", "until", "till", "since"))


def date_within(
    happening: Happening, others: Sequence[Happening], times: Sequence[TimeExpression]
) -> Dated | None:
    """Return the date that the happening's own sentence gives it, by the tree."""
    best: tuple[float, TimeExpression] | None = None
    tops = {h.top for h in others} | {h.at for h in others}
    for time in times:
        cost = _cost(happening, tops - {happening.top, happening.at}, time)
        if _is_speakers(happening, others, time):
            cost += 4.0
        if best is None or cost < best[0]:
            best = (cost, time)
    farthest = _FARTHEST if happening.verb >= 0 else _FARTHEST_OF_NOUN
    if best is None or best[0] > farthest:
        return None
    cost, time = best
    span = time.span
    if span is None:
        return None
    near = cost <= 2.5
    return Dated(
        span,
        time,
        time.reason,
        _IN_CLAUSE if near else _IN_SENTENCE,
        "clause" if near else "sentence",
    )


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
    if any(tree.child(i, "nummod") is not None for i in nouns):
        return False  # "200 have been killed since": a sum, not an event
    return tree.tokens[tree.tokens[anchor].head].lower == "since" and any(
        t.lower in ("has", "have", "had") for t in tree.children(happening.top, "aux")
    )


# --- beyond the sentence ------------------------------------------------------------------

_HOURS: Final = frozenset("hour hours minute minutes moment moments shortly immediately".split())


def date_beside(happening: Happening, dated: Mapping[int, tuple[Happening, Dated]]) -> Dated | None:
    """Return the date that another happening's gives: "hours before the president visited".

    `dated` are those of the sentence that have one, by the token they hang on.
    """
    tree = happening.tree
    for top, (other, known) in dated.items():
        if tree.tokens[happening.top].head == top:
            word = next((t for t in tree.children(happening.top, "mark", "advmod")
                         if t.lower in ("before", "after")), None)  # fmt: skip
            later = word is not None and word.lower == "before"
        elif tree.tokens[top].head == happening.top:
            word = next((t for t in tree.children(top, "mark", "advmod")
                         if t.lower in ("before", "after")), None)  # fmt: skip
            later = word is not None and word.lower == "after"
        else:
            continue
        if word is None:
            continue
        near = {t.lower for t in tree.tokens[max(0, word.i - 4) : word.i]} | {
            t.lower for t in tree.children(word.i)
        }
        if near & _HOURS and known.span.earliest == known.span.latest:
            return _hours(known.span.earliest, other, is_later=later)
    return None


def _hours(on: date, other: Happening, *, is_later: bool) -> Dated:
    first, last = (on, on + timedelta(days=1)) if is_later else (on - timedelta(days=1), on)
    side = "before" if is_later else "after"
    word = other.tree.tokens[other.at].text
    reason = (
        f"The text puts “{word}”, dated {DateSpan.day(on).wording()}, only hours {side} it: "
        f"{DateSpan.between(first, last).wording()}."
    )
    return Dated(DateSpan.between(first, last), None, reason, IN_THREAD, "thread")


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


def date_of_news(happening: Happening, published_on: date, position: int) -> Dated | None:
    """Return the publication day for what the opening sentences tell as the news itself."""
    tree = happening.tree
    token = tree.tokens[happening.top]
    if happening.is_quoted or happening.status in (Status.PLANNED, Status.DENIED):
        return None
    is_main = token.dep == "ROOT" or (token.dep == "conj" and tree.tokens[token.head].dep == "ROOT")
    has_perfect = any(t.lower in ("has", "have") for t in tree.children(token.i, "aux"))
    is_near = (tree.sentence.is_lead and position < 3) or (has_perfect and position < 6)
    if not is_main or not is_near:
        return None
    if happening.verb < 0 or happening.kind is Kind.OTHER:
        return None
    reason = (
        "The opening tells this as the news of the day and gives no other date: the publication "
        f"day, {DateSpan.day(published_on).wording()}."
    )
    return Dated(DateSpan.day(published_on), None, reason, _AS_NEWS, "lead")
