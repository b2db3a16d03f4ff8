"""The form of an event: its date as typed, its documents line by line, its version guarded."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.postgres.forms import SimpleArrayField
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timeline.admin.generic import ModelForm
from timeline.admin.typed_dates import TypedDateField
from timeline.models import Event

GUARDED = ("title", "date", "kind", "status", "importance", "summary")


class LinesField(SimpleArrayField):
    """A list of texts, one a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, **options: Any) -> None:
        super().__init__(forms.CharField(max_length=300), delimiter="\n", **options)

    def to_python(self, value: Any) -> Any:
        """Leave blank lines and the ends of lines out."""
        lines = [line.strip() for line in str(value or "").splitlines()]
        return list(super().to_python("\n".join(line for line in lines if line)) or [])


class EventForm(ModelForm[Event]):
    """Reads an event; a form opened before somebody else's save is refused with what was typed."""

    date = TypedDateField()
    documents = LinesField(
        label=gettext_lazy("Primary documents"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("One a line: “UN document S/RES/2720 (2023)”."),
    )
    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Event
        fields = ("title", "date", "kind", "status", "importance", "summary", "documents")
        widgets = {  # noqa: RUF012  (Django's idiom)
            "title": forms.TextInput(attrs={"class": "vTextField"}),
            "summary": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["date"] = self.instance.span
            self.initial["seen_version"] = self.instance.version

    def clean_title(self) -> str:
        """The headline on one line."""
        return " ".join(str(self.cleaned_data["title"]).split())

    def clean(self) -> dict[str, Any]:
        """Set the date; compare versions under a lock that holds until the save."""
        cleaned = super().clean() or {}
        if self.instance.pk:
            self._check_version(cleaned)
        if "date" in cleaned:
            self.instance.span = cleaned["date"]
        return cleaned

    def _check_version(self, cleaned: dict[str, Any]) -> None:
        stored = Event.objects.select_for_update(of=("self",)).get(pk=self.instance.pk)
        if cleaned.get("seen_version") == stored.version:
            return
        words = {
            "title": stored.title,
            "date": stored.span.wording(),
            "kind": stored.get_kind_display(),
            "status": stored.get_status_display(),
            "importance": str(stored.importance),
            "summary": stored.summary,
        }
        typed = {**cleaned}
        now = {
            **{name: getattr(stored, name) for name in GUARDED if name != "date"},
            "date": stored.span,
        }
        differences = [
            _("%(field)s is now “%(words)s”.")
            % {"field": self.fields[name].label, "words": words[name]}
            for name in GUARDED
            if name in typed and typed[name] != now[name]
        ]
        message = _(
            "%(who)s saved this event on %(when)s, after you opened it. Nothing of yours was "
            "stored and nothing is lost: what you typed is below. Save again to put it in place "
            "of what is stored."
        ) % {"who": stored.changed_by, "when": f"{stored.changed_at:%-d %B %Y at %H:%M} UTC"}
        # The next save is one that has seen this message.
        data = QueryDict("", mutable=True)
        data.update(self.data)
        data[self.add_prefix("seen_version")] = str(stored.version)
        self.data = data
        self.instance.version = stored.version
        raise ValidationError([message, *differences])
