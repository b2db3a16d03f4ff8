"""Two findings, one event or two: decided by structure, with the reasons."""

from dataclasses import replace
from datetime import date

from timeline.dates import DateSpan
from timeline.extraction.findings import ActorMention, Finding, Kind, PlaceMention, Status
from timeline.extraction.merge import same_event, within_article


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


def told(n: int, *, again: int = 0) -> tuple[str, Finding]:
    """One of many treaties of Norway, each with another state, in the order of a long text."""
    at = 200 * (n + again)
    partner = (actor("Norway"), actor(f"State {n}"))
    return "sign", replace(TREATY, evidence=(at, at + 90), actors=partner)


def test_an_event_told_again_far_below_is_listed_once() -> None:
    count = 80
    many = [told(n) for n in range(count)]
    week = DateSpan.week(date(2023, 3, 19))
    deed, loose = told(0, again=500)
    again = [told(0, again=300), told(7, again=400), (deed, replace(loose, span=week))]
    joined = within_article([*many, *again])
    assert len(joined) == count
    assert [n for n, finding in enumerate(joined) if finding.also] == [0, 7]
    assert joined[0].also == ((60_000, 60_090), (100_000, 100_090))


def test_one_without_names_is_the_same_only_in_the_same_words() -> None:
    nameless = replace(TREATY, actors=(), evidence=(990, 1100))
    named = replace(TREATY, evidence=(1050, 1150))
    later = replace(TREATY, evidence=(5000, 5100), actors=(actor("Chad"),))
    joined = within_article([("sign", nameless), ("sign", named), ("sign", later)])
    assert [finding.also for finding in joined] == [((1050, 1150),), ()]
