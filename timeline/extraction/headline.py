"""A headline of at most twelve words out of a happening: active, past tense, without date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from timeline.extraction.annotate import Token
from timeline.extraction.findings import Status
from timeline.extraction.inflection import participle, past
from timeline.extraction.phrase import Phrases, bare, capital, with_the
from timeline.extraction.what import ANYTHING, Happening
from timeline.extraction.who import Cast

LONGEST: Final = 12
_TIGHTEST: Final = 4
_BARE: Final = 4  # words or fewer tell too little without the place


def headline(
    happening: Happening,
    cast: Cast,
    status: Status,
    dates: frozenset[int],
    places: Sequence[str],
) -> str:
    """Tell a happening in a line; "" when its words do not make one.

    `dates` are the tokens that speak of time, `places` the names of where it was.
    """
    line = _Line(happening, cast, status, dates)
    words = line.of_noun(places) if happening.verb < 0 else line.of_verb()
    if len(words) > LONGEST or line.is_left_hanging(words):
        return ""
    if len(words) <= _BARE and places and happening.verb < 0:
        words += [word for word in ("in", *with_the(places[0])) if places[0] not in " ".join(words)]
    return _polish(words)


class _Line:
    """The words of one headline while it is put together."""

    def __init__(
        self, happening: Happening, cast: Cast, status: Status, dates: frozenset[int]
    ) -> None:
        self.h = happening
        self.tree = happening.tree
        self.cast = cast
        self.status = status
        self.dates = dates
        self.phrases = Phrases(happening.tree, cast, dates)

    # --- from a verb ----------------------------------------------------------------------

    def of_verb(self) -> list[str]:
        """Tell it by the verb and what belongs to it."""
        tree, clause = self.tree, self.h.clause
        verb = tree.tokens[self.h.verb]
        objects = tuple(
            t.i for t in tree.children(verb.i, "dobj", "attr", "oprd", "dative") if t.tag != "IN"
        )
        if not objects or any(tree.tokens[i].tag in ("WDT", "WP") for i in objects):
            objects = tuple(i for i in clause.objects if i < verb.i and not clause.is_passive)
        subjects, passive = clause.subjects, clause.is_passive
        if passive:
            sufferers = tuple(
                t.i for t in tree.children(verb.i, "nsubjpass") if t.tag not in ("WDT", "WP")
            )
            sufferers = sufferers or clause.objects[:1]
            if 0 < len(subjects) <= 2 and all(self._is_who(i) for i in subjects):
                objects, passive = sufferers, False
            else:
                subjects, objects = sufferers, ()
        elif self.h.at != verb.i and tree.tokens[self.h.at].dep == "nsubj":
            subjects = (self.h.at,)
        if not subjects and objects and verb.tag != "VBG" and verb.i < min(objects):
            # "who shot down the plane": it was shot down.
            subjects, objects, passive = objects, (), True
        if not subjects:
            return []
        head = self._shortest(subjects, 6 if len(subjects) == 1 else 8, is_first=True)
        self._speak_of(subjects)
        middle = self._verb(verb, passive=passive, plural=self.phrases.is_plural(subjects))
        budget = LONGEST - len(head) - len(middle)
        if not head or budget < 0:
            return []
        tail: list[str] = []
        for needed, options in self._tail(verb, objects, passive=passive):
            piece = next((o for o in options if len(o) <= budget), [])
            if needed and not piece:
                return []
            tail += piece
            budget -= len(piece)
        return head + middle + tail

    def is_left_hanging(self, words: Sequence[str]) -> bool:
        """Whether a verb that no row knows stands at the end without what it needs: "made"."""
        is_unlisted = self.h.trigger.word == ANYTHING.word and not self.h.clause.is_passive
        return is_unlisted and bool(words) and words[-1] == self.tree.tokens[self.h.top].lower

    def _speak_of(self, subjects: Sequence[int]) -> None:
        """Note whom "his" and "it" mean without saying: the line's own subject."""
        found = (self.cast.refer(self.tree, i) for i in subjects)
        self.phrases.subjects = frozenset(a.name for r in found if r for a in r.actors)

    def _is_who(self, i: int) -> bool:
        referent = self.cast.refer(self.tree, i)
        return referent is not None and referent.kind != "place"

    def _shortest(self, nouns: Sequence[int], most: int, *, is_first: bool = False) -> list[str]:
        """Return the fullest wording of some nouns that has at most so many words."""
        for level in range(_TIGHTEST):
            words = self.phrases.nouns(nouns, level=level, is_first=is_first)
            if len(words) <= most:
                return words
        return []

    def _verb(self, verb: Token, *, passive: bool, plural: bool) -> list[str]:
        lemma = self.h.lemma or verb.lower
        has_clause = self.tree.child(verb.i, "ccomp") is not None
        if lemma in ("tell", "state", "add", "note") and has_clause:
            lemma = "say"  # "told reporters that": whom he told is not the news
        particles = [t.lower for t in self.tree.children(verb.i, "prt")]
        return [*self._tense(lemma, plural=plural, passive=passive), *particles]

    def _tense(self, lemma: str, *, plural: bool, passive: bool = False) -> list[str]:
        be = "were" if plural else "was"
        verb = self.tree.tokens[self.h.top]
        is_unlisted = self.h.trigger.word == ANYTHING.word
        if is_unlisted and verb.tag in ("VBZ", "VBP"):
            lemma = bare(verb)
            words = [be, "to", lemma] if self.status is Status.PLANNED else [past(lemma)]
        elif is_unlisted and verb.tag == "VBN" and passive and self.status is Status.PLANNED:
            words = [be, "to", "be", lemma]
        elif self.h.trigger.word == ANYTHING.word and self._is_under_way():
            words = [be, lemma]
        elif self.h.trigger.word == ANYTHING.word and self.status is not Status.PLANNED:
            words = [be, lemma] if passive else [lemma]  # as the text has it, in the past
        elif self.status is Status.PLANNED:
            words = [be, "to", "be", participle(lemma)] if passive else [be, "to", lemma]
        else:
            words = [be, participle(lemma)] if passive else [past(lemma)]
        if self.status is Status.ALLEGED:
            words.insert(int(passive), "allegedly")
        return " ".join(words).split()

    def _is_under_way(self) -> bool:
        return self.tree.tokens[self.h.top].tag == "VBG"

    def _tail(
        self, verb: Token, objects: Sequence[int], *, passive: bool
    ) -> Iterator[tuple[bool, list[list[str]]]]:
        """Yield what follows the verb, each piece in wordings from full to tight.

        The flag says that without this piece the line makes no sense.
        """
        tree, phrases = self.tree, self.phrases
        clause = tree.child(verb.i, "ccomp")
        inner = [
            t for t in tree.children(verb.i, "xcomp", "ccomp") if t.i > verb.i or t.dep == "ccomp"
        ]
        says = self.h.lemma in ("tell", "say", "state", "add", "note", "inform") and clause
        if objects and not says:
            yield True, [phrases.nouns(objects, level=n) for n in range(_TIGHTEST)]
        bound = [p for p in tree.children(verb.i, "prep") if self._is_bound(p)]
        for prep in bound:
            yield True, [phrases.preposition(prep, level=n) for n in range(_TIGHTEST)]
        told = False
        for child in inner:
            wordings = [phrases.clause(child, level=n) for n in range(_TIGHTEST)]
            told |= bool(wordings[-1])
            yield child.dep == "xcomp", wordings
        if told and not objects:
            return
        for child in tree.children(verb.i):
            if child.i < verb.i or child.i in self.dates or child in bound:
                continue
            if child.dep in ("prep", "dative") and child.tag in ("IN", "TO"):
                yield (
                    self._is_bound(child),
                    [phrases.preposition(child, level=n) for n in range(_TIGHTEST)],
                )
            elif child.dep == "advmod" and child.lower in ("home", "abroad", "together"):
                yield False, [[child.lower]]
            elif child.dep == "acomp":
                yield True, [phrases.clause(child, level=n) for n in range(_TIGHTEST)]

    def _is_bound(self, prep: Token) -> bool:
        """Whether the preposition belongs to the verb: "called for", "voted against"."""
        _, _, rest = self.h.trigger.word.partition(" ")
        return self.h.at == self.h.verb and prep.lower == rest

    # --- from a noun ----------------------------------------------------------------------

    def of_noun(self, places: Sequence[str]) -> list[str]:
        """Tell it by the verb that the table has for the noun."""
        trigger, clause = self.h.trigger, self.h.clause
        who = [i for i in clause.subjects if self._is_who(i)]
        verb = trigger.verb or "hold"
        if trigger.patients:
            line = self._with_patient(who, verb, places)
            if line:
                return line
        noun = self._own_phrase()
        token = self.tree.tokens[self.h.at]
        plural = token.tag in ("NNS", "NNPS")
        if who and verb == "die":
            return [*self._shortest(who, 6, is_first=True), "died"]
        if who and verb not in ("occur", "hit", "strike"):
            head = self._shortest(who, 6, is_first=True)
            tense = self._tense(verb, plural=self.phrases.is_plural(who))
            if verb in ("clash", "fight") and not noun[:-1]:
                return [*head, *tense] if len(who) > 1 else []
            line = [*head, *tense, *self._article(noun)]
            return self._room(line, self._on_what())
        if verb in ("hit", "strike") and places:
            return [*capital(noun), *self._tense(verb, plural=plural), *with_the(places[0])]
        line = [*capital(noun), *self._on_what()]
        if verb in _PASSIVELY:
            line += self._tense(_PASSIVELY[verb], plural=plural, passive=True)
        else:
            line += self._tense("take place", plural=plural)
        return self._room(line, ["in", *with_the(places[0])] if places else [])

    def _with_patient(self, who: list[int], verb: str, places: Sequence[str]) -> list[str]:
        clause, patients = self.h.clause, self.h.trigger.patients
        whom = list(clause.objects)
        # "the signing of a pact between A and B": those who sign stand with what is signed.
        who = who or [i for noun in whom for i in self._between(noun)]
        if who and (whom or verb in _INTRANSITIVE):
            head = self._shortest(who, 7, is_first=True)
            tense = self._tense(verb, plural=self.phrases.is_plural(who))
            link = [patients[0]] if verb in _INTRANSITIVE and whom else []
            room = LONGEST - len(head) - len(tense) - len(link)
            return [*head, *tense, *link, *self._shortest(whom, room)] if head else []
        if whom and verb not in _INTRANSITIVE:
            head = self._shortest(whom, 7, is_first=True)
            tense = self._tense(verb, plural=self.phrases.is_plural(whom), passive=True)
            return self._room([*head, *tense], ["in", *with_the(places[0])] if places else [])
        return []

    def _between(self, noun: int) -> Iterator[int]:
        for prep in self.tree.children(noun, "prep"):
            if prep.lower in ("between", "among", "by"):
                for inner in self.tree.children(prep.i, "pobj"):
                    yield from self.tree.joined(inner.i)

    def _room(self, line: list[str], more: list[str]) -> list[str]:
        return line + more if len(line) + len(more) <= LONGEST else line

    def _own_phrase(self) -> list[str]:
        """Return the noun with its plain modifiers, without those who act."""
        acting = {i for i in self.h.clause.subjects if i < self.h.at}
        return self.phrases.bare(self.h.at, without=acting)

    def _on_what(self) -> list[str]:
        for prep in self.tree.children(self.h.at, "prep"):
            if prep.lower in ("on", "with", "over", "against", "for", "about"):
                words = self.phrases.preposition(prep, level=2)
                if words and len(words) <= 6:
                    return words
        return []

    def _article(self, noun: list[str]) -> list[str]:
        token = self.tree.tokens[self.h.at]
        if token.tag in ("NNS", "NNPS") or token.lower in _MASS:
            return noun
        return ["an" if noun[0][:1].lower() in "aeiou" else "a", *noun]


