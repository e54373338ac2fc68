"""Words in square brackets are words: the terminal takes them for no style, and leaves none out."""

from collections.abc import Iterator

import click
import pytest
from rich.text import Text
from typer.main import get_command

from sightline.cli.app import app
from sightline.cli.output import print_error, print_table
from sightline.model.errors import BadInput


def helps(command: click.Command, path: str) -> Iterator[tuple[str, str]]:
    """Where each help text stands, and what it says."""
    yield path, command.help or ""
    yield from ((f"{path}: {one.name}", getattr(one, "help", None) or "") for one in command.params)
    for name, below in getattr(command, "commands", {}).items():
        yield from helps(below, f"{path} {name}")


def test_no_help_text_loses_words_in_brackets() -> None:
    said = list(helps(get_command(app), "sightline"))
    assert len(said) > 300
    assert [where for where, text in said if Text.from_markup(text).plain != text] == []


def test_a_cell_and_an_error_keep_what_is_in_brackets(capsys: pytest.CaptureFixture[str]) -> None:
    print_table("Files [new]", ["Name [of it]"], [["visits [march].csv"]])
    shown = capsys.readouterr().out
    assert all(words in shown for words in ("Files [new]", "Name [of it]", "visits [march].csv"))
    print_error(BadInput("The part [serve] has no port.", code="no_port", what_to_do="Write one below [serve]."))
    assert "Not done: The part [serve] has no port." in capsys.readouterr().err
