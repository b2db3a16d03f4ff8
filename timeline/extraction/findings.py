"""What the engine says: time expressions, findings and the people and places in them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from timeline.dates import DateSpan

ENGINE_VERSION = "1"


class Kind(StrEnum):
    """What sort of thing happened, each with its root in the PLOVER ontology (2021 codebook)."""

    VISIT = "visit"  # CONSULT
    TALKS = "talks"  # CONSULT
    AGREEMENT = "agreement"  # AGREE
    TIES = "ties"  # COOPERATE / SANCTION
    STATEMENT = "statement"  # SUPPORT, REQUEST, ACCUSE, REJECT
    THREAT = "threat"  # THREATEN
    LEGAL = "legal"  # a context in PLOVER, not a root
    SANCTIONS = "sanctions"  # SANCTION
    AID = "aid"  # AID
    ATTACK = "attack"  # ASSAULT
    MOBILIZATION = "mobilization"  # MOBILIZE
    DEESCALATION = "deescalation"  # RETREAT, CONCEDE
    PROTEST = "protest"  # PROTEST
    COERCION = "coercion"  # COERCE
    POLITICS = "politics"
    ECONOMY = "economy"
    DISASTER = "disaster"
    OTHER = "other"


class Status(StrEnum):
    """How far the text says the thing has come."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    PLANNED = "planned"
    ALLEGED = "alleged"
    DENIED = "denied"
    CANCELLED = "cancelled"


class TimexType(StrEnum):
    """The four classes of TIMEX3 (TimeML 1.2.1, section 2.2)."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words of the text that speak of time, and what they come to.

    `start` and `end` are Python string offsets into the unchanged text. `value` is the TIMEX3
    value ("2023-03-17", "2023-W11", "P2D", "PRESENT_REF"). `span` is None where the words have
    no place on a calendar (durations without an anchor, sets, "recently").
    """

    start: int
    end: int
    text: str
    type: TimexType
    value: str
    span: DateSpan | None
    rule: str  # the name of the rule that resolved it, such as "weekday"
    reason: str  # one sentence for people: "on Friday", in an article published ..., is ...


@dataclass(frozen=True, slots=True)
class ActorMention:
    """Somebody who takes part in a finding, under the canonical name."""

    name: str
    slug: str  # "" when the gazetteer does not know them
    kind: str
    country: str  # ISO 3166-1 alpha-2, "" where there is none
    role: str  # "host", "visitor", "accused"; "" among equals


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """Where a finding happened; degrees in WGS 84."""

    name: str
    slug: str
    kind: str
    country: str  # ISO 3166-1 alpha-2
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class Finding:
    """One dated event as the text tells it; only a stored one is a candidate.

    `evidence`, `also` and `time` are offsets [start, end) into the unchanged text; `time` is the
    expression that gave the date, None when the dateline did. `confidence` is 0-1: how
    likely date and kind are right, by weights fitted on labelled texts.
    """

    evidence: tuple[int, int]
    also: tuple[tuple[int, int], ...]
    time: tuple[int, int] | None
    span: DateSpan
    kind: Kind
    status: Status
    actors: tuple[ActorMention, ...]
    places: tuple[PlaceMention, ...]
    title: str
    date_reason: str
    confidence: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything found in one text, each in order of appearance."""

    dates: tuple[TimeExpression, ...]
    findings: tuple[Finding, ...]
