"""What the engine says, as one hash a file: `python bench/digest.py DIR [--out FOLDER]`.

For changes that must change nothing: run before and after, compare. With --out the lines
themselves are written, so that a difference can be looked at.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

# The project is no installed package.
from timeline.extraction.bulk import extract_lines


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--out", type=Path, help="write the lines there, one file a data file")
    asked = parser.parse_args()
    for path in sorted((asked.folder / "dev").glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            said = "".join(f"{o.record or o.fault}\n" for o in extract_lines(lines))
        if asked.out:
            asked.out.mkdir(parents=True, exist_ok=True)
            (asked.out / path.name).write_text(said, encoding="utf-8")
        sys.stdout.write(f"{hashlib.sha256(said.encode()).hexdigest()[:16]}  {path.name}\n")


if __name__ == "__main__":
    main()
