"""Quotations equal the article's text at their offsets, and that text no longer changes."""

from django.db import migrations

QUOTATION = """
CREATE FUNCTION timeline_check_quotation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.quotation IS DISTINCT FROM (
        SELECT substr(text, NEW.start + 1, NEW."end" - NEW.start)
        FROM timeline_article WHERE id = NEW.article_id
    ) THEN
        RAISE EXCEPTION 'The quotation differs from the text of its article.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'evidence_quotes_its_article';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER evidence_quotes_its_article
BEFORE INSERT OR UPDATE OF article_id, start, "end", quotation ON timeline_evidence
FOR EACH ROW EXECUTE FUNCTION timeline_check_quotation();
"""

QUOTATION_BACK = """
DROP TRIGGER evidence_quotes_its_article ON timeline_evidence;
DROP FUNCTION timeline_check_quotation();
"""

TEXT = """
CREATE FUNCTION timeline_keep_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.text IS DISTINCT FROM OLD.text AND (
        EXISTS (SELECT FROM timeline_evidence WHERE article_id = OLD.id)
        OR EXISTS (SELECT FROM timeline_candidate WHERE article_id = OLD.id)
    ) THEN
        RAISE EXCEPTION 'The text is quoted, so it can no longer change.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'article_text_holds_still';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER article_text_holds_still
BEFORE UPDATE OF text ON timeline_article
FOR EACH ROW EXECUTE FUNCTION timeline_keep_text();
"""

TEXT_BACK = """
DROP TRIGGER article_text_holds_still ON timeline_article;
DROP FUNCTION timeline_keep_text();
"""


class Migration(migrations.Migration):
    dependencies = [("timeline", "0001_initial")]

    operations = [
        migrations.RunSQL(QUOTATION, QUOTATION_BACK),
        migrations.RunSQL(TEXT, TEXT_BACK),
    ]
