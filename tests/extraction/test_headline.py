"""A headline says who did what to whom, as far as the text says it, and can be read alone."""

from datetime import date

import pytest

from timeline.extraction import find_events

DAY = date(2010, 5, 7)  # a Friday


def titles(text: str) -> list[str]:
    return [f.title for f in find_events(text, published_on=DAY)]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "Israel agreed on Monday to release 200 prisoners.",
            "Israel agreed to release 200 prisoners",
        ),
        (
            "The defence minister ordered the frigate Caledon to leave the Baltic on Tuesday.",
            "Defence minister ordered the frigate Caledon to leave the Baltic",
        ),
        (
            "Chad's parliament voted on Monday to cut ties with Libya.",
            "Chad’s parliament voted to cut ties with Libya",
        ),
        (
            "Norway failed on Monday to sign the treaty with Sweden.",
            "Norway failed to sign the treaty with Sweden",
        ),
        (
            "Hamas denied on Wednesday that it had accepted the truce.",
            "Hamas denied it had accepted the truce",
        ),
        (
            "Prague accused Russian agents on Saturday of blowing up a depot.",
            "Prague accused Russian agents of blowing up a depot",
        ),
        (
            "A report that Libyan commandos had crossed into Chad on Sunday was rejected.",
            "Libyan commandos reportedly crossed into Chad",
        ),
        (
            "Chad announced on Monday that it would withdraw if Libya disarmed.",
            "Chad announced it would withdraw if Libya disarmed",
        ),
    ],
)
def test_what_governs_the_deed_is_told_with_it(text: str, title: str) -> None:
    assert set(titles(text)) == {title}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "The Security Council is expected to adopt a resolution next Friday.",
            "United Nations Security Council was to adopt a resolution",
        ),
        (
            "Norway and Sweden will sign a treaty in Oslo next week.",
            "Norway and Sweden were to sign a treaty in Oslo",
        ),
        (
            "Libya is holding elections in Tripoli and Benghazi this week.",
            "Libya was holding elections in Tripoli and Benghazi",
        ),
    ],
)
def test_what_is_planned_or_going_on_says_so(text: str, title: str) -> None:
    assert titles(text) == [title]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "The UN secretary-general left New York for Moscow on Tuesday.",
            "UN secretary-general left New York for Moscow",
        ),
        (
            "Members of the Tuareg-led Azawad Front attacked a convoy near Gao on Sunday.",
            "Members of the Tuareg-led Azawad Front attacked a convoy near Gao",
        ),
        (
            "The Norwegian foreign minister, Ola Dahl, summoned the Russian ambassador on Monday.",
            "Ola Dahl summoned the Russian ambassador",
        ),
        (
            "Saudi Arabia, Egypt and Bahrain cut ties with Qatar on Monday.",
            "Saudi Arabia, Egypt and Bahrain cut ties with Qatar",
        ),
        (
            "Shares in Sahara Mining Corp. rose 4.8% in Lagos on Monday.",
            "Shares in Sahara Mining Corp. rose 4.8% in Lagos",
        ),
        (
            "North Korea's assembly adopted a law that allows nuclear strikes on Monday.",
            "North Korea’s assembly adopted a law that allowed nuclear strikes",
        ),
    ],
)
def test_who_and_whom_are_told_whole(text: str, title: str) -> None:
    assert titles(text) == [title]


def test_a_truce_told_again_is_told_by_its_parties() -> None:
    assert titles(
        "A truce between Chad and Libya was declared on Monday. The truce took effect on Tuesday."
    ) == ["Truce between Chad and Libya was declared", "Truce between Chad and Libya took effect"]


def test_two_of_a_kind_are_told_by_their_names() -> None:
    text = (
        "Chad and Libya signed a treaty on Monday. The two countries exchanged envoys on Tuesday."
    )
    assert titles(text)[-1] == "Chad and Libya exchanged envoys"


def test_a_line_that_names_nobody_names_the_place() -> None:
    (title,) = titles("NDJAMENA, Chad — Prices were raised on Monday.")
    assert title in ("Prices were raised in Chad", "Prices were raised in N'Djamena")


def test_a_bare_number_of_victims_is_of_people() -> None:
    assert titles("A grenade thrown at a rally in Gao killed two on Sunday.") == [
        "Grenade thrown at a rally killed two people in Gao"
    ]


def test_what_was_said_is_told_one_step_back() -> None:
    assert titles("Chad said on Monday that it will withdraw its troops from Libya.") == [
        "Chad said it would withdraw its troops from Libya"
    ]


def test_what_cannot_be_told_in_twelve_words_is_not_made_up() -> None:
    text = (
        "Ola Dahl told reporters in Oslo on Monday that the kingdom would not let the neighbouring "
        "republic and its many friends abroad undermine the security of the north."
    )
    assert titles(text) == ["Ola Dahl spoke to reporters in Oslo"]


def test_what_an_agreement_foresees_has_not_happened() -> None:
    text = "The accord foresees the release of 50 hostages by Wednesday."
    assert "50 hostages were to be released" in titles(text)


def test_whoever_is_dismissed_suffers_it() -> None:
    text = "Ola Dahl, whose dismissal as minister on Monday surprised Oslo, left the country."
    assert "Ola Dahl was dismissed" in titles(text)
