"""What templates need of signs: their kinds in words, how one is meant, and cells with their marks."""

from django import template
from django.template import Context

from sightline.casework.reading import Entry, RowAsItCame
from sightline.web import sign_words

register = template.Library()

register.filter("sign", sign_words.sign_in_words)
register.filter("how_meant", sign_words.how_in_words)


@register.simple_tag(takes_context=True)
def signs_noted(context: Context, entry: Entry) -> str:
    """The signs of an entry's record in a row, by the page's `signs_by_record`; empty where there are none."""
    return "; ".join((context.get("signs_by_record") or {}).get(entry.record_id, ()))


@register.simple_tag(takes_context=True)
def marked_cells(context: Context, row: RowAsItCame) -> list[tuple[str, str, sign_words.MarkedCell | None]]:
    """The cells of a row: heading, text, and the cell with its marks where the page's `noted` has any."""
    return sign_words.marked_cells(row, context.get("noted") or ())
