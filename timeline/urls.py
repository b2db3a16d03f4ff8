"""The public addresses."""

from django.urls import path

from timeline.views import entities, event, pages, timeline

urlpatterns = [
    path("", timeline.timeline, name="timeline"),
    path("facets/<slug:name>/", timeline.facet, name="facet"),
    path("events/<int:year>/<slug:slug>/", event.event, name="event"),
    path("actors/", entities.actors, name="actors"),
    path("actors/<slug:slug>/", entities.actor, name="actor"),
    path("places/", entities.places, name="places"),
    path("places/<slug:slug>/", entities.place, name="place"),
    path("storylines/", entities.storylines, name="storylines"),
    path("storylines/<slug:slug>/", entities.storyline, name="storyline"),
    path("about/", pages.about, name="about"),
    path("robots.txt", pages.robots, name="robots"),
]
