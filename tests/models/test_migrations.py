"""Migrations can be taken back, and leave nothing behind."""

import pytest
from django.core.management import call_command
from django.db import connection

OURS = """
    SELECT proname FROM pg_proc WHERE proname LIKE 'timeline%' UNION ALL
    SELECT tgname FROM pg_trigger WHERE NOT tgisinternal UNION ALL
    SELECT relname FROM pg_class WHERE relname LIKE 'timeline%' ORDER BY 1
"""


def ours():
    with connection.cursor() as cursor:
        cursor.execute(OURS)
        return [name for (name,) in cursor.fetchall()]


@pytest.mark.django_db(transaction=True)
def test_every_migration_goes_back_and_forth():
    before = ours()
    assert "timeline_change" in before
    try:
        call_command("migrate", "timeline", "zero", verbosity=0)
        assert ours() == []
    finally:
        call_command("migrate", verbosity=0)
    assert ours() == before
