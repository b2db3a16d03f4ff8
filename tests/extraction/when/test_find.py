"""Sentences of our own and what their time expressions come to."""

from datetime import date

import pytest

from timeline.extraction.when import find_dates

# day of publication, sentence: (words, value, EDTF or None) of each expression in it
SENTENCES = [
    # told from the day of publication, Monday 20 March 2023
    (
        "2023-03-20",
        "On Friday the court issued a warrant.",
        [("Friday", "2023-03-17", "2023-03-17")],
    ),
    ("2023-03-20", "Mr Sall arrived Monday.", [("Monday", "2023-03-20", "2023-03-20")]),
    ("2023-03-20", "Parliament will vote on Friday.", [("Friday", "2023-03-24", "2023-03-24")]),
    ("2023-03-20", "They met last Monday.", [("last Monday", "2023-03-13", "2023-03-13")]),
    ("2023-03-20", "They meet next Monday.", [("next Monday", "2023-03-27", "2023-03-27")]),
    ("2023-03-20", "He resigned yesterday.", [("yesterday", "2023-03-19", "2023-03-19")]),
    (
        "2023-03-20",
        "It began the day before yesterday.",
        [("the day before yesterday", "2023-03-18", "2023-03-18")],
    ),
    (
        "2023-03-20",
        "Ties were restored earlier this month.",
        [("earlier this month", "2023-03", "[2023-03-01..2023-03-20]")],
    ),
    (
        "2023-03-20",
        "He expects a call later this week.",
        [("later this week", "2023-W12", "[2023-03-21..2023-03-26]")],
    ),
    (
        "2023-03-20",
        "The pact was signed last week.",
        [("last week", "2023-W11", "2023-03-13/2023-03-19")],
    ),
    ("2023-01-09", "Prices rose last month.", [("last month", "2022-12", "2022-12")]),
    ("2023-03-20", "A year ago he was in exile.", [("A year ago", "2022", "2022")]),
    (
        "2023-03-20",
        "More than a year ago tanks crossed the border.",
        [("More than a year ago", "2022", "2022~")],
    ),
    ("2023-03-20", "It fell three days ago.", [("three days ago", "2023-03-17", "2023-03-17")]),
    (
        "2023-03-20",
        "It fell two weeks ago.",
        [("two weeks ago", "2023-03-06", "2023-03-06/2023-03-12")],
    ),
    ("2023-03-20", "The grain deal was due to end in May.", [("May", "2023-05", "2023-05")]),
    ("2023-03-20", "The coup came in November.", [("November", "2022-11", "2022-11")]),
    ("2023-03-20", "He fled on Dec. 28.", [("Dec. 28", "2022-12-28", "2022-12-28")]),
    (
        "2023-12-11",
        "Voting will begin on 14 January.",
        [("14 January", "2024-01-14", "2024-01-14")],
    ),
    ("2023-03-20", "Last autumn Kyiv regained Kherson.", [("Last autumn", "2022-FA", "2022-23")]),
    (
        "2023-03-20",
        "Shelling has grown in the past two weeks.",
        [("the past two weeks", "P2W", "[2023-03-06..2023-03-20]")],
    ),
    (
        "2023-03-22",
        "It rained over the weekend.",
        [("the weekend", "2023-W11-WE", "[2023-03-18..2023-03-19]")],
    ),
    (
        "2023-03-20",
        "The envoy will return in two weeks.",
        [("two weeks", "2023-04-03", "2023-04-03/2023-04-09")],
    ),
    # written out
    (
        "2023-03-20",
        "War began on 24 February 2022.",
        [("24 February 2022", "2022-02-24", "2022-02-24")],
    ),
    (
        "2023-03-20",
        "War began on February 24, 2022.",
        [("February 24, 2022", "2022-02-24", "2022-02-24")],
    ),
    (
        "2023-03-20",
        "Elle est arrivée le 17 mars 2023.",
        [("17 mars 2023", "2023-03-17", "2023-03-17")],
    ),
    ("2023-03-20", "Filed 2022-11-04.", [("2022-11-04", "2022-11-04", "2022-11-04")]),
    ("2023-03-20", "Filed 03/04/2022.", [("03/04/2022", "2022-03-04", "2022-03-04~")]),
    (
        "2023-03-20",
        "The wall fell in the late 1980s.",
        [("the late 1980s", "198", "[1987-01-01..1989-12-31]")],
    ),
    ("2023-03-20", "A 19th century treaty.", [("A 19th century", "18", "18XX")]),
    (
        "2023-03-20",
        "It lapsed in mid-March 2021.",
        [("mid-March 2021", "2021-03", "[2021-03-11..2021-03-20]")],
    ),
    (
        "2023-03-20",
        "By the end of June 2021 they left.",
        [("the end of June 2021", "2021-06", "[2021-06-21..2021-06-30]")],
    ),
    ("2023-03-20", "Around 2013 he returned.", [("Around 2013", "2013", "2013~")]),
    (
        "2023-03-20",
        "In the second half of 2019 it shrank.",
        [("the second half of 2019", "2019-H2", "2019-41")],
    ),
    (
        "2023-03-20",
        "In the first half of this year it grew.",
        [("the first half of this year", "2023-H1", "2023-40")],
    ),
    ("2023-03-20", "In nineteen ninety-six he won.", [("nineteen ninety-six", "1996", "1996")]),
    # ranges and lists
    (
        "2023-03-20",
        "The summit ran from 3 to 7 May 2022.",
        [
            ("3", "2022-05-03", "2022-05-03/2022-05-07"),
            ("7 May 2022", "2022-05-07", "2022-05-03/2022-05-07"),
        ],
    ),
    (
        "2023-03-20",
        "Between 12 and 18 March 2022 the city was shelled.",
        [
            ("12", "2022-03-12", "[2022-03-12..2022-03-18]"),
            ("18 March 2022", "2022-03-18", "[2022-03-12..2022-03-18]"),
        ],
    ),
    (
        "2023-03-20",
        "Talks on May 3 and 4, 2022, failed.",
        [
            ("May 3", "2022-05-03", "2022-05-03/2022-05-04"),
            ("4, 2022", "2022-05-04", "2022-05-03/2022-05-04"),
        ],
    ),
    (
        "2023-03-20",
        "The war of 1939-45.",
        [("1939", "1939", "1939/1945"), ("45", "1945", "1939/1945")],
    ),
    (
        "2023-03-20",
        "Drought, 2009–2010.",
        [("2009", "2009", "2009/2010"), ("2010", "2010", "2009/2010")],
    ),
    (
        "2023-03-20",
        "From March to May 2022 it held.",
        [("March", "2022-03", "2022-03/2022-05"), ("May 2022", "2022-05", "2022-03/2022-05")],
    ),
    # times
    (
        "2023-03-20",
        "Shots rang out at 10:30 p.m. on Friday.",
        [("10:30 p.m. on Friday", "2023-03-17T22:30", "2023-03-17")],
    ),
    ("2023-03-20", "He landed on Sunday night.", [("Sunday night", "2023-03-19TNI", "2023-03-19")]),
    # named days
    (
        "1992-01-03",
        "On New Year's Eve the flag came down.",
        [("New Year's Eve", "1991-12-31", "1991-12-31")],
    ),
    (
        "2023-03-20",
        "They signed on Good Friday 1998.",
        [("Good Friday 1998", "1998-04-10", "1998-04-10")],
    ),
    ("2023-03-20", "The truce will hold until Easter.", [("Easter", "2023-04-09", "2023-04-09")]),
    (
        "2023-05-02",
        "The truce of Eid al-Fitr 2023.",
        [("Eid al-Fitr 2023", "2023-04-21", "2023-04-21~")],
    ),
    ("2011-05-02", "He planned the 9/11 attacks.", [("the 9/11", "2001-09-11", "2001-09-11")]),
    # lengths and habits
    ("2023-03-20", "It lasted for two weeks.", [("two weeks", "P2W", None)]),
    ("2023-03-20", "The two-year term ends.", [("two-year", "P2Y", None)]),
    ("2023-03-20", "They march every Monday.", [("every Monday", "XXXX-WXX-1", None)]),
    ("2023-03-20", "It costs $3 million a year.", [("a year", "P1Y", None)]),
    ("2023-03-20", "He is now in exile.", [("now", "PRESENT_REF", None)]),
]


