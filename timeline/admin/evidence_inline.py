"""Evidence typed at the desk: quotations found in their articles, not counted by hand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timeline.admin.generic import BaseInlineFormSet, ModelForm, StackedInline
from timeline.models import Event, Evidence
from timeline.review import QUOTATION_LIMIT


class EvidenceForm(ModelForm[Evidence]):
    """Finds the offsets of the words that were pasted; both must stand exactly once."""

    quotation = forms.CharField(
        label=gettext_lazy("Quotation"),
        max_length=QUOTATION_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Words of the article, exactly as they stand there."),
    )
    time_words = forms.CharField(
        label=gettext_lazy("Words that give the date"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Inside the quotation; empty when the publication day gives it."),
    )

    class Meta:
        model = Evidence
        fields = ("article", "quotation", "time_words", "reason")
        widgets = {"reason": forms.Textarea(attrs={"rows": 2})}  # noqa: RUF012  (Django's idiom)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["time_words"].initial = self.instance.slices[1]

    def clean(self) -> dict[str, Any]:
        """Set the instance's offsets."""
        cleaned = super().clean() or {}
        article, quotation = cleaned.get("article"), cleaned.get("quotation")
        if not article or not quotation:
            return cleaned
        quotation = cleaned["quotation"] = quotation.replace("\r\n", "\n")
        stored = self.instance
        # What is stored stays where it is, even if its words stand elsewhere as well.
        if not stored.pk or (stored.article_id, stored.quotation) != (article.pk, quotation):
            start = self._find("quotation", quotation, article.text, _("the article"))
            if start is None:
                return cleaned
            stored.start, stored.end = start, start + len(quotation)
        elif cleaned.get("time_words", "") == stored.slices[1]:
            return cleaned
        words = cleaned.get("time_words", "")
        stored.time_start = stored.time_end = None
        if words:
            at = self._find("time_words", words, quotation, _("the quotation"))
            if at is not None:
                stored.time_start = stored.start + at
                stored.time_end = stored.time_start + len(words)
        return cleaned

    def _find(self, field: str, words: str, text: str, place: str) -> int | None:
        at = text.find(words)
        if at < 0:
            message = _("These words are not in %(place)s: paste them exactly as they stand there.")
        elif text.find(words, at + 1) >= 0:
            message = _("These words stand in %(place)s more than once: add words around them.")
        else:
            return at
        self.add_error(field, ValidationError(message % {"place": place}))
        return None


class EvidenceFormSet(BaseInlineFormSet[Evidence, Event, ModelForm[Evidence]]):
    """Refuses the same words of the same article twice."""

    def clean(self) -> None:
        """Name the second of two equal quotations."""
        super().clean()
        seen = set()
        for form in self.forms:
            if form in self.deleted_forms or form.errors or not form.cleaned_data.get("article"):
                continue
            key = (form.cleaned_data["article"].pk, form.instance.start, form.instance.end)
            if key in seen:
                form.add_error("quotation", ValidationError(_("This quotation is given twice.")))
            seen.add(key)


class EvidenceInline(StackedInline[Evidence, Event]):
    """The words that carry the event."""

    model = Evidence
    form = EvidenceForm
    formset = EvidenceFormSet
    extra = 0
    autocomplete_fields = ("article",)
