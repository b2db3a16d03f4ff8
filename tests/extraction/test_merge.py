"""Two findings, one event or two: decided by structure, with the reasons."""

from dataclasses import replace
from datetime import date

from timeline.dates import DateSpan
from timeline.extraction.findings import ActorMention, Finding, Kind, PlaceMention, Status
from timeline.extraction.merge import same_event


def actor(name: str) -> ActorMention:
    return ActorMention(name, name.lower(), "state", "", "")


TREATY = Finding(
    evidence=(0, 10),
    also=(),
    time=None,
    span=DateSpan.day(date(2023, 3, 19)),
    kind=Kind.AGREEMENT,
    status=Status.OCCURRED,
    actors=(actor("Norway"), actor("Sweden")),
    places=(PlaceMention("Oslo", "oslo", "city", "NO", None, None),),
    title="Norway and Sweden signed a treaty on 12 islands",
    date_reason="",
    confidence=0.8,
    reasons=(),
)


def test_the_same_deed_in_two_articles_is_one_event() -> None:
    likeness = same_event(TREATY, replace(TREATY, span=DateSpan.week(date(2023, 3, 19))))
    assert likeness.is_same
    assert likeness.reasons == (
        "Their dates share a day.",
        "Both are of the kind “agreement”.",
        "Both name Norway, Sweden.",
        "Both happened in Oslo.",
    )


def test_other_days_make_another_event() -> None:
    other = replace(TREATY, span=DateSpan.day(date(2023, 3, 20)))
    assert same_event(TREATY, other).reasons == ("Their dates share no day.",)


def test_other_people_make_another_event() -> None:
    other = replace(TREATY, actors=(actor("Chad"),))
    assert not same_event(TREATY, other).is_same


def test_conflicting_numbers_make_another_event() -> None:
    other = replace(TREATY, title="Norway and Sweden signed a treaty on 30 islands")
    assert same_event(TREATY, other).reasons == ("They give different numbers.",)


def test_kinds_of_one_family_can_be_one_event() -> None:
    likeness = same_event(TREATY, replace(TREATY, kind=Kind.TALKS))
    assert likeness.is_same
    assert "“agreement” and “talks” can tell one event." in likeness.reasons
