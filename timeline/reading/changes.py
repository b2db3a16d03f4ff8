"""The log of changes, which the database keeps: `0003_changes_are_logged`."""

from __future__ import annotations

from django.db import connection

_VERSION = """
SELECT coalesce(sum(weight), 0)::bigint,
       coalesce(extract(epoch FROM max(at)) * 1000000, 0)::bigint
FROM timeline_change
"""


def version() -> str:
    """What the public record is just now, as a word.

    Equal words mean that not a byte of what readers see has changed in between, in whichever
    process or machine they were asked for: titles, evidence, names, order of a storyline, all of
    it. A change that is not yet committed has no word. The word is short and fit for an ETag.
    """
    with connection.cursor() as cursor:
        cursor.execute(_VERSION)
        count, at = cursor.fetchone()
    return f"{count:x}-{at:x}"