@pytest.mark.parametrize(
    ("published", "sentence", "wanted"), SENTENCES, ids=[s for _, s, _ in SENTENCES]
)
def test_resolves(published, sentence, wanted):
    found = find_dates(sentence, published_on=date.fromisoformat(published))
    assert [(e.text, e.value, e.span and e.span.edtf) for e in found] == wanted


# Published on Wednesday 18 March 1998: (words, value, EDTF or None) of each expression.
WORDINGS = [
    # days that hang on a week or a month
    ("He came on Tuesday last week.", [("Tuesday last week", "1998-03-10", "1998-03-10")]),
    ("A week from Friday they vote.", [("A week from Friday", "1998-03-27", "1998-03-27")]),
    (
        "They voted on the first Tuesday in November 1997.",
        [("the first Tuesday in November 1997", "1997-11-04", "1997-11-04")],
    ),
    (
        "He died on the last day of June 1997.",
        [("the last day of June 1997", "1997-06-30", "1997-06-30")],
    ),
    (
        "On 3 March 1998 he fled. The following Friday he was caught.",
        [
            ("3 March 1998", "1998-03-03", "1998-03-03"),
            ("The following Friday", "1998-03-06", "1998-03-06"),
        ],
    ),
    # parts of a unit
    ("Late in 1997 it fell.", [("Late in 1997", "1997", "[1997-09-01..1997-12-31]")]),
    ("By end-1997 it fell.", [("end-1997", "1997", "[1997-09-01..1997-12-31]")]),
    (
        "In the early part of 1997 it fell.",
        [("the early part of 1997", "1997", "[1997-01-01..1997-04-30]")],
    ),
    (
        "For the rest of the year it will fall.",
        [("the rest of the year", "1998", "[1998-03-19..1998-12-31]")],
    ),
    ("It could come as early as May.", [("as early as May", "1998-05", "1998-05")]),
    ("At year-end 1997 it fell.", [("year-end 1997", "1997", "[1997-09-01..1997-12-31]")]),
    # an article belongs to the noun that the date describes
    (
        "The 1991 truce and the May 1997 vote.",
        [("1991", "1991", "1991"), ("May 1997", "1997-05", "1997-05")],
    ),
    ("Prices hit a four year low.", [("four year", "P4Y", None)]),
    # figures
    (
        "Q3 1997 and H1 1996 were poor.",
        [("Q3 1997", "1997-Q3", "1997-35"), ("H1 1996", "1996-H1", "1996-40")],
    ),
    ("In AD 70 the temple fell.", [("AD 70", "0070", "0070")]),
    ("The 1996/97 harvest.", [("1996", "1996", "1996/1997"), ("97", "1997", "1996/1997")]),
    # times
    ("At 7.30am on Friday he left.", [("7.30am on Friday", "1998-03-13T07:30", "1998-03-13")]),
    ("It began at 0800 GMT.", [("0800 GMT", "1998-03-18T08:00Z", "1998-03-18")]),
    (
        "It ended at 5 p.m. EST, Nov. 6, 1997.",
        [("5 p.m. EST, Nov. 6, 1997", "1997-11-06T17:00", "1997-11-06")],
    ),
    (
        "He died in the early hours of Sunday.",
        [("the early hours of Sunday", "1998-03-15TMO", "1998-03-15")],
    ),
    ("It was seen the night before.", [("the night before", "1998-03-17TNI", "1998-03-17")]),
    # lengths and habits
    ("It took 2½ years.", [("2½ years", "P2.5Y", None)]),
    ("A two-and-a-half-year term.", [("two-and-a-half-year", "P2.5Y", None)]),
    (
        "A decades-long feud, a week-long strike.",
        [("decades-long", "PXDE", None), ("week-long", "P1W", None)],
    ),
    ("A dozen years of talks.", [("A dozen years", "P12Y", None)]),
    ("They meet every other day.", [("every other day", "P2D", None)]),
    (
        "The recent raids failed, as in recent weeks.",
        [("recent", "PAST_REF", None), ("recent weeks", "PXW", None)],
    ),
    # tense
    ("The sum would be paid in September.", [("September", "1998-09", "1998-09")]),
    ("Talks may resume on Friday.", [("Friday", "1998-03-20", "1998-03-20")]),
    ("He had been due to leave on Friday.", [("Friday", "1998-03-13", "1998-03-13")]),
    ("The envoy is leaving on Friday.", [("Friday", "1998-03-20", "1998-03-20")]),
]


