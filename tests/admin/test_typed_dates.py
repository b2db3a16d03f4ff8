"""Dates as typed, said back."""

import pytest
from django.urls import reverse

from timeline.admin.typed_dates import say_back
from timeline.dates import DateSpan

import make


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("2023-03-17", "Friday 17 March 2023, known to the day"),
        ("17 March 2023", "Friday 17 March 2023, known to the day"),
        ("March 2023", "March 2023, known to the month"),
        ("week of 13 March 2023", "Week of 13 March 2023, known to the week"),
        ("c. 2013", "C. 2013, approximate"),
        ("2013?", "Perhaps 2013, uncertain"),
        ("13-15 March 2023", "13–15 March 2023, lasting from the first day to the last"),
        ("17 or 18 March 2023", "17 or 18 March 2023, one day of these, not known which"),
    ],
)
def test_a_date_is_said_back_with_how_exactly_it_is_known(typed, understood):
    assert say_back(DateSpan.parse(typed)) == understood


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("17 March 2023", "Friday 17 March 2023, known to the day"),
        ("", ""),
        ("<b>", '<span class="misunderstood">“&lt;b&gt;” is not understood as a date'),
        ("a\x00b", '<span class="misunderstood">“ab” is not understood as a date'),
        ("9" * 10_000, '<span class="misunderstood">'),
    ],
)
def test_each_stroke_is_answered_to_editors(client, typed, answer):
    address = reverse("admin:understood")
    assert client.get(address, {"date": typed}).status_code == 302
    client.force_login(make.editor())
    response = client.get(address, {"date": typed})
    assert response.status_code == 200
    assert response.content.decode().strip().startswith(answer)
