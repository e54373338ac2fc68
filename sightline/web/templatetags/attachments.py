"""What the list of documents needs in words."""

from django import template

from sightline.casework.attachments.pages.documents import AttachmentLine
from sightline.web.attachments.presenters import KINDS, size_in_words

register = template.Library()


@register.filter
def kind_and_size(line: AttachmentLine) -> str:
    """`PDF, 24 KB`."""
    return f"{KINDS[line.kind]}, {size_in_words(line.size)}"
