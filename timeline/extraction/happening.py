"""One event as a sentence tells it, and how its words stand: in quotation, in the present."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from timeline.extraction.annotate import Token, Tree
from timeline.extraction.clause import Clause
from timeline.extraction.findings import Kind, Status
from timeline.extraction.triggers import Trigger

# Any deed with a date of its own is worth showing to an editor, whatever its verb.
ANYTHING: Final = Trigger("", False, Kind.OTHER)


@dataclass(frozen=True, slots=True)
class Happening:
    """One event as a sentence tells it, not yet dated.

    `at` is the token that makes it one, `verb` the one that carries it in the sentence (itself,
    "held" for "talks", or -1 for a noun on its own).
    """

    tree: Tree
    at: int
    verb: int
    lemma: str
    trigger: Trigger
    status: Status
    clause: Clause
    is_quoted: bool
    needs_date: bool  # only worth telling when its own clause dates it

    @property
    def kind(self) -> Kind:
        return self.trigger.kind

    @property
    def deed(self) -> str:
        """The verb that tells it, whether the text uses it or its noun."""
        return self.trigger.verb or self.lemma

    @property
    def top(self) -> int:
        """The token that the whole event hangs on."""
        return self.verb if self.verb >= 0 else self.at


def is_present(tree: Tree, token: Token) -> bool:
    """Whether a verb stands in the plain present, which tells habits as often as events."""
    if token.tag in ("VBZ", "VBP"):
        return True
    return token.tag == "VBG" and any(
        t.tag in ("VBZ", "VBP") and t.lower not in ("has", "have")
        for t in tree.children(token.i, "aux")
    )


def in_quotes(tree: Tree, token: Token) -> bool:
    """Whether a word stands in a quotation of some length; scare quotes are none."""
    opened: int | None = None
    spans: list[tuple[int, int]] = []
    for t in tree.tokens:
        if t.text in ('"', "``", "''"):
            if opened is None:
                opened = t.i
            else:
                spans.append((opened, t.i))
                opened = None
    if opened is not None:
        spans.append((opened, len(tree.tokens)))
    return any(a < token.i < b and b - a > 6 for a, b in spans)


def own_tokens(happening: Happening, others: Sequence[Happening]) -> frozenset[int]:
    """Return the tokens below a happening that belong to no other one below it."""
    tree = happening.tree
    clauses = ("conj", "ccomp", "advcl", "relcl", "acl", "parataxis")
    tops = {h.top for h in others if h.top != happening.top and tree.tokens[h.top].dep in clauses}
    tokens = tree.tokens
    found: set[int] = set()
    todo = [happening.top]
    while todo:
        i = todo.pop()
        found.add(i)
        todo += [c for c in tokens[i].children if c not in tops]
    return frozenset(found)
