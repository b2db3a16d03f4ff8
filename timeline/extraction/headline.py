"""A headline of at most twelve words out of a happening: active, past tense, without date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from timeline.extraction import verb_words as verbs
from timeline.extraction.annotate import Token
from timeline.extraction.deed import LONGEST, Deed, Deeds
from timeline.extraction.findings import Status
from timeline.extraction.inflection import participle, past
from timeline.extraction.noun_phrase import CARE, LEVELS, capital, with_the
from timeline.extraction.phrase import Phrases
from timeline.extraction.status import verb_status
from timeline.extraction.what import Happening
from timeline.extraction.who import Cast


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
    line = _Line(happening, cast, status, dates, places)
    return next((_polish(words) for words in line.wordings() if len(words) <= LONGEST), "")


class _Line:
    """The words of one headline while it is put together."""

    def __init__(
        self,
        happening: Happening,
        cast: Cast,
        status: Status,
        dates: frozenset[int],
        places: Sequence[str],
    ) -> None:
        self.h = happening
        self.tree = happening.tree
        self.cast = cast
        self.status = status
        self.dates = dates
        self.places = places
        self.phrases = Phrases(happening.tree, cast, dates)
        self.deeds = Deeds(happening, cast, status, dates, self.phrases)

    def wordings(self) -> Iterator[list[str]]:
        """Yield what tells it, the best first; what hangs comes last."""
        for care in CARE:
            self.phrases.care = care
            yield from filter(None, self._of_noun() if self.h.verb < 0 else self._of_verb())

    def _of_verb(self) -> Iterator[list[str]]:
        for deed in self.deeds.of(self.tree.tokens[self.h.verb]):
            yield self._tell(deed)

    def _tell(self, deed: Deed) -> list[str]:
        words = self.deeds.tell(deed)
        return self._placed(words) if words and not deed.is_turned else words

    def _placed(self, words: list[str]) -> list[str]:
        """Add where it was to a line that names nobody and nowhere."""
        if _names(words) or self._is_name(words[0]):
            return words
        home = self.cast.state(self.cast.home) if self.cast.home else None
        return self._room(words, self._in_place() or (["in", *with_the(home.name)] if home else []))

    def _is_name(self, word: str) -> bool:
        """Whether the capital of the first word is its own: it is a name, or stands for one."""
        same = [t for t in self.tree.tokens if t.lower == word.lower()]
        return all(t.is_name for t in same)

    # --- from a noun ----------------------------------------------------------------------

    def _of_noun(self) -> Iterator[list[str]]:
        """Tell it by the verb that the table has for the noun, or by the clause it stands in."""
        above = self.tree.tokens[self.tree.tokens[self.h.at].head]
        if self.tree.tokens[above.head].lower == "according":
            return  # "according to testimony" tells of something else
        who, whom = self._parties()
        verb = self.h.trigger.verb or "hold"
        told = [] if who or whom else [*self._by_clause()]
        yield from (line for line in told if self._own_word() in line)
        told_alone = self._of_itself(verb)
        if self.phrases.care == CARE[0] and not _names(told_alone):
            told_alone = []
        lines = [
            self._with_patient(who, whom, verb) if self.h.trigger.patients else [],
            self._by_whom(who, verb) if who else [],
            told_alone,
        ]
        yield from (self._placed(line) for line in lines if line)
        yield from told

    def _parties(self) -> tuple[list[int], list[int]]:
        """Return who does it and who suffers it, as far as they are somebody."""
        who = [i for i in self.h.clause.subjects if self.deeds.is_who(i)]
        whom = list(self.h.clause.objects)
        for owner in self.tree.children(self.h.at, "poss"):
            if owner.tag == "WP$":
                above = next((t for t in self.tree.up(owner.i) if t.dep == "relcl"), None)
                who += [above.head] if above else []
            if self.h.trigger.verb in _OF_THE_OWNER and not whom:
                whom, who = who, []
        return who, whom

    def _by_clause(self) -> Iterator[list[str]]:
        """Tell the clause that a noun stands in, where both are of one date."""
        carrier = self._carrier()
        if carrier is not None:
            for deed in self.deeds.by(carrier):
                yield self._tell(deed)

    def _carrier(self) -> Token | None:
        """Return the verb of the clause that a noun stands in, if it happened and on that day."""
        tree = self.tree
        noun = tree.tokens[self.h.at]
        above = next((t for t in tree.up(noun.i) if t.is_verb), None)
        is_at_it = noun.dep == "pobj" and tree.tokens[noun.head].lower in ("at", "during")
        if above is None or above.tag not in ("VBD", "VBN", "VBZ", "VBP"):
            return None
        own = [i for i in range(noun.first, noun.last + 1) if i in self.dates]
        if own and not is_at_it and (noun.dep not in ("pobj", "nsubj") or min(own) < noun.i):
            return None
        return above if verb_status(tree, above.i) is Status.OCCURRED else None

    def _own_word(self) -> str:
        return self.tree.tokens[self.h.at].text

    def _by_whom(self, who: list[int], verb: str) -> list[str]:
        head = self.phrases.nouns(who, level=1, is_first=True)
        if verb == "die" and head:
            return [*head, "died"]
        if not head or verb in ("occur", "hit", "strike"):
            return []
        tense = self._tense(verb, is_plural=self.phrases.is_plural(who))
        noun = self._own_phrase()
        if verb in ("clash", "fight") and not noun[:-1]:
            return [*head, *tense] if len(who) > 1 else []
        if noun[-1][:5] == verb[:5]:
            tense = self._tense("make", is_plural=self.phrases.is_plural(who))
        line = [*head, *tense, *self._article(noun)]
        return self._room(line, self._on_what() or self._in_place())

    def _of_itself(self, verb: str) -> list[str]:
        """Return "Talks on trade were held in Geneva", where that tells enough."""
        token = self.tree.tokens[self.h.at]
        is_plural = token.tag in ("NNS", "NNPS")
        noun = self._own_phrase()
        if verb in ("hit", "strike") and self.places:
            return [
                *capital(noun),
                *self._tense(verb, is_plural=is_plural),
                *with_the(self.places[0]),
            ]
        line = [*capital(noun), *self._on_what()]
        if len(line) < 2 and (self.phrases.care == 2 or (self.phrases.care and not self.places)):
            return []
        if verb in _PASSIVELY:
            line += self._tense(_PASSIVELY[verb], is_plural=is_plural, is_passive=True)
        else:
            line += self._tense("take place", is_plural=is_plural)
        return self._room(line, self._in_place())

    def _with_patient(self, who: list[int], whom: list[int], verb: str) -> list[str]:
        phrases, patients = self.phrases, self.h.trigger.patients
        if any(self.tree.tokens[i].tag == "CD" for i in whom):
            return []  # "sales of $4 million"
        # "the signing of a pact between A and B": those who sign stand with what is signed.
        who = who or [i for noun in whom for i in self._between(noun)]
        if who and (whom or verb in _INTRANSITIVE):
            tense = self._tense(verb, is_plural=phrases.is_plural(who))
            link = [patients[0]] if verb in _INTRANSITIVE and whom else []
            for level in LEVELS:
                head = phrases.nouns(who, level=level, is_first=True)
                tail = phrases.nouns(whom, level=level) if whom else []
                line = [*head, *tense, *link, *tail]
                if head and bool(tail) == bool(whom) and len(line) <= LONGEST:
                    return line
        elif whom and verb not in _INTRANSITIVE and patients[0] in ("of", "on", "against"):
            head = phrases.nouns(whom, level=1, is_first=True)
            tense = self._tense(verb, is_plural=phrases.is_plural(whom), is_passive=True)
            post = [p for p in self.tree.children(self.h.at, "prep") if p.lower in ("as", "for")]
            more = phrases.preposition(post[0], level=1) if post else []
            return self._room([*head, *tense], more) if head else []
        return []

    def _between(self, noun: int) -> Iterator[int]:
        for prep in self.tree.children(noun, "prep"):
            if prep.lower in ("between", "among", "by"):
                for inner in self.tree.children(prep.i, "pobj"):
                    yield from self.tree.joined(inner.i)

    def _tense(self, lemma: str, *, is_plural: bool, is_passive: bool = False) -> list[str]:
        be = "were" if is_plural else "was"
        if self.status is Status.PLANNED or self._is_foreseen():
            words = [be, "to", "be", participle(lemma)] if is_passive else [be, "to", lemma]
        else:
            words = [be, participle(lemma)] if is_passive else [past(lemma)]
        if self.status is Status.ALLEGED:
            words.insert(int(is_passive), "allegedly")
        return " ".join(words).split()

    def _is_foreseen(self) -> bool:
        above = next((t for t in self.tree.up(self.h.at) if t.is_verb), None)
        return self.h.verb < 0 and above is not None and verbs.lemma_of(above) in verbs.FORESEEING

    def _in_place(self) -> list[str]:
        return ["in", *with_the(self.places[0])] if self.places else []

    def _room(self, line: list[str], more: list[str]) -> list[str]:
        if " ".join(more[1:]) in " ".join(line) or line[-1] in more:
            return line
        return line + more if len(line) + len(more) <= LONGEST else line

    def _own_phrase(self) -> list[str]:
        """Return the noun with its plain modifiers, without those who act."""
        acting = {i for i in self.h.clause.subjects if i < self.h.at}
        return self.phrases.bare(self.h.at, without=acting)

    def _on_what(self) -> list[str]:
        """Return what the noun is about: "of the treaty", "on trade"."""
        for prep in self.tree.children(self.h.at, "prep"):
            nouns = [t.i for t in self.tree.children(prep.i, "pobj")]
            if set(nouns) & set(self.h.clause.subjects):
                continue
            if prep.i < self.h.at or prep.lower in ("in", "at", "by", "from") or not nouns:
                continue
            if words := self.phrases.preposition(prep, level=1):
                return words if len(words) <= 5 else self.phrases.preposition(prep, level=2)
        return []

    def _article(self, noun: list[str]) -> list[str]:
        token = self.tree.tokens[self.h.at]
        if token.tag in ("NNS", "NNPS") or token.lower in _MASS:
            return noun
        return ["an" if noun[0][:1].lower() in "aeiou" else "a", *noun]


def _names(words: Sequence[str]) -> bool:
    """Whether a line names somebody or some place beyond the capital that opens it."""
    return any(w[:1].isupper() for w in words[1:]) or "’s" in "".join(words[:1])


_INTRANSITIVE: Final = frozenset(
    "resign die travel withdraw retreat arrive leave surrender return appeal call".split()
)
# Of these nouns "his" is who suffers it: "his arrest".
_OF_THE_OWNER: Final = frozenset(
    "arrest detain dismiss appoint release free kill murder assassinate execute elect reelect "
    "nominate oust overthrow extradite expel deport kidnap abduct capture indict convict acquit "
    "impeach inaugurate crown imprison evacuate".split()
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
    is_vowel |= word.startswith(("hour", "honest", "honor", "honour", "heir"))
    if word[0].isdigit() or word.isupper():
        return match[0]
    return f"{'an' if is_vowel else 'a'} {word}"


def _polish(words: Sequence[str]) -> str:
    line = (
        " ".join(words)
        .replace(" ,", ",")
        .replace(" - ", "-")
        .replace("``", "")
        .replace("''", "")
        .replace('"', "")
    )
    line = _ARTICLE.sub(_fitting, " ".join(line.split())).strip(" ,;:-–—")
    if not line[-3:-2].isspace() and "." not in line[-4:-1]:
        line = line.rstrip(".")  # not of "U.S." and "Inc."
    return line[:1].upper() + line[1:]
