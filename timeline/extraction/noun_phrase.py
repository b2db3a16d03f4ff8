"""Noun phrases of a headline: short, names made plain, none that hangs on what was told before.

Every wording comes in levels, from 0, the fullest, to 4, the tightest. An empty one says that it
cannot be told so that a reader understands it alone.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from timeline.extraction import verb_words as verbs
from timeline.extraction.annotate import Token, Tree
from timeline.extraction.referents import Referent
from timeline.extraction.triggers import table
from timeline.extraction.who import Cast

LEVELS: Final = range(5)
# How much care is taken that a line is understood alone: first nothing may hang on the text before
# it; then "the treaty" and a "he" that might be another may; at last whatever the text says.
CARE: Final = (2, 1, 0)
_FAR: Final = 4000  # characters before a noun among which it may have been told more fully
_NAMES: Final = r"(?:the )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*"
_COMPLETED: Final = re.compile(rf"(?:between|with|against|on|of) {_NAMES}(?: and {_NAMES})?")
_NEAR: Final = 350  # characters before a pronoun among which its name is sought
_LONGEST_ASIDE: Final = 6  # words of a clause that says which one is meant
_NAMED: Final = frozenset(
    ("person", "state", "body", "organisation", "group", "court", "company", "place", "name")
)
_BEFORE: Final = frozenset("amod compound nmod nummod quantmod predet advmod punct".split())
_DESCRIBED: Final = frozenset(("person", "name", "place", "organisation"))
_NO_PREPOSITION: Final = frozenset(
    "after before since until till during despite amid following while because as than including "
    "like by whereupon whereby according besides plus versus given considering".split()
)
# NounPhrases that say little without what they are of or with, though no row of the table has them.
_COMPLETING: Final = frozenset("of with against between on for to".split())
# Whom and what one goes before.
_FACED: Final = frozenset(
    "camera cameras court parliament congress committee reporters council senate tribunal judge "
    "crowd nation assembly press jury".split()
)
_CLOCK: Final = frozenset(
    "midnight noon dawn dusk night evening morning afternoon nightfall quarter daybreak time "
    "moment beginning outset p.m. a.m. pm am hour hours day days week weeks month months year "
    "years".split()
)
_THE_FIRST: Final = frozenset(
    "imf who wto wfp icc icj oau oas iaea uae united soviet netherlands "
    "philippines maldives gambia bahamas european czech dominican "
    "central vatican pentagon kremlin white u.s. u.n. u.k. us un uk eu seychelles comoros ivory "
    "democratic persian black red baltic mediterranean arab middle".split()
)
_THE_LAST: Final = frozenset(
    "court council union bank league organization organisation nations republic states kingdom "
    "islands committee commission agency assembly party army ministry fund parliament house sea "
    "community front movement group association congress senate alliance federation emirates "
    "gulf strait office department bank strip river ocean desert canal peninsula delta valley "
    "company".split()
)
FIRST_PERSON: Final = frozenset("i we my our me us ours you your myself ourselves".split())
_SHORT: Final = {
    "United States": "U.S.",
    "United Kingdom": "UK",
    "United Nations": "UN",
    "European Union": "EU",
    "United Nations Security Council": "UN Security Council",
    "United Nations General Assembly": "UN General Assembly",
    "International Monetary Fund": "IMF",
    "World Health Organization": "WHO",
    "World Trade Organization": "WTO",
    "World Food Programme": "WFP",
    "International Criminal Court": "ICC",
    "International Court of Justice": "ICJ",
    "Organization of African Unity": "OAU",
    "Organization of American States": "OAS",
    "International Atomic Energy Agency": "IAEA",
    "United Arab Emirates": "UAE",
}
_POINTING_AT: Final = frozenset("this that these those".split())
_POINTING: Final = frozenset("the this that these those both such".split())
# What "the" needs no telling of.
_ONE_OF_ITS_KIND: Final = frozenset(
    "world public press sky air ground sea border streets country nation war economy earth sun "
    "moon lead internet market markets dollar euro yen pound law charge charges vote".split()
)
_ELLIPTIC: Final = frozenset(
    "one two three four five six seven eight nine ten eleven twelve first second third last "
    "another other others some many most all both each several few more dozens latter former any "
    "same this that these those".split()
)
_ELLIPTIC_NOUNS: Final = frozenset(("others", "latter", "former", "same"))
_ELLIPTIC_AFTER_THE: Final = frozenset("two three same latter former north south east west".split())
_NOT_SAID: Final = frozenset("planned upcoming proposed scheduled forthcoming expected alleged "
                             "reported recent past last next new".split())  # fmt: skip


class NounPhrases(ABC):
    """Short wordings out of one tree; `dates` are the tokens that speak of time."""

    def __init__(self, tree: Tree, cast: Cast, dates: frozenset[int]) -> None:
        self.tree = tree
        self.cast = cast
        self.dates = dates
        self.subjects: frozenset[str] = frozenset()  # names of whom the line is about
        self.is_plural_line = False
        self.care = CARE[0]
        self.pronouns: frozenset[str] = frozenset()  # that take up its subject
        self.told = -1  # the verb of the line
        self._known: dict[tuple[object, ...], list[str]] = {}
        self._joined: dict[tuple[int, ...], list[int]] = {}

    # --- nouns ----------------------------------------------------------------------------

    def nouns(self, nouns: Sequence[int], *, level: int, is_first: bool = False) -> list[str]:
        """Return "China, Russia and Iran": all that are joined to these, at most four."""
        return self._once(
            (tuple(nouns), is_first, level),
            lambda: self._nouns(nouns, level=level, is_first=is_first),
        )

    def _once(self, key: tuple[object, ...], wording: Callable[[], list[str]]) -> list[str]:
        """Return a wording, made once for all lines that say it in the same company."""
        key = (*key, self.subjects, self.pronouns, self.is_plural_line, self.told)
        for care in CARE:
            if care < self.care:
                break
            if words := self._known.get((care, *key)):
                return list(words)  # what could be told with care is told so without
        here = (self.care, *key)
        if here not in self._known:
            self._known[here] = wording()
        return list(self._known[here])

    def _nouns(self, nouns: Sequence[int], *, level: int, is_first: bool) -> list[str]:
        every = self.joined(nouns)
        parts: list[list[str]] = []
        for n, i in enumerate(every):
            words = self.noun(i, level=level, is_first=is_first and n == 0)
            if not words and n == 0:
                return []
            if words and words not in parts:
                parts.append(words)
        if len(parts) > 4:
            parts = [*parts[:2], ["others"]]
        elif len(parts) > 2 and level == LEVELS[-1]:
            parts = [parts[0], ["others"]]
        if len(parts) < 2:
            return parts[0] if parts else []
        words = [w for part in parts[:-1] for w in [*part[:-1], f"{part[-1]},"]]
        words[-1] = words[-1].removesuffix(",")
        link = "or" if any(t.lower == "or" for t in self.tree.children(every[0], "cc")) else "and"
        return [*words, link, *parts[-1]]

    def joined(self, nouns: Sequence[int]) -> list[int]:
        """Return the nouns joined to these, without what the parser only made of a hyphen."""
        key = tuple(nouns)
        if key not in self._joined:
            self._joined[key] = self._without_halves(nouns)
        return self._joined[key]

    def _without_halves(self, nouns: Sequence[int]) -> list[int]:
        tokens = self.tree.tokens
        every = dict.fromkeys(
            j for i in nouns for k in self._listed(i) for j in self.tree.joined(k)
        )
        kept = [i for i in every if tokens[i].text[:1].isalnum() or tokens[i].text[:1] in "$£€#%"]
        whole = [i for i in kept if not self._is_torn(i)] or kept[:1]
        between = tokens[whole[0] : whole[-1]] if whole else ()
        # Without "and" the second only says again what the first is.
        return whole if any(t.dep == "cc" or t.lower == "and" for t in between) else whole[:1]

    def _listed(self, i: int) -> Iterator[int]:
        """Yield a name, and what the parser takes for its apposition: "Mali, Niger and Chad"."""
        yield i
        if self.tree.tokens[i].is_name:
            for other in self.tree.children(i, "appos"):
                if other.is_name and self.tree.child(other.i, "conj") and other.i == other.first:
                    yield other.i

    def _is_torn(self, i: int) -> bool:
        """Whether a token is the second half of a word that the parser took apart."""
        tokens = self.tree.tokens
        first = tokens[i].first
        return first > 1 and tokens[first - 1].text in "-–/&" and self._is_glued(first - 1)

    def _is_glued(self, i: int) -> bool:
        return i > 0 and self.tree.tokens[i - 1].end == self.tree.tokens[i].start

    def noun(self, i: int, *, level: int, is_first: bool = False) -> list[str]:
        """Return one noun phrase; a name stands for all that is said about it."""
        token = self.tree.tokens[i]
        referent = self.cast.refer(self.tree, i) if token.dep != "attr" else None
        if token.tag in ("PRP", "PRP$"):
            return self._pronoun(token, referent, is_first=is_first)
        if token.tag in ("WP", "WDT") and token.dep == "pobj":
            above = next((t for t in self.tree.up(i) if t.dep == "relcl"), None)
            return self.noun(above.head, level=LEVELS[-1]) if above else []  # "with whom he met"
        if token.tag in ("WP", "WDT", "WRB", "EX") or token.lower == "following":
            return []
        if not token.is_name and (name := self._called(token)):
            return self.noun(name.i, level=level, is_first=is_first)
        if referent and self._is_by_name(referent, token):
            return self._name(token, referent, level, is_first=is_first)
        words = self._words(token, level, is_first=is_first)
        if not words:
            return []
        is_pair = referent is not None and " and " in referent.label and referent.is_plural
        if self._hangs(token, level) and referent and is_pair:
            words = referent.label.split()  # "the two leaders"
        elif self._hangs(token, level):
            owner = self._state_of(referent)
            if owner:
                rest = words[1:] if words[:1] and words[0].lower() in _POINTING else words
                words = [*owner, *rest]
            elif more := self._told_before(token):
                words = [*words, *more]
            elif self.care > (token.tag[:2] == "NN"):
                return []
        return capital(words) if is_first else words

    def _called(self, token: Token) -> Token | None:
        """Return the name in "the foreign minister, Simon Coveney"."""
        for other in self.tree.children(token.i, "appos"):
            named = self.cast.refer(self.tree, other.i) if other.is_name else None
            if (
                named
                and named.kind in ("person", "name")
                and not self.tree.child(other.i, "conj", "det")
            ):
                return other
        return None

    def _is_by_name(self, referent: Referent, token: Token) -> bool:
        if referent.kind not in _NAMED or self._is_people(referent, token):
            return False
        match = self.cast.name_at(self.tree, token.i)
        if match and match.form == "demonym" and token.dep not in ("amod", "compound", "nmod"):
            return False  # "an American", "the French"
        return referent.label[:1].isupper() or referent.kind != "name"

    def _pronoun(self, token: Token, referent: Referent | None, *, is_first: bool) -> list[str]:
        said = [] if self.care or token.lower in FIRST_PERSON else [token.lower]
        if referent is None or not referent.actors:
            return capital(said) if is_first else said
        is_object = token.dep in ("dobj", "pobj", "dative")
        is_doubtful = not self._is_sure(token, referent)
        if is_object and token.lower in ("it", "them"):
            return said  # a thing as often as anybody
        if is_doubtful and (self.care == 2 or token.lower == "it"):
            return capital(said) if is_first else said
        names = [a.name for a in referent.actors[: 2 if referent.label.count(" and ") else 1]]
        if self.subjects.intersection(names):
            return said if is_first or is_object else [token.lower]
        if referent.kind in _NAMED and not referent.is_plural:
            return capital(referent.label.split()) if is_first else self._in_line(referent)
        return capital(said) if is_first else said

    def _is_sure(self, pronoun: Token, referent: Referent) -> bool:
        """Whether nobody else could be meant: nobody near, or none who acts in what went before."""
        seen = self.cast.memory.between(pronoun.start - _NEAR, pronoun.start)
        people = [s for s in seen if s.referent.actors and s.referent.kind == referent.kind]
        names = {s.referent.actors[0].name for s in people}
        acting = [s for s in people if s.is_subject]
        if len(names) < 2 or {s.referent.actors[0].name for s in acting} == {
            referent.actors[0].name
        }:
            return True
        start = self.tree.sentence.start
        own = [s for s in acting if s.at >= start]
        text = self.cast.document.text
        last = max(text.rfind(". ", 0, max(0, start - 2)), text.rfind("\n", 0, max(0, start - 2)))
        near = own or [s for s in acting if s.at > last]
        return {s.referent.actors[0].name for s in near} == {referent.actors[0].name}

    def _in_line(self, referent: Referent) -> list[str]:
        words = referent.label.split()
        return ["the", *words] if takes_the(words, referent.kind) else words

    def _name(self, token: Token, referent: Referent, level: int, *, is_first: bool) -> list[str]:
        before = self.tree.tokens[token.first : token.i]
        described = [t for t in before if t.tag in ("NN", "NNS") and t.i not in self.dates]
        is_known = bool(referent.actors and referent.actors[0].slug)
        if before and not is_known and referent.kind in ("organisation", "name"):
            described = list(before)  # "the Sudanese Professionals Association"
        if described and token.is_name and referent.kind in _DESCRIBED:
            # "the carrier George Washington": without its noun it is somebody else.
            words = self._words(token, level, is_first=is_first)
            return capital(words) if is_first else words
        label = _SHORT.get(referent.label, referent.label) if level else referent.label
        words = label.split()
        if level > 1 and referent.kind == "person":
            words = [w for w in words if not (len(w) == 2 and w[1] == ".")] or words
            if level == LEVELS[-1] and token.text == words[-1]:
                words = words[-1:]
        if token.dep in ("amod", "compound", "nmod") and referent.kind == "state":
            words = referent.actors[0].name.split() if referent.actors else words
        if is_first:
            return capital(words)
        det = self.tree.child(token.i, "det")
        has_the = (
            words[0] != "the"
            and det is not None
            and det.lower == "the"
            and referent.kind not in ("person", "state", "company")
        )
        return ["the", *words] if has_the or takes_the(words, referent.kind) else words

    def _state_of(self, referent: Referent | None) -> list[str]:
        """Return "Sudan’s" for "the army" of which the text knows whose it is."""
        if referent is None or referent.kind not in ("official", "force") or not referent.actors:
            return []
        state = next((a for a in referent.actors if a.kind == "state"), None)
        return _owning(state.name.split()) if state else []

    def _told_before(self, token: Token) -> list[str]:
        """Return what the text said before of "the truce": "between Israel and Hamas"."""
        if not token.is_noun or token.lower not in table().noun_lemmas:
            return []
        start, word = self.tree.sentence.start, f" {token.lower} "
        before = self.cast.document.text[max(0, start - _FAR) : start]
        at = before.rfind(word)
        while at >= 0:
            if found := _COMPLETED.match(before, at + len(word)):
                words = found[0].split()
                return words if len(words) <= _LONGEST_ASIDE else []
            at = before.rfind(word, 0, at)
        return []

    def _hangs(self, token: Token, level: int) -> bool:
        """Whether a noun means something that only the text before or after it tells."""
        tree = self.tree
        if token.tag[:2] != "NN" and (token.tag in _LIKE_NOUNS or token.lower in _ELLIPTIC):
            return self._is_elliptic(token, level)
        match = self.cast.name_at(tree, token.i)
        det = tree.child(token.i, "det", "predet") if token.children else None
        if match and match.form == "demonym" and det is None and token.tag not in ("NNS", "NNPS"):
            return True
        if det is None or det.lower not in _POINTING:
            return token.lower in _ELLIPTIC_NOUNS
        if det.lower == "such" or token.lower in _ELLIPTIC_AFTER_THE:
            return True
        if token.lower in _ONE_OF_ITS_KIND or token.is_name:
            return False
        return not any(self._tells_which(t, level) for t in tree.children(token.i))

    def _is_elliptic(self, token: Token, level: int) -> bool:
        """Whether "two" or "others" stands for people or things named before."""
        of = next((p for p in self.tree.children(token.i, "prep") if p.lower == "of"), None)
        if self.tree.child(token.i, "compound", "nmod"):
            return False  # "secretary-general"
        if of is not None:
            return not self.preposition(of, level=level)
        return token.lower in _ELLIPTIC

    def _tells_which(self, child: Token, level: int) -> bool:
        if child.i in self.dates:
            return False
        if child.dep in ("amod", "compound", "nmod", "poss"):
            return child.lower not in _VAGUE and child.lower not in _NOT_SAID
        if child.dep == "prep":
            return self._keeps(child, self.tree.tokens[child.head], level, 0)
        return child.dep in ("acl", "relcl") and bool(self._aside(child, level))

    def _words(self, token: Token, level: int, *, is_first: bool) -> list[str]:
        """Return a common noun as the text has it, without what only adorns it."""
        words: list[str] = []
        run: list[int] = []
        prepositions = 0
        for child in self._in_order(token):
            if child.i == token.i:
                run += self._whole(token.i)
            elif child.dep == "poss":
                owner = self._owner(child, is_first=is_first and not words)
                if not owner and self.care:
                    return []
                words, run = [*words, *self._render(run), *owner], []
            elif child.i in self.dates:
                continue
            elif child.dep == "det":
                if not is_first or child.lower in ("no", "some", "every", "each", "any"):
                    run.append(child.i)
            elif child.i < token.i and child.dep in _BEFORE:
                if child.dep != "punct" and child.lower not in ("such", "also", "even", "then"):
                    run += [j for j in range(child.first, child.last + 1) if j not in self.dates]
            elif child.i > token.i:
                more = self._after(child, token, level, prepositions)
                is_of = child.lower == "of" and level < LEVELS[-1]
                if is_of and not more and self.care and not self.is_time(child):
                    return []
                prepositions += child.dep == "prep" and bool(more)
                words, run = [*words, *self._render(run), *more], []
        return [*words, *self._render(run)]

    def _in_order(self, token: Token) -> list[Token]:
        """Return a token among its children, as the text has them."""
        return [self.tree.tokens[i] for i in sorted((*token.children, token.i))]

    def _whole(self, i: int) -> list[int]:
        """Return a token with the other halves of its word: "vice-president", "re-election"."""
        tokens = self.tree.tokens
        first = last = i
        while self._is_glued(first) and {tokens[first - 1].text, tokens[first].text} & _HYPHENS:
            first -= 1
        while last + 1 < len(tokens) and self._is_glued(last + 1):
            if not {tokens[last + 1].text, tokens[last].text} & _HYPHENS:
                break
            last += 1
        return list(range(first, last + 1))

    def _render(self, indices: Iterable[int]) -> list[str]:
        """Return tokens as words, joined where the text joins them."""
        tokens = self.tree.tokens
        words: list[str] = []
        before = -2
        for i in sorted(dict.fromkeys(indices)):
            text = tokens[i].text
            if text in _QUOTES:
                continue
            if words and before == i - 1 and self._is_glued(i) and text not in ("(", ")"):
                words[-1] += text
            elif text[:1].isalnum() or text[:1] in "$£€'’+#.&":
                is_pointing = text.lower() in _POINTING_AT and tokens[i].dep == "det"
                if i == 0 and not tokens[i].is_name and (tokens[i].dep == "det" or text != "I"):
                    text = text.lower()
                words.append("the" if is_pointing else text)
            before = i
        return [w.rstrip(",;:") for w in words]

    def raw(self, token: Token) -> list[str]:
        """Return a token with all that stands under it, but for times."""
        under = range(token.first, token.last + 1)
        return self._render(i for i in under if i not in self.dates)

    def _after(self, child: Token, noun: Token, level: int, before: int) -> list[str]:
        """Return what follows a noun and belongs to it."""
        if child.dep == "prep" and self._keeps(child, noun, level, before):
            return self.preposition(child, level=min(level + bool(before), LEVELS[-1]))
        if child.dep in ("acl", "relcl"):
            return self._aside(child, level)
        if child.dep == "amod" and self.tree.tokens[child.first - 1].text != ",":
            return self._render(range(child.first, child.last + 1))  # "no bargain worth having"
        return []

    def _keeps(self, prep: Token, noun: Token, level: int, before: int) -> bool:
        if prep.i < noun.i or self.is_time(prep):
            return False
        if prep.lower == "of":
            return level < LEVELS[-1] or noun.tag == "CD" or noun.lower in _QUANTITIES
        is_event = noun.lower in table().noun_lemmas and prep.lower in _COMPLETING
        return before < (2 - level) or (is_event and level < 3 and not before)

    def _aside(self, verb: Token, level: int) -> list[str]:
        """Return a short clause that tells which one is meant: "the right to vote"."""
        if verb.first < verb.head or verb.first <= self.told <= verb.last:
            return []
        inside = self.tree.tokens[verb.first : verb.last + 1]
        has_comma = self.tree.tokens[verb.first - 1].text == ","
        if verb.dep == "acl" and level < 3 and not has_comma:
            for tighter in range(level + 1, LEVELS[-1]):
                words = self.clause(verb, level=tighter)
                if words and any(t.lower == "that" for t in self.tree.children(verb.i, "mark")):
                    words = ["that", *words]
                if len(words) <= _LONGEST_ASIDE + 2 + (words[:1] == ["that"]):
                    return [] if verb.tag == "VBN" and len(words) < 3 else words
            return []
        if level > 1 or has_comma:
            return []
        if any(
            t.tag in ("PRP", "PRP$", "MD") or t.text in _QUOTES or t.text == "," for t in inside
        ):
            return []
        last = verb.last - (self.tree.tokens[verb.last].dep == "cc")
        dated = [t.i for t in inside if t.i in self.dates]
        if dated:
            last = dated[0] - 1 - (self.tree.tokens[dated[0] - 1].dep == "prep")
            if dated[-1] < verb.last or last < verb.i:
                return []
        words = [
            *self._render(range(verb.first, verb.i)),
            verbs.back(verb, has_aux=self.tree.child(verb.i, "aux") is not None),
            *self._render(range(verb.i + 1, last + 1)),
        ]
        has_aux = any(t.tag in ("VBZ", "VBP") and t.dep[:3] == "aux" for t in inside)
        return words if len(words) <= _LONGEST_ASIDE + 1 and not has_aux else []

    def _owner(self, child: Token, *, is_first: bool) -> list[str]:
        if child.tag == "WP$":
            above = next((t for t in self.tree.up(child.i) if t.dep == "relcl"), None)
            words = self.nouns([above.head], level=3, is_first=is_first) if above else []
            return _owning(words) if words else []
        if child.tag == "PRP$":
            referent = self.cast.refer(self.tree, child.i)
            if child.lower == ("their" if self.is_plural_line else "its") and not is_first:
                return [child.lower]
            is_his = child.lower in ("his", "her") and "he" in self.pronouns
            is_his = is_his and (referent is None or not self._is_sure(child, referent))
            if is_his or (referent and referent.actors and not self._is_other(child)):
                return [] if is_first else [child.lower]
            if not referent or referent.kind not in _NAMED or referent.is_plural:
                return []
            if (self.care == 2 or child.lower == "its") and not self._is_sure(child, referent):
                return []
            return _owning(capital(referent.label.split()) if is_first else self._in_line(referent))
        inner = self.noun(child.i, level=2, is_first=is_first)
        return _owning(inner) if inner else []

    def bare(self, i: int, *, without: set[int]) -> list[str]:
        """Return a noun with its plain modifiers only, without article."""
        run: list[int] = []
        for child in self.tree.children(i, "amod", "compound", "nmod", "nummod"):
            if child.i > i or child.i in without or child.i in self.dates:
                continue
            if child.lower not in _NOT_SAID:
                run += range(child.first, child.last + 1)
        token = self.tree.tokens[i]
        words = self._render([*run, *self._whole(i)])
        return words if token.is_name else [*words[:-1], words[-1][:1].lower() + words[-1][1:]]

    @abstractmethod
    def clause(self, verb: Token, *, level: int) -> list[str]:
        """Return a verb with what belongs to it, as part of a line."""

    # --- prepositions ---------------------------------------------------------------------

    def preposition(self, prep: Token, *, level: int) -> list[str]:
        """Return "with Iran"; nothing when it speaks of time or holds nothing."""
        tree = self.tree
        nouns = [t.i for t in tree.children(prep.i, "pobj")]
        is_facing = prep.lower == "before" and any(tree.tokens[i].lower in _FACED for i in nouns)
        if (prep.lower in _NO_PREPOSITION and not is_facing) or self.is_time(prep):
            return []
        if nouns:
            words = self.nouns(nouns, level=level)
            return [prep.lower, *words] if words else []
        deed = tree.child(prep.i, "pcomp")
        if deed and deed.tag == "VBG":
            words = self.clause(deed, level=level)
            return [prep.lower, *words] if words else []
        inner = next((self.preposition(p, level=level) for p in tree.children(prep.i, "prep")), [])
        return [prep.lower, *inner] if inner else []

    def is_limit(self, prep: Token) -> bool:
        """Whether "until Friday" may not be left out: after "not", or of what is closed or shut."""
        is_until = prep.lower in ("until", "till", "before", "unless")
        return is_until and self.tree.child(prep.head, "neg") is not None

    def is_time(self, prep: Token) -> bool:
        """Whether a preposition brings a time."""
        if prep.i in self.dates:
            return True
        held = list(self.tree.children(prep.i, "pobj"))
        return any(
            t.i in self.dates
            or t.first in self.dates
            or (t.lower in _CLOCK and not self.tree.child(t.i, "amod"))
            for t in held
        ) and not any(t.lower in _SPANS for t in held if prep.lower == "for")

    # --- what a noun is -------------------------------------------------------------------

    def is_plural(self, nouns: Sequence[int]) -> bool:
        """Whether "were" follows."""
        every = self.joined(nouns)
        if len(every) > 1:
            return True
        token = self.tree.tokens[every[0] if every else nouns[0]]
        referent = self.cast.refer(self.tree, token.i)
        if referent and referent.kind in _NAMED and self._is_by_name(referent, token):
            return self._is_people(referent, token)
        if token.tag == "CD" or token.lower in _MANY:
            return token.lower not in ("one", "1")
        return token.tag in ("NNS", "NNPS") and token.lower not in (
            "news",
            "series",
            "headquarters",
        )

    def _is_other(self, pronoun: Token) -> bool:
        """Whether a pronoun means somebody the line has not named."""
        referent = self.cast.refer(self.tree, pronoun.i)
        return (
            referent is not None
            and bool(referent.actors)
            and referent.actors[0].name not in self.subjects
        )

    def _is_people(self, referent: Referent, token: Token) -> bool:
        return referent.is_plural and token.tag in ("NNS", "NNPS")


_HYPHENS: Final = frozenset(("-", "–", "&"))
_LIKE_NOUNS: Final = ("CD", "JJ", "JJR", "JJS", "DT")
_QUOTES: Final = frozenset(('"', "``", "''", "“", "”", "`", "--", "—"))
_VAGUE: Final = frozenset("same other whole very entire latest two three four".split())
_MANY: Final = frozenset("police people dozens both many they these those some others".split())
_QUANTITIES: Final = frozenset("number dozens hundreds thousands millions scores tens majority "
                               "series kind sort part group team lot couple pair most head "
                               "member members chief leader leaders".split())  # fmt: skip
_SPANS: Final = frozenset("day days week weeks month months year years hours time".split())


def takes_the(words: Sequence[str], kind: str) -> bool:
    """Whether a name takes the article inside a sentence: "the United States"."""
    if words[0].lower() in ("the", "a", "an") or kind in ("person", "company"):
        return False
    if words[0].lower() in _THE_FIRST:
        return words[-1].lower() not in ("asia", "america", "europe", "africa", "korea")
    return len(words) > 1 and words[-1].lower() in _THE_LAST


def with_the(name: str) -> list[str]:
    """Return the words of a place as they stand inside a sentence."""
    words = name.split()
    return ["the", *words] if takes_the(words, "place") else words


def capital(words: Iterable[str]) -> list[str]:
    """Return the words as they open a line: no article, a capital letter."""
    found = list(words)
    if len(found) > 1 and found[0].lower() in ("the", "a", "an"):
        found = found[1:]
    return [found[0][:1].upper() + found[0][1:], *found[1:]] if found else []


def _owning(words: Sequence[str]) -> list[str]:
    return [*words[:-1], f"{words[-1]}’" if words[-1].endswith("s") else f"{words[-1]}’s"]
