"""One question to the timeline: which events a reader asked for, already checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from timeline.dates import DateSpan

FACETS = ("kind", "actor", "place", "storyline", "source", "status", "certainty")
ALL_OF = frozenset({"actor"})  # facets whose values mean *and*; those of all others mean *or*


@dataclass(frozen=True, slots=True)
class Choice:
    """The values of one facet: those wanted and those excluded ("-statement")."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.include or self.exclude)

    def __iter__(self) -> Iterator[str]:
        """The values as the URL writes them, sorted."""
        yield from self.include
        yield from (f"-{value}" for value in self.exclude)


NOTHING = Choice()


@dataclass(frozen=True, slots=True)
class Filters:
    """One question: what a reader asked for, checked.

    Values of a facet mean *or*, of `actor` *and*; facets mean *and* among each other. An event is
    in the range when it may have happened on one of its days, `since` to `until` both inclusive.
    `problems` are sentences for the reader on what could not be understood.
    """

    q: str = ""
    facets: tuple[tuple[str, Choice], ...] = ()  # those in use, in canonical order
    since: DateSpan | None = None
    until: DateSpan | None = None
    page: int = 1
    is_impossible: bool = False  # no event can match: beyond a limit, or a backward range
    problems: tuple[str, ...] = field(default=(), compare=False)

    def choice(self, facet: str) -> Choice:
        """What was chosen in a facet."""
        return dict(self.facets).get(facet, NOTHING)

    @property
    def earliest(self) -> date | None:
        """The first day asked for."""
        return self.since.earliest if self.since else None

    @property
    def latest(self) -> date | None:
        """The last day asked for."""
        return self.until.latest if self.until else None

    @property
    def is_empty(self) -> bool:
        """Whether everything is asked for."""
        return not (self.q or self.facets or self.since or self.until)

    def with_choice(self, facet: str, choice: Choice) -> Filters:
        """The same question with another choice in one facet, from its first page."""
        chosen = {**dict(self.facets), facet: choice}
        return replace(
            self,
            facets=tuple((name, chosen[name]) for name in FACETS if chosen.get(name)),
            page=1,
        )

    def adding(self, facet: str, value: str) -> Filters:
        """With one more value in a facet (and no longer excluded)."""
        old = self.choice(facet)
        return self.with_choice(
            facet,
            Choice(
                tuple(sorted({*old.include, value})),
                tuple(other for other in old.exclude if other != value),
            ),
        )

    def without(self, facet: str, value: str) -> Filters:
        """With one value less in a facet."""
        old = self.choice(facet)
        return self.with_choice(
            facet,
            Choice(
                tuple(other for other in old.include if other != value),
                tuple(other for other in old.exclude if other != value),
            ),
        )

    def between(self, since: DateSpan | None, until: DateSpan | None) -> Filters:
        """The same question for another range of time, from its first page."""
        return replace(self, since=since, until=until, page=1)

    def searching(self, q: str) -> Filters:
        """The same question with another search, from its first page."""
        return replace(self, q=q, page=1)

    def at_page(self, page: int) -> Filters:
        """The same question, another page."""
        return replace(self, page=page)


@dataclass(frozen=True, slots=True)
class Lexemes:
    """Words as PostgreSQL's text search has stemmed them, and how far each is from the first."""

    words: tuple[str, ...] = ()
    offsets: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase of a search, as it is looked for in texts and in names."""

    text: Lexemes
    name: Lexemes
    is_excluded: bool = False
    is_prefix: bool = False  # still being typed
