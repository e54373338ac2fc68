"""The one place where pages read what a browser sent: each number, day, month, id and text within bounds.

A view asks `asked(request)` for its address's parameters, `sent(request)` for what was posted, and gives a form
`form_data(request)`. A law in tests/unit/test_laws.py refuses `request.GET` and `request.POST` elsewhere.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict

from sightline.model import bounds
from sightline.model.bounds import EARLIEST, LATEST, MOST_LINE, MOST_WHOLE

MOST_PAGE = 100_000
MOST_CHOSEN = 200  # values of one name
TICKED = "1"


@dataclass(frozen=True, slots=True)
class SentFields:
    """What was sent, read by name. Of a name that came several times the last counts, as in forms."""

    data: QueryDict = field(repr=False)

    def __contains__(self, name: str) -> bool:
        return name in self.data

    def __iter__(self) -> Iterator[str]:
        return iter(self.data)

    def text(self, name: str, otherwise: str = "", *, most: int = MOST_LINE) -> str:
        """Words; `otherwise` where there are none; empty where there are more than `most` letters."""
        value = self.data.get(name)
        return bounds.read_text(value, most=most) if isinstance(value, str) else otherwise

    def texts(self, name: str, *, most: int = MOST_CHOSEN) -> tuple[str, ...]:
        """Each value of a name, the first `most` of them."""
        return tuple(bounds.read_text(one) for one in self.data.getlist(name)[:most])

    def one_of(self, name: str, known: Collection[str]) -> str:
        """One of those that are known; else empty."""
        value = self.text(name)
        return value if value in known else ""

    def is_on(self, name: str) -> bool:
        """Whether it is `1`."""
        return self.text(name) == TICKED

    def whole(self, name: str, *, otherwise: int, least: int = 0, most: int = MOST_WHOLE) -> int:
        """A whole number; `otherwise` where none within the bounds was sent."""
        number = bounds.read_whole(self.text(name), least=least, most=most)
        return otherwise if number is None else number

    def page(self, name: str = "page") -> int:
        """The number of a page; the first where none was sent."""
        return self.whole(name, otherwise=1, least=1, most=MOST_PAGE)

    def after(self, name: str = "after") -> int:
        """The place after which a list goes on; its beginning where none was sent."""
        return self.whole(name, otherwise=0)

    def day(self, name: str, *, earliest: date = EARLIEST, latest: date = LATEST) -> date | None:
        """A day such as `2024-03-05`."""
        return bounds.read_day(self.text(name), earliest=earliest, latest=latest)

    def month(self, name: str, *, earliest: date = EARLIEST, latest: date = LATEST) -> date | None:
        """The first day of a month such as `2024-03`."""
        return bounds.read_month(self.text(name), earliest=earliest, latest=latest)

    def id(self, name: str) -> str:
        """An id; empty where what was sent has another shape."""
        value = self.text(name)
        return value if bounds.is_id(value) else ""

    def ids(self, name: str, *, most: int = MOST_CHOSEN) -> tuple[str, ...]:
        """Each id of a name once, at most so many."""
        return tuple(dict.fromkeys(one for one in self.data.getlist(name) if bounds.is_id(one)))[:most]

    def query(self, **changes: str) -> str:
        """It all as a query of an address, with some of it changed."""
        query = self.data.copy()
        for name, value in changes.items():
            query[name] = value
        return query.urlencode()


def asked(request: HttpRequest) -> SentFields:
    """The parameters of the address."""
    return SentFields(request.GET)


def sent(request: HttpRequest) -> SentFields:
    """What was posted."""
    return SentFields(request.POST)


def form_data(request: HttpRequest) -> QueryDict | None:
    """What a form is filled with: what was posted; None where the page was only opened."""
    return request.POST if request.method == "POST" else None


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
