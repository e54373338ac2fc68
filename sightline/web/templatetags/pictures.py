"""What the pages of pictures need in words: the names of their ranges."""

from django import template
from django.utils.translation import gettext as _

register = template.Library()


@register.filter("range_words")
def range_words(chosen: str) -> str:
    """The name of a range of months."""
    return _("All dates") if chosen == "all" else _("%(chosen)s months") % {"chosen": chosen}
