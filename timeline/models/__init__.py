"""The tables: one file each, with the questions that can be asked of its rows."""

from timeline.models.actor import Actor, ActorAlias
from timeline.models.article import Article
from timeline.models.candidate import Candidate
from timeline.models.event import Event, EventPlace, Participation
from timeline.models.evidence import Evidence
from timeline.models.place import Place
from timeline.models.source import Source
from timeline.models.storyline import Storyline, StorylineEvent

__all__ = [
    "Actor",
    "ActorAlias",
    "Article",
    "Candidate",
    "Event",
    "EventPlace",
    "Evidence",
    "Participation",
    "Place",
    "Source",
    "Storyline",
    "StorylineEvent",
]
