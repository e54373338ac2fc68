"""The boxes in which whoever records a letter says who it goes to, alike on every page from which one leaves."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms

from sightline.casework.named_adults.pages import LetterReader, LetterTo
from sightline.translation.messages import lazy as _
from sightline.web.core.fields import radios, story

READERS = (
    (LetterReader.OTHER, _("Another person: Sightline compares their name with the records")),
    (LetterReader.ADULT, _("An adult who is named in records")),
    (LetterReader.NOBODY, _("No letter: a lawful reason not to tell an adult is recorded")),
)
PERSON = re.compile(r"/people/([^/\s]+)")
SAID_AT = {
    "no_letter": ("letter",), "no_person": ("adults",), "not_safe": ("letter",), "no_reason": ("letter",),
    "no_name": ("names",), "same_name": ("letter",),
}  # fmt: skip
LETTER_BOXES = ("letter", "names", "adults")


def letter_box() -> forms.ChoiceField:
    """Who the letter goes to."""
    return radios(
        _("Who does the letter go to?"), [(str(one), said) for one, said in READERS], empty=_("Choose who it goes to")
    )


def names_box() -> forms.CharField:
    """The names of others to whom it goes: Sightline compares them with the adults whom records name."""
    return story(
        _("Name, if it goes to another person"),
        _("Forename and surname, one person a line. To write to the person who wrote to you, leave this empty."),
        2,
    )


def adults_box() -> forms.CharField:
    """The adults' pages, where it goes to some."""
    return story(
        _("Web addresses of the adults’ pages, if it goes to adults named in records"),
        _("Find each person in Sightline and copy the web address of their page, one a line."),
        2,
    )


def read_letter(said: Mapping[str, Any]) -> LetterTo:
    """Who it goes to."""
    people = tuple(dict.fromkeys(PERSON.findall(said.get("adults", ""))))
    names = tuple(one.strip() for one in said.get("names", "").splitlines() if one.strip())
    return LetterTo(said.get("letter", ""), people, names)
