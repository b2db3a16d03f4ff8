"""The words that speak of time, in classes: what the patterns of the grammar are written in."""

from __future__ import annotations

from typing import Final


def one_of(words: str) -> frozenset[str]:
    """Return a set of words from one line of them."""
    return frozenset(words.split())


MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}

# Only in "17 mars 2023" and its like, with day and year about it, so that no English word is lost.
FOREIGN_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "janvier januar enero gennaio janeiro januari",
            "février fevrier februar febrero febbraio fevereiro februari",
            "mars märz marzo março maart",
            "avril abril aprile",
            "mai mayo maggio maio mei maj",
            "juin juni junio giugno junho",
            "juillet juli julio luglio julho",
            "août aout agosto augustus augusti",
            "septembre septiembre settembre setembro",
            "octobre oktober octubre ottobre outubro",
            "novembre noviembre novembro",
            "décembre dezember diciembre dicembre dezembro",
        ),
        1,
    )
    for name in names.split()
}

WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tue tues",
            "wednesday wed",
            "thursday thu thur thurs",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}

SEASONS: Final = {"spring": 0, "summer": 1, "autumn": 2, "fall": 2, "winter": 3}


def _row(words: str) -> list[str]:
    return words.split()


SMALL: Final = {
    word: number
    for number, word in enumerate(
        _row(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
            "fifteen sixteen seventeen eighteen nineteen"
        )
    )
}
TENS: Final = {
    word: number * 10
    for number, word in enumerate(_row("twenty thirty forty fifty sixty seventy eighty ninety"), 2)
}
ORDINALS: Final[dict[str, int]] = {
    word: number
    for number, word in enumerate(
        _row(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
            "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
            "twentieth"
        ),
        1,
    )
}
ORDINALS.update({"thirtieth": 30})
ORDINALS.update(
    {
        f"{tens} {word}": TENS[tens] + ORDINALS[word]
        for tens, words in (
            ("twenty", "first second third fourth fifth sixth seventh eighth ninth"),
            ("thirty", "first"),
        )
        for word in words.split()
    }
)
DECADES: Final = {
    word: number * 10
    for number, word in enumerate(
        _row("twenties thirties forties fifties sixties seventies eighties nineties"), 2
    )
}

# The designator of TIMEX3 durations (TimeML 1.2.1, section 2.2) for each unit.
UNITS: Final = {
    "second": "S",
    "minute": "M",
    "hour": "H",
    "day": "D",
    "week": "W",
    "weekend": "WE",
    "fortnight": "F",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "DE",
    "century": "CE",
}
PLURALS: Final = {
    **{f"{name}s": name for name in UNITS if name != "century"},
    "centuries": "century",
    "hrs": "hour",
    "yrs": "year",
}
SETS: Final = {
    "hourly": "PT1H",
    "daily": "P1D",
    "nightly": "P1D",
    "weekly": "P1W",
    "fortnightly": "P2W",
    "biweekly": "P2W",
    "monthly": "P1M",
    "yearly": "P1Y",
    "annually": "P1Y",
}
PARTS: Final = {
    "morning": "MO",
    "afternoon": "AF",
    "evening": "EV",
    "night": "NI",
    "midday": "MI",
    "dawn": "MO",
    "daybreak": "MO",
    "sunrise": "MO",
    "dusk": "EV",
    "sunset": "EV",
}
FEW: Final = one_of("several few many some couple dozens recent")

# A token may be in several classes: "second" is a unit and an ordinal, "may" a month and a modal.
CLASSES: Final[dict[str, frozenset[str]]] = {
    "month": frozenset(name for name in MONTHS if len(name) > 4 or name in ("may", "june", "july")),
    "short_month": frozenset(name for name in MONTHS if len(name) < 5) - {"may", "june", "july"},
    "foreign": frozenset(FOREIGN_MONTHS),
    "weekday": frozenset(name for name in WEEKDAYS if name.endswith("day")),
    "short_weekday": frozenset(name for name in WEEKDAYS if not name.endswith("day")),
    "weekdays": frozenset(f"{w}s" for w in WEEKDAYS if w.endswith("day"))
    | {"weekends", "weekdays"},
    "season": frozenset(SEASONS),
    "seasons": one_of("springs summers autumns falls winters"),
    "ordinal": frozenset(ORDINALS),
    "decade_word": frozenset(DECADES),
    "unit": frozenset(UNITS),
    "units": frozenset(PLURALS),
    "often": frozenset(SETS),
    "part": frozenset(PARTS),
    "few": FEW,
    "this": one_of("this these"),
    "that": one_of("that those same"),
    "last": one_of("last past previous preceding prior"),
    "next": one_of("next coming following upcoming subsequent ensuing"),
    "each": one_of("every each"),
    "ante": one_of("ago"),
    "sooner": one_of("earlier before previously"),
    "later": one_of("later after afterward afterwards"),
    "day_word": one_of("today yesterday tomorrow"),
    "half_word": one_of("half"),
    "half_sign": one_of("½"),
    "to": one_of("to until till through thru"),
    "and": one_of("and or"),
    "am": one_of("am pm a.m p.m"),
    "zone": one_of("gmt utc est edt cst cdt mst mdt pst pdt cet cest bst msk ist jst"),
    "article": one_of("the a an"),
    "one": one_of("a an one"),
    "edge": one_of("beginning start middle end close onset outset midst"),
    "early": one_of("early mid late"),
    "end_of": one_of("early first opening latter later last final closing"),
    "stretch": one_of("part hours days weeks months years stages"),
    "early_er": one_of("earlier later late early"),
    "now": one_of("now currently presently nowadays"),
    "recently": one_of("recently lately"),
    "soon": one_of("soon"),
    "bc": one_of("bc bce"),
    "calendar_like": one_of("fiscal financial calendar school academic tax"),
    "kind": one_of(
        "trading business working full consecutive straight more additional whole long short "
        "calendar solid successive"
    ),
    "comma": frozenset(","),
    "dot": frozenset("."),
    "dash": frozenset("-"),
    "slash": frozenset("/"),
    "colon": frozenset(":"),
    "quote": frozenset("'"),
    "open": frozenset("("),
    "close": frozenset(")"),
}

# How many of a unit: "two", "a few", "several", "a", "a couple of".
COUNT: Final = "(n=num|few=few w.of? w.more?|one=one (few=few w.of?)?)"
