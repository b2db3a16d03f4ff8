"""The log of changes is shortened by whoever writes its every 500th row.

A transaction that has written much of it folds its own rows into one for each topic. Rows of
transactions that every new snapshot sees become one row, "past": the sum of their weights, the
newest of their instants, and the greatest of their transactions, so the version stays the same
word. They lie ten seconds back, so that readers who follow the log have seen them one by one.
Whoever has not, having read in a snapshot S, finds "past" and must take everything for changed:

    WHERE xid >= pg_snapshot_xmin(S) AND (topic = 'past' OR NOT pg_visible_in_snapshot(xid, S))

A snapshot taken after the shortening lies wholly past that row, and never finds it.
"""

from django.db import migrations

SHORTENED = """
CREATE FUNCTION timeline_shorten_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    WITH gone AS (
        DELETE FROM timeline_change WHERE xid = pg_current_xact_id()
        RETURNING at, topic, ids, weight
    ), topics AS (
        SELECT topic, max(at) AS at, sum(weight) AS weight, ARRAY(
            SELECT DISTINCT id FROM gone AS same, unnest(same.ids) AS id
            WHERE same.topic = gone.topic
        ) AS ids
        FROM gone GROUP BY topic
    )
    INSERT INTO timeline_change (at, topic, ids, weight)
    SELECT at, CASE WHEN is_long THEN 'all' ELSE topic END,
        CASE WHEN is_long THEN '{}' ELSE ids END, weight
    FROM topics, LATERAL (SELECT cardinality(ids) > 10000 AS is_long) AS length;

    -- One at a time, and nobody waits. In a snapshot held longer than a statement the rows may be
    -- gone already, which would be an error; the next one shortens.
    IF current_setting('transaction_isolation') = 'read committed'
        AND pg_try_advisory_xact_lock(hashtext('timeline_change'))
    THEN
        WITH gone AS (
            DELETE FROM timeline_change
            WHERE xid < pg_snapshot_xmin(pg_current_snapshot())
                AND at < clock_timestamp() - interval '10 seconds'
            RETURNING xid, at, weight
        )
        INSERT INTO timeline_change (xid, at, topic, ids, weight)
        SELECT (array_agg(xid ORDER BY xid DESC))[1],  -- PostgreSQL 14 has no max(xid8)
            max(at), 'past', '{}', sum(weight)
        FROM gone HAVING count(*) > 0;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER change_log_stays_short AFTER INSERT ON timeline_change
FOR EACH ROW WHEN (NEW.id % 500 = 0 AND NEW.weight = 1)
EXECUTE FUNCTION timeline_shorten_log();
"""

SHORTENED_BACK = """
DROP TRIGGER change_log_stays_short ON timeline_change;
DROP FUNCTION timeline_shorten_log();
"""


class Migration(migrations.Migration):
    dependencies = [("timeline", "0003_changes_are_logged")]

    operations = [migrations.RunSQL(SHORTENED, SHORTENED_BACK)]
