"""The terminal speaks the language of its environment: help, what commands print, and errors; what is kept is English."""

from collections.abc import Iterator

import pytest
from support.pseudo_language import CLOSE, OPEN, messages_written
from typer.main import get_command

from sightline.cli.app import app
from sightline.cli.output import err, print_error
from sightline.model.errors import Refused
from sightline.translation import terminal as language
from sightline.translation.messages import Message
from sightline.translation.messages import gettext as of_pages


class Brackets:
    """Each message of the catalogue in brackets."""

    def gettext(self, message: str, /) -> str:
        return f"{OPEN}{message}{CLOSE}" if message in messages_written() else message

    def ngettext(self, singular: str, plural: str, number: int, /) -> str:
        return self.gettext(singular if number == 1 else plural)


@pytest.fixture
def in_brackets(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    language.translator.cache_clear()
    monkeypatch.setattr(language, "translator", Brackets)
    yield


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        ({}, []),
        ({"LANG": "en_GB.UTF-8"}, []),
        ({"LANG": "C.UTF-8", "LANGUAGE": ""}, []),
        ({"LANG": "cy_GB.UTF-8"}, ["cy"]),
        ({"LANG": "cy_GB.UTF-8", "LC_ALL": "en_GB.UTF-8"}, []),
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": "cy:en"}, ["cy"]),
        ({"LANGUAGE": "en:cy"}, []),
        ({"LANGUAGE": "br:cy"}, ["br", "cy"]),
    ],
)
def test_the_language_is_the_one_that_the_environment_names_first(
    environment: dict[str, str], wanted: list[str]
) -> None:
    assert language.languages(environment) == wanted


@pytest.mark.usefixtures("in_brackets")
def test_the_help_of_every_command_and_option_is_in_the_catalogue() -> None:
    command = get_command(app)
    language.translate_help(command)
    texts = list(_help(command))
    assert len(texts) > 150 and [text for text in texts if not text.startswith(OPEN)] == []


def _help(command: object) -> Iterator[str]:
    params = getattr(command, "params", [])
    yield from (text for one in (command, *params) if (text := getattr(one, "help", None)) and one.name != "help")
    for inner in getattr(command, "commands", {}).values():
        yield from _help(inner)


@pytest.mark.usefixtures("in_brackets")
def test_an_error_is_shown_in_the_language_and_nothing_else_is_changed() -> None:
    error = Refused(Message("Ask the operator."), code="refused", what_to_do=Message("Ask the operator."))
    with err.capture() as printed:
        print_error(error)
    assert printed.get().count(f"{OPEN}Ask the operator.{CLOSE}") == 2
    assert of_pages("Ask the operator.") == "Ask the operator."
