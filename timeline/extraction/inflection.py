"""English word forms: the past of a verb for headlines, and the lemma of a form we know."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Final

# lemma: past tense, past participle (one word where both are alike)
_IRREGULAR: Final = {
    "arise": "arose arisen", "be": "was been", "bear": "bore borne", "beat": "beat beaten",
    "become": "became become", "begin": "began begun", "bid": "bid", "bind": "bound",
    "bleed": "bled", "blow": "blew blown", "break": "broke broken", "bring": "brought",
    "broadcast": "broadcast", "build": "built", "burst": "burst", "buy": "bought",
    "cast": "cast", "catch": "caught", "choose": "chose chosen", "come": "came come",
    "cling": "clung", "dig": "dug", "drink": "drank drunk", "fling": "flung", "grind": "ground",
    "light": "lit", "ring": "rang rung", "shine": "shone", "sing": "sang sung", "slide": "slid",
    "sling": "slung", "sting": "stung", "strive": "strove striven", "swim": "swam swum",
    "swing": "swung", "weave": "wove woven", "weep": "wept", "wring": "wrung",
    "cost": "cost", "cut": "cut", "deal": "dealt", "do": "did done", "draw": "drew drawn",
    "drive": "drove driven", "fall": "fell fallen", "feed": "fed", "feel": "felt",
    "fight": "fought", "find": "found", "flee": "fled", "fly": "flew flown",
    "forbid": "forbade forbidden", "freeze": "froze frozen", "get": "got",
    "give": "gave given", "go": "went gone", "grow": "grew grown", "hang": "hanged",
    "have": "had", "hear": "heard", "hide": "hid hidden", "hit": "hit", "hold": "held",
    "hurt": "hurt", "keep": "kept", "know": "knew known", "lay": "laid", "lead": "led",
    "leave": "left", "lend": "lent", "let": "let", "lose": "lost", "make": "made",
    "meet": "met", "overthrow": "overthrew overthrown", "overtake": "overtook overtaken",
    "pay": "paid", "put": "put", "quit": "quit", "read": "read", "rebuild": "rebuilt",
    "ride": "rode ridden", "rise": "rose risen", "run": "ran run", "say": "said",
    "see": "saw seen", "seek": "sought", "sell": "sold", "send": "sent", "set": "set",
    "shake": "shook shaken", "shoot": "shot", "show": "showed shown", "shut": "shut",
    "sink": "sank sunk", "sit": "sat", "slay": "slew slain", "speak": "spoke spoken",
    "spend": "spent", "spread": "spread", "spring": "sprang sprung", "stand": "stood",
    "steal": "stole stolen", "stick": "stuck", "strike": "struck", "swear": "swore sworn",
    "sweep": "swept", "take": "took taken", "teach": "taught", "tear": "tore torn",
    "tell": "told", "think": "thought", "throw": "threw thrown",
    "undergo": "underwent undergone", "understand": "understood", "upset": "upset",
    "wake": "woke woken", "wear": "wore worn", "win": "won", "withdraw": "withdrew withdrawn",
    "write": "wrote written", "bend": "bent", "bite": "bit bitten", "breed": "bred",
    "creep": "crept", "eat": "ate eaten",
    "kneel": "knelt", "lie": "lay lain", "mow": "mowed mown",
    "sew": "sewed sewn", "shed": "shed",
    "shrink": "shrank shrunk", "sleep": "slept",
    "split": "split", "stride": "strode", "string": "strung",
    "swell": "swelled swollen", "thrust": "thrust", "tread": "trod trodden",
    "wind": "wound",
}  # fmt: skip
# After these an irregular verb stays what it is: "uphold", "retake", "overrun", "mislead".
_PREFIX: Final = re.compile("(?:fore|for|inter|mis|out|over|re|under|un|up|with)(?=[a-z]{3})")
_NO_PREFIX: Final = frozenset("relay rebut rebound remind refind rewind forfeit forbear".split())
# Second spellings that a text may have.
_ALSO: Final = {
    "hung": "hang", "burnt": "burn", "spilt": "spill", "leapt": "leap", "lit": "light",
    "pled": "plead", "proven": "prove", "dove": "dive", "sped": "speed",
}  # fmt: skip
# Verbs stressed on the last syllable double their last letter before -ed and -ing.
_DOUBLING: Final = frozenset(
    "abet acquit admit allot ban bar bat beg clap club commit compel concur confer control dam "
    "defer deter drag drop dub equip expel flag flog gag grab grip gun incur jam jet jut kidnap "
    "knit lag lob log mob mop mug nab net nod occur omit patrol peg permit pin plan plot plug "
    "prefer propel quit ram rebel recur refer regret rig rob rub scrap scrub shed ship shop skip "
    "slam slip snap sob spot stab star stem step stir stop strip strut submit swap tap top "
    "transfer transmit trap trek trim vet wed whip wrap zap".split()
)
_VOWELS: Final = "aeiou"


@cache
def past(lemma: str) -> str:
    """Return the past tense of a verb: "sign" → "signed", "shoot down" → "shot down"."""
    verb, _, rest = lemma.partition(" ")
    form = _irregular(verb, 0) or _with_ed(verb)
    return f"{form} {rest}" if rest else form


@cache
def participle(lemma: str) -> str:
    """Return the past participle of a verb: "take" → "taken"."""
    verb, _, rest = lemma.partition(" ")
    form = _irregular(verb, -1) or _with_ed(verb)
    return f"{form} {rest}" if rest else form


@cache
def gerund(lemma: str) -> str:
    """Return the -ing form of a verb: "sign" → "signing"."""
    verb, _, rest = lemma.partition(" ")
    if verb.endswith("ie"):
        form = f"{verb[:-2]}ying"
    elif verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and verb != "be":
        form = f"{verb[:-1]}ing"
    elif verb in _DOUBLING or _PREFIX.sub("", verb, count=1) in _DOUBLING | _SHORT:
        form = f"{verb}{verb[-1]}ing"
    else:
        form = f"{verb}ing"
    return f"{form} {rest}" if rest else form


# Irregular verbs that double before -ing.
_SHORT: Final = frozenset("begin bid cut forbid get hit let put quit run set shut sit win".split())


def _irregular(verb: str, which: int) -> str:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb].split()[which]
    prefix = _PREFIX.match(verb) if verb not in _NO_PREFIX else None
    if prefix and (rest := verb[prefix.end() :]) in _IRREGULAR:
        return prefix[0] + _IRREGULAR[rest].split()[which]
    return ""


def _with_ed(verb: str) -> str:
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return f"{verb[:-1]}ied"
    if verb in _DOUBLING or _PREFIX.sub("", verb, count=1) in _DOUBLING:
        return f"{verb}{verb[-1]}ed"
    return f"{verb}ed"


@cache
def base(form: str) -> str:
    """Return the lemma of a verb's form as well as the spelling tells: "taken" → "take"."""
    if form in _IRREGULAR or form in _BASES:
        return _BASES.get(form, form)
    if form in ("dying", "lying", "tying") or form.endswith("eed"):
        return f"{form[:-4]}ie" if form.endswith("ing") else form[:-1]
    if form.endswith("ing") and len(form) > 4:
        return _unsuffixed(form[:-3], form, gerund)
    if form.endswith("ed") and len(form) > 4:
        return _unsuffixed(form[:-2], form, past)
    if form.endswith("ies"):
        return f"{form[:-3]}y"
    if form.endswith(("ches", "shes", "sses", "xes", "zzes", "oes")):
        return form[:-2]
    return form[:-1] if form.endswith("s") and not form.endswith("ss") else form


