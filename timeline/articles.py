"""Taking an article in: checked, fingerprinted, and refused when it is a repeat."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import date

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction

from timeline.models import Article, Source
from timeline.models.article import TEXT_LIMIT


class ArticleError(ValueError):
    """The article cannot be taken in; the message says why and what to do."""


class RepeatedArticle(ArticleError):
    """The same text was taken in before, as `first`."""

    def __init__(self, first: Article) -> None:
        super().__init__(f"This text was added before: “{first.title}” ({first.source}).")
        self.first = first


def fingerprint(text: str) -> str:
    """The SHA-256 of the words alone, so that spacing and typography do not hide a repeat."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return hashlib.sha256(" ".join(re.findall(r"\w+", folded)).encode()).hexdigest()


def check_text(text: str) -> str:
    """The text with its line ends made one kind; raise `ArticleError` if it cannot be stored."""
    # Browsers submit CRLF; done once, before anything points into the text.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise ArticleError("The article has no text. Paste its text.")
    if len(text) > TEXT_LIMIT:
        raise ArticleError(
            f"The text has {len(text):,} characters; at most {TEXT_LIMIT:,} can be stored. "
            "Split it or leave out what is not the article."
        )
    if "\x00" in text:
        raise ArticleError("The text holds NUL characters, so it is not plain text. Paste it anew.")
    return text


def find_repeat(text: str) -> Article | None:
    """The article that already has this text, if there is one."""
    return Article.objects.filter(sha256=fingerprint(text)).first()


def add(
    *,
    source: Source,
    title: str,
    text: str,
    published_on: date,
    author: str = "",
    url: str = "",
    language: str = "en",
    by: AbstractBaseUser | None = None,
) -> Article:
    """Store an article; raise `RepeatedArticle` or another `ArticleError`."""
    text = check_text(text)
    first = find_repeat(text)
    if first:
        raise RepeatedArticle(first)
    article = Article(
        source=source,
        title=title.strip(),
        author=author,
        url=url,
        language=language,
        published_on=published_on,
        text=text,
        sha256=fingerprint(text),
        added_by_id=by.pk if by else None,
    )
    try:
        with transaction.atomic():
            article.save()
    except IntegrityError:  # another editor pasted it in the same second
        first = find_repeat(text)
        if first:
            raise RepeatedArticle(first) from None
        raise
    return article
