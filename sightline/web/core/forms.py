"""What every form is, posted or read from an address; and where what casework refuses is said.

A view makes its form by `of`, keeps what it holds by `is_kept`, and shows it by `form_page`. It reads nothing itself.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, Self, cast

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from sightline.casework.core.errors import NotHere
from sightline.escalation import NotAnAnswer
from sightline.model.errors import Refused, SightlineError, Usage
from sightline.web.core.bounds import address_data, form_data, form_files

REASONS = ("words", "why")  # a form has one of the two


class PostedForm(forms.Form):
    """A form that somebody posts. What was typed stays in its boxes until it is kept; each error leads to its box.

    `said_at` gives the boxes for the code of a refusal, or for a part that is missing: the first that the form has.
    `said_else` is the box for all others; without it they stand above the form. Those of `own_page` are not said at
    the form: they have a page of their own.
    """

    said_at: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    said_else: ClassVar[str] = ""
    own_page: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def of(cls, request: HttpRequest, **options: Any) -> Self:
        """The form, filled with what was posted; as it is at first where the page was only opened."""
        return cls(form_data(request), **options)

    def offer(self, name: str, choices: Iterable[Any]) -> None:
        """Give a box what can be chosen in it."""
        cast(forms.ChoiceField, self.fields[name]).choices = list(choices)

    @property
    def is_whole(self) -> bool:
        """Whether it was posted, and nothing is wrong or missing in its boxes."""
        return self.is_bound and self.is_valid()

    def is_kept(self, keep: Callable[[], object]) -> bool:
        """Whether it is whole and `keep` kept it; else what casework refused stands at its box."""
        if not self.is_whole:
            return False
        try:
            keep()
        except (Refused, Usage) as error:
            if isinstance(error, NotHere):
                raise
            self.refuse(error)
        return not self.errors

    def refuse(self, error: SightlineError) -> None:
        """Say what casework says is missing or forbids at its box, or above all where it has none here."""
        if isinstance(error, NotAnAnswer):
            for missing in error.missing:
                self.add_error(self._box(missing.part) or self._box("words"), missing.says)
            return
        if error.code in self.own_page:
            raise error
        box = self._box(error.code) or self._box(error.where) or self._box(self.said_else)
        self.add_error(box, f"{error.what} {error.what_to_do}".strip())

    def _box(self, part: str) -> str | None:
        boxes = (*self.said_at.get(part, ()), part, *(REASONS if part in REASONS else ()))
        return next((box for box in boxes if box in self.fields), None)


class UploadForm(PostedForm):
    """A form with a box for a file."""

    @classmethod
    def of(cls, request: HttpRequest, **options: Any) -> Self:
        """The form, filled with what was posted and the file that was sent."""
        return cls(form_data(request), form_files(request), **options)


class AskedForm(forms.Form):
    """What an address asks for, or hidden boxes say. Its fields are those of `bounds`."""

    @classmethod
    def of(cls, request: HttpRequest, **options: Any) -> Self:
        """Read from the address."""
        return cls(address_data(request), **options)

    @classmethod
    def posted(cls, request: HttpRequest, **options: Any) -> Self:
        """Read from what was posted; nothing is said where the page was only opened."""
        return cls(form_data(request) or QueryDict(), **options)

    @property
    def sent(self) -> QueryDict:
        """It all as it was sent, also what no field reads."""
        return cast(QueryDict, self.data)

    @property
    def said(self) -> dict[str, Any]:
        """What each field says."""
        self.full_clean()
        return {name: self.cleaned_data.get(name) for name in self.fields}

    def query(self, **changes: object) -> str:
        """It all as the query of an address, with some of it changed."""
        query = self.sent.copy()
        for name, value in changes.items():
            query[name] = str(value)
        return query.urlencode()


def form_page(request: HttpRequest, template: str, context: Mapping[str, Any]) -> HttpResponse:
    """The page of a form; with 400 where something of it is wrong, so that nobody takes it for kept."""
    return render(request, template, dict(context), status=400 if context["form"].errors else 200)
