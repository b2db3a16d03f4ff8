"""Timelines come in from files."""

import json

import pytest
from django.core.management import CommandError, call_command

from timeline.exchange.reader import TimelineFileError, import_timeline, read_file
from timeline.models import Event, Evidence, Place, Source

import make

pytestmark = pytest.mark.django_db


def timeline(**changes):
    return {
        "format": "dateline/1",
        "sources": [
            {"slug": "courier", "name": "Courier", "domain": "", "country": "", "kind": "newspaper"}
        ],
        "articles": [
            {
                "key": "first",
                "source": "courier",
                "title": "A truce",
                "author": "",
                "url": "",
                "language": "en",
                "published_on": "2023-03-20",
                "text": "On 17 March 2023 a truce was signed in Glenport.",
            }
        ],
        "actors": [
            {
                "slug": "freedonia",
                "name": "Freedonia",
                "kind": "state",
                "country": "",
                "wikidata_id": "",
                "aliases": ["Republic of Freedonia"],
                "roles": [],
            }
        ],
        "places": [
            {
                "slug": "glenport",
                "name": "Glenport",
                "kind": "city",
                "country": "",
                "latitude": 1.5,
                "longitude": 2.5,
                "parent": "sylvania",
                "aliases": [],
            },
            {
                "slug": "sylvania",
                "name": "Sylvania",
                "kind": "country",
                "country": "",
                "latitude": None,
                "longitude": None,
                "parent": "",
                "aliases": [],
            },
        ],
        "events": [
            {
                "slug": "truce",
                "title": "Freedonia signed a truce",
                "summary": "",
                "kind": "agreement",
                "date": "2023-03-17",
                "status": "occurred",
                "importance": 4,
                "actors": [{"actor": "freedonia", "role": "signatory"}],
                "places": ["glenport"],
                "documents": ["Truce of Glenport"],
                "evidence": [
                    {
                        "article": "first",
                        "quotation": "On 17 March 2023 a truce was signed",
                        "time": "On 17 March 2023",
                        "reason": "The day is given in full.",
                    }
                ],
            }
        ],
        "storylines": [
            {"slug": "peace", "title": "Peace", "standfirst": "How it came.", "events": ["truce"]}
        ],
        **changes,
    }


def test_a_timeline_comes_in_whole_and_signed():
    by = make.editor()
    import_timeline(timeline(), by=by)
    event = Event.objects.published().get()
    assert (event.slug, event.edtf, event.published_by) == ("truce", "2023-03-17", by)
    assert [str(part) for part in event.participations.all()] == ["Freedonia (signatory)"]
    assert Place.objects.get(slug="glenport").parent.slug == "sylvania"
    assert Evidence.objects.get().slices == ("", "On 17 March 2023", " a truce was signed")
    assert [line.title for line in event.storylines.all()] == ["Peace"]


def test_a_second_import_adds_nothing_and_changes_nothing():
    by = make.editor()
    import_timeline(timeline(), by=by)
    Event.objects.update(title="As an editor corrected it")
    report = import_timeline(timeline(), by=by)
    assert set(report.added.values()) == {0}
    assert Event.objects.get().title == "As an editor corrected it"


@pytest.mark.parametrize(
    ("part", "values", "message"),
    [
        ("events", {"date": "17 or so"}, r"events 1 \(truce\)"),
        ("events", {"kind": "dance"}, r"events 1 \(truce\)"),
        ("events", {"places": ["atlantis"]}, "no place has the slug “atlantis”"),
        ("events", {"title": ""}, r"events 1 \(truce\)"),
        ("articles", {"published_on": "yesterday"}, r"articles 1 \(first\)"),
        ("articles", {"text": ""}, "has no text"),
        ("actors", {"kind": "ghost"}, r"actors 1 \(freedonia\)"),
    ],
)
def test_one_bad_record_is_named_and_nothing_comes_in(part, values, message):
    data = timeline()
    data[part][0] |= values
    with pytest.raises(TimelineFileError, match=message):
        import_timeline(data, by=make.editor())
    assert not Source.objects.exists()


def test_a_quotation_that_is_not_in_the_article_is_refused():
    data = timeline()
    data["events"][0]["evidence"][0]["quotation"] = "On 17 March 2023 a war began"
    with pytest.raises(TimelineFileError, match="must stand exactly once"):
        import_timeline(data, by=make.editor())


def test_a_record_without_a_field_is_refused():
    data = timeline()
    del data["events"][0]["status"]
    with pytest.raises(TimelineFileError, match=r"events 1 \(truce\): 'status' is missing"):
        import_timeline(data, by=make.editor())


@pytest.mark.parametrize("content", [b"\xff\xfe", b"[]", b"{", b'{"format": "other"}', b"[" * 9999])
def test_what_is_no_timeline_is_refused_in_one_sentence(tmp_path, content):
    path = tmp_path / "timeline.json"
    path.write_bytes(content)
    with pytest.raises(TimelineFileError):
        read_file(path)


def test_the_command_imports_and_says_how_much(tmp_path, capsys):
    make.editor("anna")
    path = tmp_path / "timeline.json"
    path.write_text(json.dumps(timeline()), encoding="utf-8")
    call_command("import_events", path, editor="anna")
    assert "events          1 added" in capsys.readouterr().out
    with pytest.raises(CommandError, match="There is no editor “ben”"):
        call_command("import_events", path, editor="ben")
