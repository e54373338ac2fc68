"""The commands about backups: take one, verify one, restore one.

Verifying and restoring need no workspace, so that a backup can be tried on another machine. Where there is one, a
verification is audited in it.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sightline.cli.context import Context
from sightline.cli.options import Workspace
from sightline.cli.output import out, progress_bar
from sightline.model.errors import BadInput, Usage
from sightline.store.workspace import SETTINGS_FILE
from sightline.translation.terminal import counted, ngettext
from sightline.translation.terminal import gettext as _

if TYPE_CHECKING:
    from sightline.casework.backup.manifest import BackupManifest
    from sightline.casework.backup.verification import Verification

VERIFY = "verify"
Keys = Annotated[Path | None, typer.Option(help="The folder for the keys; else DIR.keys.", show_default=False)]
PassphraseFile = Annotated[
    Path | None, typer.Option(help="A file with a passphrase that seals the keys.", show_default=False)
]


def backup(
    run: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(metavar="[verify] DIR", help="A new folder, or 'verify' and the folder of a backup."),
    ],
    keys: Keys = None,
    passphrase_file: PassphraseFile = None,
    all_snapshots: Annotated[bool, typer.Option(help="Copy earlier snapshots too.")] = False,
    workspace: Workspace = None,
) -> None:
    """Back up the workspace into a new folder, while pages are served; or verify a backup."""
    context: Context = run.obj.take(workspace, None)
    if words[0] == VERIFY and len(words) == 2:
        verify_backup(context, Path(words[1]).resolve(), keys, passphrase_file)
    elif len(words) == 1 and words[0] != VERIFY:
        take_backup(context, Path(words[0]).resolve(), keys, passphrase_file, all_snapshots=all_snapshots)
    else:
        raise Usage(
            _("The command needs one folder."),
            code="backup_needs_folder",
            what_to_do=_("Write 'sightline backup DIR', or 'sightline backup verify DIR'."),
        )


def take_backup(
    context: Context, folder: Path, keys: Path | None, passphrase_file: Path | None, *, all_snapshots: bool
) -> None:
    """Take a backup and say where its keys are."""
    workspace = context.open(of_any_version=True)
    from sightline.casework.backup.services import BackupOptions, make_backup
    from sightline.casework.keys.sets import default_keys, read_passphrase

    wanted = BackupOptions(
        keys=keys.resolve() if keys else default_keys(folder),
        passphrase=read_passphrase(passphrase_file),
        all_snapshots=all_snapshots,
    )
    with progress_bar() as bar:
        report = make_backup(
            context.session(), workspace=workspace, folder=folder, wanted=wanted, progress=bar
        )  # fmt: skip
    print_found(report.folder, report.manifest, report.verification)
    out.print(
        _("Keys: %(keys)s (set %(key_set)s). Keep them in another place than the backup.")
        % {"keys": report.keys, "key_set": report.manifest.key_set},
        markup=False,
    )
    listed = sum(not one.copied for one in report.manifest.snapshots)
    if listed:
        out.print(_("Earlier snapshots listed, not copied: %(listed)s. They can be built again.") % {"listed": listed})
    end(report.verification)


def verify_backup(context: Context, folder: Path, keys: Path | None, passphrase_file: Path | None) -> None:
    """Verify a backup, and note it in the workspace where there is one."""
    from sightline.casework.backup.failures import in_words
    from sightline.casework.backup.manifest import read_manifest
    from sightline.casework.backup.verification import verify_copy
    from sightline.casework.keys.sets import list_needles, read_key_set, read_passphrase

    manifest = read_manifest(folder)
    held = (
        read_key_set(folder=keys.resolve(), name=manifest.key_set, passphrase=read_passphrase(passphrase_file))
        if keys
        else {}
    )
    with progress_bar() as bar, in_words(_("The verification")):
        found = verify_copy(folder=folder, manifest=manifest, needles=list_needles(held), progress=bar)
    if context.folder or (Path.cwd() / SETTINGS_FILE).is_file():
        context.open(of_any_version=True)
        from sightline.casework.backup.verification_log import note_verified

        note_verified(context.session(), manifest=manifest, found=found)
    print_found(folder, manifest, found)
    end(found)


def restore(
    run: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The backup.")],
    to: Annotated[Path, typer.Option(help="The folder to restore into; it must be new.")],
    keys: Keys = None,
    passphrase_file: PassphraseFile = None,
    register: Annotated[
        Path | None, typer.Option("--erased", help="The newest erasures.jsonl, if records were erased since.")
    ] = None,
    database_url: Annotated[
        str,
        typer.Option(
            envvar="SIGHTLINE_DATABASE_URL", help="The empty database to restore into, if the backup is of PostgreSQL."
        ),
    ] = "",
) -> None:
    """Restore a backup into a new folder, and check it. Nothing is overwritten."""
    from sightline.casework.backup.restore import RestoreSource, restore_backup
    from sightline.casework.keys.sets import default_keys, read_passphrase

    source = RestoreSource(
        folder.resolve(),
        keys.resolve() if keys else default_keys(folder.resolve()),
        read_passphrase(passphrase_file),
        register.resolve() if register else None,
    )
    with progress_bar() as bar:
        report = restore_backup(source=source, to=to.resolve(), database_url=database_url, progress=bar)
    out.print(
        _("Restored: %(root)s, as it was at %(made_at)s.")
        % {"root": report.workspace.root, "made_at": report.manifest.made_at},
        markup=False,
    )
    if report.erased:
        said = ngettext(
            "%(count)s erasure was carried out again.", "%(count)s erasures were carried out again.", report.erased
        )
        out.print(said % {"count": report.erased}, markup=False)
    if report.unfinished:
        out.print(_("Records must be erased again: upgrade, then run 'sightline retention apply'."))
    if report.listed_snapshots:
        out.print(
            _("These earlier snapshots were not in the backup. Build one again with 'sightline run --as-at DAY':")
        )
        out.print(", ".join(report.listed_snapshots), markup=False)
    if report.needs_upgrade:
        out.print(_("It is of an older version: use it with that version, or run 'sightline upgrade'."))
        return
    from sightline.cli.commands import doctor

    doctor(run.obj.take(report.workspace.root, None))


def print_found(folder: Path, manifest: "BackupManifest", found: "Verification") -> None:
    """What the backup is, and what is wrong with it."""
    out.print(_("Backup %(id)s: %(folder)s") % {"id": manifest.id, "folder": folder}, markup=False)
    out.print(
        _("Made at %(made_at)s, %(files)s, database: %(engine)s.")
        % {"made_at": manifest.made_at, "files": counted(found.files, "file"), "engine": manifest.engine},
        markup=False,
    )
    for table, head in manifest.heads.items():
        out.print(_("Head of %(table)s: %(head)s") % {"table": table, "head": head}, markup=False, soft_wrap=True)
    for problem in found.problems:
        out.print(_("Wrong: %(problem)s") % {"problem": problem}, markup=False, soft_wrap=True)
    out.print(_("Verified: complete.") if found.is_whole else _("NOT complete."))


def end(found: "Verification") -> None:
    """Exit code 3 where something is wrong."""
    if not found.is_whole:
        raise BadInput(
            _("The backup is not complete."),
            code="backup_damaged",
            what_to_do=_("Do not rely on it. Take another backup, and run 'sightline doctor'."),
        )
