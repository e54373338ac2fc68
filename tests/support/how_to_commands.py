"""The commands of the how-to pages, one after another by one process: `python how_to_commands.py COMMANDS`.

What a page leaves to its reader (a person's id, the number of a request, today) is looked up in the workspace first.
`signs in NAME` is no command: that account gets the tests' password, as if its person had opened the link.
"""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

from support.proved import forget  # noqa: E402
from support.small_partnership import CHILD, PASSWORD, PERHAPS_TWINS  # noqa: E402

from sightline.cli.app import app  # noqa: E402

if TYPE_CHECKING:
    from sightline.casework.core.session import ReaderSession


def give(words: list[str]) -> None:
    """One command, or what stands for its reader."""
    match words:
        case ["signs", "in", username]:
            sign_in(username)
        case ["install", *_]:
            subprocess.run(words, check=True)
        case _:
            forget()
            there = looked_up(words)
            app([there.get(word, word) for word in words], standalone_mode=False)


def sign_in(username: str) -> None:
    from sightline.casework.core.models import Account

    account = Account.objects.get(username=username)
    account.set_password(PASSWORD)
    account.last_login = datetime.now(UTC)
    account.save()


def looked_up(words: list[str]) -> dict[str, str]:
    """What stands in this command for the words that the page shows."""
    match words[:2]:
        case ["same-person", "split"]:
            wren = person_called(CHILD.split()[0])
            return {"PERSON": wren, "PART": a_part_of(wren)}
        case ["same-person", "undo"]:
            return {"NUMBER": number_of("Decision", "sequence")}
        case ["same-person", _]:
            return dict(zip(("PERSON", "OTHER"), map(person_called, PERHAPS_TWINS), strict=True))
        case ["account", "approve"]:
            return {"1": number_of("AccountRequest", "pk")}
        case ["account", "refuse"]:
            return {"2": "1"}  # the one that was asked for before the page's
        case ["rota", "end"]:
            return {"41": number_of("RotaShift", "decision")}
        case ["clock", "--today"]:
            return {words[2]: today()}
    return {}


def number_of(model: str, field: str) -> str:
    """The number of the newest row: what was printed last."""
    from django.apps import apps

    rows = apps.get_model("casework", model)._default_manager.order_by(field)
    return str(rows.values_list(field, flat=True).last())


def today() -> str:
    from sightline.casework.core import clock

    return f"{clock.today()}"


def operator() -> "ReaderSession":
    from sightline.casework.core.session import house_session

    return house_session()


def person_called(forename: str) -> str:
    from support import grouped

    with operator().need_current() as (snapshot, _):
        return grouped.person_called(snapshot, forename)


def a_part_of(person_id: str) -> str:
    from sightline.casework.pairing.services.splits import read_parts

    return read_parts(operator(), person_id=person_id).parts[0].part_id


for command in json.loads(sys.argv[1]):
    give(command)
