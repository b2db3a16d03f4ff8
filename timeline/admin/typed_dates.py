"""Dates as a person types them, and what was understood, said back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from timeline.admin import foreign_dates
from timeline.dates import LONGEST_TEXT, WEEKDAYS, DateError, DateSpan, Precision

_KNOWN = {
    Precision.DAY: "known to the day",
    Precision.WEEK: "known to the week",
    Precision.MONTH: "known to the month",
    Precision.SEASON: "known to the season",
    Precision.QUARTER: "known to the quarter",
    Precision.HALF: "known to the half-year",
    Precision.YEAR: "known to the year",
    Precision.DECADE: "known to the decade",
    Precision.CENTURY: "known to the century",
    Precision.RANGE: "one day of these, not known which",
    Precision.PERIOD: "lasting from the first day to the last",
}


def say_back(span: DateSpan) -> str:
    """A date as understood, in a sentence: "Friday 17 March 2023, known to the day"."""
    words = span.wording()
    if span.precision is Precision.DAY and span.is_exact:
        words = f"{WEEKDAYS[span.earliest.weekday()]} {words}"
    doubt = ", ".join(
        word
        for word, holds in (("approximate", span.is_approximate), ("uncertain", span.is_uncertain))
        if holds
    )
    known = doubt or _KNOWN[span.precision]
    return f"{words[0].upper()}{words[1:]}, {known}"


class TypedDateInput(forms.TextInput):
    """A text field with an `output` beneath it that says the date back, live through htmx."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """The field and beneath it what was understood, which htmx renews as one types."""
        attrs = attrs or {}
        live = {
            "maxlength": LONGEST_TEXT,
            "autocomplete": "off",
            "hx-get": reverse("admin:understood"),
            "hx-trigger": "input changed delay:200ms",
            "hx-target": f"#{attrs.get('id', '')}-understood",
            "hx-sync": "this:replace",
        }
        context = {
            "id": attrs.get("id", ""),
            "input": super().render(name, value, {**live, **attrs}, renderer),
            **_understood(self.format_value(value) or ""),
        }
        return render_to_string("admin/typed_date.html", context)

    def format_value(self, value: Any) -> str | None:
        """Show a date in the words that a person would type."""
        return value.wording() if isinstance(value, DateSpan) else super().format_value(value)


class TypedDateField(forms.CharField):
    """A field whose value is a `DateSpan`; what is no date is named with examples."""

    widget = TypedDateInput

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Date"))
        options.setdefault(
            "help_text",
            _("As you would write it: 17 March 2023, March 2023, c. 2013, week of 13 March 2023."),
        )
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        return value.wording() if isinstance(value, DateSpan) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return foreign_dates.parse(text)
        except DateError as error:
            raise ValidationError(str(error)) from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.prepare_value(initial) != data)


@require_safe
def understood(request: HttpRequest) -> HttpResponse:
    """Say back the date in `?date=`; the answer to each stroke in the date's field."""
    return render(
        request, "admin/typed_date.html#understood", _understood(request.GET.get("date", ""))
    )


def _understood(text: str) -> dict[str, str]:
    if not text.strip():
        return {"understood": "", "misunderstood": ""}
    try:
        return {"understood": say_back(foreign_dates.parse(text)), "misunderstood": ""}
    except DateError as error:
        return {"understood": "", "misunderstood": str(error)}
