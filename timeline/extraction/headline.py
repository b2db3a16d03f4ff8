"""A headline of at most twelve words out of a happening: active, past tense, without date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from timeline.extraction.annotate import Token, Tree
from timeline.extraction.findings import Kind, Status
from timeline.extraction.inflection import participle, past
from timeline.extraction.what import Happening
from timeline.extraction.who import Cast, Referent

LONGEST: Final = 12
_THE: Final = frozenset(
    "united soviet netherlands philippines maldives gambia bahamas sudanese european czech "
    "dominican central vatican pentagon kremlin white u.s. u.n. u.k. us un uk eu hague seychelles "
    "comoros ivory democratic".split()
)
_THE_LAST: Final = frozenset(
    "court council union bank league organization organisation nations republic states kingdom "
    "islands committee commission agency assembly party army pope ministry fund parliament house "
    "community front movement group association congress senate alliance federation emirates".split()
)
_NOT_BODIES: Final = frozenset(("state", "body", "court", "organisation", "group"))


def headline(happening: Happening, cast: Cast, dates: frozenset[int], places: Sequence[str]) -> str:
    """Tell a happening in a line; `dates` are tokens that speak of time, `places` where it was."""
    line = _Line(happening, cast, dates)
    if happening.verb < 0:
        words = line.of_noun(places)
    else:
        words = line.of_verb()
    return _polish(words)


class _Line:
    """The words of one headline while it is put together."""

    def __init__(self, happening: Happening, cast: Cast, dates: frozenset[int]) -> None:
        self.h = happening
        self.tree: Tree = happening.tree
        self.cast = cast
        self.dates = dates

    # --- from a verb ----------------------------------------------------------------------

    def of_verb(self) -> list[str]:
        """ "Putin visited occupied Mariupol" out of a verb and what belongs to it."""
        h, tree = self.h, self.tree
        verb = tree.tokens[h.verb]
        clause = h.clause
        carried = h.at if h.at != h.verb else -1
        subject_is_noun = (
            carried >= 0
            and verb.i in (tree.tokens[carried].head,)
            and tree.tokens[carried].dep in ("nsubj", "nsubjpass")
        )
        subjects = clause.subjects
        objects = tuple(t.i for t in tree.children(verb.i, "dobj", "attr", "oprd"))
        passive = clause.is_passive
        if subject_is_noun and not passive:
            subjects, objects = (carried,), objects
        elif passive:
            if subjects and len(subjects) <= 2 and all(self._is_who(i) for i in subjects):
                objects = self._passive_subjects(verb.i) or clause.objects[:2]
                passive = False
            else:
                subjects = self._passive_subjects(verb.i) or clause.objects[:2]
                objects = ()
        if not subjects:
            return []
        head = self._many(subjects, is_first=True)
        if not head:
            return []
        plural = self._is_plural(subjects)
        middle = self._verb(verb, passive=passive, plural=plural)
        budget = LONGEST - len(head) - len(middle)
        tail: list[str] = []
        for piece in self._tail(verb.i, objects, skip_agent=not passive or True):
            if len(piece) <= budget:
                tail += piece
                budget -= len(piece)
            elif not tail:
                return []
        return head + middle + tail

    def _passive_subjects(self, verb: int) -> tuple[int, ...]:
        return tuple(t.i for t in self.tree.children(verb, "nsubjpass"))

    def _is_who(self, i: int) -> bool:
        referent = self.cast.refer(self.tree, i)
        return referent is not None and referent.kind != "place"

    def _verb(self, verb: Token, *, passive: bool, plural: bool) -> list[str]:
        lemma = self.h.lemma or verb.lower
        be = "were" if plural else "was"
        particles = [t.lower for t in self.tree.children(verb.i, "prt")]
        status = self.h.status
        if status is Status.PLANNED:
            words = [be, "to", "be", participle(lemma)] if passive else [be, "to", lemma]
        elif passive:
            words = [be, participle(lemma)]
        else:
            words = [past(lemma)]
        if status is Status.ALLEGED:
            words.insert(1 if passive else 0, "allegedly")
        return words + particles

    def _tail(self, verb: int, objects: Sequence[int], *, skip_agent: bool) -> Iterable[list[str]]:
        """Yield the pieces after the verb, the object first, each whole or not at all."""
        tree = self.tree
        taken: list[tuple[int, list[str]]] = []
        if objects:
            for size in (2, 1, 0):
                words = self._many(objects, is_first=False, depth=size)
                if len(words) <= LONGEST - 4 or size == 0:
                    break
            yield words
        for child in tree.children(verb):
            if child.i in self.dates or child.i in objects:
                continue
            if child.dep in ("prep", "dative") and child.tag in ("IN", "TO"):
                words = self._prep(child)
                if words:
                    taken.append((child.i, words))
            elif child.dep in ("xcomp", "ccomp") and not objects:
                words = self._complement(child)
                if words:
                    taken.append((child.i, words))
            elif child.dep == "advmod" and child.lower in ("home", "abroad", "back", "together"):
                taken.append((child.i, [child.lower]))
            elif child.dep == "acomp":
                taken.append((child.i, [child.text]))
        yield from (words for _, words in sorted(taken))

    def _prep(self, prep: Token, depth: int = 1) -> list[str]:
        """ "with Iran", "of the troops"; nothing when it speaks of time or holds nothing."""
        nouns = [t for t in self.tree.children(prep.i, "pobj")]
        if not nouns or prep.lower in _NO_PREPOSITION:
            return []
        if any(i in self.dates for t in nouns for i in range(t.first, t.i + 1)):
            return []
        words = self._many(tuple(t.i for t in nouns), is_first=False, depth=depth - 1)
        return [prep.lower, *words] if words else []

    def _complement(self, verb: Token) -> list[str]:
        """ "to withdraw from Lebanon"; a finite clause one step back in tense."""
        tree = self.tree
        words: list[str] = []
        subject = tree.child(verb.i, "nsubj", "nsubjpass")
        if verb.dep == "ccomp":
            if subject is None or not (verb.is_verb or verb.tag[:2] in ("JJ", "NN")):
                return []
            words += self._many((subject.i,), is_first=False, depth=0)
            if not words:
                return []
        for child in tree.children(verb.i):
            if child.i > verb.i:
                break
            if child.dep in ("aux", "auxpass", "neg"):
                words.append(_BACKSHIFT.get(child.lower, child.lower))
        has_aux = any(c.dep in ("aux", "auxpass") and c.i < verb.i for c in tree.children(verb.i))
        words.append(_back(verb, has_aux=has_aux) if verb.dep == "ccomp" else verb.text)
        words += [t.lower for t in tree.children(verb.i, "prt")]
        objects = tuple(t.i for t in tree.children(verb.i, "dobj", "attr"))
        if objects:
            words += self._many(objects, is_first=False, depth=1)
        for child in tree.children(verb.i, "acomp"):
            words.append(child.text)
        preps = [self._prep(p) for p in tree.children(verb.i, "prep") if p.i not in self.dates]
        for prep in preps[:2]:
            if len(words) + len(prep) <= 8:
                words += prep
        for child in tree.children(verb.i, "xcomp"):
            inner = self._complement(child)
            if inner and len(words) + len(inner) <= 10:
                words += inner
        return words

    # --- from a noun ----------------------------------------------------------------------

    def of_noun(self, places: Sequence[str]) -> list[str]:
        """ "Iraq invaded Kuwait" out of "Iraq's invasion of Kuwait"."""
        h = self.h
        trigger, clause = h.trigger, h.clause
        who = [i for i in clause.subjects if self._is_who(i)]
        whom = list(clause.objects)
        verb = trigger.verb or "hold"
        where = ["in", *_with_the(places[0])] if places else []
        if trigger.patients:
            object_words = self._many(whom, is_first=False, depth=1) if whom else []
            if who and (object_words or verb in _INTRANSITIVE):
                words = [
                    *self._many(who, is_first=True),
                    *self._tense(verb, plural=self._is_plural(who)),
                ]
                return [*words, *_link(verb, trigger.patients), *object_words]
            if object_words:
                words = self._many(whom, is_first=True, depth=1)
                return [
                    *words,
                    *self._tense(verb, plural=self._is_plural(whom), passive=True),
                    *where,
                ]
        noun = self._own_phrase()
        if not trigger.patients and verb == "die" and who:
            return [*self._many(who, is_first=True), "died"]
        if who and verb not in ("occur", "hit", "strike"):
            return [
                *self._many(who, is_first=True),
                *self._tense(_CARRY.get(verb, verb), plural=self._is_plural(who)),
                *self._article(noun),
                *self._on_what(),
            ]
        token = self.tree.tokens[h.at]
        plural = token.tag in ("NNS", "NNPS")
        if verb in ("hit", "strike") and places:
            return [*_capital(noun), *self._tense(verb, plural=plural), *_with_the(places[0])]
        if verb in (
            "sign",
            "issue",
            "adopt",
            "impose",
            "hold",
            "agree",
            "publish",
            "declare",
            "stage",
        ):
            phrase = self._tense("hold" if verb == "stage" else verb, plural=plural, passive=True)
            return [*_capital(noun), *self._on_what(), *phrase, *where]
        return [
            *_capital(noun),
            *self._on_what(),
            *self._tense("take place", plural=plural),
            *where,
        ]

    def _tense(self, verb: str, *, plural: bool, passive: bool = False) -> list[str]:
        be = "were" if plural else "was"
        if self.h.status is Status.PLANNED:
            words = [be, "to", "be", participle(verb)] if passive else [be, "to", verb]
        else:
            words = [be, participle(verb)] if passive else [past(verb)]
        if self.h.status is Status.ALLEGED:
            words.insert(0 if not passive else 1, "allegedly")
        return " ".join(words).split()

    def _own_phrase(self) -> list[str]:
        """Return the noun with its plain modifiers, without those who act."""
        tree, at = self.tree, self.h.at
        acting = {i for i in self.h.clause.subjects if i < at}
        words = []
        for child in tree.children(at, "amod", "compound", "nmod", "nummod"):
            if child.i < at and child.i not in acting and child.i not in self.dates:
                if child.lower in _PLANNED_WORDS or child.first < child.i and child.tag != "NN":
                    continue
                words.append(child.text)
        return [*words, tree.tokens[at].text if tree.tokens[at].is_name else tree.tokens[at].lower]

    def _on_what(self) -> list[str]:
        for prep in self.tree.children(self.h.at, "prep"):
            if (
                prep.lower in ("on", "with", "over", "against", "for", "about")
                and prep.i not in self.dates
            ):
                words = self._prep(prep)
                if words and len(words) <= 6:
                    return words
        return []

    def _article(self, noun: list[str]) -> list[str]:
        token = self.tree.tokens[self.h.at]
        if token.tag in ("NNS", "NNPS") or token.lower in _MASS:
            return noun
        return ["an" if noun[0][:1].lower() in "aeiou" else "a", *noun]

    # --- noun phrases ---------------------------------------------------------------------

    def _many(self, nouns: Sequence[int], *, is_first: bool, depth: int = 1) -> list[str]:
        """ "China, Russia and Iran", of all that are joined; at most three are named."""
        every = list(
            dict.fromkeys(
                j
                for i in nouns
                for j in ([i] if i in self._conjuncts(nouns) else self.tree.joined(i))
            )
        )
        parts: list[list[str]] = []
        for n, i in enumerate(every[:3]):
            words = self._phrase(
                i, is_first=is_first and n == 0, depth=depth if len(every) == 1 else 0
            )
            if words and words not in parts:
                parts.append(words)
        if not parts:
            return []
        if len(parts) == 1:
            return parts[0]
        words = [w for part in parts[:-1] for w in [*part[:-1], f"{part[-1]},"]]
        words[-1] = words[-1].rstrip(",")
        return [*words, "and", *parts[-1]]

    def _conjuncts(self, nouns: Sequence[int]) -> set[int]:
        return {i for i in nouns if self.tree.tokens[i].dep == "conj"} if len(nouns) > 1 else set()

    def _phrase(self, i: int, *, is_first: bool, depth: int) -> list[str]:
        token = self.tree.tokens[i]
        referent = self.cast.refer(self.tree, i)
        if token.tag in ("PRP", "PRP$") and (referent is None or not referent.actors):
            return []
        if referent and self._is_plain(referent, token):
            words = referent.label.split()
            return _capital(words) if is_first else self._definite(words, referent)
        return self._words(i, is_first=is_first, depth=depth)

    def _is_plain(self, referent: Referent, token: Token) -> bool:
        """Whether a noun is told by its name alone rather than by the words of the text."""
        return referent.kind in ("person", "state", "body", "organisation", "group", "court",
                                 "company", "place") and not (referent.is_plural and token.tag == "NNS")  # fmt: skip

    def _definite(self, words: list[str], referent: Referent) -> list[str]:
        return ["the", *words] if _takes_the(words, referent.kind) else words

    def _words(self, i: int, *, is_first: bool, depth: int) -> list[str]:
        """Return a common noun as the text has it, without what only adorns it."""
        tree = self.tree
        words: list[str] = []
        for child in tree.children(i):
            if child.i > i:
                break
            if child.i in self.dates or child.dep in (
                "punct",
                "cc",
                "predet",
                "appos",
                "prep",
                "advmod",
                "relcl",
                "acl",
            ):
                continue
            if child.dep == "det":
                if not is_first:
                    words.append(
                        {"this": "the", "that": "the", "these": "the", "those": "the"}.get(
                            child.lower, child.lower
                        )
                    )
                continue
            if child.tag == "PRP$":
                words.append(child.lower)
            elif child.dep == "poss":
                inner = self._phrase(child.i, is_first=is_first and not words, depth=0)
                if inner:
                    words += [
                        *inner[:-1],
                        f"{inner[-1]}’" if inner[-1].endswith("s") else f"{inner[-1]}’s",
                    ]
            elif child.dep in ("amod", "compound", "nmod", "nummod", "quantmod"):
                words += [tree.tokens[j].text for j in range(child.first, child.i + 1)
                          if tree.tokens[j].dep not in ("punct", "cc", "conj") or tree.tokens[j].text == "-"]  # fmt: skip
        words.append(tree.tokens[i].text)
        if depth > 0:
            for prep in tree.children(i, "prep"):
                if prep.i > i and prep.lower in _KEPT and prep.i not in self.dates:
                    inner = self._prep(prep, depth)
                    if inner and len(words) + len(inner) <= 8:
                        words += inner
                        break
        words = _glue(words)
        return _capital(words) if is_first else words

    def _is_plural(self, nouns: Sequence[int]) -> bool:
        if len({j for i in nouns for j in self.tree.joined(i)}) > 1:
            return True
        token = self.tree.tokens[nouns[0]]
        referent = self.cast.refer(self.tree, nouns[0])
        if referent and referent.kind in ("state", "person", "body", "organisation"):
            return referent.is_plural
        return token.tag in ("NNS", "NNPS") or token.lower in ("police", "people")


_NO_PREPOSITION: Final = frozenset("after before since until during despite amid following while by "
                                   "because as without under than including".split())  # fmt: skip
_KEPT: Final = frozenset("of on with against for to from between over in".split())
_BACKSHIFT: Final = {"will": "would", "can": "could", "may": "might", "shall": "should",
                     "is": "was", "are": "were", "has": "had", "have": "had", "does": "did",
                     "do": "did", "'ll": "would", "'s": "was", "n't": "not", "wo": "would",
                     "ca": "could", "am": "was", "'re": "were", "'ve": "had"}  # fmt: skip
_PLANNED_WORDS: Final = frozenset("planned upcoming proposed scheduled forthcoming expected alleged "
                                  "reported recent past last next new".split())  # fmt: skip
_INTRANSITIVE: Final = frozenset(
    "resign die travel withdraw retreat arrive leave surrender clash".split()
)
_MASS: Final = frozenset("fighting shelling talks unrest mobilization independence rapprochement "
                         "martial-law torture hostilities aid relief bombardment mediation".split())  # fmt: skip
_CARRY: Final = {"clash": "clash", "fight": "fight"}


def _back(verb: Token, *, has_aux: bool) -> str:
    """Return a verb one step back in tense, as reported speech has it."""
    if has_aux or verb.tag not in ("VBZ", "VBP"):
        return verb.lower
    if verb.lower in _BACKSHIFT:
        return _BACKSHIFT[verb.lower]
    lower = verb.lower
    if verb.tag == "VBZ":
        if lower.endswith("ies"):
            lower = f"{lower[:-3]}y"
        elif lower.endswith(("ches", "shes", "sses", "xes", "oes")):
            lower = lower[:-2]
        else:
            lower = lower.removesuffix("s")
    return past(lower)


def _link(verb: str, patients: Sequence[str]) -> list[str]:
    """ "withdrew from": an intransitive verb keeps its preposition."""
    return (
        [patients[0]]
        if verb in ("withdraw", "travel", "retreat", "arrive", "return", "surrender")
        else []
    )


def _takes_the(words: Sequence[str], kind: str) -> bool:
    if words[0].lower() in ("the", "a", "an"):
        return False
    if words[0].lower() in _THE and kind in ("state", "body", "organisation", "court", "place"):
        return True
    return kind in _NOT_BODIES and len(words) > 1 and words[-1].lower() in _THE_LAST


def _with_the(name: str) -> list[str]:
    words = name.split()
    return ["the", *words] if _takes_the(words, "place") else words


def _capital(words: Sequence[str]) -> list[str]:
    if words and words[0].lower() in ("the", "a", "an") and len(words) > 1:
        words = words[1:]
    return [words[0][:1].upper() + words[0][1:], *words[1:]] if words else []


def _glue(words: list[str]) -> list[str]:
    """Join what the parser took apart: "anti", "-", "war"."""
    return " ".join(words).replace(" - ", "-").replace(" 's", "’s").replace("$ ", "$").split()


def _polish(words: Sequence[str]) -> str:
    line = " ".join(words).replace(" ,", ",").replace("``", "").replace("''", "").replace('"', "")
    line = " ".join(line.split()).strip(" ,;:-–—.")
    return line[:1].upper() + line[1:]
