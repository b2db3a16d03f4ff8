"""Days with a name, from New Year's Eve to Eid."""

from __future__ import annotations

RULES = ()
