"""The desk: the admin's pages for editors, one file a table or thing."""

from timeline.admin import actors, articles, candidates, events, places, sources, storylines

__all__ = ["actors", "articles", "candidates", "events", "places", "sources", "storylines"]
