"""The one definition of the URL parameters: names, types, limits and canonical order."""

from __future__ import annotations

from typing import Any, Protocol
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.utils.translation import gettext as _

from timeline.dates import DateError, DateSpan
from timeline.index.question import FACETS, Choice, Filters
from timeline.models.event import Kind, Status
from timeline.reading import CERTAINTY_LABELS

ORDER = ("q", *FACETS, "from", "to", "page")

TEXT_LIMIT = 200  # characters of a search
VALUE_LIMIT = 100  # characters of one value
VALUES_LIMIT = 20  # values of one facet
PAGE_LIMIT = 1_000_000

_VOCABULARIES = {
    "kind": frozenset(Kind.values),
    "status": frozenset(Status.values),
    "certainty": frozenset(CERTAINTY_LABELS),
}


class BadRequestText(BadRequest, ValueError):
    """The query holds what no database takes (NUL); the door answers 400."""


class QueryLike(Protocol):
    """What `QueryDict` offers and this file needs."""

    def getlist(self, key: str) -> list[Any]:
        """Every value given for the key, in order."""


def to_query(filters: Filters) -> str:
    """The canonical query string: one order, no empty keys; "" when nothing is asked."""
    pairs: list[tuple[str, str]] = []
    if filters.q:
        pairs.append(("q", filters.q))
    pairs += [(facet, value) for facet, choice in filters.facets for value in choice]
    if filters.since:
        pairs.append(("from", filters.since.edtf))
    if filters.until:
        pairs.append(("to", filters.until.edtf))
    if filters.page > 1:
        pairs.append(("page", str(filters.page)))
    return urlencode(pairs)


def to_url(path: str, filters: Filters) -> str:
    """The one address of a question under a path."""
    query = to_query(filters)
    return f"{path}?{query}" if query else path


def is_canonical(query: QueryDict, filters: Filters) -> bool:
    """Whether a query is written as an equal question always is."""
    return list(QueryDict(to_query(filters)).lists()) == list(query.lists())


def parse(query: QueryLike) -> Filters:
    """Read a query; what cannot be understood is named in `problems`, never guessed.

    An unknown value of a facet is kept and matches nothing: a filter never widens. Raise
    `BadRequestText` on NUL.
    """
    problems: list[str] = []
    if any("\x00" in value for key in ORDER for value in query.getlist(key)):
        raise BadRequestText(_("The address holds a NUL character."))
    q = " ".join(_first(query, "q").split())
    facets = tuple((facet, choice) for facet in FACETS if (choice := _choice(query, facet)))
    problems += _unknown_words(facets)
    too_much = _too_much(q, facets)
    since = _span(query, "from", problems)
    until = _span(query, "to", problems)
    is_backwards = bool(since and until and since.earliest > until.latest)
    if is_backwards:
        problems.append(_("The range ends before it begins, so no event can lie in it."))
    return Filters(
        q=q[:TEXT_LIMIT],
        facets=tuple((facet, _cut(choice)) for facet, choice in facets),
        since=since,
        until=until,
        page=_page(query, problems),
        is_impossible=is_backwards or bool(too_much),
        problems=(*too_much, *problems),
    )


def _first(query: QueryLike, key: str) -> str:
    values = query.getlist(key)
    return str(values[-1]).strip() if values else ""


def _choice(query: QueryLike, facet: str) -> Choice:
    values = sorted({str(value).strip()[:VALUE_LIMIT].strip() for value in query.getlist(facet)})
    return Choice(
        include=tuple(value for value in values if value and not value.startswith("-")),
        exclude=tuple(value[1:] for value in values if len(value) > 1 and value[0] == "-"),
    )


def _cut(choice: Choice) -> Choice:
    include = choice.include[:VALUES_LIMIT]
    return Choice(include, choice.exclude[: VALUES_LIMIT - len(include)])


def _too_much(q: str, facets: tuple[tuple[str, Choice], ...]) -> list[str]:
    """What goes beyond the limits. Cutting it down would ask another, wider question."""
    problems = []
    if len(q) > TEXT_LIMIT:
        problems.append(
            _("The search is longer than %(limit)s characters. Search for fewer words.")
            % {"limit": TEXT_LIMIT}
        )
    problems.extend(
        _("More than %(limit)s values of “%(facet)s” are asked for. Ask for fewer.")
        % {"limit": VALUES_LIMIT, "facet": facet}
        for facet, choice in facets
        if len(choice.include) + len(choice.exclude) > VALUES_LIMIT
    )
    return problems


def _unknown_words(facets: tuple[tuple[str, Choice], ...]) -> list[str]:
    return [
        _("There is no %(facet)s “%(value)s”.") % {"facet": facet, "value": value}
        for facet, choice in facets
        if facet in _VOCABULARIES
        for value in (*choice.include, *choice.exclude)[:VALUES_LIMIT]
        if value not in _VOCABULARIES[facet]
    ]


def _span(query: QueryLike, key: str, problems: list[str]) -> DateSpan | None:
    text = _first(query, key)
    if not text:
        return None
    try:
        return DateSpan.parse(text)
    except DateError as error:
        word = _("From") if key == "from" else _("To")
        problems.append(f"{word}: {error}")
        return None


def _page(query: QueryLike, problems: list[str]) -> int:
    text = _first(query, "page")
    if not text:
        return 1
    # int() reads more than ASCII digits ("²" not even that), and digits without end.
    if text.isascii() and text.isdigit() and len(text) <= 7 and 1 <= int(text) <= PAGE_LIMIT:
        return int(text)
    problems.append(_("“%(text)s” is not the number of a page.") % {"text": text[:40]})
    return 1
