"""The words of the kinds of a chart, and a small drawing of each for the key, from which the script takes its icons."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from sightline.pictures.kind_glyphs import glyph_of
from sightline.translation.messages import lazy as _

INK = "#123b4a"
RADIUS = 26  # the farthest that a shape reaches
WORDS = {
    "child": _("child"),
    "adult": _("adult"),
    "unidentified": _("adult not identified"),
    "person": _("person of unknown age"),
    "vehicle": _("vehicle"),
    "phone": _("phone"),
    "place": _("place"),
    "account": _("account"),
    "group": _("group"),
}


def glyph_svg(kind: str, *, size: int = 26) -> SafeString:
    """A small drawing of a kind for the key. The script takes the icon of its nodes from it."""
    one = glyph_of(kind)
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-28 -28 56 56" width="{0}" height="{0}" aria-hidden="true" '
        'focusable="false" data-glyph="{1}"><path d="{2}" fill="#fff" stroke="{4}" stroke-width="3"{5}/>'
        '<path data-icon="" d="{3}" fill="{4}" fill-rule="evenodd"/></svg>',
        size, kind, one.outline, one.icon, INK, SafeString(' stroke-dasharray="6 5"' if one.dashed else ""),
    )  # fmt: skip
