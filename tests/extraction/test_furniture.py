"""What a page has around its article, and ordinary sentences that look like it."""

from datetime import date

import pytest

from timeline.extraction import analyse
from timeline.extraction.document import Document, read

BODY = "The two ministers met in Geneva on Monday."


def document(text: str, title: str = "") -> Document:
    return read(text, published_on=date(2023, 3, 20), title=title)


def kept(text: str) -> list[str]:
    return [s.text for s in document(text).sentences]


FURNITURE = [
    "World / Europe / Ukraine",
    "Home > World > Asia",
    "World › Middle East › Iran",
    "6 min read",
    "Reading time: 4 minutes",
    "4 minutes read.",
    "3 MIN READ · POLITICS",
    "By Anna Person and Ben Other",
    "By Anna Person, Agency. Updated March 20, 2023.",
    "BY ANNA PERSON | Staff writer | March 20, 2023",
    "Updated 3:14 PM EDT, Mon March 20, 2023",
    "Published March 20, 2023 at 9:14 a.m. ET",
    "Last updated on 20 March 2023 at 11.04 GMT.",
    "Mar 20, 2023, 3:14 PM",
    "Mon 20 Mar 2023 15.14 GMT",
    "March 20, 2023",
    "20 March 2023",
    "3:14 PM EDT, Mon March 20, 2023.",
    "First published: 20 March 2023.",
    "(Reporting by Anna Person in Geneva; Editing by Ben Other)",
    "Reporting by Anna Person; Additional reporting by Carl Third on March 20.",
    "Additional reporting by Carl Third.",
    "Writing by Anna Person; Editing by Ben Other",
    "Our standards: the principles of The Agency.",
    "Anna Person reported from Geneva. Ben Other contributed reporting from Oslo.",
    "Associated writers Anna Person in Geneva and Ben Other in Oslo contributed to this report.",
    "Ben Other contributed to this report.",
    "With reporting by Carl Third/Oslo",
    "Photo by A. Person / Agency",
    "Photo: The ministers shake hands in Geneva on March 20, 2023. Agency/A. Person",
    "The ministers shake hands in Geneva, March 20, 2023. (Agency Photo/A. Person)",
    "The ministers shake hands in Geneva on March 20, 2023. AGENCY/Anna Person",
    "The ministers shake hands in Geneva on Monday. Photograph: Anna Person/Agency",
    "Anna Person—Agency/Getty Images",
    "The ministers shake hands on Monday. | Anna Person/AFP via Getty Images",
    "Image caption, The ministers shook hands on Monday.",
    "Read more: Ministers agreed on Friday to meet again.",
    "READ MORE: The pact was signed on Friday.",
    "READ: The pact was signed on Friday.",
    "Read also: what the pact of 2015 said.",
    "Related: Ministers met on Friday in Oslo.",
    "RELATED STORIES",
    "More on this story: The pact was signed on Friday.",
    "Sign up for our newsletter to get the news every Monday.",
    "Get our daily newsletter: what happened on Monday, in your inbox.",
    "Subscribe to The Paper for unlimited access.",
    "Thank you for signing up!",
    "For your security, we've sent a confirmation email to the address you entered.",
    "Contact us at letters@example.org.",
    "Write to Anna Person at anna@example.org.",
    "Got a tip? Write to tips@example.org",
    "Follow us on Twitter and Facebook.",
    "Share this article",
    "Share on Facebook",
    "Advertisement",
    "ADVERTISEMENT - CONTINUE READING BELOW",
    "Story continues below advertisement",
    "Article continues after this ad.",
    "Skip to content",
    "© 2023 The Paper. All rights reserved.",
    "Copyright 2023 The Agency. All rights reserved.",
    "This material may not be printed or put on a page elsewhere.",
    "This article was originally published on March 20, 2023.",
    "This story has been updated with comments made on Monday.",
    "Correction, March 21, 2023: This article gave another day. The pact was signed on Friday.",
    "Anna Person is our correspondent in Oslo. She joined the paper in 2015.",
    "Anna Person is a reporter based in Oslo.",
    "Do you have a story? Call us on 0800 123 456.",
    "Have you been affected by this?",
    "For more news, download our app.",
    "We use cookies and other means to know what was read on Monday.",
    "By clicking “Accept”, you agree to the rules of March 20, 2023.",
    "This article contains content provided by Twitter.",
    "Privacy notice: Letters of Friday may hold advertisements. See our privacy policy.",
    "Keep reading: What ministers signed on Friday.",
    "The ministers shake hands in Geneva on Friday. © Anna Person",
    "The ministers shake hands in Geneva on Friday. Anna Person/Agency/Other Agency",
    "The ministers shake hands on March 20, 2023. Agency/Anna Person/Pool via OTHER",
    "[1/5] The ministers shake hands on Friday. Agency/Anna Person Acquire Licensing Rights",
    "^ “Ministers meet”. The Paper. 20 March 2023. Retrieved 24 March 2023.",
    "Retrieved 24 March 2023.",
    "Image caption\nThe ministers shook hands on Friday.",
    "Correction: An earlier version of this story said the pact was signed on Friday.",
    "Listen to this article",
    "Watch: The ministers shake hands on Monday.",
    "WATCH | Ministers met on Friday",
    "Comments (12)",
    "Print this page",
    "Tags: Geneva, pacts, 2023",
    "Topics",
    "Most read",
    "1. Ministers met on Friday",
    "Ministers met on Friday · Norway left the pact, 2 December · All of the stories of the week →",
    "MORE FROM THIS ISSUE → Norway left the pact · The last tour of a king who went, 2 December",
    "Our correspondent in Oslo for the north | Updated 21:40 IST on the evening of the day",
    "RELATED: How to give safely, page 7. What ministers signed on Friday.",
    "March 20, 2023 | World",
    "March 20, 2023 - 3:14 PM EDT",
    "• Ministers met on Friday",
    "Related articles",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_above_and_below_the_article_is_left_out(line: str) -> None:
    assert kept(f"{line}\n\n{BODY}\n\n{line}") == [BODY]


@pytest.mark.parametrize(
    "before",
    [
        "Updated 3:14 PM EDT, Mon March 20, 2023 ",
        "6 min read ",
        "6 minute read\n",
        "By Anna Person, Agency\nMarch 20, 2023 ",
        "By Anna Person | March 20, 2023 | ",
        "(Agency) — ",
        "March 20, 2023, 9:14 a.m. ET KYIV, Ukraine (Agency) — ",
    ],
)
def test_what_stands_before_the_first_word_in_its_line_is_left_out(before: str) -> None:
    assert kept(before + BODY) == [BODY]


@pytest.mark.parametrize(
    "after",
    [
        " (Reporting by Anna Person; Editing by Ben Other)",
        " Reporting by Anna Person in Oslo; editing by Ben Other.",
        " Additional reporting by Ben Other.",
        " Read more: The pact of Friday.",
        " © 2023 The Paper.",
        " Sign up for our newsletter.",
    ],
)
def test_what_stands_after_the_last_word_in_its_line_is_left_out(after: str) -> None:
    assert kept(BODY + after) == [BODY]


@pytest.mark.parametrize("after", [" 🙃", " (AFP/Reuters)", " [1][2]", " ”"])
def test_what_else_stands_there_does_not_take_the_sentence_along(after: str) -> None:
    assert kept(BODY + after)[0].startswith(BODY)


@pytest.mark.parametrize(
    "line",
    [
        "First published: 3 March 2021.",
        "Updated 3 March 2021",
        "Photo: Ministers met in Oslo on 3 March 2021.",
        "Related: Ministers met on 3 March 2021",
        "Mali attacked Chad on 3 March 2021. | Anna Person/AFP via Getty Images",
        "• Ministers met on 3 March 2021 | By Anna Person",
    ],
)
def test_no_date_of_furniture_moves_the_dates_of_the_article(line: str) -> None:
    text = f"{BODY}\n\n{line}\n\nThe next day Mali attacked Chad."
    analysis = analyse(text, published_on=date(2023, 3, 22))
    assert [(d.text, d.value) for d in analysis.dates] == [
        ("Monday", "2023-03-20"),
        ("The next day", "2023-03-21"),
    ]


def test_stamps_in_the_line_of_the_first_word_move_no_date() -> None:
    text = f"Updated 3 March 2021, 9:14 a.m. ET {BODY}"
    (found,) = analyse(text, published_on=date(2023, 3, 22)).dates
    assert text[found.start : found.end] == "Monday"


@pytest.mark.parametrize("heading", ["1998", "1998: Norway goes to war"])
def test_a_heading_dates_what_stands_below_it(heading: str) -> None:
    text = f"{BODY}\n\n{heading}\n\nIn June Norway attacked Chad."
    dates = analyse(text, published_on=date(2023, 3, 22)).dates
    assert [d.value for d in dates][2:] == ["1998-06"]


def test_without_furniture_every_offset_stays() -> None:
    found = document(f"{BODY}\r\nPhoto: 😀 Oslo\r\n\r\nThe end\r\n{BODY}")
    told = found.without_furniture
    assert len(told) == len(found.text)
    assert told.split() == [*BODY.split(), "The", "end", *BODY.split()]


DATELINES = [
    ("KYIV, Ukraine (AP) — ", "KYIV, Ukraine"),
    ("KYIV, Ukraine (AP) -- ", "KYIV, Ukraine"),
    ("Moscow, 20 March 2023 – ", "Moscow"),
    ("BEIJING/RIYADH, March 10 (Reuters) - ", "BEIJING/RIYADH"),
    ("MOSCOW, March 20 (Agency) — ", "MOSCOW"),
    ("Moscow (Agency) — ", "Moscow"),
    ("Kyiv, Ukraine — ", "Kyiv, Ukraine"),
    ("WASHINGTON — ", "WASHINGTON"),
    ("WASHINGTON (AP) - ", "WASHINGTON"),
    ("GENEVA, 20 March (Agency) –", "GENEVA"),
    ("Geneva, Switzerland (CNN) — ", "Geneva, Switzerland"),
    ("UNITED NATIONS, March 20 (Xinhua) -- ", "UNITED NATIONS"),
    ("NEW DELHI: ", "NEW DELHI"),
    ("JERUSALEM: ", "JERUSALEM"),
    ("LONDON, 20 Mar. - ", "LONDON"),
    ("SEOUL, South Korea, March 20 — ", "SEOUL, South Korea"),
    ("Paris, March 20, 2023 (AFP) - ", "Paris"),
    ("Paris, France | AFP | ", "Paris, France"),
    ("TEHRAN, Mar. 20 (MNA) – ", "TEHRAN"),
    ("RIYADH, 10 March, 2023 (SPA) -- ", "RIYADH"),
    ("Beijing, 10 March. ", "Beijing"),
    ("GENEVA (20 March 2023) – ", "GENEVA"),
    ("PORT-AU-PRINCE, Haiti (AP) — ", "PORT-AU-PRINCE, Haiti"),
    ("ST. PETERSBURG, Russia (AP) _ ", "ST. PETERSBURG, Russia"),
    ("N'DJAMENA, Chad — ", "N'DJAMENA, Chad"),
    ("São Paulo, March 20 (Agency) - ", "São Paulo"),
    ("CAIRO, March 20, 2023 (Agency) — ", "CAIRO"),
    ("Oslo/Geneva, 20 March 2023 - ", "Oslo/Geneva"),
    ("THE HAGUE, Netherlands, March 17 (Agency) -", "THE HAGUE, Netherlands"),
    ("GENEVA, March 20 -", "GENEVA"),
    ("MOSCOW, March 20. /AGENCY/. ", "MOSCOW"),
]


@pytest.mark.parametrize(("dateline", "where"), DATELINES)
def test_a_dateline_gives_its_place_and_is_no_part_of_the_sentence(
    dateline: str, where: str
) -> None:
    text = dateline + BODY
    found = document(text)
    assert found.dateline is not None
    assert text[slice(*found.dateline)] == where
    assert [s.text for s in found.sentences] == [BODY]


def test_what_a_dateline_stands_before_may_be_furniture() -> None:
    found = document(f"OSLO | Our correspondent in the north | Updated 21:40 IST\n\n{BODY}")
    assert found.dateline == (0, 4)
    assert [s.text for s in found.sentences] == [BODY]


def test_a_dateline_makes_prose_of_a_line_without_a_full_stop() -> None:
    assert kept("OSLO (Agency) — Ministers met on Monday") == ["Ministers met on Monday"]


@pytest.mark.parametrize("before", ["The pact has three parts:", "KEY POINTS", "Timeline of talks"])
def test_a_list_that_the_text_announces_is_read(before: str) -> None:
    text = f"{BODY}\n\n{before}\n- Ministers met on Friday\n- Norway left\n\nMost read\n- Chad won"
    assert kept(text)[-2:] == ["- Ministers met on Friday", "- Norway left"]


@pytest.mark.parametrize("before", ["Most read", "Latest news", "Related stories on the talks:"])
def test_a_list_of_links_is_not(before: str) -> None:
    assert kept(f"{BODY}\n\n{before}\n- Ministers met on Friday\n- Norway left") == [BODY]


@pytest.mark.parametrize(
    "day", ["March 20, 2023", "20 March 2023", "March 2023", "20 March", "2023", "• March 20"]
)
def test_a_chronicle_is_read_though_it_has_no_full_stops(day: str) -> None:
    line = f"{day} — Ministers meet in Geneva"
    assert kept(f"{line}\n{line}\n\n{BODY}") == [line, line, BODY]


def test_a_headline_in_one_line_is_not_taken_for_the_first_line_of_its_article() -> None:
    headline = "Ministers of Norway and Chad signed a pact in Geneva that few believed"
    body = " ".join([BODY] * 4)
    assert kept(f"{headline}\n{body}") == [BODY] * 4


def test_lines_broken_by_hand_are_one_paragraph() -> None:
    text = "The ministers of Norway and Chad, who had not met for a year, met in\nGeneva on Monday."
    assert kept(text) == [text]


@pytest.mark.parametrize("end", ["\r\n\r\n", "\r\r", "\n \n", "\u2029"])
def test_an_empty_line_ends_a_paragraph_however_it_is_written(end: str) -> None:
    headline = "Ministers of Norway and Chad signed a pact in Geneva that few believed"
    assert kept(f"{headline}{end}{BODY}") == [BODY]


def test_a_dateline_is_found_below_captions_that_look_like_prose() -> None:
    caption = "A plane with prisoners landed in Oslo."
    found = document(f"{caption}\n\nGENEVA, March 20 (Agency) — {BODY}\n\nOSLO (AP) — {BODY}")
    assert found.dateline is not None
    assert found.text[slice(*found.dateline)] == "GENEVA"
    assert [s.text for s in found.sentences] == [caption, BODY, f"OSLO (AP) — {BODY}"]


ORDINARY = [
    "Norway and Chad signed the pact on Monday, 1/3 of the states.",
    "Retrieved from the sea on Monday, the black box went to Norway.",
    "Anna Person is a reporter for The Paper, whom Norway arrested on Monday.",
    "We do not use cookies, the ministers said on Monday.",
    "By signing the pact on Monday, Norway agreed to leave Chad.",
    "Correction of the borders began on Monday.",
    "Merkel (CDU) — who met the ministers on Monday — left.",
    "On March 20, 2023, Norway and Chad signed the pact.",
    "March 20, 2023, Norway and Chad signed the pact.",
    "March 20, 2023: Norway and Chad signed the pact.",
    "20 March 2023 – Norway and Chad signed the pact.",
    "Norway invaded Chad on Monday, the paper said (see page 2/3).",
    "The council contributed reporting standards on Monday.",
    "Updated rules took effect on Monday.",
    "Published reports said that ministers met on Monday.",
    "By Monday the ministers had met in Geneva.",
    "By March 2023 Norway had signed the pact.",
    "Home Secretary Anna Person met the ministers on Monday.",
    "Print unions struck on Monday.",
    "Listen to what the minister said on Monday: the pact is dead.",
    "Follow him to Geneva, where the ministers met on Monday.",
    "Watch now for the pact, which the ministers signed on Monday in Geneva.",
    "Related parties signed the pact on Monday.",
    "Read more widely, the pact which ministers signed on Monday is void.",
    "Recommended by the council, the pact was signed on Monday.",
    "Subscribe or not, voters got the paper on Monday, the ministers said.",
    "Download speeds fell on Monday as ministers cut cables.",
    "This article of the treaty was first invoked on Monday.",
    "This piece was first shown in Geneva on Monday.",
    "Source countries met in Geneva on Monday.",
    "Video of the attack was published on Monday.",
    "Photographs by satellites showed on Monday that troops had left.",
    "Image by image, the court saw on Monday how troops killed civilians.",
    "Credit Suisse was bought by UBS on Sunday.",
    "Copyright talks ended in Geneva on Monday.",
    "Share prices fell on Monday.",
    "Comments made on Monday angered Norway.",
    "Topics of the talks on Monday were trade and arms.",
    "Tags on the bombs showed on Monday that Norway had made them.",
    "Correction officers struck on Monday.",
    "Reporting by the council led to the arrests on Monday.",
    "Sign up fees were cut on Monday.",
    "More on this was said on Monday by ministers in Geneva.",
    "See also the pact of 2015, which ministers signed in Geneva on July 14, 2015.",
    "Top stories were written by the ministers on Monday.",
    "Advertisement revenue fell on Monday, ministers said.",
    "Moscow - the seat of the talks - was hit by drones on Monday.",
    "Moscow, Russia's capital, was hit by drones on Monday.",
    "NATO — the alliance — met on Monday.",
    "Norway — which signed on Monday — left the pact.",
    "UN: ministers met on Monday.",
    "Geneva: the ministers met there on Monday.",
    "Contact us, the ministers told Norway on Monday.",
    "Editing by the ministers ended on Monday.",
    "Write to them, said the minister on Monday.",
    "Email accounts of the ministers were hacked on Monday.",
    "Newsletter editors were arrested in Norway on Monday.",
    "Click here, said the fake page that Norway shut on Monday.",
    "March 20, 2023 was the day on which the ministers met in Geneva.",
    "On 20 March 2023 the ministers met.",
    "• The ministers met in Geneva on Monday.",
    "Editors picked a leader on Monday.",
    "Image Sat International signed a deal on Monday.",
]


@pytest.mark.parametrize("sentence", ORDINARY)
def test_an_ordinary_sentence_is_not_eaten(sentence: str) -> None:
    assert kept(sentence) == [sentence]
    assert document(sentence).dateline is None
    assert kept(f"{BODY} {sentence}") == [BODY, sentence]
