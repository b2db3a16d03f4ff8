"""The encodings a reader may ask for (`Accept-Encoding`), and bytes in them."""

from __future__ import annotations

import gzip
import re
from functools import lru_cache

import brotli
import zstandard

ENCODINGS = ("zstd", "br", "gzip")  # the one wanted most first

_ZSTD_LEVEL = 3
_BROTLI_QUALITY = 4
_GZIP_LEVEL = 4
_REFUSED = re.compile(r";\s*q=0(\.0*)?\s*$")


@lru_cache(maxsize=256)  # browsers send a handful of these
def preferred(accepted: str) -> str:
    """The encoding to answer with, "" for none; `accepted` is the header's text."""
    names = {}
    for part in accepted.lower().split(","):
        name, _semicolon, _quality = part.partition(";")
        names[name.strip()] = not _REFUSED.search(part)
    anything = names.get("*", False)
    return next((name for name in ENCODINGS if names.get(name, anything)), "")


def compress(content: bytes, encoding: str) -> bytes:
    """The content in one of `ENCODINGS`."""
    match encoding:
        case "zstd":
            # Made anew each time: shared between threads, a compressor crashes the process.
            return zstandard.ZstdCompressor(level=_ZSTD_LEVEL).compress(content)
        case "br":
            return bytes(brotli.compress(content, quality=_BROTLI_QUALITY))
        case "gzip":
            return gzip.compress(content, _GZIP_LEVEL, mtime=0)
        case _:
            raise ValueError(f"{encoding} is no encoding of ours.")
