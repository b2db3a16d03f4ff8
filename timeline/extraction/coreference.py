"""Who is meant by "he", "it", "the king", "the court": whoever fits and was named last."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from timeline.extraction.referents import Referent

_HE: Final = frozenset("he she his her him himself herself hers".split())
_IT: Final = frozenset("it its itself".split())
_THEY: Final = frozenset("they their them themselves both".split())
_MONARCHS: Final = frozenset("king queen monarch emir sultan prince emperor".split())
_FARTHEST: Final = 700  # characters back
_ROLE_REACH: Final = 3000
# A subject outweighs what stands up to so many characters nearer.
_SUBJECT_BONUS: Final = 120


@dataclass(frozen=True, slots=True)
class Seen:
    """Somebody named: where, as a subject or not, and by what titles."""

    at: int
    is_subject: bool
    referent: Referent
    titles: frozenset[str]


@dataclass(slots=True)
class Memory:
    """Everybody an article has named, in reading order."""

    seen: list[Seen] = field(default_factory=list)
    titles: dict[str, set[str]] = field(default_factory=dict)  # by name
    counts: Counter[str] = field(default_factory=Counter)  # by name

    def note(
        self, at: int, referent: Referent, *, is_subject: bool, titles: frozenset[str]
    ) -> None:
        """Remember a mention."""
        name = referent.actors[0].name
        self.titles.setdefault(name, set()).update(titles)
        self.counts[name] += 1
        insort(self.seen, Seen(at, is_subject, referent, titles), key=lambda seen: seen.at)

    def pronoun(self, word: str, at: int) -> Referent | None:
        """Return whom a pronoun at an offset means."""
        if word in _HE:
            fits = [s for s in self._before(at, _FARTHEST) if s.referent.kind == "person"]
        elif word in _IT:
            fits = [
                s
                for s in self._before(at, _FARTHEST)
                if s.referent.kind in _BODIES and not s.referent.is_plural
            ]
        elif word in _THEY:
            fits = [s for s in self._before(at, _FARTHEST) if s.referent.is_plural]
        else:
            return None
        if not fits:
            return None
        return max(fits, key=lambda s: s.at + _SUBJECT_BONUS * s.is_subject).referent

    def role(self, word: str, at: int) -> Referent | None:
        """Return the person last named with a title: "the king", "the president"."""
        words = _MONARCHS if word in _MONARCHS else frozenset((word,))
        for seen in reversed(self._before(at, _ROLE_REACH)):
            if seen.referent.kind == "person" and words & self.titles[seen.referent.actors[0].name]:
                return seen.referent
        return None

    def body(self, word: str, at: int) -> Referent | None:
        """Return the institution last named whose name ends so: "the court", "the council"."""
        for seen in reversed(self._before(at, _ROLE_REACH)):
            label = seen.referent.label.lower().split()
            if seen.referent.kind in _BODIES - {"state"} and word in label:
                return seen.referent
        return None

    def pair(self, at: int, kind: str) -> tuple[Referent, ...]:
        """Return the two of a kind last named: "the two leaders", "both countries"."""
        found: dict[str, Referent] = {}
        for seen in reversed(self._before(at, _FARTHEST)):
            for actor in seen.referent.actors:
                if actor.kind == kind:
                    actors = seen.referent.actors if kind == "person" else (actor,)
                    found.setdefault(actor.name, Referent(actors, actor.name, kind))
            if len(found) >= 2:
                return tuple(list(found.values())[1::-1])
        return ()

    def between(self, start: int, end: int) -> list[Seen]:
        """Return who is named in [start, end) of the text, in order."""
        first = bisect_left(self.seen, start, key=lambda s: s.at)
        return self.seen[first : bisect_left(self.seen, end, key=lambda s: s.at)]

    def count(self, name: str) -> int:
        """Return how often somebody is named."""
        return self.counts[name]

    def most_named(self) -> list[Referent]:
        """Return everybody named, the most often named first."""
        first = {s.referent.actors[0].name: s.referent for s in reversed(self.seen)}
        return [first[name] for name, _ in self.counts.most_common() if name in first]

    def _before(self, at: int, reach: int) -> list[Seen]:
        return self.between(at - reach, at)


_BODIES: Final = frozenset(("state", "body", "organisation", "group", "court", "company"))
