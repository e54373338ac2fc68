"""Errors that people can act on: what happened, to which file or row, and what to do now.

They never carry personal data. Name the record id, the file and the row instead.
"""

from typing import ClassVar


class SightlineError(Exception):
    """Base of every error that Sightline raises on purpose.

    `code` is for the docs, `exit_code` is what the command line returns.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, what: str, *, code: str, what_to_do: str = "", where: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.code = code
        self.what_to_do = what_to_do
        self.where = where

    def __str__(self) -> str:
        place = f" ({self.where})" if self.where else ""
        advice = f" {self.what_to_do}" if self.what_to_do else ""
        return f"{self.what}{place}{advice}"


class OurFault(SightlineError):
    """Something is wrong with Sightline or the machine, not with what the person did."""

    exit_code = 1


class Usage(SightlineError):
    """The command or the form was filled in wrongly, or something that it needs is missing."""

    exit_code = 2


class BadInput(SightlineError):
    """A file or a row cannot be read. What could be read was imported; the rest is listed."""

    exit_code = 3


class Refused(SightlineError):
    """This account may not do that, or it may not be done now."""

    exit_code = 4
