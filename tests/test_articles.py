"""Taking articles in."""

import pytest

from timeline import articles
from timeline.articles import ArticleError, RepeatedArticle
from timeline.models import Article

import make

pytestmark = pytest.mark.django_db


def test_an_article_is_stored_as_it_came_but_for_its_line_ends():
    article = make.article("First line\r\nsecond\rthird — “quoted” <b>bold</b>")
    article.refresh_from_db()
    assert article.text == "First line\nsecond\nthird — “quoted” <b>bold</b>"


def test_a_repeat_is_refused_and_names_the_first():
    first = make.article("Talks began on Friday.", title="Talks begin")
    with pytest.raises(RepeatedArticle, match="“Talks begin”") as refusal:
        make.article("  Talks began\r\n on  Friday!")
    assert refusal.value.first == first
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (" \n ", "has no text"),
        ("a\x00b", "NUL"),
        ("a" * 1_000_001, "1,000,001 characters; at most 1,000,000"),
    ],
)
def test_what_cannot_be_stored_is_refused_with_the_reason(text, message):
    with pytest.raises(ArticleError, match=message):
        articles.check_text(text)
