"""The queue of candidates: how many wait, and which comes next."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from timeline.models import Candidate


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many candidates wait, in how many articles."""

    candidate_count: int
    article_count: int


def count_waiting() -> Waiting:
    """What waits in all."""
    counts = Candidate.objects.pending().aggregate(
        candidates=Count("pk"), articles=Count("article", distinct=True)
    )
    return Waiting(counts["candidates"], counts["articles"])


def first_waiting() -> Candidate | None:
    """Where review begins."""
    return Candidate.objects.pending().in_reading_order().first()


def next_after(candidate: Candidate) -> Candidate | None:
    """The waiting candidate that a decision leads to: this article's, then the others'."""
    waiting = Candidate.objects.pending().exclude(pk=candidate.pk)
    here = waiting.filter(article=candidate.article_id).in_reading_order()
    return here.filter(_later_in_text(candidate)).first() or here.first() or waiting.first()


def later_than(candidate: Candidate) -> Candidate | None:
    """The waiting candidate after this one, leaving it for later; at the end, the first of all."""
    waiting = Candidate.objects.pending().exclude(pk=candidate.pk).in_reading_order()
    article = candidate.article
    same_day = Q(article__published_on=article.published_on)
    below = (
        Q(article=article) & _later_in_text(candidate)
        | same_day & Q(article__lt=article.pk)
        | Q(article__published_on__lt=article.published_on)
    )
    return waiting.filter(below).first() or waiting.first()


def _later_in_text(candidate: Candidate) -> Q:
    return Q(start__gt=candidate.start) | Q(start=candidate.start, pk__gt=candidate.pk)
