"""What English verbs need, bear and mean in a headline."""

from __future__ import annotations

from typing import Final

from timeline.extraction.annotate import Token
from timeline.extraction.inflection import base, past
from timeline.extraction.triggers import table

ALIKE_IN_BOTH: Final = frozenset("set put cut hit shut let split quit spread led met".split())
WILL: Final = frozenset("will would wo 'll shall".split())
# "a report that commandos had crossed": it may not be so.
HEARSAY: Final = frozenset(
    "report reports claim claims allegation allegations rumour rumours rumor rumors suggestion "
    "suggestions accusation accusations charge charges suspicion suspicions".split()
)
# "foresees the release": it was still to come.
FORESEEING: Final = frozenset("foresee envisage envision provide propose demand require".split())
BEING: Final = frozenset("is are was were be been am 's 're".split())
REPORTING: Final = frozenset(
    "say tell state add note inform remark announce warn report declare insist claim confirm argue "
    "predict explain admit deny acknowledge estimate suggest believe think concede".split()
)
SAYING: Final = frozenset("say tell state add note remark".split())
NOW: Final = frozenset("is are am 's 're".split())
# "was expected to", "was set to": in a headline they come to "was to".
MEANT: Final = frozenset("expect schedule slate set be go prepare".split())
INTENDING: Final = frozenset(
    "plan intend agree promise pledge vow decide aim expect propose offer want hope prepare "
    "be".split()
)
MAKING: Final = frozenset(
    "order ask urge tell force allow persuade invite want instruct let help permit enable lead "
    "press pressure cause require direct authorize authorise call warn advise forbid".split()
)
READY: Final = frozenset("due likely ready set able about certain unable eager willing".split())
# Whose clause is not told as if it were so.
UNCERTAIN: Final = frozenset(
    "deny allege claim believe suspect contend assert doubt fear hope propose demand threaten "
    "insist request urge recommend suggest predict expect warn think promise vow pledge".split()
)
OF_PEOPLE: Final = frozenset(
    "take die perish drown flee march gather rally protest kill wound injure hurt arrest "
    "detain".split()
)
HURTING: Final = frozenset("kill wound injure hurt arrest detain shoot displace".split())
KEPT_ADVERBS: Final = frozenset(
    "not n't never nearly almost narrowly unanimously temporarily allegedly reportedly formally "
    "jointly secretly publicly briefly barely only partly again no longer".split()
)
# Verbs that say nothing alone, whatever row they have.
WANTING: Final = frozenset(
    "say tell make give take put get let call bring send hold have be become announce declare "
    "promise insist warn report find see name appoint ask urge order demand accuse set vote".split()
)
# Verbs that no row knows and that say enough alone.
ALONE: Final = frozenset("died resigned collapsed".split())
NOBODY: Final[frozenset[str]] = frozenset()
NEVER_PASSIVE: Final = frozenset(
    "leave enter reach have spend join tell meet see become set go come lose want get cost face "
    "make keep include earn".split()
)
LEAST: Final = 2  # words of a piece
DIRECTED: Final = frozenset("from to into onto toward towards across".split())
SCENE: Final = frozenset("in at by during near outside inside amid under over within".split())
# By preposition, the verbs that say little without it: "accused of", "put under".
BINDING: Final = {
    word: frozenset(verbs.split())
    for word, verbs in {
        "of": "accuse convict deprive strip relieve warn inform remind speak",
        "to": "turn send take bring hand return go come step set invite order transfer move "
        "sentence add raise cut link speak talk belong",
        "for": "ask call vote leave set hold blame condemn arrest swap",
        "on": "call go vote put place base",
        "as": "describe name elect resign serve recognise recognize appoint swear",
        "in": "put place find",
        "into": "put turn go",
        "under": "put place",
        "at": "put",
        "over": "turn hand",
        "with": "charge speak talk meet",
        "against": "vote warn",
        "from": "prevent bar ban withdraw expel remove release",
    }.items()
}
BACKSHIFT: Final = {
    "will": "would", "can": "could", "may": "might", "shall": "should", "is": "was",
    "are": "were", "has": "had", "have": "had", "does": "did", "do": "did", "'ll": "would",
    "'s": "was", "n't": "not", "wo": "would", "ca": "could", "am": "was", "'re": "were",
    "'ve": "had", "'d": "would",
}  # fmt: skip


def lemma_of(verb: Token) -> str:
    """Return the lemma of a verb, by the table or as its spelling tells."""
    if verb.lower in BEING:
        return "be"
    return table().verb_lemmas.get(verb.lower) or base(verb.lower)


def back(verb: Token, *, has_aux: bool) -> str:
    """Return a verb one step back in tense, as reported speech has it."""
    lower = verb.lower
    if has_aux or verb.tag not in ("VBZ", "VBP"):
        return lower
    return BACKSHIFT.get(lower) or past(base(lower))
