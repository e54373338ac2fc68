"""The terminal's language: the one that the environment names, where Sightline has a catalogue of it; else English.

Only what is printed is translated. What a command writes is in English, whoever gives it.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sightline.translation import numbers
from sightline.translation.messages import ENGLISH, Translator, spoken_by

VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set names it
CATALOGUES = Path(__file__).parents[1] / "locale"
WRITTEN_IN = ("en", "C", "POSIX")


def languages(environment: Mapping[str, str]) -> list[str]:
    """The languages wanted before English, the dearest first: `cy` of `cy_GB.UTF-8`."""
    named = next((environment[name] for name in VARIABLES if environment.get(name)), "")
    wanted = [one.partition(".")[0].partition("_")[0] for one in named.split(":")]
    english = next((place for place, one in enumerate(wanted) if one in WRITTEN_IN), len(wanted))
    return [one for one in wanted[:english] if one]


@cache
def translator() -> Translator:
    """What looks words up. A catalogue is read only where another language is wanted."""
    if not (wanted := languages(os.environ)):
        return ENGLISH
    from gettext import translation

    return translation("django", CATALOGUES, languages=wanted, fallback=True)


def gettext(text: str) -> str:
    """The words in the terminal's language."""
    return translator().gettext(text) if text else ""


def ngettext(one: str, many: str, number: int) -> str:
    """The words for one or for many, in the terminal's language."""
    return translator().ngettext(one, many, number)


def counted(number: int, noun: str) -> str:
    """`1 action`, `4 actions`, in the terminal's language."""
    with shown():
        return numbers.counted(number, noun)


@contextmanager
def shown() -> Iterator[None]:
    """Messages are in the terminal's language within: for what is printed of an error."""
    with spoken_by(translator()):
        yield


def translate_help(command: Any) -> None:
    """The help of a command, of its options and of the commands within it, in the terminal's language."""
    command.help, command.short_help = gettext(command.help or ""), None
    for option in command.params:
        if getattr(option, "help", None):
            option.help = gettext(option.help)
    for inner in getattr(command, "commands", {}).values():
        translate_help(inner)
