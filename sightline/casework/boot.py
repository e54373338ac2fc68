"""Opens a workspace for Django, and makes new ones. Everything else of casework is imported after this.

Django reads its settings once in a process, so one process serves one workspace.
"""

import json
import os
import secrets
from datetime import date
from pathlib import Path
from typing import Literal

from sightline.casework.core import clock
from sightline.model.errors import OurFault, Refused
from sightline.store import Workspace
from sightline.store.files import write_whole
from sightline.store.workspace import DEMO_FILE as DEMO_FILE
from sightline.store.workspace import FORMAT, SETTINGS_FILE, TRIAL_FILE, read_format, write_format

Migrate = Literal["new", "all", "none"]
RESTORING_FILE = "restore-not-finished"
SETTINGS_MODULE = "sightline.casework.settings"
SECRET_FILE = "secret.key"  # noqa: S105 - the name of the file
SETTINGS_TEXT = """\
# Settings of this Sightline workspace. Lines that begin with # are off.

[web]
# Names by which browsers reach the server, besides 127.0.0.1 and localhost.
hosts = []
# true behind a web server that speaks https: secure cookies, and browsers are told never to come by http.
https = false
# "required": nobody gets further than setting up a second step; "optional": each person chooses.
two_step = "required"
# true for a workspace to learn on: every page says that everyone in it is invented.
training = false

[accounts]
# For how many days a one-time link, and a request for a second person, can be used: 1 to 30.
link_days = 7

[audit]
# Each day the number and hash of the last audit row are kept in audit-heads.jsonl here, or in a folder on another disk:
# heads_folder = "/mnt/other"

[retention]
# The register of erasures goes with backups. Keep it in a folder on another disk too: a restore applies it first.
# register_folder = "/mnt/other"

[database]
# Decisions, accounts and audit are kept in casework.sqlite3 here, or in PostgreSQL 15 or newer:
# url = "postgresql://USER:PASSWORD@HOST:5432/NAME"

[serve]
# Only this machine reaches 127.0.0.1: put a web server with TLS before it. Every setting: docs/reference/serving.md.
# address = "127.0.0.1"
# port = 8000
# workers = 0  # 0: by processors and memory

[logs]
# "text" or "json"; with requests = true each answer is a line: page, status, time. Neither holds personal data.
# format = "text"
# requests = false

[metrics]
# Figures for Prometheus at http://127.0.0.1:9464/metrics, off unless a port is named.
# port = 9464

[telephones]
# The police's own numbers, which pages give beside a missing child. Without them pages name 999 and 101.
# police_missing = "01632 960 114"
# police_control_room = "01632 960 115"
"""
CONTROL_ROOM = '# police_control_room = "01632 960 115"'


def make_workspace(
    folder: Path, *, two_step: str = "required", training: bool = False, control_room: str = "", trial: bool = False
) -> Workspace:
    """Make a workspace (settings, folders, secret, database) and open it; Refused where there is one already.

    `trial`: a workspace to try Sightline in. Every page says so from then on.
    """
    workspace = Workspace(folder)
    if (folder / SETTINGS_FILE).exists():
        raise Refused(
            f"{folder} is a Sightline workspace already.", code="workspace_exists", what_to_do="Name another folder."
        )
    workspace.create()
    folder.chmod(0o700)
    make_secret(folder / SECRET_FILE)
    write_whole(folder / SETTINGS_FILE, settings_text(two_step=two_step, training=training, control_room=control_room))
    (folder / SETTINGS_FILE).chmod(0o600)  # it may come to hold the database's password
    if trial:
        write_whole(folder / TRIAL_FILE, json.dumps({"trial": True}))
    elif not training:
        workspace.ask_for_papers(now=clock.now_at())
    write_format(folder)
    open_workspace(folder)
    if trial:
        _decide_trial()
    return workspace


def _decide_trial() -> None:
    """Keep by a decision, too, that the workspace is a trial."""
    from django.conf import settings

    from sightline.casework.agreements.trial import MADE, decide_trial
    from sightline.casework.core.actor import house_actor

    decide_trial(house_actor(), because=MADE)
    settings.SIGHTLINE_TRIAL = True


def settings_text(*, two_step: str, training: bool = False, control_room: str = "") -> str:
    """The settings of a new workspace; two steps are required of everybody, save where `two_step` is optional."""
    text = SETTINGS_TEXT.replace('two_step = "required"', f'two_step = "{two_step}"')
    if control_room:
        text = text.replace(CONTROL_ROOM, f'police_control_room = "{control_room}"')
    return text.replace("training = false", "training = true") if training else text


