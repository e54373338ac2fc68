"""The codes of a review: which code is in place of whom or what, and the exact words that each code replaced.

A code says its kind and a number, as `[Person 3]`. Each way of writing the same name has a code of its own, as
`[Person 3/2]`, so that a text is put back to the letter. A code is never given to another form of words.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class CodeKind(StrEnum):
    """What a code is in place of."""

    PERSON = "Person"
    NAME = "Name"
    SURNAME = "Surname"
    PLACE = "Place"
    PHONE = "Phone"
    VEHICLE = "Vehicle"
    NUMBER = "Number"
    ONLINE = "Account"
    BODY = "Body"
    STAFF = "Staff"
    FILE = "File"
    DAY = "Date"
    TEXT = "Text"


OWN = ("Child", "Adult")  # the people of a review keep the letter or number by which it calls them
SHIFTED = r"\d{1,2} [A-Z][a-z]+ \d{4}"
CODE = re.compile(rf"\[((?:(?:{'|'.join((*OWN, *CodeKind))}) [A-Z0-9]+|{SHIFTED})(?:/\d+)?)\]")


@dataclass(slots=True)
class CodeBook:
    """The key of a review. `number` says which key it is: an erased key is followed by another.

    `bases` are by whom or what they mean, `forms` the words by the code in place of them. `shift_days` is by how many
    days dates are moved where that is asked for: whole weeks, so that a day keeps its name.
    """

    number: int
    shift_days: int
    bases: dict[str, str] = field(default_factory=dict, repr=False)
    forms: dict[str, str] = field(default_factory=dict, repr=False)
    _codes: dict[tuple[str, str], str] = field(init=False, repr=False)
    _written: dict[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._codes, self._written = {}, {}
        for code, form in self.forms.items():
            base = code.partition("/")[0]
            self._codes[base, form] = code
            self._written[base] = self._written.get(base, 0) + 1

    def base_of(self, kind: CodeKind, owner: str) -> str:
        """The code of whom or what a key of ours means; a new one where it has none."""
        key = f"{kind} {owner}"
        if key not in self.bases:
            self.bases[key] = f"{kind} {1 + sum(one.startswith(f'{kind} ') for one in self.bases.values())}"
        return self.bases[key]

    def code_of(self, base: str, form: str) -> str:
        """The code, without brackets, in place of words as they are written."""
        if (base, form) not in self._codes:
            count = self._written.get(base, 0) + 1
            code = base if count == 1 else f"{base}/{count}"
            self._codes[base, form], self._written[base], self.forms[code] = code, count, form
        return self._codes[base, form]

    def restore(self, text: str) -> str:
        """A text with the words that each code replaced. What is no code of this key stays."""
        return CODE.sub(lambda found: self.forms.get(found[1], found[0]), text)

    def codes_in(self, text: str) -> int:
        """How many codes of this key a text has."""
        return sum(found[1] in self.forms for found in CODE.finditer(text))


def own_base(called: str) -> str:
    """The code of a person of the review, by the letter or number by which it calls them."""
    return f"{OWN[called.isdigit()]} {called}"


def pack_codes(book: CodeBook) -> str:
    """The key as JSON."""
    said = {"number": book.number, "shift_days": book.shift_days, "bases": book.bases, "forms": book.forms}
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def unpack_codes(packed: Mapping[str, Any]) -> CodeBook:
    """The key that was packed."""
    forms = sorted(packed["forms"].items(), key=lambda one: _order(one[0]))
    return CodeBook(packed["number"], packed["shift_days"], dict(packed["bases"]), dict(forms))


def _order(code: str) -> tuple[str, int]:
    base, _, number = code.partition("/")
    return base, int(number or 1)
