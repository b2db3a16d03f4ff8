"""English verb forms, for headlines and for finding a verb under its forms."""

import pytest

from timeline.extraction.inflection import base, gerund, noun_forms, participle, past, verb_forms


@pytest.mark.parametrize(
    ("lemma", "expected"),
    [
        ("sign", ("signed", "signed", "signing")),
        ("invade", ("invaded", "invaded", "invading")),
        ("withdraw", ("withdrew", "withdrawn", "withdrawing")),
        ("ban", ("banned", "banned", "banning")),
        ("deny", ("denied", "denied", "denying")),
        ("deploy", ("deployed", "deployed", "deploying")),
        ("shoot down", ("shot down", "shot down", "shooting down")),
        ("die", ("died", "died", "dying")),
        ("commit", ("committed", "committed", "committing")),
        ("foresee", ("foresaw", "foreseen", "foreseeing")),
        ("uphold", ("upheld", "upheld", "upholding")),
        ("overrun", ("overran", "overrun", "overrunning")),
        ("undertake", ("undertook", "undertaken", "undertaking")),
        ("readmit", ("readmitted", "readmitted", "readmitting")),
        ("relay", ("relayed", "relayed", "relaying")),
    ],
)
def test_the_forms_of_a_verb(lemma: str, expected: tuple[str, str, str]) -> None:
    assert (past(lemma), participle(lemma), gerund(lemma)) == expected


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("taken", "take"), ("announcing", "announce"), ("banned", "ban"), ("agreed", "agree"),
        ("dying", "die"), ("carries", "carry"), ("vetoes", "veto"), ("visiting", "visit"),
        ("creating", "create"), ("defeating", "defeat"), ("were", "be"), ("pressed", "press"),
    ],
)  # fmt: skip
def test_a_verb_that_no_table_has_is_known_by_its_spelling(form: str, lemma: str) -> None:
    assert base(form) == lemma


def test_every_form_leads_back_to_its_verb() -> None:
    forms = verb_forms(["carry"])
    assert {form for form, lemma in forms.items() if lemma == "carry"} == {
        "carry", "carries", "carried", "carrying",
    }  # fmt: skip


def test_british_spellings_lead_back_to_their_verb() -> None:
    forms = verb_forms(["travel", "hang"])
    assert [forms[f] for f in ("travelled", "travelling", "hung")] == ["travel", "travel", "hang"]


def test_plurals_lead_back_to_their_noun() -> None:
    assert noun_forms(["treaty", "coup"]) == {
        "treaty": "treaty", "treaties": "treaty", "coup": "coup", "coups": "coup",
    }  # fmt: skip
