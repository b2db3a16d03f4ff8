"""Finished public pages: named by what they depend on, compressed once, kept while that holds."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils import timezone, translation

from timeline import reading
from timeline.compression import compress, preferred
from timeline.http import PUBLIC, VARIES_BY

PRIVATE = "private, no-cache"

_OVERHEAD = 1000  # bytes of an entry besides its body, about
_LARGEST_PART = 8  # of the whole that one answer may take: an eighth

_VARY = ", ".join((*VARIES_BY, "Accept-Language", "Accept-Encoding"))
_META = tuple(f"HTTP_{name.upper().replace('-', '_')}" for name in VARIES_BY)
_COOKIES = frozenset({settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name})


@dataclass(frozen=True, slots=True)
class Answer:
    """A page as it is sent."""

    headers: dict[str, str]
    body: bytes


class PageCache:
    """Answers from one version of the data, those longest not asked for thrown out first.

    A new version empties it, so nothing that was retracted stays even in memory.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._version = ""
        self._answers: OrderedDict[bytes, Answer] = OrderedDict()
        self._bytes = 0

    def get(self, version: str, key: bytes) -> Answer | None:
        """The answer kept under the key, if it is of this version."""
        with self._lock:
            if version != self._version:
                self._empty()
                self._version = version
            answer = self._answers.get(key)
            if answer:
                self._answers.move_to_end(key)
            return answer

    def put(self, version: str, key: bytes, answer: Answer) -> None:
        """Keep an answer, unless the data has moved on meanwhile or it would crowd out the rest."""
        limit: int = settings.PAGE_CACHE_BYTES
        size = _size(answer)
        with self._lock:
            if version != self._version or key in self._answers or size > limit // _LARGEST_PART:
                return
            self._answers[key] = answer
            self._bytes += size
            while self._bytes > limit:
                _key, oldest = self._answers.popitem(last=False)
                self._bytes -= _size(oldest)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._empty()

    def _empty(self) -> None:
        self._answers.clear()
        self._bytes = 0


class Latest:
    """The version of the data, asked for again when it is `VERSION_SECONDS` old.

    The age counts from before the database was asked, and whoever comes while it is asked waits:
    an answer is never of a version that was past longer ago than that.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._version = ""
        self._asked_at = float("-inf")  # on the monotonic clock

    def version(self) -> str:
        """The version as it was at most `VERSION_SECONDS` ago."""
        with self._lock:
            now = time.monotonic()
            if now - self._asked_at >= settings.VERSION_SECONDS:
                self._version = reading.version()
                self._asked_at = now
            return self._version


PAGES = PageCache()
LATEST = Latest()


def finished_pages(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: answer anonymous readers from what is finished, and finish what is not.

    Editors are never answered from it: they see what they wrote a moment ago.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        encoding = preferred(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        current = version(request)
        if not current:
            return _finish(get_response(request), encoding, "")
        key = _key(request, current)
        etag = f'"{key.hex()}"'
        if etag in request.META.get("HTTP_IF_NONE_MATCH", ""):
            return _not_modified(f"W/{etag}")
        entry = key + encoding.encode()
        if answer := PAGES.get(current, entry):
            return HttpResponse(answer.body, headers=answer.headers)
        response = _finish(get_response(request), encoding, f"W/{etag}")
        if isinstance(response, HttpResponse) and is_shareable(response):
            PAGES.put(current, entry, Answer(dict(response.items()), response.content))
        return response

    return middleware


def version(request: HttpRequest) -> str:
    """The version of the data that this reader may be answered of from memory; "" for none.

    An editor has just written, perhaps, and an open transaction sees what nobody else does.
    """
    if (
        request.method not in {"GET", "HEAD"}
        or settings.DEBUG
        or is_known(request)
        or connection.in_atomic_block
    ):
        return ""
    return LATEST.version()


def is_known(request: HttpRequest) -> bool:
    """Whether the request brings a session or a message of its own."""
    return not _COOKIES.isdisjoint(request.COOKIES)


def is_shareable(response: HttpResponseBase) -> bool:
    """Whether everybody may get this answer: its view says so, and no cookie had a part in it."""
    return (
        response.status_code == 200
        and not response.streaming
        and response.headers.get("Cache-Control") == PUBLIC
        and not response.cookies
        and "cookie" not in response.headers.get("Vary", "").lower()
    )


def _finish(response: HttpResponseBase, encoding: str, etag: str) -> HttpResponseBase:
    """Compress a public page and name it; whatever is not public is kept by nobody else."""
    if not (isinstance(response, HttpResponse) and is_shareable(response)):
        if response.headers.get("Cache-Control", PUBLIC) == PUBLIC:
            response.headers["Cache-Control"] = PRIVATE
        return response
    if not etag:  # an editor's, or what an open transaction sees
        response.headers["Cache-Control"] = PRIVATE
    else:
        response.headers["ETag"] = etag
    response.headers["Vary"] = _VARY
    if encoding and not response.has_header("Content-Encoding"):
        response.content = compress(response.content, encoding)
        response.headers["Content-Encoding"] = encoding
    response.headers["Content-Length"] = str(len(response.content))
    return response


def _not_modified(etag: str) -> HttpResponseBase:
    headers = {"ETag": etag, "Cache-Control": PUBLIC, "Vary": _VARY}
    return HttpResponseNotModified(headers=headers)


def _key(request: HttpRequest, version: str) -> bytes:
    """All that a public page depends on, in sixteen bytes."""
    language = translation.get_language_from_request(request) if len(settings.LANGUAGES) > 1 else ""
    meta = request.META
    parts = (
        version,
        settings.CODE_VERSION,
        language,
        timezone.localdate().toordinal(),  # pages mark today
        request.scheme,
        request.get_host(),  # an unknown one gets its 400 here too
        request.path,
        meta.get("QUERY_STRING", ""),
        *(meta.get(name) for name in _META),
    )
    return blake2b(repr(parts).encode(), digest_size=16).digest()


def _size(answer: Answer) -> int:
    return len(answer.body) + _OVERHEAD
