"""Tells a verb in a headline: who, the verb in the past, and what it needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from timeline.extraction import verb_words as verbs
from timeline.extraction.annotate import Token
from timeline.extraction.clause import verb_clause
from timeline.extraction.findings import Status
from timeline.extraction.inflection import participle, past
from timeline.extraction.noun_phrase import CARE, LEVELS
from timeline.extraction.phrase import DIRECTIONS, Phrases
from timeline.extraction.triggers import table
from timeline.extraction.what import ANYTHING, Happening
from timeline.extraction.who import Cast

LONGEST: Final = 12  # words of a headline


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb to tell, with whom it is told of."""

    verb: Token
    subjects: tuple[int, ...]
    objects: tuple[int, ...]
    is_passive: bool
    is_turned: bool = False  # into the passive, since whoever did it cannot be told


class _Unsayable(Exception):
    """What the verb needs cannot be told."""


class Deeds:
    """Tells what verbs of one sentence tell of, in the words that `phrases` makes."""

    def __init__(
        self,
        happening: Happening,
        cast: Cast,
        status: Status,
        dates: frozenset[int],
        phrases: Phrases,
    ) -> None:
        self.h = happening
        self.tree = happening.tree
        self.cast = cast
        self.status = status
        self.dates = dates
        self.phrases = phrases
        self._binding: set[int] = set()
        self._is_hearsay = False

    def of(self, verb: Token) -> Iterator[Deed]:
        """Yield what a verb tells of, by the verb above it where it is not true without that."""
        top = self._governing(verb)
        for told in dict.fromkeys((top, verb)):
            if told.i != verb.i or top.i == verb.i or top.i not in self._binding:
                yield from self.by(told)

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
            if top.dep == "xcomp" and above.lower in verbs.READY and above.dep == "acomp":
                top = self.tree.tokens[above.head]
                self._binding.add(top.i)
                continue
            if not above.is_verb:
                self._is_hearsay |= above.lower in verbs.HEARSAY and top.dep in (
                    "acl",
                    "ccomp",
                    "relcl",
                )
                if top.dep == "pcomp" and above.lower in ("of", "with") and self._is_claim(above):
                    top = self.tree.tokens[above.head]
                    self._binding.add(top.i)
                    continue
                break
            lemma = verbs.lemma_of(above)
            if top.dep == "xcomp":
                if lemma in verbs.MEANT and self.status is Status.PLANNED and above.tag == "VBN":
                    break  # "is expected to visit": was to visit
                self._binding.add(above.i)
            elif top.dep != "ccomp" or not (lemma in verbs.UNCERTAIN or self._is_to_come(above)):
                break
            else:
                self._binding.add(above.i)
            top = above
        return top

    def _is_to_come(self, verb: Token) -> bool:
        return any(t.lower in verbs.WILL for t in self.tree.children(verb.i, "aux"))

    def _is_claim(self, prep: Token) -> bool:
        return verbs.lemma_of(self.tree.tokens[prep.head]) in (
            "accuse",
            "suspect",
            "charge",
            "convict",
        )

    def by(self, verb: Token) -> Iterator[Deed]:
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
        if clause.is_passive and verb.lower in verbs.ALIKE_IN_BOTH and not self._has_be(verb):
            # "set off": the parser took the past tense for the participle.
            subjects = tuple(t.i for t in tree.children(verb.i, "nsubjpass", "nsubj"))
            yield Deed(verb, subjects, objects, is_passive=False)
        elif clause.is_passive:
            sufferers = tuple(
                t.i for t in tree.children(verb.i, "nsubjpass") if t.tag not in ("WDT", "WP")
            )
            sufferers = sufferers or clause.objects[:1] or self._shared(verb)
            is_told_of = sufferers and tree.tokens[sufferers[0]].tag != "PRP"
            if is_told_of and 0 < len(subjects) <= 2 and all(self.is_who(i) for i in subjects):
                yield Deed(verb, subjects, sufferers, is_passive=False)
            yield Deed(verb, sufferers, (), is_passive=True)
        if clause.is_passive:
            return
        if verb.i == self.h.verb != self.h.at and tree.tokens[self.h.at].dep == "nsubj":
            subjects = (self.h.at,)
        if self._is_short_passive(verb):
            yield Deed(verb, subjects, (), is_passive=True)
            return
        yield Deed(verb, subjects, objects, is_passive=False)
        if (
            self.phrases.nouns(subjects, level=1, is_first=True)
            or verbs.lemma_of(verb) in verbs.NEVER_PASSIVE
        ):
            return
        if self.phrases.care == CARE[0] and self._is_somebody(subjects):
            return  # a "he" that might be another is better than nobody
        if objects and all(self._may_suffer(tree.tokens[i]) for i in objects):
            # "who shot down the plane": it was shot down.
            yield Deed(verb, objects, (), is_passive=True, is_turned=True)

    def _shared(self, verb: Token) -> tuple[int, ...]:
        """Return the subject that a verb shares with the one it is joined to."""
        above = next((t for t in self.tree.up(verb.i) if t.is_verb), None)
        if verb.dep != "conj" or above is None:
            return ()
        return tuple(t.i for t in self.tree.children(above.i, "nsubj", "nsubjpass"))

    def _is_short_passive(self, verb: Token) -> bool:
        """Whether "were" was left out: "30 were hurt and 38 taken into custody"."""
        is_participle = verb.tag == "VBN" and past(verbs.lemma_of(verb)) != participle(
            verbs.lemma_of(verb)
        )
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

    def tell(self, deed: Deed) -> list[str]:
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
            phrases.subjects, phrases.pronouns, phrases.is_plural_line = (
                verbs.NOBODY,
                verbs.NOBODY,
                False,
            )
            head = phrases.nouns(deed.subjects, level=level, is_first=True)
            if not head:
                return []
            if (
                len(head) == 1
                and head[0][-1].isdigit()
                and verbs.lemma_of(deed.verb) in verbs.OF_PEOPLE
            ):
                head = [*head, "people"]
            phrases.subjects, phrases.pronouns, phrases.is_plural_line = people, pronouns, is_plural
            verb = self._verb(deed, is_plural=is_plural)
            try:
                tail = self._tail(deed, level, LONGEST - len(head) - len(verb))
            except _Unsayable:
                return []  # no tighter wording would say it either
            if tail is not None and not self._is_left_hanging(deed, tail, verb):
                if not tail and verbs.lemma_of(deed.verb) in verbs.SAYING and not deed.is_passive:
                    verb = ["spoke"]
                return [*head, *verb, *tail]
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

    def _is_left_hanging(self, deed: Deed, tail: Sequence[str], verb: Sequence[str]) -> bool:
        """Whether nothing follows a verb that needs more: "Putin said", "they made"."""
        if tail or deed.is_passive or not self.phrases.care:
            return False
        is_unlisted = deed.verb.i == self.h.verb and self.h.trigger.word == ANYTHING.word
        return (
            (is_unlisted and len(verb) == 1 and verb[-1] not in verbs.ALONE)
            or verbs.lemma_of(deed.verb) in verbs.WANTING
            or bool(deed.objects)
        )

    def is_who(self, i: int) -> bool:
        referent = self.cast.refer(self.tree, i)
        return referent is not None and referent.kind != "place"

    # --- the verb itself ------------------------------------------------------------------

    def _verb(self, deed: Deed, *, is_plural: bool) -> list[str]:
        verb, tree = deed.verb, self.tree
        be = "were" if is_plural else "was"
        aux = [t.lower for t in tree.children(verb.i, "aux", "auxpass")]
        limits = [
            t.lower for t in tree.children(verb.i, "neg", "advmod") if t.lower in verbs.KEPT_ADVERBS
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
        if verb.tag == "VBG" and set(aux) & verbs.BEING:
            return [be, *negation, *limits, verb.lower]
        if lemma == "be":
            return [be, *negation, *limits]
        if is_not:
            return ["did", "not", *limits, lemma]
        return [*limits, verb.lower if verb.tag == "VBD" else past(lemma)]

    def _lemma_of(self, verb: Token) -> str:
        known = table().verb_lemmas.get(verb.lower)
        return known or (verb.lower if verb.tag == "VB" else verbs.lemma_of(verb))

    def _is_ahead(self, verb: Token, aux: Sequence[str]) -> bool:
        """Whether a verb tells of what was still to come."""
        if set(aux) & verbs.WILL:
            return True
        if self.status is not Status.PLANNED:
            return False
        if verb.i != self.h.verb:
            return verb.tag in ("VBZ", "VBP") and verbs.lemma_of(verb) not in verbs.INTENDING
        if "to" in aux or verb.tag in ("VBZ", "VBP"):
            return verbs.lemma_of(verb) not in (
                verbs.MEANT if "to" in aux else verbs.MEANT | verbs.INTENDING
            )
        return verb.tag == "VB" or (verb.tag == "VBG" and bool(set(aux) & verbs.NOW))

    # --- what follows the verb ------------------------------------------------------------

    def _tail(self, deed: Deed, level: int, budget: int) -> list[str] | None:
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
        for at, fullest in optional:
            if words := self._tightened(at, fullest, deed, level, budget):
                needed.append((at, words))
                budget -= len(words)
        return [w for _, words in sorted(needed, key=lambda piece: piece[0]) for w in words]

    def _tightened(
        self, at: int, words: list[str], deed: Deed, level: int, budget: int
    ) -> list[str]:
        """Return the fullest wording of what may be left out that there is room for."""
        child = self.tree.tokens[at]
        while words and len(words) > budget:
            level += 1
            if level not in LEVELS or child.head != deed.verb.i or budget < verbs.LEAST:
                return []
            words = self._piece(child, deed, level) or []
        return words

    def _objects(self, deed: Deed, level: int) -> list[str]:
        tree, phrases = self.tree, self.phrases
        given = [i for i in deed.objects if tree.tokens[i].dep == "dative"]
        rest = [i for i in deed.objects if i not in given and tree.tokens[i].dep != "oprd"]
        named = [i for i in deed.objects if tree.tokens[i].dep == "oprd"]
        if self._speaks(deed.verb):
            heard = [i for i in deed.objects if self.is_who(i) or tree.tokens[i].tag == "NNS"]
            whom = phrases.nouns(heard, level=level) if heard else []
            return ["to", *whom] if whom else self._about(deed.verb)
        if self._says(deed.verb) and verbs.lemma_of(deed.verb) in verbs.SAYING:
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
        if verbs.lemma_of(verb) in verbs.HURTING and len(piece) < 3 and piece[-1][-1].isalnum():
            return [*piece, "people"]
        return piece

    def _speaks(self, verb: Token) -> bool:
        """Whether somebody only "said" or "told" what cannot be told here."""
        lemma = verbs.lemma_of(verb)
        if lemma not in verbs.SAYING or self.tree.child(verb.i, "xcomp"):
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

    def _piece(self, child: Token, deed: Deed, level: int) -> list[str] | None:
        """Return what a child of the verb adds to the line; None where it is not for headlines."""
        phrases, is_after = self.phrases, child.i > deed.verb.i
        match child.dep:
            case "prt":
                return [child.lower]
            case "advmod" if is_after and child.lower in DIRECTIONS:
                return self._onward(child, level)
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
                return phrases.raw(child)  # "rose 4.8%"
        return None

    def _onward(self, adverb: Token, level: int) -> list[str] | None:
        """Return "back to China"; None for "a few streets away"."""
        if self.tree.child(adverb.i, "npadvmod"):
            return None
        onward = self.tree.child(adverb.i, "prep")
        more = self.phrases.preposition(onward, level=level) if onward else []
        return [adverb.lower, *more]

    def _clause(self, child: Token, deed: Deed, level: int) -> list[str] | None:
        is_after = child.i > deed.verb.i
        if self.phrases.is_apart(deed.verb, child):
            return None
        if child.dep == "advcl" and self.phrases.is_condition(child):
            return self.phrases.condition(child, level)
        if child.dep == "advcl":
            has_to = any(t.lower == "to" for t in self.tree.children(child.i, "aux"))
            is_purpose = is_after and child.tag == "VB" and has_to
            return self.phrases.clause(child, level=max(level, 1)) if is_purpose else None
        if not is_after and (
            child.dep == "xcomp" or verbs.lemma_of(deed.verb) not in verbs.REPORTING
        ):
            return None  # another sentence, for all that the parser hangs it there
        if child.dep == "ccomp" and deed.objects and verbs.lemma_of(deed.verb) in verbs.SAYING:
            return None  # told already, in place of whom it was said to
        words = self.phrases.adjective(child, level)
        if not words and not self.phrases.care and verbs.lemma_of(deed.verb) not in verbs.SAYING:
            words = self.phrases.clipped(child)
        return None if child.dep == "ccomp" and not words and self._speaks(deed.verb) else words

    def _preposition(self, prep: Token, level: int) -> list[str]:
        words = self.phrases.preposition(prep, level=level)
        held = self.tree.child(prep.i, "pobj")
        is_bare_number = held is not None and held.tag == "CD" and held.text.isalpha()
        if held and (held.lower in ("none", "nothing") or (is_bare_number and len(words) == 2)):
            return []  # what is left of "by 57 to none", "at a quarter to four"
        if not words and not prep.children and prep.lower in DIRECTIONS:
            return [prep.lower]
        return words

    def _is_needed(self, child: Token, deed: Deed) -> bool:
        if child.dep in ("prt", "acomp", "npadvmod", "advmod", "ccomp"):
            return True
        if child.dep == "xcomp":
            is_purpose = bool(deed.objects) and child.tag == "VB"
            return (
                not is_purpose
                or self.phrases.care == 2
                or verbs.lemma_of(deed.verb) in verbs.MAKING
            )
        if child.dep == "advcl":
            return verbs.lemma_of(deed.verb) == "vote" or self.phrases.is_condition(child)
        if child.dep in ("prep", "dative"):
            if child.lower in verbs.DIRECTED or verbs.lemma_of(deed.verb) == "be":
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
                or verbs.lemma_of(deed.verb) in verbs.BINDING.get(child.lower, ())
                or (is_lonely and child.lower not in verbs.SCENE)
            )
        return False

    def _is_bound(self, prep: Token) -> bool:
        """Whether the preposition belongs to the verb: "called for", "voted against"."""
        _, _, rest = self.h.trigger.word.partition(" ")
        return self.h.at == self.h.verb == prep.head and prep.lower == rest
