"""Patterns over classes of words: one character a token, so that a rule is a short regex."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Generic, TypeVar

from timeline.extraction.when.numbers import classes_of, every_combination
from timeline.extraction.when.tokens import PARAGRAPH, Token
from timeline.extraction.when.words import CLASSES, one_of

T = TypeVar("T")

_PIECE = re.compile(
    r"(?:(?P<name>[a-z_0-9]+)=)?(?P<atoms>[a-z_.0-9]+(?:/[a-z_.0-9]+)*)|(?P<sign>[()|?])"
)
_OTHER: Final = " "
_LONGEST_FRAME: Final = 5
# Names and ordinary words in lower case: only a capital makes them a month or a day.
_NEEDS_CAPITAL: Final = one_of("may march mar jan dec sun sat mon wed fri")


@dataclass(frozen=True, slots=True)
class Match:
    """Where a pattern fits: tokens `start` to `end`, and those it captured by name."""

    tokens: Sequence[Token]
    start: int
    end: int
    captured: Mapping[str, int]

    def has(self, name: str) -> bool:
        return name in self.captured

    def word(self, name: str) -> str:
        """Return the captured word in lower case, nothing when it is not there."""
        index = self.captured.get(name)
        return "" if index is None else self.tokens[index].word

    def number(self, name: str) -> int:
        """Return the captured number cut to an integer. KeyError when it is not there."""
        return int(self.tokens[self.captured[name]].number or 0)

    def before(self, back: int = 1) -> str:
        """Return the word so many tokens before the match, nothing at the start of the text."""
        return self.tokens[self.start - back].word if self.start >= back else PARAGRAPH

    def after(self, ahead: int = 0) -> str:
        """Return the word so many tokens after the match, nothing at the end of the text."""
        index = self.end + ahead
        return self.tokens[index].word if index < len(self.tokens) else PARAGRAPH


class Grammar(Generic[T]):
    """Rules with what they stand for; those that fit at a token are tried longest first.

    A pattern is a regex in which a word stands for a token: `month` one of that class of
    `words.CLASSES` or of `_number_classes`, `w.of` the word itself, `m=month/season` one of
    several, captured as `m`. There is no repetition, so the time of a match is bounded by the
    length of the pattern, whatever the text.
    """

    def __init__(self, rules: Iterable[tuple[str, T]], frames: Mapping[str, str]) -> None:
        rules = list(rules)
        literals = {
            atom[2:]
            for pattern in (*(p for p, _ in rules), *frames.values())
            for match in _PIECE.finditer(pattern)
            for atom in (match["atoms"] or "").split("/")
            if atom.startswith("w.")
        }
        self._signs = _Signs(literals)
        self._by_first: dict[str, list[tuple[re.Pattern[str], T]]] = {}
        # No pattern goes across a token of no class, so what fits hangs on the signs up to there.
        self._longest = max(len(_PIECE.findall(pattern)) for pattern, _ in rules)
        self._fits = lru_cache(maxsize=20_000)(self._try)
        alone: set[str] = set()  # what can be an expression without a second word
        for pattern, action in rules:
            regex, firsts, shortest = self._signs.compile(pattern)
            if shortest == 1:
                alone |= firsts
            for sign in firsts:
                self._by_first.setdefault(sign, []).append((regex, action))
        together = "".join(self._by_first.keys() - alone)
        self._leads = re.compile(f"[{''.join(alone)}\0]|[{together}\0](?=[^{_OTHER}])")
        self._frames = {name: self._signs.compile(p)[0] for name, p in frames.items()}

    def patterns(self) -> Iterator[re.Pattern[str]]:
        """Yield every pattern, for whoever wants to check them."""
        yield from {pattern: None for rules in self._by_first.values() for pattern, _ in rules}
        yield from self._frames.values()
        yield self._leads

    def encode(self, tokens: Sequence[Token], text: str) -> str:
        """Return one sign a token."""
        return "".join([self._signs.sign(token, text) for token in tokens])

    def next_lead(self, signs: str, at: int) -> int:
        """Return the first token from `at` on that a rule can begin with, -1 when none is left."""
        found = self._leads.search(signs, at)
        return found.start() if found else -1

    def fits(self, tokens: Sequence[Token], signs: str, at: int) -> Iterator[tuple[Match, T]]:
        """Yield every rule that fits at a token, the longest first."""
        end = signs.find(_OTHER, at, at + self._longest)
        run = signs[at : end if end > 0 else at + self._longest]
        for length, captured, action in self._fits(run):
            yield Match(tokens, at, at + length, {n: at + i for n, i in captured}), action

    def _try(self, run: str) -> list[tuple[int, list[tuple[str, int]], T]]:
        found = [
            (match.end(), list(_captured(match).items()), action)
            for regex, action in self._by_first.get(run[0], ())
            if (match := regex.match(run))
        ]
        return sorted(found, key=lambda fit: -fit[0])

    def frame(self, name: str, tokens: Sequence[Token], signs: str, at: int) -> Match | None:
        """Return where the named frame fits from a token on."""
        match = self._frames[name].match(signs, at)
        return _match(tokens, match) if match else None

    def frame_before(
        self, name: str, tokens: Sequence[Token], signs: str, end: int, floor: int
    ) -> Match | None:
        """Return the longest fit of the named frame from `floor` on that stops at `end`."""
        pattern = self._frames[name]
        for start in range(max(end - _LONGEST_FRAME, floor), end):
            match = pattern.fullmatch(signs, start, end)
            if match:
                return _match(tokens, match)
        return None


def _match(tokens: Sequence[Token], match: re.Match[str]) -> Match:
    return Match(tokens, match.start(), match.end(), _captured(match))


def _captured(match: re.Match[str]) -> dict[str, int]:
    return {
        name.partition("__")[0]: match.start(name)  # a name may stand in several branches
        for name, sign in match.groupdict().items()
        if sign
    }


class _Signs:
    """The character of each combination of classes, and patterns written with them."""

    def __init__(self, literals: Iterable[str]) -> None:
        words: dict[str, set[str]] = {literal: {f"w.{literal}"} for literal in literals}
        words = {word: kinds for word, kinds in words.items() if not word.isdecimal()}
        for name, members in CLASSES.items():
            for word in members:
                words.setdefault(word, set()).add(name)
        self._kinds: dict[frozenset[str], str] = {}
        self._numbers = {word: f"w.{word}" for word in literals if word.isdecimal()}
        self._words = {word: self._sign_of(frozenset(kinds)) for word, kinds in words.items()}
        self._small = {
            word: self._sign_of(
                frozenset(k for k in words[word] if "month" not in k and "weekday" not in k)
            )
            for word in _NEEDS_CAPITAL
        }
        for kinds in every_combination():
            self._sign_of(kinds)
        for word in self._numbers:
            self._sign_of(self._kinds_of(Token(0, 0, word, int(word))))
        self._by_kind: dict[str, set[str]] = defaultdict(set)
        for kinds, sign in self._kinds.items():
            for kind in kinds:
                self._by_kind[kind].add(sign)

    def _sign_of(self, kinds: frozenset[str]) -> str:
        if not kinds:
            return _OTHER
        return self._kinds.setdefault(kinds, chr(0xE000 + len(self._kinds)))

    def _kinds_of(self, token: Token) -> frozenset[str]:
        kinds = classes_of(token.word, token.number)
        return kinds | {self._numbers[token.word]} if token.word in self._numbers else kinds

    def sign(self, token: Token, text: str) -> str:
        word = token.word
        if token.number is not None or word[0].isdecimal():
            return self._kinds.get(self._kinds_of(token), _OTHER)
        if word in _NEEDS_CAPITAL and not text[token.start].isupper():
            return self._small[word]
        return self._words.get(word, _OTHER)

    def compile(self, pattern: str) -> tuple[re.Pattern[str], set[str], int]:
        """Return the regex over signs, the signs that it can begin with, its least length."""
        pieces = list(_PIECE.finditer(pattern))
        regex, firsts, shortest, end = self._either(pieces, 0)
        if end != len(pieces):
            raise ValueError(f"unbalanced pattern: {pattern}")
        return re.compile(regex), firsts, shortest

    def _either(self, pieces: Sequence[re.Match[str]], at: int) -> tuple[str, set[str], int, int]:
        regex, firsts, shortest, at = self._row(pieces, at)
        while at < len(pieces) and pieces[at][0] == "|":
            other, more, length, at = self._row(pieces, at + 1)
            regex, firsts, shortest = f"{regex}|{other}", firsts | more, min(shortest, length)
        return regex, firsts, shortest, at

    def _row(self, pieces: Sequence[re.Match[str]], at: int) -> tuple[str, set[str], int, int]:
        regex, firsts, shortest = "", set[str](), 0
        while at < len(pieces) and pieces[at][0] not in ("|", ")"):
            if pieces[at][0] == "(":
                inner, first, length, at = self._either(pieces, at + 1)
                part = f"(?:{inner})"
            else:
                first, length = self._members(pieces[at]["atoms"]), 1
                name, chars = pieces[at]["name"], "".join(sorted(first))
                part = f"(?P<{name}__{at}>[{chars}])" if name else f"[{chars}]"
            at += 1
            if at < len(pieces) and pieces[at][0] == "?":
                part, length, at = part + "?", 0, at + 1
            if shortest == 0:
                firsts |= first
            regex, shortest = regex + part, shortest + length
        return regex, firsts, shortest, at

    def _members(self, atoms: str) -> set[str]:
        members = {sign for atom in atoms.split("/") for sign in self._by_kind[atom]}
        if not members:
            raise ValueError(f"no word is in: {atoms}")
        return members
