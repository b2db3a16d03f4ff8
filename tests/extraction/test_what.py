"""What happened: which words make an event, and of which kind."""

from datetime import date

import pytest

from timeline.extraction.annotate import trees
from timeline.extraction.document import read
from timeline.extraction.gazetteer import Gazetteer
from timeline.extraction.happening import Happening
from timeline.extraction.what import find_happenings, worth_parsing
from timeline.extraction.who import Cast

DAY = date(2023, 3, 20)


def happenings(text: str) -> list[Happening]:
    document = read(text, published_on=DAY, title="")
    names = Gazetteer.seed()
    parsed = list(trees(worth_parsing(document.sentences)))
    cast = Cast(document, names, names.find_names(text), "")
    cast.note(parsed)
    return [h for tree in parsed for h in find_happenings(tree, cast)]


def kinds(text: str) -> list[str]:
    return [h.kind.value for h in happenings(text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The pope travelled to Havana on Wednesday.", "visit"),
        ("His foreign minister set off for Lima on Monday.", "visit"),
        ("The British foreign secretary cut short his trip to India on Monday.", "visit"),
        ("The aircraft carrier Nimitz sailed for the Gulf on Thursday.", "mobilization"),
        ("The plane came down in the sea on Monday.", "disaster"),
        ("The talks broke down on Friday.", "talks"),
        ("The prime minister telephoned the king on Monday.", "talks"),
        ("Greece pulled out of the alliance on Wednesday.", "ties"),
        ("Ghana called its ambassador home on Friday.", "ties"),
        ("Cuba reopened its embassy in Washington on Monday.", "ties"),
        ("China voiced concern on Monday.", "statement"),
        ("Belgium turned down the request on Friday.", "statement"),
        ("Iran vowed to avenge the general on Friday.", "threat"),
        ("North Korea threatened on Monday to turn Seoul into ashes.", "threat"),
        ("The supreme court struck down the law on Monday.", "legal"),
        ("The former minister went on trial in Rome on Monday.", "legal"),
        ("The former president was found guilty on Monday.", "legal"),
        ("Two officers were acquitted on Friday.", "legal"),
        ("Britain expelled four Russian diplomats on Thursday.", "sanctions"),
        ("Canada barred Russian flights on Sunday.", "sanctions"),
        ("The airline suspended flights on Tuesday.", "economy"),
        ("Rescuers pulled a boy from the rubble on Thursday.", "aid"),
        ("Denmark sent tents and blankets to Turkey on Wednesday.", "aid"),
        ("Moscow sent troops to the border on Monday.", "mobilization"),
        ("Rebel gunmen ambushed a convoy on Monday.", "attack"),
        ("The town fell to the insurgents on Monday.", "attack"),
        ("The rouble fell on Monday.", "economy"),
        ("The government fell on Wednesday.", "politics"),
        ("A bomb exploded in a market in Baghdad on Tuesday.", "attack"),
        ("France exploded a nuclear device in the Pacific on Tuesday.", "mobilization"),
        ("The guerrillas laid down their arms on Monday.", "deescalation"),
        ("Nelson Mandela walked free on Sunday.", "deescalation"),
        ("Miners walked out on Monday.", "protest"),
        ("Dockers downed tools in Hamburg on Monday.", "protest"),
        ("Libya shot down a helicopter on Monday.", "attack"),
        ("Students took to the streets of Athens on Saturday.", "protest"),
        ("Theresa May took office on Wednesday.", "politics"),
        ("Iraq took hundreds of Kuwaitis hostage on Sunday.", "coercion"),
        ("The army put the president under house arrest on Wednesday.", "coercion"),
        ("Two spies were put to death on Friday.", "coercion"),
        ("Police fired tear gas at the crowd on Tuesday.", "coercion"),
        ("North Korea test-fired a missile on Sunday.", "mobilization"),
        ("Iran seized a British tanker on Friday.", "coercion"),
        ("The guerrillas seized the airport on Tuesday.", "attack"),
        ("The army seized power in Niger on Wednesday.", "politics"),
        ("Voters went to the polls in Senegal on Sunday.", "politics"),
        ("The president named his cabinet on Friday.", "politics"),
        ("The left lost its majority on Sunday.", "politics"),
        ("Barclays posted a loss on Tuesday.", "economy"),
        ("The Fed left rates unchanged on Wednesday.", "economy"),
        ("A tanker ran aground off Alaska on Friday.", "disaster"),
        ("Floods killed 200 people in Bangladesh on Sunday.", "disaster"),
        ("The bodyguards killed the prime minister on Wednesday.", "attack"),
        ("A fire swept through a nightclub in Bangkok on Wednesday.", "disaster"),
        ("The prince married a Danish nurse on Saturday.", "other"),
    ],
)
def test_the_nouns_about_a_verb_tell_its_kind(text: str, kind: str) -> None:
    assert kinds(text)[0] == kind


def test_the_said_of_a_deed_is_left_out() -> None:
    assert kinds("Denmark said on Monday that it had expelled two diplomats.") == ["sanctions"]
    assert kinds("Denmark said on Monday that the figures were wrong.") == ["statement"]


def test_a_month_is_nobody_marching() -> None:
    assert kinds("Norway signed the pact on March 4.") == ["agreement"]


def test_a_day_makes_no_phrase_with_a_verb() -> None:
    assert kinds("The president fired his general on Monday.") == ["politics"]
    assert kinds("The soldiers fired on the convoy on Monday.") == ["attack"]


def test_what_stands_before_a_semicolon_is_told_for_itself() -> None:
    text = "Mr. Mbeki took office on Monday; voters will be asked to approve a constitution."
    assert "politics" in kinds(text)


def test_a_verb_of_no_row_is_told_by_its_nouns() -> None:
    (found,) = happenings("Denmark snubbed the ambassador on Monday.")
    assert (found.kind.value, found.trigger.word) == ("ties", "")
