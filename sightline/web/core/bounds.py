"""The one place where pages read what a browser sent: each number, day, month, id and text within bounds.

A law in tests/unit/test_laws.py refuses `request.GET` and `request.POST` elsewhere. Views do not read even here: they
make a form of `sightline.web.core.forms`, whose fields for addresses and hidden boxes stand below.
"""

import re
from collections.abc import Callable, Collection
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict

from sightline.model import bounds
from sightline.model.bounds import MOST_LINE, MOST_WHOLE

MOST_CHOSEN = 200  # values of one name
ID_IN_ADDRESS = re.compile(r"[0-9a-f]{12,64}")


def address_data(request: HttpRequest) -> QueryDict:
    """The parameters of the address."""
    return request.GET


def form_data(request: HttpRequest) -> QueryDict | None:
    """What a form is filled with: what was posted; None where the page was only opened."""
    return request.POST if request.method == "POST" else None


def form_files(request: HttpRequest) -> Any:
    """The files that were posted with a form; None where the page was only opened."""
    return request.FILES if request.method == "POST" else None


class DayField(forms.CharField):
    """A day in one box, as a browser's own box of a date sends it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=MOST_LINE, **options)

    def to_python(self, value: Any) -> Any:
        """The day; None where the box is empty."""
        text = super().to_python(value)
        if not text:
            return None
        day = bounds.read_day(text)
        if day is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return day

    def run_validators(self, value: Any) -> None:
        """Nothing more: it is a day."""


class AskedField(forms.Field):
    """What an address or a hidden box says, as `read` reads it. It is never wrong: what cannot be read is not said."""

    def __init__(self, read: Callable[[str], Any]) -> None:
        super().__init__(required=False)
        self.read = read

    def to_python(self, value: Any) -> Any:
        """What is said."""
        return self.read(value if isinstance(value, str) else "")


class AskedValues(AskedField):
    """Each value of a name once, the first `most` of them."""

    widget = forms.SelectMultiple

    def __init__(self, read: Callable[[str], str], *, most: int) -> None:
        super().__init__(read)
        self.most = most

    def to_python(self, value: Any) -> tuple[str, ...]:
        """What each of them says, where it says something."""
        every = value if isinstance(value, list) else []
        return tuple(filter(None, dict.fromkeys(map(self.read, every))))[: self.most]


def asked_text(*, most: int = MOST_LINE) -> AskedField:
    """Words; empty where there are more letters than `most`, because words are never cut."""
    return AskedField(lambda text: bounds.read_text(text, most=most))


def id_in_address(text: str) -> str:
    """The id in the address of a page, as somebody copies the whole of it; other words as they are."""
    parts = [part for part in text.partition("?")[0].split("/") if ID_IN_ADDRESS.fullmatch(part)]
    return parts[-1] if "/" in text and parts else text


def asked_texts() -> AskedValues:
    """Words, several times."""
    return AskedValues(bounds.read_text, most=MOST_CHOSEN)


def asked_id() -> AskedField:
    """An id; empty where what was sent has another shape."""
    return AskedField(_read_id)


def hidden_id() -> AskedField:
    """An id in a box that nobody sees; empty where what was sent has another shape."""
    field = asked_id()
    field.widget = forms.HiddenInput()
    return field


def asked_ids(*, most: int = MOST_CHOSEN) -> AskedValues:
    """Ids."""
    return AskedValues(_read_id, most=most)


def asked_one_of(known: Collection[str]) -> AskedField:
    """One of those that are known; else empty."""
    return AskedField(lambda text: text if text in known else "")


def asked_tick() -> AskedField:
    """Whether it is `1`."""
    return AskedField(lambda text: text == "1")


def asked_number(*, otherwise: int = 0, least: int = 0, most: int = MOST_WHOLE) -> AskedField:
    """A whole number; `otherwise` where none within the bounds was sent."""
    return AskedField(lambda text: _first(bounds.read_whole(text, least=least, most=most), otherwise))


def asked_day() -> AskedField:
    """A day such as `2024-03-05`."""
    return AskedField(bounds.read_day)


def asked_month() -> AskedField:
    """The first day of a month such as `2024-03`."""
    return AskedField(bounds.read_month)


def _read_id(text: str) -> str:
    return text if bounds.is_id(text) else ""


def _first(number: int | None, otherwise: int) -> int:
    return otherwise if number is None else number