def read_demo_day(folder: Path | None) -> date | None:
    """The day on which the demo in a folder was made; None where it is none."""
    demo_file = folder / DEMO_FILE if folder else None
    made_on = (
        json.loads(demo_file.read_text(encoding="utf-8")).get("as_at", "") if demo_file and demo_file.is_file() else ""
    )
    return date.fromisoformat(made_on) if made_on else None


def make_secret(path: Path) -> None:
    """A new secret in a file that its owner alone can read; one that is there stays."""
    if path.exists():
        return
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(secrets.token_urlsafe(64))


def open_workspace(folder: Path, *, migrate: Migrate = "new") -> None:
    """Set Django up for the workspace; Refused where it is of another version, and its data real.

    `new`: an empty database gets its tables, and a demo those that it lacks. `all`: any database does. `none`: none
    does, and a workspace of an older version may be opened: to back it up, and to upgrade it.
    """
    from django.apps import apps

    folder = folder.resolve()
    if migrate != "none":
        check_whole(folder)
    if apps.ready:
        _check_same(folder)
    else:
        _set_up(folder)
    if migrate != "none":
        bring_up_to_date(folder, every="all" if (folder / DEMO_FILE).is_file() else migrate)


def check_whole(folder: Path) -> None:
    """Refused where a restore into the folder was interrupted, or a newer version has kept it."""
    if (folder / RESTORING_FILE).exists():
        raise Refused(
            "A restore into this folder did not finish.",
            code="restore_not_finished",
            what_to_do="Remove the folder and restore again.",
        )
    if read_format(folder) > FORMAT:
        raise _newer()


def _set_up(folder: Path) -> None:
    import django

    make_secret(folder / SECRET_FILE)
    os.umask(0o077)  # the database and everything else that this process writes is the owner's alone
    os.environ["SIGHTLINE_WORKSPACE"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS_MODULE
    django.setup()


def _check_same(folder: Path) -> None:
    from django.conf import settings

    if folder != settings.SIGHTLINE_WORKSPACE:
        raise OurFault("Another workspace is open in this process.", code="two_workspaces")


def bring_up_to_date(folder: Path, *, every: str) -> None:
    """Make the tables of a new database, and let go of it: a server's workers open their own.

    A database that is in use keeps its tables until `sightline upgrade`, which needs a backup; Refused until then.
    """
    from django.db import Error, connection

    from sightline.casework.integrity.new_database import make_at_once
    from sightline.casework.integrity.schema import applied_migrations, pending_migrations, unknown_migrations

    try:
        applied = applied_migrations()
        if unknown_migrations(applied):
            raise _newer()
        if not applied:
            make_at_once()
        pending = pending_migrations()
        if applied and every == "new" and (pending or read_format(folder) < FORMAT):
            raise Refused(
                "This workspace was last used by an older version of Sightline.",
                code="needs_upgrade",
                what_to_do="See what would change with 'sightline upgrade --check'. Then run 'sightline upgrade'.",
            )
        if pending:
            apply_migrations()
        if pending and applied:
            fill_word_index()
        if not applied:
            start_with_rules_on()
        show_trial(folder)
        if read_format(folder) < FORMAT:
            write_format(folder)
    except Error as error:
        raise _no_database(error) from error
    finally:
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()  # its threads would not live on in a forked worker


def fill_word_index() -> None:
    """Index what people wrote before there was an index of words."""
    from sightline.casework.word_index.services import fill_index

    fill_index()


def start_with_rules_on() -> None:
    """Switch every rule that must be answered on, in a database that is new."""
    from sightline.casework.rule_switches.switches import start_with_rules_on as start

    start()


def show_trial(folder: Path) -> None:
    """Let pages of this process say that the workspace is a trial, where its file or a decision says so."""
    from django.conf import settings

    from sightline.casework.core.agreements_in_force import is_marked_trial

    settings.SIGHTLINE_TRIAL = is_marked_trial(folder)


def _no_database(error: Exception) -> OurFault:
    from django.conf import settings

    from sightline.casework.data.disk import disk_full, is_disk_full

    if settings.SIGHTLINE_WORKSPACE and is_disk_full(error, settings.SIGHTLINE_WORKSPACE):
        return disk_full()
    return OurFault(
        "The database does not answer.",
        code="no_database",
        what_to_do=(
            "Check that the database is running, that its disk has space, and that this account can write to it."
        ),
    )


def apply_migrations() -> None:
    """Apply every migration that the database has not had."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0, skip_checks=True)


def _newer() -> Refused:
    return Refused(
        "This workspace was last used by a newer version of Sightline.",
        code="newer_workspace",
        what_to_do="Use that version, or restore the backup from before the upgrade.",
    )