def _unsuffixed(stem: str, form: str, inflect: Callable[[str], str]) -> str:
    """Choose among "hop", "hope" and "hopp" what gives the form and is spelt as verbs are."""
    if stem.endswith("i"):
        return f"{stem[:-1]}y"
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsfz":
        return stem[:-1]
    if stem[:-1] in _DOUBLING and inflect(stem[:-1]) == form:
        return stem[:-1]
    if stem in _IRREGULAR or stem in _PLAIN_STEMS:
        return stem
    return f"{stem}e" if f"{stem}e" in _IRREGULAR or _MUTE_E.search(stem) else stem


# Stems that only stand with a mute e: "announc", "urg", "receiv", "creat", "declar", "settl".
_MUTE_E: Final = re.compile(
    r"(?:[cuvz]|[^s]s|[^n]g|[aeu]ng|[bdfgkptz]l|[^eo]at|cre?at|[^ai]ut|[^aeo]i[nkl]|[^aeo]id|[^a]ir|"
    r"[^eo]a[rdkm]|[^o]ur|[^ao]o[rdkmpb]|[^a]ud|um|[^e]ap|[iy]b|[iy]p|ul|it?er?iat)$"
)
_PLAIN_STEMS: Final = frozenset("monitor honor develop gallop focus favor combat abandon".split())
_BASES: Final = {form: verb for verb, forms in _IRREGULAR.items() for form in forms.split()} | {
    "is": "be",
    "are": "be",
    "were": "be",
    "being": "be",
    "has": "have",
}


def _with_s(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")) or word in ("do", "go", "veto"):
        return f"{word}es"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return f"{word[:-1]}ies"
    return f"{word}s"


def verb_forms(lemmas: Iterable[str]) -> dict[str, str]:
    """Return every form of the verbs, each with its lemma."""
    forms: dict[str, str] = {}
    for lemma in lemmas:
        for form in (past(lemma), participle(lemma), gerund(lemma), _with_s(lemma), lemma):
            forms.setdefault(form, lemma)
        if lemma.endswith("el") or lemma in ("signal", "total", "rival", "marshal", "instal"):
            forms.setdefault(f"{lemma}led", lemma)  # British: "travelled", "cancelled"
            forms.setdefault(f"{lemma}ling", lemma)
    for form, lemma in _ALSO.items():
        if lemma in forms:
            forms.setdefault(form, lemma)
    return forms


_PLURALS: Final = {"crisis": "crises", "coup": "coups", "arms": "arms", "man": "men",
                   "woman": "women", "child": "children", "thief": "thieves"}  # fmt: skip


def plural(noun: str) -> str:
    """Return the plural of a noun: "treaty" → "treaties"."""
    return _PLURALS.get(noun) or _with_s(noun)


def noun_forms(lemmas: Iterable[str]) -> dict[str, str]:
    """Return singular and plural of the nouns, each with its lemma."""
    forms: dict[str, str] = {}
    for lemma in lemmas:
        forms.setdefault(lemma, lemma)
        forms.setdefault(plural(lemma), lemma)
    return forms