_INTRANSITIVE: Final = frozenset(
    "resign die travel withdraw retreat arrive leave surrender return appeal call".split()
)
_MASS: Final = frozenset(
    "fighting shelling unrest mobilization independence rapprochement torture hostilities aid "
    "relief bombardment mediation violence martial law legislation".split()
)
_ALIKE: Final = "sign issue adopt impose hold agree publish declare open approve order set file"
_PASSIVELY: Final = {v: v for v in _ALIKE.split()} | {
    "stage": "hold",
    "give": "give",
    "launch": "launch",
    "make": "make",
}


_ARTICLE: Final = re.compile(r"\b(an?) (\w+)")
# Written with a vowel and spoken with a consonant, and the other way round.
_SPOKEN: Final = re.compile(r"(?:eu|uni|one|u[st]|ur[ai])", re.IGNORECASE)


def _fitting(match: re.Match[str]) -> str:
    """Return "an attack", "a union": an adjective left out may have changed the article."""
    word = match[2]
    is_vowel = word[0] in "aeiouAEIOU" and not _SPOKEN.match(word)
    if word[0].isdigit() or word.isupper():
        return match[0]
    return f"{'an' if is_vowel else 'a'} {word}"


def _polish(words: Sequence[str]) -> str:
    line = " ".join(words).replace(" ,", ",").replace("``", "").replace("''", "").replace('"', "")
    line = _ARTICLE.sub(_fitting, " ".join(line.split())).strip(" ,;:-–—.")
    return line[:1].upper() + line[1:]
