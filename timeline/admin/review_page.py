"""Everything the review page shows of a candidate, in a fixed number of queries."""

from __future__ import annotations

from typing import Any

from django.db.models.fields.json import KeyTransform
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from timeline.admin import queue
from timeline.admin.review_form import ReviewForm
from timeline.admin.slices import Marked, cut
from timeline.models import Candidate
from timeline.models.candidate import CandidateState
from timeline.models.event import Kind
from timeline.review import likely_same

QUICK_REASONS = (
    gettext_lazy("not an event"),
    gettext_lazy("wrong date"),
    gettext_lazy("duplicate"),
    gettext_lazy("background"),
)


def page_context(candidate: Candidate, form: ReviewForm, *, blank: int) -> dict[str, Any]:
    """The context of the template; `blank` is the number of empty rows for names."""
    marks = mark_all(candidate)
    here = next(i for i, mark in enumerate(marks) if mark.is_here)
    waiting = queue.count_waiting()
    return {
        "original": candidate,
        "candidate": candidate,
        "article": candidate.article,
        "paragraphs": cut(candidate.article.text, marks),
        "number": here + 1,
        "count": len(marks),
        "previous": marks[here - 1] if here else None,
        "following": marks[here + 1] if here + 1 < len(marks) else None,
        "later": queue.later_than(candidate),
        "waiting": waiting,
        "waiting_words": say_waiting(waiting),
        "form": form,
        "people": form.people_rows(blank),
        "places": form.place_rows(blank),
        "kind_words": dict(Kind.choices).get(candidate.kind, candidate.kind),
        "time_words": _time_words(candidate),
        "reasons": candidate.finding["reasons"],
        "confidence": say_confidence(candidate.confidence),
        "likely": likely_same(candidate) if candidate.is_pending else [],
        "quick_reasons": QUICK_REASONS,
    }


def mark_all(candidate: Candidate) -> list[Marked]:
    """The places of all candidates of the article, numbered in reading order."""
    rows = (
        Candidate.objects.filter(article=candidate.article_id)
        .order_by("start", "id")
        .values_list("pk", "start", "end", "state", KeyTransform("time", "finding"))
    )
    return [
        Marked(
            pk=pk,
            number=number,
            evidence=(start, end),
            time=(time[0], time[1]) if time else None,
            is_decided=state != CandidateState.PENDING,
            is_here=pk == candidate.pk,
        )
        for number, (pk, start, end, state, time) in enumerate(rows, 1)
    ]


def say_waiting(waiting: queue.Waiting) -> str:
    """How much waits: "38 candidates wait in 6 articles"."""
    if not waiting.candidate_count:
        return _("Nothing waits")
    candidates = ngettext(
        "%(count)d candidate waits", "%(count)d candidates wait", waiting.candidate_count
    ) % {"count": waiting.candidate_count}
    articles = ngettext("%(count)d article", "%(count)d articles", waiting.article_count) % {
        "count": waiting.article_count
    }
    return _("%(candidates)s in %(articles)s") % {"candidates": candidates, "articles": articles}


def say_confidence(ratio: float) -> str:
    """What the engine's figure means."""
    tenths = round(ratio * 10)
    return _("Of ten findings with such grounds, about %(count)d proved right.") % {"count": tenths}


def _time_words(candidate: Candidate) -> str:
    # Most reasons quote the words themselves; once is enough.
    time = candidate.finding["time"]
    words = candidate.article.text[time[0] : time[1]] if time else ""
    return "" if words in candidate.finding["date_reason"] else words
