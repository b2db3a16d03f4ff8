"""Django's admin and form classes, naming their model in brackets as the type checker wants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin, StackedInline
    from django.forms import ModelForm
    from django.forms.models import BaseInlineFormSet
else:
    # Django's own are not subscriptable when the program runs.

    class _Subscriptable:
        def __class_getitem__(cls, _parameters: Any) -> type[Self]:
            return cls

    class ModelAdmin(_Subscriptable, admin.ModelAdmin): ...

    class StackedInline(_Subscriptable, admin.StackedInline): ...

    class ModelForm(_Subscriptable, forms.ModelForm): ...

    class BaseInlineFormSet(_Subscriptable, forms.BaseInlineFormSet): ...


__all__ = ["BaseInlineFormSet", "ModelAdmin", "ModelForm", "StackedInline"]


def editor_of(request: HttpRequest) -> AbstractBaseUser:
    """The person at the desk; the admin let nobody else in."""
    assert isinstance(request.user, AbstractBaseUser)  # noqa: S101  (for the type checker)
    return request.user


def say_gone(
    model_admin: ModelAdmin[Any], request: HttpRequest, object_id: str
) -> HttpResponseRedirect:
    """Lead to the first page and say that a row is not there, as the admin's own pages do."""
    name = model_admin.opts.verbose_name
    messages.warning(
        request, _("That %(name)s is not there; perhaps it was deleted.") % {"name": name}
    )
    return HttpResponseRedirect(reverse("admin:index"))
