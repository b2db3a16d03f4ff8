"""Clauses within a headline: what is said, promised or demanded, said shorter."""

from __future__ import annotations

from typing import Final

from timeline.extraction import verb_words as verbs
from timeline.extraction.annotate import Token
from timeline.extraction.noun_phrase import FIRST_PERSON, LEVELS, NounPhrases

DIRECTIONS: Final = frozenset(
    "in out away back over up down off home abroad apart together aside ahead forward ashore "
    "through northward southward eastward westward north south east west aground overboard".split()
)
_CONDITIONS: Final = frozenset("if unless whether lest".split())
_FINITE: Final = ("VBD", "VBZ", "VBP")
_LIMITING: Final = frozenset("never hardly barely only no longer nearly almost not".split())
_LONGEST_CLIP: Final = 8
# What no line may end with.
_NOT_LAST: Final = frozenset(
    "IN DT CC TO PRP$ JJ JJR JJS MD RB CD VBZ VBP VB WDT WP WRB POS".split()
)


class Phrases(NounPhrases):
    """Short wordings of nouns and clauses out of one tree."""

    def clause(self, verb: Token, *, level: int) -> list[str]:
        """Return what is said, promised or demanded; a finite clause one step back in tense."""
        return self._once((verb.i, level), lambda: self._clause(verb, level))

    def _clause(self, verb: Token, level: int) -> list[str]:
        tree = self.tree
        named = tree.child(verb.i, "oprd") if verb.lower in ("called", "termed", "calls") else None
        if named and (what := tree.child(verb.i, "dobj")) and what.lower == "what":
            return self.nouns([named.i], level=level)  # "what he called draconian measures"
        subject = tree.child(verb.i, "nsubj", "nsubjpass", "expl", "csubj")
        to_first = any(t.lower == "to" for t in tree.children(verb.i, "aux"))
        is_finite = verb.tag in _FINITE or any(
            t.tag in (*_FINITE, "MD") for t in tree.children(verb.i, "aux", "auxpass")
        )
        shifts = is_finite and not to_first
        if subject is None and verb.dep == "ccomp" and not to_first and verb.tag != "VBG":
            return []
        if (shifts and subject is None) or self._is_unsayable(verb):
            return []
        words: list[str] = []
        line = self.subjects, self.is_plural_line
        if subject is not None and subject.is_noun:
            found = self.cast.refer(tree, subject.i)
            self.subjects |= {a.name for a in found.actors} if found else set()
            self.is_plural_line = self.is_plural([subject.i])
        for token in self._in_order(verb):
            piece = self._in_clause(token, verb, level, shifts=shifts)
            if piece is None:
                words = []
                break
            words += piece
        self.subjects, self.is_plural_line = line
        return [] if words and words[-1] in ("be", "been", "was", "were") else words

    def _is_unsayable(self, verb: Token) -> bool:
        """Whether a clause asks, speaks of "us" or holds only on a condition."""
        tree = self.tree
        own = list(tree.children(verb.i))
        owners = [p for t in own for p in tree.children(t.i, "poss")]
        return (
            any(t.tag in ("WDT", "WP", "WRB") for t in own)
            or any(t.lower in FIRST_PERSON and t.tag[:3] == "PRP" for t in (*own, *owners))
            or (verb.dep != "advcl" and any(t.lower in _CONDITIONS for t in own if t.dep == "mark"))
        )

    def _in_clause(
        self, token: Token, verb: Token, level: int, *, shifts: bool
    ) -> list[str] | None:
        """Return what one part of a clause adds to it; None where it cannot do without."""
        if token.i == verb.i:
            has_aux = any(t.i < verb.i for t in self.tree.children(verb.i, "aux", "auxpass"))
            return [verbs.back(token, has_aux=has_aux) if shifts else token.lower]
        if self.is_apart(verb, token):
            return []
        if token.i in self.dates:
            return None if token.dep in ("nsubj", "nsubjpass") else []
        match token.dep:
            case "nsubj" | "nsubjpass" | "expl":
                return self._subject(token, level) or None
            case "aux" | "auxpass" | "neg":
                if token.lower == "'d" and verb.tag == "VBN":
                    return ["had"]
                return [verbs.BACKSHIFT.get(token.lower, token.lower) if shifts else token.lower]
            case "dative" if token.tag in ("IN", "TO"):
                words = self.preposition(token, level=level)
            case "dobj" | "attr" | "oprd" | "dative":
                words = self.nouns([token.i], level=level)
            case "acomp" | "xcomp" | "ccomp":
                words = self.adjective(token, level)
            case "advcl" if self.is_condition(token):
                words = self.condition(token, level)
            case _:
                return self._beside(token, verb, level)
        return words or None

    def is_condition(self, verb: Token) -> bool:
        """Whether a clause says on what condition: "if the rebels disarm"."""
        return any(t.lower in _CONDITIONS for t in self.tree.children(verb.i, "mark"))

    def condition(self, verb: Token, level: int) -> list[str]:
        """Return "if the rebels disarmed"."""
        mark = next(t for t in self.tree.children(verb.i, "mark") if t.lower in _CONDITIONS)
        only = [t.lower for t in self.tree.children(verb.i, "advmod") if t.i < mark.i]
        words = self.clause(verb, level=level)
        words = [w for w in words if w != "only"] if only else words
        return [*only, mark.lower, *words] if words else []

    def _beside(self, token: Token, verb: Token, level: int) -> list[str] | None:
        """Return a particle, adverb or preposition that a clause keeps."""
        if token.dep == "prt":
            return [token.lower]
        if token.dep == "agent":
            return self.preposition(token, level=min(level + 1, LEVELS[-1]))
        if token.dep == "prep" and self.is_limit(token):
            return None
        is_kept = token.lower in _LIMITING or token.lower in DIRECTIONS or token.tag == "RBR"
        if token.dep == "advmod" and is_kept:
            return self._render(range(token.first, token.last + 1))
        is_kept = level < 3 or self._is_lonely(token)
        if token.dep == "prep" and token.i > verb.i and is_kept:
            return self.preposition(token, level=min(level + 1, LEVELS[-1]))
        return []

    def clipped(self, verb: Token) -> list[str]:
        """Return the beginning of a clause as it stands, to where it may be broken off."""
        inside = self.tree.tokens[verb.first : verb.last + 1]
        if any(t.lower in _CONDITIONS or t.tag == "WRB" for t in inside):
            return []
        kept: list[int] = []
        for token in inside:
            if token.text in (",", ";", ":", "--", "—"):
                break
            if token.i not in self.dates:
                kept.append(token.i)
        del kept[_LONGEST_CLIP:]
        while kept and self.tree.tokens[kept[-1]].tag in _NOT_LAST:
            kept.pop()
        words = self._render(kept)
        return [verbs.BACKSHIFT.get(w, w) for w in words] if len(words) > 2 else []

    def is_apart(self, verb: Token, child: Token) -> bool:
        """Whether a clause stands after a semicolon, another sentence for all but the parser."""
        if not child.is_verb:
            return False
        between = self.tree.tokens[verb.i + 1 : child.first + 1]
        return any(t.text in (";", ":", "--", "—") for t in between)

    def _is_lonely(self, prep: Token) -> bool:
        """Whether nothing but a preposition completes a verb: "come to an end"."""
        others = self.tree.children(prep.head, "dobj", "attr", "oprd", "acomp", "xcomp", "ccomp")
        return not any(others) and next(self.tree.children(prep.head, "prep"), prep).i == prep.i

    def _subject(self, token: Token, level: int) -> list[str]:
        if token.tag == "EX" or token.dep == "expl":
            return [token.lower]
        if token.tag == "PRP":
            is_own = token.lower in self.pronouns and self.tree.tokens[token.head].dep == "ccomp"
            return [token.lower] if is_own else self.noun(token.i, level=1)
        return self.nouns([token.i], level=max(level, 1))

    def adjective(self, token: Token, level: int) -> list[str]:
        """Return an adjective or clause that completes a verb."""
        if token.is_verb or self.tree.child(token.i, "aux"):
            return self.clause(token, level=level)
        own = [
            j
            for child in self.tree.children(token.i, "advmod", "neg", "npadvmod", "nmod")
            if child.i < token.i and child.i not in self.dates
            for j in range(child.first, child.last + 1)
        ]
        words = self._render([*own, *self._whole(token.i)])
        if token.is_noun:
            words = self._words(token, level, is_first=False)
        if subject := self.tree.child(token.i, "nsubj"):
            found = self.nouns([subject.i], level=level)  # "found the treaty lawful"
            words = [*found, *words] if found else []
        for child in self.tree.children(token.i, "prep", "xcomp", "ccomp"):
            if child.dep in ("xcomp", "ccomp"):
                more = self.clause(child, level=level)
                if not more:
                    return []
                words += ["that", *more] if child.dep == "ccomp" else more
            elif level < 3:
                words += self.preposition(child, level=level)
        return words
