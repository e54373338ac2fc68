"""Writes what a note names in the one form in which it is compared: a registration without blanks, a number in E.164.

A description of a car ("a grey Insignia") has a form too and is compared with nothing. It stands beside a part of a
registration and says whether the two go together; alone it is half the cars of a town.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from anyascii import anyascii

from sightline.linkage.normal_forms.addresses import read_address
from sightline.linkage.normal_forms.names import read_names, split_words
from sightline.linkage.normal_forms.numbers import NOT_DIGITS, read_phone, read_registration
from sightline.linkage.settings import Settings

NOT_ACCOUNT = re.compile(r"[^a-z0-9._]+")
HOUSE = re.compile(r"\d")
NEAR = 120  # letters between a registration and the description that goes with it


class ComparedForm(StrEnum):
    """How a naming is compared."""

    REGISTRATION = "mark"
    PART_OF_REGISTRATION = "part_of_mark"
    DESCRIPTION = "description"
    NUMBER = "number"
    PART_OF_NUMBER = "part_of_number"
    WHOLE_NAME = "whole_name"
    FORENAME = "forename"
    NICKNAME = "nickname"
    ACCOUNT = "account"
    PREMISES = "premises"
    CHAIN = "chain"
    ADDRESS = "address"
    STREET = "street"


KIND_OF = {
    ComparedForm.REGISTRATION: "vehicle", ComparedForm.PART_OF_REGISTRATION: "vehicle",
    ComparedForm.NUMBER: "phone", ComparedForm.PART_OF_NUMBER: "phone",
    ComparedForm.WHOLE_NAME: "person", ComparedForm.FORENAME: "person", ComparedForm.NICKNAME: "person",
    ComparedForm.ACCOUNT: "account",
    ComparedForm.PREMISES: "place", ComparedForm.ADDRESS: "place",
}  # fmt: skip
"""What each form is a naming of. Those that are not here (a description, a chain, a street) are never compared."""


@dataclass(frozen=True, slots=True)
class NamingForm:
    """A naming in its form. `first` and `last` are of a whole name alone."""

    form: ComparedForm
    value: str = field(repr=False)
    first: str = field(default="", repr=False)
    last: str = field(default="", repr=False)


def read_naming(*, mention: str, rule_id: str, text: str, settings: Settings) -> NamingForm | None:
    """What a passage's words are compared as; None where they say nothing."""
    if mention == "vehicle":
        read = _read_vehicle(text, rule_id)
    elif mention == "phone":
        number = read_phone(text, placeholders=settings.placeholders)
        read = (
            NamingForm(ComparedForm.NUMBER, number)
            if number
            else NamingForm(ComparedForm.PART_OF_NUMBER, NOT_DIGITS.sub("", text).lstrip("0"))
        )
    elif mention == "handle":
        read = NamingForm(ComparedForm.ACCOUNT, NOT_ACCOUNT.sub("", anyascii(text).lower()).strip("._"))
    elif mention in ("premises", "address"):
        read = _read_place(mention, rule_id, text, settings)
    else:
        read = _read_name(mention, text, settings)
    return read if read.value else None


def _read_vehicle(text: str, rule_id: str) -> NamingForm:
    if rule_id == "vehicle_described":
        return NamingForm(ComparedForm.DESCRIPTION, " ".join(split_described(text)))
    registration, whole = read_registration(text)
    # Behind "ending" or "part plate" a registration is part of one, though it may have the shape of a whole old one.
    return NamingForm(
        ComparedForm.REGISTRATION if whole and rule_id != "vehicle_mark_part" else ComparedForm.PART_OF_REGISTRATION,
        registration,
    )


def _read_place(mention: str, rule_id: str, text: str, settings: Settings) -> NamingForm:
    place = read_address(text=text, postcode="", street_words=settings.street_words, placeholders=settings.placeholders)
    if mention == "premises":
        return NamingForm(ComparedForm.CHAIN if rule_id == "premises_chain" else ComparedForm.PREMISES, place.words)
    return NamingForm(ComparedForm.ADDRESS if HOUSE.search(place.words) else ComparedForm.STREET, place.words)


def _read_name(mention: str, text: str, settings: Settings) -> NamingForm:
    words = split_words(text)
    if mention == "nickname":
        return NamingForm(ComparedForm.NICKNAME, " ".join(anyascii(text).lower().replace("-", " ").split()))
    if len(words) < 2:
        return NamingForm(ComparedForm.FORENAME, "".join(words), first="".join(words))
    names = read_names(surname="", forename="", whole=text, placeholders=settings.placeholders)
    return NamingForm(ComparedForm.WHOLE_NAME, " ".join(words), names.first, names.last)


def split_described(text: str) -> tuple[str, ...]:
    """The words of a description, in small letters."""
    return tuple(re.findall(r"[a-z0-9]+", anyascii(text).lower()))


def compare_described(one: str, other: str) -> str:
    """Whether two descriptions of a vehicle go together, in words; empty where either is not there."""
    ours, theirs = set(split_described(one)), set(split_described(other))
    if not ours or not theirs:
        return ""
    return "the description has words in common" if ours & theirs else "the description has no word in common"


def find_beside(start: int, described: Iterable[tuple[int, str]]) -> str:
    """The description nearest to a place in the same cell; empty where none is near."""
    near = sorted((abs(at - start), text) for at, text in described if abs(at - start) <= NEAR)
    return near[0][1] if near else ""