@pytest.mark.parametrize(("sentence", "wanted"), WORDINGS, ids=[s for s, _ in WORDINGS])
def test_reads(sentence, wanted):
    found = find_dates(sentence, published_on=date(1998, 3, 18))
    assert [(e.text, e.value, e.span and e.span.edtf) for e in found] == wanted


def test_a_year_ago_is_the_period_under_discussion_a_year_before():
    quarter = "In the third quarter it earned 3 million, up from 2 million a year ago."
    longer = "In the first nine months it earned 8 million, up from 7 million a year ago."
    found = find_dates(f"{quarter} {longer}", published_on=date(1998, 10, 20))
    assert [e.value for e in found if e.text == "a year ago"] == ["1997-Q3", "1997"]


def test_reads_on_before_christ_by_year_month_season_and_decade():
    text = (
        "In 490 BC they landed. The following year he fell. From 484 BC to 481 BC they armed. In "
        "480 BC they returned; by spring they held the north. The next decade was quiet. What came "
        "the following day nobody knows."
    )
    found = find_dates(text, published_on=date(2009, 12, 19))
    assert [(e.value, e.span) for e in found] == [
        ("BC0490", None),
        ("BC0489", None),
        ("BC0484", None),
        ("BC0481", None),
        ("BC0480", None),
        ("BC0480-SP", None),
        ("BC047", None),
        ("XXXX-XX-XX", None),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Prime Minister Theresa May met 1500 soldiers.",
        "You may march, she said, and 2000 people did.",
        "Flight 1998 cost $2010.",
        "The Good Friday Agreement holds; so does the Easter Rising in memory.",
        "He reads the Sunday Times and lives on the 24th floor.",
        "Seven out of 10 members of the 7/10 committee agreed.",
        "Wait a second.",
        "A fall in prices, a spring in the step.",
        "The man, 45, is 45 years old.",
    ],
)
def test_is_not_taken_in_by(sentence):
    assert find_dates(sentence, published_on=date(2023, 3, 20)) == ()


