"""The word for what the public record is."""

import pytest

from timeline import reading
from timeline.models import Actor, Article, Event, Evidence, Place, Source, Storyline

import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    row = make.event("Talks held", actors=("iran",), places=("norway",), storylines=("north",))
    make.evidence(row, "Talks were held.")
    Actor.objects.get().aliases.create(text="Persia")
    return row


CHANGES = {
    "headline": lambda: Event.objects.update(title="Talks ended"),
    "retraction": lambda: Event.objects.update(state="retracted"),
    "role": lambda: Event.objects.get().participations.update(role="host"),
    "place of the event": lambda: Event.objects.get().event_places.all().delete(),
    "order of a storyline": lambda: Storyline.objects.get().entries.update(position=7),
    "how the date is known": lambda: Evidence.objects.update(reason="The text says so."),
    "article": lambda: Article.objects.update(title="Another headline"),
    "source": lambda: Source.objects.update(name="Another name"),
    "actor": lambda: Actor.objects.update(name="Islamic Republic of Iran"),
    "alias": lambda: Actor.objects.get().aliases.all().delete(),
    "place": lambda: Place.objects.update(latitude=60, longitude=10),
    "storyline": lambda: Storyline.objects.update(standfirst="What led to it."),
    "new event": lambda: make.event("Another"),
    "end of it": lambda: Event.objects.all().delete(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_version_is_another_after_whatever_readers_see_has_changed(event, change):
    before = reading.version()
    assert reading.version() == before
    change()
    assert reading.version() != before


def test_the_version_stays_while_a_draft_is_written(event):
    before = reading.version()
    draft = make.event("Not yet", state="draft")
    Event.objects.filter(pk=draft.pk).update(title="Not yet either")
    assert reading.version() == before


def test_the_version_stays_when_nothing_is_touched(event):
    before = reading.version()
    Event.objects.filter(title="No such headline").update(title="x")
    assert reading.version() == before
