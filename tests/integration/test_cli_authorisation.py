"""Every command x role x own and other objects with `--as`, against an oracle that is written apart from `sharing`.

**A command is missing?** Add its line to tests/support/rights_commands.py, as the message says.
"""

import csv
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import pytest
from click.testing import CliRunner
from support import held
from support import rights_objects as made
from support.proved import proved
from support.rights_commands import COMMANDS, DONE, NO_ACCOUNT, OPERATOR, STOPPED, Command, ending
from support.rights_objects import Objects
from support.rights_oracle import RECORDS, TEN, Thing, reads
from support.trials import everybody_is_invented
from typer.main import get_command

from sightline.casework import boot
from sightline.casework.core import clock
from sightline.casework.core.models import Account
from sightline.cli.app import app
from sightline.model.errors import OurFault, SightlineError
from sightline.store import Workspace
from sightline.store.workspace import SETTINGS_FILE


class Ended(NamedTuple):
    """How a command ended, its exit code, and everything that it said."""

    how: str
    exit_code: int
    printed: str
    said: str


class Place(NamedTuple):
    """Where commands of this module work."""

    objects: Objects
    folder: Path
    out: Path


pytestmark = pytest.mark.django_db
NEVER_TOLD = ("Sealed Name", "sealed words", "1 Elm Row")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any) -> Iterator[Place]:
    """A workspace that is open in this process: commands bring no database up to date, and let go of none."""
    workspace = Workspace(tmp_path_factory.mktemp("commands").resolve() / "workspace")
    out = workspace.root.parent / "out"
    out.mkdir()
    with made.made_once(workspace, django_db_blocker) as objects, patch.object(boot, "bring_up_to_date"):
        (workspace.root / SETTINGS_FILE).write_text("", encoding="utf-8")
        yield Place(objects, workspace.root, out)


@cache
def commands() -> Any:
    """The whole command line, put together once."""
    return get_command(app)


def every_command(group: Any, before: str = "") -> Iterator[str]:
    """The names of all commands, and of groups that do something by themselves."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from every_command(command, f"{before}{name} ")
        if not hasattr(command, "commands") or command.invoke_without_command:
            yield before + name


def filled(line: Command, place: Place, thing: Thing | None) -> list[str]:
    """The words of a command, with the object's ids, folders and a reason in their places."""
    places = {"folder": place.folder, "out": place.out, "nowhere": place.out / "nowhere", "why": made.WHY}
    ids = thing.ids if thing else {}
    return [word.format(**places, **ids) for word in f"{line.name} {line.rest}".split()]


def give(line: Command, words: list[str]) -> Ended:
    """Give a command and take back what it did; `stop` is the last that it comes to."""
    with made.rolled_back(), proved(), ExitStack() as patches:
        if line.stop:
            patches.enter_context(patch(line.stop, side_effect=OurFault("It stops here.", code=STOPPED)))
        found = CliRunner().invoke(commands(), words)
    error = found.exception
    if isinstance(error, SightlineError):
        said = "\n".join((error.what, str(error.where), str(error.what_to_do)))
        return Ended(error.code, error.exit_code, found.stdout, f"{found.output}\n{found.stderr}\n{said}")
    how = DONE if found.exit_code == 0 else f"exit {found.exit_code}: {error!r} {found.output}"
    return Ended(how, found.exit_code, found.stdout, found.output)


def as_reader(place: Place, username: str, words: list[str]) -> list[str]:
    return ["--workspace", str(place.folder), "--as", username, *words]


def test_every_command_has_its_line() -> None:
    known, named = set(every_command(commands())), {line.name for line in COMMANDS} - {"account"}
    assert len(known) > 40
    assert not known - named, (
        f"Add to COMMANDS in tests/support/rights_commands.py a line for each of {sorted(known - named)}, for example "
        'Command("chronology", "{person_id}", PEOPLE, "person"): its name, the words after it, who is let in, the kind '
        "of object that it takes. See Command there for how it ends."
    )
    assert not named - known, f"COMMANDS names commands that are gone: {sorted(named - known)}."


