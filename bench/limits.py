"""How long the engine takes at its limits: `python bench/limits.py [--json] [NAME ...]`.

Each text is as long as is allowed, and a third of that: three times the time is linear. Process
time on one core. What is refused is timed as well.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

# The project is no installed package.
from timeline.extraction import ExtractionError, analyse
from timeline.extraction.document import LONGEST_TEXT

DAY = date(2023, 3, 20)
STATES = "Norway Chad Mali China Peru Japan Egypt Sudan France Spain".split()
SAMPLE = Path(__file__).resolve().parent.parent / "timeline/sample/articles"


def again(text: str) -> Callable[[int], str]:
    return lambda size: (text * (size // len(text) + 1))[:size]


def numbered(line: str) -> Callable[[int], str]:
    """The line again and again, with other numbers and states each time."""

    def make(size: int) -> str:
        lines = (
            line.format(
                n=n,
                one=STATES[n % 10],
                two=STATES[n // 10 % 10],
                day=1 + n % 28,
                year=1900 + n % 99,
            )
            for n in range(size // 30)
        )
        return "".join(lines)[:size]

    return make


TEXTS: dict[str, Callable[[int], str]] = {
    "articles": again(
        "\n\n".join(p.read_text(encoding="utf-8") for p in sorted(SAMPLE.glob("*.txt"))) + "\n\n"
    ),
    "chronicle": numbered("{one} signed {n} treaties with {two} in Oslo on {day} May {year}.\n"),
    "one day": numbered("Anna Person{n} met Ben Other{n} of {one} in Oslo on Monday. "),
    "one event": again("Norway invaded Chad on Sunday. "),
    "one sentence": again("Norway invaded Chad on Sunday and "),
    "only verbs": again("met signed invaded attacked killed on Monday "),
    "only names": again("Xi Jinping, Vladimir Putin, "),
    "only dates": again("on Sunday, 3 March 2019, "),
    "thread": again("The next day Norway attacked Chad. "),
    "hours before": again("Norway attacked Chad hours before Mali met Peru. "),
    "pronouns": again("Xi Jinping visited Norway on Sunday. He met the minister on Monday. "),
    "offices": again("The Russian president met the French president in Paris on Monday. "),
    "brackets": again("(Norway [invaded (Chad on Sunday "),
    "quotations": again("“Norway invaded Chad on Sunday, ” "),
    "menus": again("By Anna Person | Updated March 20, 2023 | Norway › Chad\n"),
    "no space": again("Norway,invaded-Chad/on_Sunday."),
}
REFUSED = {
    "nothing": ("", DAY),
    "5 MB": ("Norway invaded Chad on Sunday. " * 170_000, DAY),
    "binary": ("\x00\x01\x02" * 1000, DAY),
    "the year 1": ("Norway invaded Chad on Sunday.", date(1, 1, 1)),
    "no day": ("Norway invaded Chad on Sunday.", None),
}


def timed(text: str, day: date | None) -> tuple[float, str]:
    start = time.process_time()
    try:
        said = f"{len(analyse(text, published_on=day).findings)} findings"  # type: ignore[arg-type]
    except ExtractionError as error:
        said = str(error)
    return time.process_time() - start, said


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="of the texts; otherwise all")
    parser.add_argument("--json", action="store_true", help="one object {text: {measure: figure}}")
    asked = parser.parse_args()
    timed("Norway invaded Chad on Sunday.", DAY)  # the parser is loaded
    figures = {}
    for name in asked.names or (*TEXTS, *REFUSED):
        if name in REFUSED:
            seconds, said = timed(*REFUSED[name])
            figures[name] = {"s": seconds}
            row = f"{name:16}{seconds:>8.3f} s         {said}"
        else:
            third = timed(TEXTS[name](LONGEST_TEXT // 3), DAY)[0]
            seconds, said = timed(TEXTS[name](LONGEST_TEXT), DAY)
            figures[name] = {"s": seconds, "growth": seconds / third}
            row = f"{name:16}{seconds:>8.2f} s{seconds / third:>6.1f} x  {said}"
        if not asked.json:
            sys.stdout.write(f"{row}\n")
            sys.stdout.flush()
    if asked.json:
        sys.stdout.write(f"{json.dumps(figures)}\n")


if __name__ == "__main__":
    main()
