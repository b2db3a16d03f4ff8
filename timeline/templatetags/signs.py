"""The signs of the sprite: a glyph for a kind or a control, a brick for a certainty."""

from __future__ import annotations

from django.template import Library
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = Library()

_BRICKS = {"exact": "certain", "inexact": "uncertain", "planned": "planned"}


@register.simple_tag
def kind_glyph(name: str) -> SafeString:
    """The sign of a kind on a card, where the style sheet needs no class: fifty are on a page."""
    return format_html('<svg><use href="{}#{}"/></svg>', static("glyphs.svg"), name)


@register.simple_tag
def glyph(name: str) -> SafeString:
    """The sign of this name; a word always stands beside it, so it says nothing itself."""
    return _sign("glyph", name)


@register.simple_tag
def brick(certainty: str) -> SafeString:
    """One event's brick: solid, hatched or outlined."""
    return _sign("brick", f"brick-{_BRICKS[certainty]}")


def _sign(look: str, name: str) -> SafeString:
    return format_html(
        '<svg class="{}"><use href="{}#{}"/></svg>',
        look,
        static("glyphs.svg"),
        name,
    )