@pytest.mark.parametrize("reader", TEN)
def test_each_command_ends_for_each_role_as_the_oracle_says(place: Place, tmp_path: Path, reader: str) -> None:
    wrong, place = [], place._replace(out=tmp_path)
    for line in COMMANDS:
        for thing in place.objects.things(line.about):
            words, files = filled(line, place, thing), set(tmp_path.iterdir())
            ended, expected = give(line, as_reader(place, f"the_{reader}", words)), ending(line, reader, thing)
            if ended.how != expected:
                wrong.append(f"{' '.join(words)}: {ended.how!r}, not {expected!r}")
            elif is_refused(line, expected):
                assert_refused(ended, words)
                assert set(tmp_path.iterdir()) == files, words
            assert not any(word in ended.said for word in NEVER_TOLD), words
    assert not wrong, f"{reader}: {len(wrong)}\n" + "\n".join(wrong)


def is_refused(line: Command, how: str) -> bool:
    return how not in (DONE, STOPPED, line.ends)


def assert_refused(ended: Ended, words: list[str]) -> None:
    """Exit code 4, nothing on standard output, and none of the words that are hidden in the records."""
    assert (ended.exit_code, ended.printed) == (4, ""), words
    assert not any(word in ended.said for word in held.HIDDEN), words


@pytest.mark.parametrize("username", ["the_closed", "the_ended", "nobody_at_all"])
def test_no_command_is_done_as_an_account_that_is_closed_past_its_last_day_or_unknown(
    place: Place, username: str
) -> None:
    Account.objects.create(username="the_closed", role="operator", is_active=False)
    Account.objects.create(username="the_ended", role="operator", ends_on=clock.today() - timedelta(days=1))
    for line in COMMANDS:
        if line.who is not None:
            words = filled(line, place, place.objects.things(line.about)[0])
            ended = give(line, as_reader(place, username, words))
            assert ended.how == NO_ACCOUNT, words
            assert_refused(ended, words)


def test_as_behind_a_command_is_as_before_it(place: Place) -> None:
    """Those commands that take it there say the same, for whoever is refused most."""
    tried = 0
    for line in COMMANDS:
        words, reader = filled(line, place, place.objects.things(line.about)[0]), "elected_member"
        if line.who is not None and takes_as(line.name):
            tried += 1
            behind = [*words, "--workspace", str(place.folder), "--as", f"the_{reader}"]
            ended = give(line, behind)
            assert ended.how == ending(line, reader, None), words
            assert_refused(ended, words)
    assert tried > 40


def takes_as(name: str) -> bool:
    command: Any = commands()
    for word in name.split():
        command = command.commands[word]
    return any("--as" in option.opts for option in command.params)


@pytest.mark.parametrize("reader", TEN)
def test_only_the_operator_verifies_a_backup_of_a_workspace(place: Place, reader: str) -> None:
    line = Command(
        "backup", "verify {out}", OPERATOR, stop="sightline.casework.backup.verification_log.describe_backup"
    )
    backups = "sightline.casework.backup"
    with patch(f"{backups}.manifest.read_manifest"), patch(f"{backups}.verification.verify_copy"):
        ended = give(line, as_reader(place, f"the_{reader}", filled(line, place, None)))
    assert (ended.how, ended.printed) == (ending(line, reader, None), "")


@pytest.mark.parametrize("act", ["unlock", "recertify", "ask-to-end"])
def test_a_manager_is_told_of_no_account_of_another_agency_open_closed_or_absent(place: Place, act: str) -> None:
    Account.objects.create(username="the_closed", role="analyst", agency="police", is_active=False)
    why = ["--why", made.WHY] if act == "ask-to-end" else []
    said = {
        give(COMMANDS[0], as_reader(place, "the_manager", ["account", act, username, *why])).said
        for username in ("the_analyst", "the_closed", "nobody_at_all")
    }
    assert len(said) == 1
    assert "This account cannot open anything with that address or id." in said.pop()


@pytest.mark.parametrize("reader", TEN)
def test_an_export_holds_the_records_that_the_oracle_lets_its_account_read(place: Place, reader: str) -> None:
    everybody_is_invented()
    path = place.out / f"records of {reader}.csv"
    words = ["export", "records", "--out", str(path)]
    ended = give(COMMANDS[0], as_reader(place, f"the_{reader}", words))
    assert path.exists() == (ended.how == DONE)
    if path.exists():
        with path.open(encoding="utf-8", newline="") as stream:
            found = {row["record_id"] for row in csv.DictReader(stream)}
        ids = {key: held.record_of(key) for key in RECORDS}
        kept = {key for key, *_ in made.MORE_RECORDS} & set(ids)
        assert found & set(ids.values()) == {ids[key] for key in kept if reads(reader, key)}
