"""The form beside the text: a proposal as an editor sees, changes and confirms it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timeline.admin.typed_dates import TypedDateField
from timeline.candidates import Participant, Proposal, new_actors, new_places
from timeline.models.event import TITLE_LIMIT, Kind, Status

ROW_LIMIT = 30  # people or places of one event
NAME_LIMIT = 200
ROLE_LIMIT = 80


@dataclass(frozen=True, slots=True)
class Row:
    """One line of “Who” or “Where”."""

    number: int
    name: str
    role: str = ""
    is_new: bool = False  # nobody of that name is known: accepting makes them


class ReviewForm(forms.Form):
    """Reads a POST into `proposal()`; people and places come as equal-named fields, row by row."""

    title = forms.CharField(
        label=gettext_lazy("Headline"),
        max_length=TITLE_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    date = TypedDateField()
    date_reason = forms.CharField(
        label=gettext_lazy("How the date is known"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Kind.choices)
    status = forms.ChoiceField(label=gettext_lazy("Status"), choices=Status.choices)
    importance = forms.TypedChoiceField(
        label=gettext_lazy("Importance"),
        coerce=int,
        choices=[(number, str(number)) for number in range(1, 6)],
        help_text=gettext_lazy("5: every reader knows it; 1: only specialists."),
    )
    summary = forms.CharField(
        label=gettext_lazy("Summary"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, proposed: Proposal, data: QueryDict | None = None) -> None:
        initial = {
            "title": proposed.title,
            "date": proposed.span,
            "date_reason": proposed.date_reason,
            "kind": proposed.kind,
            "status": proposed.status,
            "importance": proposed.importance,
            "summary": proposed.summary,
        }
        super().__init__(data, initial=initial, label_suffix="")
        self.proposed = proposed
        if data is None:
            self.people = [(part.name, part.role) for part in proposed.actors]
            self.where = list(proposed.places)
        else:
            roles = [role.strip() for role in data.getlist("role")]
            names = [" ".join(name.split()) for name in data.getlist("actor")]
            roles += [""] * (len(names) - len(roles))
            self.people = list(zip(names, roles, strict=False))
            self.where = [" ".join(name.split()) for name in data.getlist("place")]
        for name, field in self.fields.items():
            if name in self.errors and self.is_bound:
                field.widget.attrs["aria-invalid"] = "true"

    def clean_title(self) -> str:
        """The headline on one line."""
        return " ".join(str(self.cleaned_data["title"]).split())

    def clean(self) -> dict[str, Any]:
        """Check the rows, and that the stored reason does not tell of another date."""
        cleaned = super().clean() or {}
        self._check_rows()
        span = cleaned.get("date")
        reason = cleaned.get("date_reason", "")
        if span and span.edtf != self.proposed.span.edtf and reason == self.proposed.date_reason:
            cleaned["date_reason"] = _("Set by the editor to %(date)s.") % {"date": span.wording()}
        return cleaned

    def _check_rows(self) -> None:
        texts = [*(text for row in self.people for text in row), *self.where]
        if any("\x00" in text for text in texts):
            self.add_error(None, ValidationError(_("A name or role holds NUL characters.")))
            self.people = [(n.replace("\x00", ""), r.replace("\x00", "")) for n, r in self.people]
            self.where = [name.replace("\x00", "") for name in self.where]
        if len(self.people) > ROW_LIMIT or len(self.where) > ROW_LIMIT:
            message = _("At most %(count)d participants and as many places can be named.")
            self.add_error(None, ValidationError(message % {"count": ROW_LIMIT}))
            self.people, self.where = self.people[:ROW_LIMIT], self.where[:ROW_LIMIT]
        if any(len(name) > NAME_LIMIT for name in [*(n for n, _role in self.people), *self.where]):
            message = _("A name has at most %(count)d characters.")
            self.add_error(None, ValidationError(message % {"count": NAME_LIMIT}))
        if any(len(role) > ROLE_LIMIT for _name, role in self.people):
            message = _("A role has at most %(count)d characters.")
            self.add_error(None, ValidationError(message % {"count": ROLE_LIMIT}))
        if any(role and not name for name, role in self.people):
            self.add_error(None, ValidationError(_("A role stands without a name.")))

    def proposal(self) -> Proposal:
        """What the editor confirms; the form is valid."""
        values = self.cleaned_data
        return Proposal(
            title=values["title"],
            span=values["date"],
            kind=values["kind"],
            status=values["status"],
            actors=tuple(Participant(name, role) for name, role in self.people if name),
            places=tuple(name for name in self.where if name),
            summary=values["summary"],
            importance=values["importance"],
            date_reason=values["date_reason"],
        )

    def people_rows(self, blank: int = 1) -> list[Row]:
        """The participants, and empty rows to fill."""
        new = new_actors(name for name, _role in self.people)
        rows = [(n, r) for n, r in self.people if n or r] + [("", "")] * blank
        return [Row(i, name, role, name in new) for i, (name, role) in enumerate(rows, 1)]

    def place_rows(self, blank: int = 1) -> list[Row]:
        """The places, and empty rows to fill."""
        new = new_places(self.where)
        rows = [name for name in self.where if name] + [""] * blank
        return [Row(i, name, is_new=name in new) for i, name in enumerate(rows, 1)]
