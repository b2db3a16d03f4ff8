"""A text cut into words and numbers, each with its place in the unchanged text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from timeline.extraction.when.words import ORDINALS, SMALL, TENS

# Everything that a typesetter, a word processor or a right-to-left mark puts in place of plain
# quotes, dashes and spaces. One character for one, so that offsets stay true.
_PLAIN: Final = {
    **dict.fromkeys("‘’‚‛′`´ʼ＇", "'"),
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
    **dict.fromkeys("\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", " "),
    **dict.fromkeys("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffc", " "),
    **dict.fromkeys("\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008", " "),
    **dict.fromkeys("\u2009\u200a\u202f\u205f\u3000", " "),
    "\u2028": "\n",
    "\u2029": "\n",
    "，": ",",
    "：": ":",
}
_ODD = re.compile("[" + "".join(map(re.escape, _PLAIN)) + "]")
_TOKEN = re.compile(
    r"[^\W\d_]+"
    r"|[0-9]+(?:[.,][0-9]+)*(?:(?:st|nd|rd|th|s|am|pm)\b)?"
    r"|\n(?:[^\S\n]*\n)+"
    r"|\S"
)
PARAGRAPH: Final = "\n"


@dataclass(frozen=True, slots=True)
class Token:
    """A word in lower case, a number, a sign, or the break between two paragraphs."""

    start: int
    end: int
    word: str
    number: float | None = None  # what its words or digits count, "twenty-four" is 24


def plain(text: str) -> str:
    """Return the text in lower case with plain quotes, dashes and spaces, as long as it was."""
    if "\r" in text:
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    if not text.isascii():
        text = _ODD.sub(lambda match: _PLAIN[match[0]], text)
        lowered = text.lower()
        if len(lowered) != len(text):  # "İ" becomes two characters
            lowered = "".join(low if len(low := c.lower()) == 1 else c for c in text)
        return lowered
    return text.lower()


def tokenize(text: str) -> list[Token]:
    """Cut a text into tokens; number words run together ("twenty-four", "nineteen ninety-six")."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(plain(text)):
        word = match[0]
        start, end = match.span()
        first = word[0]
        if first.isdecimal():
            tokens.append(Token(start, end, word, _digits(word)))
        elif first == "\n":
            tokens.append(Token(start, end, PARAGRAPH))
        elif word in _NUMBER_WORDS:
            _add_number(tokens, Token(start, end, word, _NUMBER_WORDS[word]))
        elif word in ORDINALS:
            _add_ordinal(tokens, Token(start, end, word))
        else:
            tokens.append(Token(start, end, word))
    return tokens


_NUMBER_WORDS: Final[dict[str, float]] = {
    **SMALL,
    **TENS,
    "dozen": 12,
    "hundred": 100,
    "thousand": 1000,
}


def _digits(word: str) -> float | None:
    digits = word.rstrip("stndrhapm")
    if "," in digits:
        digits = digits.replace(",", "")
    if len(digits) > 15 or digits.count(".") > 1:
        return None
    try:
        return float(digits) if "." in digits else int(digits)
    except ValueError:  # a decimal digit of another script
        return None


def _add_number(tokens: list[Token], new: Token) -> None:
    """Append a number word, joined to the number words before it where they make one number."""
    skip = 0
    if tokens and tokens[-1].word in ("-", "and"):
        skip = 1
    if len(tokens) > skip:
        left, sign = tokens[-1 - skip], tokens[-1].word if skip else ""
        joined = _joined(left, sign, new)
        if joined is not None:
            del tokens[-1 - skip :]
            word = f"{left.word} {new.word}"
            tokens.append(Token(left.start, new.end, word, joined))
            return
    tokens.append(new)


def _add_ordinal(tokens: list[Token], new: Token) -> None:
    """Append an ordinal word, joined to the tens before it: "twenty-first" is one."""
    skip = bool(tokens and tokens[-1].word == "-")
    tens = tokens[-1 - skip] if len(tokens) > skip else None
    if tens and (word := f"{tens.word} {new.word}") in ORDINALS:
        del tokens[-1 - skip :]
        tokens.append(Token(tens.start, new.end, word))
        return
    tokens.append(new)


def _joined(left: Token, sign: str, new: Token) -> float | None:
    """Return what two number words come to, None when they are two numbers."""
    a, b = left.number, new.number
    if a is None or b is None or left.word[0].isdigit() or len(left.word) > 60:
        return None
    if b >= 100 or new.word == "dozen":
        return a * b if a < b and not sign else None
    is_hundreds = a >= 100 and a % 100 == 0
    if is_hundreds and sign != "-":  # "two hundred and five", "two thousand five"
        return a + b
    is_tens = a % 10 == 0 and a % 100 >= 20 and 0 < b < 10
    if is_tens and sign != "and":  # "twenty-four", "nineteen ninety-six"
        return a + b
    is_year = a in (17, 18, 19, 20) and b >= 10 and not sign
    return a * 100 + b if is_year else None
