"""Which encoding a reader gets, and that its bytes are the page."""

import gzip
from concurrent.futures import ThreadPoolExecutor

import brotli
import pytest
import zstandard

from timeline.compression import ENCODINGS, compress, preferred

DECODE = {
    "zstd": lambda content: zstandard.ZstdDecompressor().decompress(content),
    "br": brotli.decompress,
    "gzip": gzip.decompress,
}


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("GZIP;q=0.5", "gzip"),
        ("zstd;q=0, br;q=0.0, gzip;q=0.001", "gzip"),
        ("*", "zstd"),
        ("*, zstd;q=0", "br"),
        ("identity", ""),
        ("deflate", ""),
        ("*;q=0", ""),
        ("", ""),
        ("zstdx, brx;q=1;;,,", ""),
    ],
)
def test_the_best_encoding_that_is_accepted(accepted: str, encoding: str) -> None:
    assert preferred(accepted) == encoding


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_what_is_compressed_comes_back_whole_from_many_threads(encoding: str) -> None:
    pages = [f"page {n} ".encode() * 2000 for n in range(64)]
    with ThreadPoolExecutor(8) as threads:
        compressed = list(threads.map(lambda page: compress(page, encoding), pages))
    assert [DECODE[encoding](content) for content in compressed] == pages
    assert max(map(len, compressed)) < 500


def test_another_encoding_is_refused() -> None:
    with pytest.raises(ValueError, match="deflate"):
        compress(b"", "deflate")
