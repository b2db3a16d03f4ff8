"""An editor's decisions."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from django.db import connection

from timeline import review
from timeline.candidates import Participant, propose
from timeline.dates import DateSpan
from timeline.models import Actor, Candidate, Event, Place
from timeline.review import AlreadyDecided, ReviewError

import make

TEXT = "Talks opened. On Friday Freedonia and Sylvania signed a truce in Glenport."


def waiting(**values):
    article = make.article(TEXT)
    return make.candidate(
        "On Friday Freedonia and Sylvania signed a truce in Glenport",
        "Freedonia and Sylvania signed a truce",
        article=article,
        time="On Friday",
        kind="agreement",
        actors=(("Freedonia", ""), ("Sylvania", "")),
        places=("Glenport",),
        date_reason="“On Friday” is 17 March 2023.",
        **values,
    )


@pytest.mark.django_db
def test_accepting_publishes_an_event_with_its_words():
    candidate, by = waiting(), make.editor()
    event = review.accept(candidate=candidate, proposal=propose(candidate), by=by)
    assert [e.title for e in Event.objects.published()] == ["Freedonia and Sylvania signed a truce"]
    assert (event.kind, event.edtf, event.published_by) == ("agreement", "2023-03-17", by)
    assert [part.actor.name for part in event.participations.all()] == ["Freedonia", "Sylvania"]
    assert [row.place.name for row in event.event_places.all()] == ["Glenport"]
    evidence = event.evidence.get()
    assert evidence.slices == (
        "",
        "On Friday",
        " Freedonia and Sylvania signed a truce in Glenport",
    )
    assert evidence.reason == "“On Friday” is 17 March 2023."
    candidate.refresh_from_db()
    assert (candidate.state, candidate.event, candidate.decided_by) == ("accepted", event, by)


@pytest.mark.django_db
def test_what_the_editor_changed_is_what_is_published():
    candidate = waiting()
    proposal = replace(
        propose(candidate),
        title="Freedonia and Sylvania agreed on a truce",
        span=DateSpan.parse("week of 13 March 2023"),
        actors=(Participant("Freedonia", "signatory"), Participant("Rufus Firefly", "mediator")),
        places=(),
    )
    event = review.accept(candidate=candidate, proposal=proposal, by=make.editor())
    assert event.slug == "freedonia-and-sylvania-agreed-on-a-truce"
    assert event.span.wording() == "week of 13 March 2023"
    assert [str(part) for part in event.participations.all()] == [
        "Freedonia (signatory)",
        "Rufus Firefly (mediator)",
    ]
    assert not event.places.exists()


@pytest.mark.django_db
def test_a_known_actor_is_found_by_alias_and_not_made_again():
    freedonia = make.actor("freedonia")
    freedonia.aliases.create(text="Republic of Freedonia")
    candidate = waiting()
    proposal = replace(propose(candidate), actors=(Participant("republic of freedonia"),))
    event = review.accept(candidate=candidate, proposal=proposal, by=make.editor())
    assert list(event.actors.all()) == [freedonia]
    assert Actor.objects.count() == 1


@pytest.mark.django_db
def test_an_actor_of_the_seed_comes_with_its_names_and_a_city_with_its_country():
    candidate = waiting()
    proposal = replace(
        propose(candidate), actors=(Participant("NATO"),), places=("Mariupol", "Ukraine")
    )
    review.accept(candidate=candidate, proposal=proposal, by=make.editor())
    assert Actor.objects.get().aliases.filter(text="North Atlantic Treaty Organization").exists()
    assert Place.objects.get(name="Mariupol").country == "UA"
    assert Place.objects.get(slug="ukraine").kind == "country"


@pytest.mark.django_db
def test_date_words_outside_the_evidence_widen_the_quotation():
    article = make.article("On Friday talks opened. A truce was signed.")
    candidate = make.candidate("A truce was signed", article=article)
    candidate.finding["time"] = [0, 9]
    candidate.save()
    event = review.accept(candidate=candidate, proposal=propose(candidate), by=make.editor())
    assert event.evidence.get().slices == ("", "On Friday", " talks opened. A truce was signed")


@pytest.mark.django_db
def test_a_second_decision_is_refused_and_names_the_first():
    candidate = waiting()
    review.reject(candidate=candidate, reason="background", by=make.editor("anna"))
    with pytest.raises(AlreadyDecided, match="was decided before, by anna: rejected"):
        review.accept(candidate=candidate, proposal=propose(candidate), by=make.editor("ben"))
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_editors_at_once_make_one_event():
    candidate = waiting()
    editors = [make.editor("anna"), make.editor("ben")]
    together = Barrier(2)

    def accept(by):
        try:
            mine = Candidate.objects.get(pk=candidate.pk)
            together.wait(timeout=10)
            review.accept(candidate=mine, proposal=propose(mine), by=by)
        except AlreadyDecided:
            return "too late"
        finally:
            connection.close()
        return "accepted"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(accept, editors)) == ["accepted", "too late"]
    assert Event.objects.count() == 1


@pytest.mark.django_db
def test_a_rejection_needs_a_reason():
    with pytest.raises(ReviewError, match="why the candidate is rejected"):
        review.reject(candidate=waiting(), reason=" ", by=make.editor())


@pytest.mark.django_db
def test_merging_adds_the_words_to_an_event_that_tells_the_same():
    event, candidate = make.event(version=1), waiting()
    review.merge(candidate=candidate, event=event, by=make.editor())
    event.refresh_from_db()
    assert (event.evidence.count(), event.version) == (1, 2)
    assert Event.objects.count() == 1


@pytest.mark.django_db
def test_undoing_an_acceptance_hides_the_event_and_the_candidate_waits_again():
    candidate, by = waiting(), make.editor()
    event = review.accept(candidate=candidate, proposal=propose(candidate), by=by)
    candidate.refresh_from_db()
    review.undo(candidate=candidate, by=by)
    event.refresh_from_db()
    assert event.state == "retracted"
    assert not Event.objects.published().exists()
    assert [c.pk for c in Candidate.objects.pending()] == [candidate.pk]


@pytest.mark.django_db
def test_undoing_a_merge_leaves_the_event_with_its_other_words():
    event, candidate, by = make.event(), waiting(), make.editor()
    make.evidence(event, "Other words")
    review.merge(candidate=candidate, event=event, by=by)
    candidate.refresh_from_db()
    review.undo(candidate=candidate, by=by)
    event.refresh_from_db()
    assert [evidence.quotation for evidence in event.evidence.all()] == ["Other words"]
    assert event.state == "published"
