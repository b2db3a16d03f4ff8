"""Whatever changes what readers see is logged in its transaction, and announced when it commits.

A row names a transaction and what it touched. Nobody updates a row, so no writer waits for
another; and as a snapshot of PostgreSQL tells which transactions it sees, whoever has read the
tables can ask for just those changes that it has not seen, in whatever order they commit.
"""

from collections.abc import Iterator

from django.db import migrations

LOG = """
CREATE TABLE timeline_change (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    topic text NOT NULL,       -- of what the ids are; "all" without any: everything may differ
    ids bigint[] NOT NULL,
    weight bigint NOT NULL DEFAULT 1  -- changes that the row stands for; old ones become one row
);
CREATE INDEX timeline_change_xid ON timeline_change (xid);

-- Arguments: topic, column of the ids, condition on a row.
CREATE FUNCTION timeline_log_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        EXECUTE format('SELECT array_agg(DISTINCT %1$I) FROM new_rows WHERE %2$s',
            TG_ARGV[1], TG_ARGV[2]) INTO touched;
    ELSIF TG_OP = 'DELETE' THEN
        EXECUTE format('SELECT array_agg(DISTINCT %1$I) FROM old_rows WHERE %2$s',
            TG_ARGV[1], TG_ARGV[2]) INTO touched;
    ELSIF TG_OP = 'UPDATE' THEN
        EXECUTE format('SELECT array_agg(id) FROM (
            SELECT %1$I FROM old_rows WHERE %2$s UNION SELECT %1$I FROM new_rows WHERE %2$s
        ) AS touched (id)', TG_ARGV[1], TG_ARGV[2]) INTO touched;
    ELSE
        touched := '{}';
    END IF;
    IF touched IS NOT NULL THEN
        IF TG_OP = 'TRUNCATE' OR cardinality(touched) > 10000 THEN
            INSERT INTO timeline_change (topic, ids) VALUES ('all', '{}');
        ELSE
            INSERT INTO timeline_change (topic, ids) VALUES (TG_ARGV[0], touched);
        END IF;
        PERFORM pg_notify('timeline_change', '');
    END IF;
    RETURN NULL;
END $$;
"""
LOG_BACK = """
DROP FUNCTION timeline_log_change();
DROP TABLE timeline_change;
"""

# The state of an event decides for itself. Rows around it are logged whatever its state: another
# transaction may be publishing it, which a trigger would not see.
WATCHED = {
    "event": ("event", "id", "state = 'published'"),
    "participation": ("event", "event_id", "true"),
    "eventplace": ("event", "event_id", "true"),
    "storylineevent": ("event", "event_id", "true"),
    "evidence": ("event", "event_id", "true"),
    "article": ("article", "id", "true"),
    "actor": ("actor", "id", "true"),
    "actoralias": ("actor", "actor_id", "true"),
    "place": ("place", "id", "true"),
    "source": ("source", "id", "true"),
    "storyline": ("storyline", "id", "true"),
}
ROWS = {
    "insert": "REFERENCING NEW TABLE AS new_rows",
    "update": "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "delete": "REFERENCING OLD TABLE AS old_rows",
    "truncate": "",
}


def triggers() -> Iterator[migrations.RunSQL]:
    for table, (topic, column, condition) in WATCHED.items():
        quoted = condition.replace("'", "''")
        for operation, rows in ROWS.items():
            name = f"{table}_{operation}_is_logged"
            yield migrations.RunSQL(
                f"CREATE TRIGGER {name} AFTER {operation} ON timeline_{table} {rows}"
                " FOR EACH STATEMENT EXECUTE FUNCTION"
                f" timeline_log_change('{topic}', '{column}', '{quoted}')",
                f"DROP TRIGGER {name} ON timeline_{table}",
            )


class Migration(migrations.Migration):
    dependencies = [("timeline", "0002_texts_hold_still")]

    operations = [migrations.RunSQL(LOG, LOG_BACK), *triggers()]
