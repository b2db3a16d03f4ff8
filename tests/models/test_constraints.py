"""What must never be false is refused by the database itself."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from timeline.dates import DateSpan, Precision
from timeline.extraction import findings
from timeline.models import Article, Candidate, Event, Evidence
from timeline.models.event import Kind, Status

import make

pytestmark = pytest.mark.django_db


def refused(constraint):
    return pytest.raises(IntegrityError, match=constraint)


def change(row, **values):
    with transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**values)


def test_the_words_for_kinds_and_statuses_are_those_of_the_engine():
    assert [kind.value for kind in findings.Kind] == Kind.values
    assert [status.value for status in findings.Status] == Status.values


def test_an_event_does_not_end_before_it_begins():
    with refused("event_earliest_before_latest"):
        change(make.event(on="2023-03-17"), latest_on=date(2023, 3, 16))


def test_an_event_has_no_infinite_day():
    event = make.event()
    with refused("event_days_are_finite"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE timeline_event SET latest_on = 'infinity' WHERE id = %s", [event.pk])


@pytest.mark.parametrize("year", ["0044-01-01 BC", "10000-01-01"])
def test_an_event_lies_in_the_years_1_to_9999(year):
    event = make.event()
    with refused("event_"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE timeline_event SET earliest_on = %s, latest_on = %s WHERE id = %s",
            [year, year, event.pk],
        )


@pytest.mark.parametrize(
    ("column", "value", "constraint"),
    [
        ("kind", "dance", "event_kind_is_known"),
        ("status", "maybe", "event_status_is_known"),
        ("state", "hidden", "event_state_is_known"),
        ("precision", "vague", "event_precision_is_known"),
        ("importance", 6, "event_importance_is_1_to_5"),
        ("title", "  ", "event_published_is_complete_and_signed"),
        ("edtf", "", "event_published_is_complete_and_signed"),
        ("published_by", None, "event_published_is_complete_and_signed"),
    ],
)
def test_a_published_event_is_whole(column, value, constraint):
    with refused(constraint):
        change(make.event(), **{column: value})


def test_a_draft_needs_no_signature():
    event = make.event(state="draft")
    assert event.published_by is None


@pytest.mark.parametrize("edtf", ["2023", "2023-03", "2023-03-17~", "199X", "2022-02-24/.."])
def test_the_days_of_an_event_are_derived_from_its_date(edtf):
    event = make.event(on=edtf)
    event.refresh_from_db()
    span = DateSpan.parse_edtf(edtf)
    assert (event.earliest_on, event.latest_on) == (span.earliest, span.latest)
    assert Precision(event.precision) == span.precision
    assert event.span == span


def test_a_quotation_equals_the_text_at_its_offsets():
    article = make.article("Café talks 🕊 began on Friday.")
    evidence = make.evidence(make.event(), "🕊 began on Friday", "on Friday", article=article)
    assert evidence.slices == ("🕊 began ", "on Friday", "")
    with refused("The quotation differs from the text"):
        change(evidence, quotation="🕊 began on Monday")
    with refused("The quotation differs from the text"):
        change(evidence, start=evidence.start + 1)


def test_the_date_words_lie_inside_the_quotation():
    evidence = make.evidence(make.event(), "Talks began on Friday", "on Friday")
    with refused("evidence_time_inside_quotation"):
        change(evidence, time_end=evidence.end + 1)


def test_a_text_that_is_quoted_no_longer_changes():
    article = make.article("Talks began on Friday.")
    change(article, text="Talks began on Monday.")
    change(article, text="Talks began on Friday.")
    make.evidence(make.event(), "Talks began", article=article)
    with refused("The text is quoted"):
        change(article, text="Talks began on Monday.")
    change(article, title="Another title")
    assert Article.objects.get().text == "Talks began on Friday."


def test_a_decision_is_signed_and_a_rejection_has_a_reason():
    candidate = make.candidate("Talks began on Friday")
    with refused("candidate_decided_is_signed"):
        change(candidate, state="accepted")
    with refused("candidate_"):
        change(
            candidate, state="rejected", decided_at=make.timezone.now(), decided_by=make.editor()
        )
    assert Candidate.objects.get().is_pending


def test_the_same_words_serve_an_event_once():
    event, article = make.event(), make.article("Talks began on Friday.")
    make.evidence(event, "Talks began", article=article)
    with refused("evidence_once_an_event"), transaction.atomic():
        make.evidence(event, "Talks began", article=article)
    assert Evidence.objects.count() == 1
    assert Event.objects.count() == 1
