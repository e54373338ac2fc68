"""Words of pages in another language: marked where they are written, chosen by the reader, kept in a cookie."""

from typing import cast

from django.utils.translation import gettext_lazy

CHECKED = ("en-gb",)  # languages whose words a speaker has checked


def lazy(text: str) -> str:
    """The words in the reader's language at the moment they are shown. For labels and messages that are made before."""
    return cast("str", gettext_lazy(text))
