"""A headline of at most twelve words out of a happening: active, past tense, without date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from timeline.extraction.annotate import Token
from timeline.extraction.clause import verb_clause
from timeline.extraction.findings import Status
from timeline.extraction.inflection import base, participle, past
from timeline.extraction.phrase import CARE, DIRECTIONS, LEVELS, Phrases, capital, with_the
from timeline.extraction.status import verb_status
from timeline.extraction.triggers import table
from timeline.extraction.what import ANYTHING, Happening
from timeline.extraction.who import Cast

LONGEST: Final = 12


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


@dataclass(frozen=True, slots=True)
class _Deed:
    """A verb to tell, with whom it is told of."""

    verb: Token
    subjects: tuple[int, ...]
    objects: tuple[int, ...]
    is_passive: bool
    is_turned: bool = False  # into the passive, since whoever did it cannot be told


class _Unsayable(Exception):
    """What the verb needs cannot be told."""


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
        self._binding: set[int] = set()
        self._is_hearsay = False

    def wordings(self) -> Iterator[list[str]]:
        """Yield what tells it, the best first; what hangs comes last."""
        for care in CARE:
            self.phrases.care = care
            for words in self._of_noun() if self.h.verb < 0 else self._of_verb():
                if words:
                    yield words

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

    # --- from a verb ----------------------------------------------------------------------

    def _of_verb(self) -> Iterator[list[str]]:
        verb = self.tree.tokens[self.h.verb]
        top = self._governing(verb)
        for told in dict.fromkeys((top, verb)):
            if told.i == verb.i and top.i != verb.i and top.i in self._binding:
                continue
            for deed in self._deeds(told):
                yield self._tell(deed)

    def _governing(self, verb: Token) -> Token:
        """Return the verb above without which the deed would not be true: "agreed to release"."""
        top = verb
        self._is_hearsay = False
        while top.head != top.i:
            above = self.tree.tokens[top.head]
            if (
                top.dep == "conj"
                and above.is_verb
                and above.dep == "xcomp"
                and top.tag == above.tag
            ):
                top = above
                continue
            if top.dep == "xcomp" and above.lower in _READY and above.dep == "acomp":
                top = self.tree.tokens[above.head]
                self._binding.add(top.i)
                continue
            if not above.is_verb:
                self._is_hearsay |= above.lower in _HEARSAY and top.dep in ("acl", "ccomp", "relcl")
                if top.dep == "pcomp" and above.lower in ("of", "with") and self._is_claim(above):
                    top = self.tree.tokens[above.head]
                    self._binding.add(top.i)
                    continue
                break
            lemma = _lemma(above)
            if top.dep == "xcomp":
                if lemma in _MEANT and self.status is Status.PLANNED and above.tag == "VBN":
                    break  # "is expected to visit": was to visit
                self._binding.add(above.i)
            elif top.dep != "ccomp" or not (lemma in _UNCERTAIN or self._is_to_come(above)):
                break
            else:
                self._binding.add(above.i)
            top = above
        return top

    def _is_to_come(self, verb: Token) -> bool:
        return any(t.lower in _WILL for t in self.tree.children(verb.i, "aux"))

    def _is_claim(self, prep: Token) -> bool:
        return _lemma(self.tree.tokens[prep.head]) in ("accuse", "suspect", "charge", "convict")

    def _deeds(self, verb: Token) -> Iterator[_Deed]:
        """Yield who does it to whom, then what was done where it is not said by whom."""
        tree, clause = self.tree, self.h.clause
        if verb.i != self.h.verb:
            clause = verb_clause(tree, verb.i)
        objects = tuple(
            t.i
            for t in tree.children(verb.i, "dobj", "attr", "oprd", "dative")
            if t.tag not in ("IN", "TO", "WDT", "WP")
            and t.i not in self.dates
            and (t.lower != "that" or t.i > verb.i)
        )
        whose = any(t.tag == "WP$" for t in tree.tokens[verb.first : verb.i])
        if not objects and not clause.is_passive and verb.dep in ("relcl", "acl") and not whose:
            objects = tuple(
                i for i in clause.objects if i < verb.i and tree.tokens[i].tag[:2] == "NN"
            )
        subjects = clause.subjects
        if clause.is_passive and verb.lower in _ALIKE_IN_BOTH and not self._has_be(verb):
            # "set off": the parser took the past tense for the participle.
            subjects = tuple(t.i for t in tree.children(verb.i, "nsubjpass", "nsubj"))
            yield _Deed(verb, subjects, objects, is_passive=False)
        elif clause.is_passive:
            sufferers = tuple(
                t.i for t in tree.children(verb.i, "nsubjpass") if t.tag not in ("WDT", "WP")
            )
            sufferers = sufferers or clause.objects[:1] or self._shared(verb)
            is_told_of = sufferers and tree.tokens[sufferers[0]].tag != "PRP"
            if is_told_of and 0 < len(subjects) <= 2 and all(self._is_who(i) for i in subjects):
                yield _Deed(verb, subjects, sufferers, is_passive=False)
            yield _Deed(verb, sufferers, (), is_passive=True)
        if clause.is_passive:
            return
        if verb.i == self.h.verb != self.h.at and tree.tokens[self.h.at].dep == "nsubj":
            subjects = (self.h.at,)
        if self._is_short_passive(verb):
            yield _Deed(verb, subjects, (), is_passive=True)
            return
        yield _Deed(verb, subjects, objects, is_passive=False)
        if self.phrases.nouns(subjects, level=1, is_first=True) or _lemma(verb) in _NEVER_PASSIVE:
            return
        if self.phrases.care == CARE[0] and self._is_somebody(subjects):
            return  # a "he" that might be another is better than nobody
        if objects and all(self._may_suffer(tree.tokens[i]) for i in objects):
            # "who shot down the plane": it was shot down.
            yield _Deed(verb, objects, (), is_passive=True, is_turned=True)

    def _shared(self, verb: Token) -> tuple[int, ...]:
        """Return the subject that a verb shares with the one it is joined to."""
        above = next((t for t in self.tree.up(verb.i) if t.is_verb), None)
        if verb.dep != "conj" or above is None:
            return ()
        return tuple(t.i for t in self.tree.children(above.i, "nsubj", "nsubjpass"))

    def _is_short_passive(self, verb: Token) -> bool:
        """Whether "were" was left out: "30 were hurt and 38 taken into custody"."""
        is_participle = verb.tag == "VBN" and past(_lemma(verb)) != participle(_lemma(verb))
        return is_participle and not any(self.tree.children(verb.i, "aux", "auxpass", "dobj"))

    def _is_somebody(self, subjects: Sequence[int]) -> bool:
        words = {self.tree.tokens[i].lower for i in subjects}
        return bool(words & {"he", "she"}) or any(
            t.lower in ("his", "her") for i in subjects for t in self.tree.children(i, "poss")
        )

    def _has_be(self, verb: Token) -> bool:
        is_reduced = verb.dep in ("acl", "advcl", "relcl") and not self.tree.child(verb.i, "aux")
        return is_reduced or self.tree.child(verb.i, "auxpass") is not None

    def _may_suffer(self, token: Token) -> bool:
        """Whether "was taken" may be said of an object; not of "place" in "took place"."""
        is_bare = token.tag == "NN" and not token.children
        return token.dep != "attr" and not is_bare and token.tag not in ("DT", "PRP")

    def _tell(self, deed: _Deed) -> list[str]:
        """Return the fullest line of a deed that has no more words than a headline may have."""
        phrases = self.phrases
        spans = self.tree.children(deed.verb.i, "dobj", "attr")  # "spent the week listening"
        if not deed.subjects or self.dates.intersection((*deed.subjects, *(t.i for t in spans))):
            return []
        found = (self.cast.refer(self.tree, i) for i in deed.subjects)
        people = frozenset(a.name for r in found if r for a in r.actors)
        is_plural = phrases.is_plural(deed.subjects)
        pronouns = self._pronouns(deed.subjects, is_plural=is_plural)
        phrases.told = self.h.verb if self.h.verb >= 0 else deed.verb.i
        for level in LEVELS:
            phrases.subjects, phrases.pronouns, phrases.is_plural_line = _NOBODY, _NOBODY, False
            head = phrases.nouns(deed.subjects, level=level, is_first=True)
            if not head:
                return []
            if len(head) == 1 and head[0][-1].isdigit() and _lemma(deed.verb) in _OF_PEOPLE:
                head = [*head, "people"]
            phrases.subjects, phrases.pronouns, phrases.is_plural_line = people, pronouns, is_plural
            verb = self._verb(deed, is_plural=is_plural)
            try:
                tail = self._tail(deed, level, LONGEST - len(head) - len(verb))
            except _Unsayable:
                return []  # no tighter wording would say it either
            if tail is not None and not self._is_left_hanging(deed, tail, verb):
                if not tail and _lemma(deed.verb) in _SAYING and not deed.is_passive:
                    verb = ["spoke"]
                line = [*head, *verb, *tail]
                return line if deed.is_turned else self._placed(line)
        return []

    def _pronouns(self, subjects: Sequence[int], *, is_plural: bool) -> frozenset[str]:
        """Return by what pronouns a clause within the line takes up its subject."""
        if is_plural:
            return frozenset(("they",))
        referent = self.cast.refer(self.tree, subjects[0])
        if referent is None:
            return frozenset(("he", "she", "it"))
        is_person = referent.kind in ("person", "official")
        return frozenset(("he", "she") if is_person else ("it",))

    def _is_left_hanging(self, deed: _Deed, tail: Sequence[str], verb: Sequence[str]) -> bool:
        """Whether nothing follows a verb that needs more: "Putin said", "they made"."""
        if tail or deed.is_passive or not self.phrases.care:
            return False
        is_unlisted = deed.verb.i == self.h.verb and self.h.trigger.word == ANYTHING.word
        return (
            (is_unlisted and len(verb) == 1 and verb[-1] not in _ALONE)
            or _lemma(deed.verb) in _WANTING
            or bool(deed.objects)
        )

    def _is_who(self, i: int) -> bool:
        referent = self.cast.refer(self.tree, i)
        return referent is not None and referent.kind != "place"

    # --- the verb itself ------------------------------------------------------------------

    def _verb(self, deed: _Deed, *, is_plural: bool) -> list[str]:
        verb, tree = deed.verb, self.tree
        be = "were" if is_plural else "was"
        aux = [t.lower for t in tree.children(verb.i, "aux", "auxpass")]
        limits = [
            t.lower for t in tree.children(verb.i, "neg", "advmod") if t.lower in _KEPT_ADVERBS
        ]
        is_not = any(t in ("not", "n't") for t in (x.lower for x in tree.children(verb.i, "neg")))
        limits = [w for w in limits if w not in ("not", "n't")]
        is_own = verb.i == self.h.verb
        if self.status is Status.ALLEGED and is_own and "allegedly" not in limits:
            limits = ["allegedly", *limits]
        elif self._is_hearsay and is_own:
            limits = ["reportedly", *limits]
        lemma = self._lemma_of(verb)
        if lemma == "tell" and self._says(verb):
            lemma, verb = "say", verb._replace(lower="said", tag="VBD")
        elif self._speaks(verb):
            lemma, verb = "speak", verb._replace(lower="spoke", tag="VBD")
        negation = ["not"] * is_not
        if deed.is_passive:
            done = verb.lower if verb.tag in ("VBN", "VBD") else participle(lemma)
            if deed.objects or verb.tag != "VBN":
                done = participle(lemma)
            to_be = ["to", "be"] if self._is_ahead(verb, aux) else []
            being = ["being"] if "being" in aux else []
            return [be, *negation, *to_be, *limits, *being, done]
        if self._is_ahead(verb, aux):
            return [be, *negation, "to", *limits, lemma]
        if verb.tag == "VBG" and set(aux) & _BEING:
            return [be, *negation, *limits, verb.lower]
        if lemma == "be":
            return [be, *negation, *limits]
        if is_not:
            return ["did", "not", *limits, lemma]
        return [*limits, verb.lower if verb.tag == "VBD" else past(lemma)]

    def _lemma_of(self, verb: Token) -> str:
        known = table().verb_lemmas.get(verb.lower)
        return known or (verb.lower if verb.tag == "VB" else _lemma(verb))

    def _is_ahead(self, verb: Token, aux: Sequence[str]) -> bool:
        """Whether a verb tells of what was still to come."""
        if set(aux) & _WILL:
            return True
        if self.status is not Status.PLANNED:
            return False
        if verb.i != self.h.verb:
            return verb.tag in ("VBZ", "VBP") and _lemma(verb) not in _INTENDING
        if "to" in aux or verb.tag in ("VBZ", "VBP"):
            return _lemma(verb) not in (_MEANT if "to" in aux else _MEANT | _INTENDING)
        return verb.tag == "VB" or (verb.tag == "VBG" and bool(set(aux) & _NOW))

    # --- what follows the verb ------------------------------------------------------------

    def _tail(self, deed: _Deed, level: int, budget: int) -> list[str] | None:
        """Return what follows the verb; None when what it needs cannot be said in so few words."""
        needed: list[tuple[int, list[str]]] = []
        optional: list[tuple[int, list[str]]] = []
        if self._speaks(deed.verb) and not deed.objects:
            optional.append((deed.verb.i + 1, self._about(deed.verb)))
        if deed.objects:
            at = max(deed.verb.i + 1, min(deed.objects))
            needed.append((at, self._objects(deed, level)))
        told = False
        for child in self.tree.children(deed.verb.i):
            if child.i in deed.objects or child.i in self.dates or child.i in deed.subjects:
                continue
            words = self._piece(child, deed, level)
            if words is None:
                continue
            is_needed = self._is_needed(child, deed)
            told |= child.dep == "ccomp" and bool(words)
            (needed if is_needed else optional).append((child.i, words))
        if any(not words for _, words in needed) and self.phrases.care:
            raise _Unsayable
        budget -= sum(len(words) for _, words in needed)
        while budget < 0 and needed and level == LEVELS[-1] and not self.phrases.care:
            budget += len(needed.pop()[1])
        if budget < 0:
            return None
        if told:
            optional = []  # "told reporters in Geneva that": what he told is the news
        for at, words in optional:
            if words and len(words) <= budget:
                needed.append((at, words))
                budget -= len(words)
        return [w for _, words in sorted(needed, key=lambda piece: piece[0]) for w in words]

    def _objects(self, deed: _Deed, level: int) -> list[str]:
        tree, phrases = self.tree, self.phrases
        given = [i for i in deed.objects if tree.tokens[i].dep == "dative"]
        rest = [i for i in deed.objects if i not in given and tree.tokens[i].dep != "oprd"]
        named = [i for i in deed.objects if tree.tokens[i].dep == "oprd"]
        if self._speaks(deed.verb):
            heard = [i for i in deed.objects if self._is_who(i) or tree.tokens[i].tag == "NNS"]
            whom = phrases.nouns(heard, level=level) if heard else []
            return ["to", *whom] if whom else self._about(deed.verb)
        if self._says(deed.verb) and _lemma(deed.verb) in _SAYING:
            return self._said(deed.verb, level)
        words: list[str] = []
        for group in (given, rest, named):
            if group:
                piece = phrases.nouns(group, level=level)
                if group is rest and piece and tree.tokens[group[0]].tag == "CD":
                    piece = self._counted(deed.verb, piece)
                if not piece:
                    return []
                words += piece
        return words

    def _about(self, verb: Token) -> list[str]:
        """Return "about the harvest" where what was said of it is too long or too entangled."""
        clause = self.tree.child(verb.i, "ccomp")
        topic = self.tree.child(clause.i, "nsubj", "nsubjpass") if clause else None
        if topic is None or not topic.is_noun or topic.i in self.dates:
            return []
        words = self.phrases.nouns([topic.i], level=1)
        return ["about", *words] if words else []

    def _counted(self, verb: Token, piece: list[str]) -> list[str]:
        """Say "killed two people" for "killed two"."""
        if _lemma(verb) in _HURTING and len(piece) < 3 and piece[-1][-1].isalnum():
            return [*piece, "people"]
        return piece

    def _speaks(self, verb: Token) -> bool:
        """Whether somebody only "said" or "told" what cannot be told here."""
        lemma = _lemma(verb)
        if lemma not in _SAYING or self.tree.child(verb.i, "xcomp"):
            return False
        if lemma in ("add", "state", "note") and self.tree.child(verb.i, "dobj"):
            return False
        return not self._says(verb)

    def _says(self, verb: Token) -> bool:
        """Whether what was said can be told."""
        clause = self.tree.child(verb.i, "ccomp")
        return clause is not None and bool(self.phrases.clause(clause, level=3))

    def _said(self, verb: Token, level: int) -> list[str]:
        clause = self.tree.child(verb.i, "ccomp")
        return self.phrases.clause(clause, level=level) if clause else []

    def _piece(self, child: Token, deed: _Deed, level: int) -> list[str] | None:
        """Return what a child of the verb adds to the line; None where it is not for headlines."""
        phrases, is_after = self.phrases, child.i > deed.verb.i
        match child.dep:
            case "prt":
                return [child.lower]
            case "advmod" if is_after and child.lower in DIRECTIONS and not child.children:
                return [child.lower]
            case "prep" | "dative" if child.tag in ("IN", "TO", "RP", "VBG", "RB"):
                return (
                    self._preposition(child, level) if is_after or self._is_bound(child) else None
                )
            case "agent" if deed.is_passive:
                return phrases.preposition(child, level=level)
            case "xcomp" | "ccomp" | "advcl":
                return self._clause(child, deed, level)
            case "acomp":
                return phrases.adjective(child, level)
            case "npadvmod" if is_after and self.tree.child(child.i, "nummod"):
                return phrases.nouns([child.i], level=level)  # "rose 4.8%"
        return None

    def _clause(self, child: Token, deed: _Deed, level: int) -> list[str] | None:
        is_after = child.i > deed.verb.i
        if self.phrases.is_apart(deed.verb, child):
            return None
        if child.dep == "advcl" and self.phrases.is_condition(child):
            return self.phrases.condition(child, level)
        if child.dep == "advcl":
            has_to = any(t.lower == "to" for t in self.tree.children(child.i, "aux"))
            is_purpose = is_after and child.tag == "VB" and has_to
            return self.phrases.clause(child, level=max(level, 1)) if is_purpose else None
        if not is_after and (child.dep == "xcomp" or _lemma(deed.verb) not in _REPORTING):
            return None  # another sentence, for all that the parser hangs it there
        if child.dep == "ccomp" and deed.objects and _lemma(deed.verb) in _SAYING:
            return None  # told already, in place of whom it was said to
        words = self.phrases.adjective(child, level)
        if not words and not self.phrases.care and _lemma(deed.verb) not in _SAYING:
            words = self.phrases.clipped(child)
        return None if child.dep == "ccomp" and not words and self._speaks(deed.verb) else words

    def _preposition(self, prep: Token, level: int) -> list[str]:
        words = self.phrases.preposition(prep, level=level)
        if words[1:] in (["none"], ["nothing"], ["zero"]):
            return []  # what is left of "by 57 to none"
        if not words and not prep.children and prep.lower in DIRECTIONS:
            return [prep.lower]
        return words

    def _is_needed(self, child: Token, deed: _Deed) -> bool:
        if child.dep in ("prt", "acomp", "npadvmod", "advmod", "ccomp"):
            return True
        if child.dep == "xcomp":
            is_purpose = bool(deed.objects) and child.tag == "VB"
            return not is_purpose or self.phrases.care == 2 or _lemma(deed.verb) in _MAKING
        if child.dep == "advcl":
            return _lemma(deed.verb) == "vote" or self.phrases.is_condition(child)
        if child.dep in ("prep", "dative"):
            if child.lower in _DIRECTED or _lemma(deed.verb) == "be":
                return not self.phrases.is_time(child)
            if self.phrases.is_limit(child):
                return True
            if self.phrases.is_time(child):
                return False
            follow = [t.i for t in self.tree.children(deed.verb.i, "prep", "dative")]
            first = next((i for i in follow if i > deed.verb.i), -1)
            is_lonely = not deed.objects and not deed.is_passive and child.i == first
            return (
                self._is_bound(child)
                or _lemma(deed.verb) in _BINDING.get(child.lower, ())
                or (is_lonely and child.lower not in _SCENE)
            )
        return False

    def _is_bound(self, prep: Token) -> bool:
        """Whether the preposition belongs to the verb: "called for", "voted against"."""
        _, _, rest = self.h.trigger.word.partition(" ")
        return self.h.at == self.h.verb == prep.head and prep.lower == rest

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
        who = [i for i in self.h.clause.subjects if self._is_who(i)]
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
            for deed in self._deeds(carrier):
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
        return self.h.verb < 0 and above is not None and _lemma(above) in _FORESEEING

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


def _lemma(verb: Token) -> str:
    if verb.lower in _BEING:
        return "be"
    return table().verb_lemmas.get(verb.lower) or base(verb.lower)


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
_ALIKE_IN_BOTH: Final = frozenset("set put cut hit shut let split quit spread led met".split())
_WILL: Final = frozenset("will would wo 'll shall".split())
# "a report that commandos had crossed": it may not be so.
_HEARSAY: Final = frozenset(
    "report reports claim claims allegation allegations rumour rumours rumor rumors suggestion "
    "suggestions accusation accusations charge charges suspicion suspicions".split()
)
# "foresees the release": it was still to come.
_FORESEEING: Final = frozenset("foresee envisage envision provide propose demand require".split())
_BEING: Final = frozenset("is are was were be been am 's 're".split())
_REPORTING: Final = frozenset(
    "say tell state add note inform remark announce warn report declare insist claim confirm argue "
    "predict explain admit deny acknowledge estimate suggest believe think concede".split()
)
_SAYING: Final = frozenset("say tell state add note remark".split())
_NOW: Final = frozenset("is are am 's 're".split())
# "was expected to", "was set to": in a headline they come to "was to".
_MEANT: Final = frozenset("expect schedule slate set be go prepare".split())
_INTENDING: Final = frozenset(
    "plan intend agree promise pledge vow decide aim expect propose offer want hope prepare "
    "be".split()
)
_MAKING: Final = frozenset(
    "order ask urge tell force allow persuade invite want instruct let help permit enable lead "
    "press pressure cause require direct authorize authorise call warn advise forbid".split()
)
_READY: Final = frozenset("due likely ready set able about certain unable eager willing".split())
# Whose clause is not told as if it were so.
_UNCERTAIN: Final = frozenset(
    "deny allege claim believe suspect contend assert doubt fear hope propose demand threaten "
    "insist request urge recommend suggest predict expect warn think promise vow pledge".split()
)
_OF_PEOPLE: Final = frozenset(
    "take die perish drown flee march gather rally protest kill wound injure hurt arrest "
    "detain".split()
)
_HURTING: Final = frozenset("kill wound injure hurt arrest detain shoot displace".split())
_KEPT_ADVERBS: Final = frozenset(
    "not n't never nearly almost narrowly unanimously temporarily allegedly reportedly formally "
    "jointly secretly publicly briefly barely only partly again no longer".split()
)
# Verbs that say nothing alone, whatever row they have.
_WANTING: Final = frozenset(
    "say tell make give take put get let call bring send hold have be become announce declare "
    "promise insist warn report find see name appoint ask urge order demand accuse set vote".split()
)
# Verbs that no row knows and that say enough alone.
_ALONE: Final = frozenset("died resigned collapsed".split())
_NOBODY: Final[frozenset[str]] = frozenset()
_NEVER_PASSIVE: Final = frozenset(
    "leave enter reach have spend join tell meet see become set go come lose want get cost face "
    "make keep include earn".split()
)
_DIRECTED: Final = frozenset("from to into onto toward towards across".split())
_SCENE: Final = frozenset("in at by during near outside inside amid under over within".split())
# By preposition, the verbs that say little without it: "accused of", "put under".
_BINDING: Final = {
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
