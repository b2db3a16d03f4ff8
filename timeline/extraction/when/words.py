"""The words that speak of time, sorted into classes; the grammar's patterns are written in these."""

from __future__ import annotations

from typing import Final

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

SMALL: Final = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
TENS: Final = {
    word: number * 10
    for number, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), 2
    )
}
ORDINALS: Final = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
        "twentieth".split(),
        1,
    )
}
DECADES: Final = {
    word: number * 10
    for number, word in enumerate(
        "twenties thirties forties fifties sixties seventies eighties nineties".split(), 2
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
}
FEW: Final = frozenset("several few many some couple dozens recent".split())

# A token may be in several classes: "second" is a unit and an ordinal, "may" a month and a modal.
CLASSES: Final[dict[str, frozenset[str]]] = {
    "month": frozenset(name for name in MONTHS if len(name) > 4 or name in ("may", "june", "july")),
    "short_month": frozenset(name for name in MONTHS if len(name) < 5) - {"may", "june", "july"},
    "foreign": frozenset(FOREIGN_MONTHS),
    "weekday": frozenset(name for name in WEEKDAYS if name.endswith("day")),
    "short_weekday": frozenset(name for name in WEEKDAYS if not name.endswith("day")),
    "weekdays": frozenset(f"{w}s" for w in WEEKDAYS if w.endswith("day")) | {"weekends", "weekdays"},
    "season": frozenset(SEASONS),
    "seasons": frozenset("springs summers autumns falls winters".split()),
    "ordinal": frozenset(ORDINALS),
    "decade_word": frozenset(DECADES),
    "unit": frozenset(UNITS),
    "units": frozenset(PLURALS),
    "often": frozenset(SETS),
    "part": frozenset(PARTS),
    "few": FEW,
    "this": frozenset("this these".split()),
    "that": frozenset("that those same".split()),
    "last": frozenset("last past previous preceding prior".split()),
    "next": frozenset("next coming following upcoming subsequent ensuing".split()),
    "each": frozenset("every each".split()),
    "ante": frozenset("ago".split()),
    "sooner": frozenset("earlier before previously".split()),
    "later": frozenset("later after afterward afterwards".split()),
    "day_word": frozenset("today yesterday tomorrow".split()),
    "half_word": frozenset("half".split()),
    "to": frozenset("to until till through thru".split()),
    "and": frozenset("and or".split()),
    "am": frozenset("am pm a.m p.m".split()),
    "zone": frozenset("gmt utc est edt cst cdt mst mdt pst pdt cet cest bst msk ist jst".split()),
    "article": frozenset("the a an".split()),
    "one": frozenset("a an one".split()),
    "edge": frozenset("beginning start middle end close onset outset midst".split()),
    "early": frozenset("early mid late".split()),
    "early_er": frozenset("earlier later late early".split()),
    "now": frozenset("now currently presently nowadays".split()),
    "recently": frozenset("recently lately".split()),
    "soon": frozenset("soon".split()),
    "bc": frozenset("bc bce".split()),
    "calendar_like": frozenset("fiscal financial calendar school academic tax".split()),
    "kind": frozenset(
        "trading business working full consecutive straight more additional whole long short "
        "calendar solid successive".split()
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