def edtf(text, published_on):
    return [e.span.edtf if e.span else None for e in find_dates(text, published_on=published_on)]


def test_counts_on_from_the_dates_of_the_text():
    text = (
        "The accord was signed on 28 September 1995. Two days later the army withdrew. "
        "The next day shelling resumed, and hours later the envoy left."
    )
    assert edtf(text, date(1995, 10, 20)) == [
        "1995-09-28",
        "1995-09-30",
        "1995-10-01",
        "[1995-10-01..1995-10-02]",
    ]


def test_a_year_sets_the_scene_for_the_months_after_it():
    text = "In 1998 the rebels seized the north. In June they took the capital."
    assert edtf(text, date(2011, 10, 6)) == ["1998", "1998-06"]


def test_a_history_is_read_on_from_its_own_dates():
    text = (
        "Japan struck at Pearl Harbor on 7 December 1941. In January it took Manila. By June 1942 "
        "the tide had turned; on 4 June the fleets met off Midway. That year ended in stalemate. "
        "In February 1943 Guadalcanal fell."
    )
    assert edtf(text, date(2009, 12, 19)) == [
        "1941-12-07",
        "1942-01",
        "1942-06",
        "1942-06-04",
        "1942",
        "1943-02",
    ]


def test_years_before_christ_have_a_value_and_no_day():
    found = find_dates(
        "Xerxes crossed in 480 BC. By September he held Athens.", published_on=date(2009, 12, 19)
    )
    assert [(e.value, e.span) for e in found] == [("BC0480", None), ("BC0480-09", None)]


def test_without_a_day_of_publication_only_whole_dates_have_a_place():
    text = "On Friday and last week, unlike on 17 March 2023, nothing happened in May."
    assert edtf(text, None) == [None, None, "2023-03-17", "2023-05"]


@pytest.mark.parametrize("published", [date.min, date.max])
def test_the_edges_of_the_calendar_are_no_trouble(published):
    text = (
        "Yesterday, last week, next year, tomorrow, two centuries ago, last Easter, this weekend."
    )
    found = find_dates(text, published_on=published)
    assert all(e.span is None or e.span.earliest <= e.span.latest for e in found)
    assert "two centuries ago" in [e.text for e in found]


def test_tells_people_why():
    [friday] = find_dates("On Friday he left.", published_on=date(2023, 3, 20))
    assert friday.reason == (
        "“On Friday”, in an article published Monday 20 March 2023, is Friday 17 March 2023."
    )
    _, later = find_dates(
        "On 1 May 2019 he fled. Two days later he fell.", published_on=date(2019, 6, 1)
    )
    assert later.reason == "“Two days later”, read on from 1 May 2019, is Friday 3 May 2019."
    [length] = find_dates("It took two weeks.", published_on=date(2019, 6, 1))
    assert length.reason == "“two weeks” is a length of time, not a date."


def test_takes_tense_from_tags_where_they_are_given():
    text = "The cabinet set Friday aside."
    past, future = {12: "VBD"}, {12: "MD"}
    assert [
        find_dates(text, published_on=date(2023, 3, 20), tags=tags)[0].value
        for tags in (past, future)
    ] == ["2023-03-17", "2023-03-24"]
