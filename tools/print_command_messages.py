"""Prints sightline/translation/commands.txt: what `--help` says of each command, where makemessages finds it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command

import sightline
from sightline.cli.app import app

MESSAGES = Path(sightline.__file__).parent / "translation" / "commands.txt"


def messages() -> Iterator[str]:
    """Each help text once, in the order of commands."""
    yield from dict.fromkeys(_of(get_command(app)))


def _of(command: Any) -> Iterator[str]:
    yield from (text for one in (command, *command.params) if (text := getattr(one, "help", None)))
    for inner in getattr(command, "commands", {}).values():
        yield from _of(inner)


def print_command_messages() -> str:
    """The file."""
    return "".join(f"{{% blocktranslate %}}{text}{{% endblocktranslate %}}\n" for text in messages())
