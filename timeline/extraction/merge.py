"""When two findings are one event: within an article, and across articles for an editor."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from timeline.extraction.findings import Finding, Kind

# Kinds that tell one event from different sides: a visit is for talks, a deal restores ties.
_FAMILIES: Final = (
    frozenset((Kind.VISIT, Kind.TALKS, Kind.AGREEMENT, Kind.TIES)),
    frozenset((Kind.LEGAL, Kind.SANCTIONS, Kind.COERCION)),
    frozenset((Kind.ATTACK, Kind.MOBILIZATION, Kind.THREAT)),
    frozenset((Kind.DEESCALATION, Kind.AGREEMENT)),
    frozenset((Kind.POLITICS, Kind.LEGAL)),
    frozenset((Kind.PROTEST, Kind.COERCION)),
    frozenset((Kind.DISASTER, Kind.ATTACK)),
)
_MOST_ALSO: Final = 20  # further mentions kept; nobody reads more
_NUMBER = re.compile(r"\d[\d,.]*")


@dataclass(frozen=True, slots=True)
class Likeness:
    """Whether two findings are taken for one event, how surely (0-1), and why in words."""

    is_same: bool
    score: float
    reasons: tuple[str, ...]


def same_event(one: Finding, other: Finding) -> Likeness:
    """Compare two findings by structure: days, kind, actors, places; numbers can forbid it."""
    if not one.span.overlaps(other.span):
        return Likeness(False, 0.0, ("Their dates share no day.",))
    reasons = ["Their dates share a day."]
    score = 0.3
    if one.kind is other.kind:
        score += 0.25
        reasons.append(f"Both are of the kind “{one.kind.value}”.")
    elif any(one.kind in f and other.kind in f for f in _FAMILIES):
        score += 0.1
        reasons.append(f"“{one.kind.value}” and “{other.kind.value}” can tell one event.")
    else:
        return Likeness(False, 0.0, ("Their kinds do not go together.",))
    names, others = ({a.name for a in f.actors} for f in (one, other))
    shared = sorted(names & others)
    if names and others:
        if not shared:
            return Likeness(False, 0.0, ("They share no actor.",))
        score += 0.3 * len(shared) / min(len(names), len(others))
        reasons.append(f"Both name {', '.join(shared)}.")
    here, there = ({p.name for p in f.places} for f in (one, other))
    if here and there:
        if not here & there:
            return Likeness(False, 0.0, ("They happened at different places.",))
        score += 0.15
        reasons.append(f"Both happened in {min(here & there)}.")
    numbers, figures = (set(_NUMBER.findall(f.title)) for f in (one, other))
    if numbers and figures and not numbers & figures:
        return Likeness(False, 0.0, ("They give different numbers.",))
    return Likeness(score >= 0.65, min(score, 1.0), tuple(reasons))


def within_article(findings: Iterable[tuple[str, Finding]]) -> tuple[Finding, ...]:
    """Join the findings of one article that are the same event; the first place in order stays.

    Each comes with the verb that tells it, so that "invaded" and "the invasion" are alike.
    """
    kept: list[Finding] = []
    # By what the same event must have in common, and of that the latest, so that the work does not
    # grow with the square of a long chronicle.
    alike: defaultdict[_Key, deque[int]] = defaultdict(lambda: deque(maxlen=_MOST_ALIKE))
    for deed, finding in findings:
        day, marks = _day(finding), _marks(finding)
        days = (day, _STRETCH) if day else (_ANY,)
        near = {n for mark in marks for when in days for n in alike[deed, mark, when]}
        at = next((n for n in sorted(near) if _is_again(kept[n], finding)), len(kept))
        if at == len(kept):
            kept.append(finding)
        else:
            kept[at] = _joined(kept[at], finding)
        for mark in _marks(kept[at]):
            for when in (_day(kept[at]) or _STRETCH, _ANY):
                if at not in alike[deed, mark, when]:
                    alike[deed, mark, when].append(at)
    return tuple(kept)


_Key = tuple[str, str | int, str]
_ANY, _STRETCH = "any", "stretch"
_MOST_ALIKE: Final = 100  # deeds of one verb, actor and day: more are no article
_PAGE: Final = 1000  # characters; longer than a clause


def _day(finding: Finding) -> str:
    """Return the day of a finding, "" for a stretch, which may hold the day of another."""
    span = finding.span
    return span.earliest.isoformat() if span.earliest == span.latest else ""


def _marks(finding: Finding) -> set[str | int]:
    """Return the actors and the pages of the text: `_is_again` asks for one in common."""
    first, last = finding.evidence
    return {a.name for a in finding.actors} | set(range(first // _PAGE, last // _PAGE + 1))


def _is_again(known: Finding, finding: Finding) -> bool:
    """Whether the article tells the same once more: same kind, same days, the same people."""
    if known.kind is not finding.kind or known.status is not finding.status:
        return False
    if not (known.span.is_within(finding.span) or finding.span.is_within(known.span)):
        return False
    if known.places and finding.places and known.places[0] != finding.places[0]:
        return False
    names, others = ({a.name for a in f.actors} for f in (known, finding))
    if not names or not others:
        return _overlap(known.evidence, finding.evidence)
    shared = names & others
    return len(shared) >= max(1, min(len(names), len(others))) and (
        known.kind is not Kind.STATEMENT or _overlap(known.evidence, finding.evidence)
    )


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _joined(known: Finding, finding: Finding) -> Finding:
    """Keep the mention that dates it best, the other's words under `also`."""
    best, rest = (known, finding) if known.confidence >= finding.confidence else (finding, known)
    spans: Sequence[tuple[int, int]] = (*best.also, rest.evidence, *rest.also)
    also = dict.fromkeys(s for s in spans if s != best.evidence)
    return replace(
        best,
        also=tuple(also)[:_MOST_ALSO],
        places=best.places or rest.places,
    )
