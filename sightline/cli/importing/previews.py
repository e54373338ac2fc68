"""What an import would do, printed; and of any import, the columns in which something is amiss."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sightline.cli.context import Context
from sightline.cli.output import out, print_table
from sightline.model.errors import BadInput
from sightline.translation.messages import gettext_noop
from sightline.translation.terminal import gettext as _
from sightline.translation.terminal import ngettext

if TYPE_CHECKING:
    from sightline.casework.data.held_files import FilePreview
    from sightline.ingest import Receipt
    from sightline.ingest.preview import SheetPreview
    from sightline.ingest.quality.columns import ColumnQuality

AMISS = {
    "unread": gettext_noop("Not read"),
    "ages": gettext_noop("Ages in place of birth dates"),
    "implausible": gettext_noop("Implausible"),
    "contradicted": gettext_noop("Dates the other way round"),
    "empty_words": gettext_noop("NULL or the like"),
    "several_people": gettext_noop("Several people"),
    "wrong_digits": gettext_noop("Wrong check digit"),
}
ALIKE = gettext_noop("The same value")
MOST_REJECTS, ENOUGH = 20, 20


@dataclass(frozen=True, slots=True)
class SaidOfFiles:
    """What an import command says of its files."""

    agency: str
    organisation: str
    mapping: Path | None
    received: datetime | None
    emergency: str
    accept: str
    dry_run: bool


def preview(context: Context, paths: list[Path], said: SaidOfFiles) -> None:
    """Print what an import would do. BadInput where a file would be held, or a row or file not imported."""
    workspace = context.open()
    from sightline.casework.data.held_files import preview_files

    files = preview_files(
        context.session(), workspace=workspace, paths=paths, agency=said.agency, organisation=said.organisation,
        mapping=said.mapping, received_on=said.received.date() if said.received else None,
    )  # fmt: skip
    for file in files:
        _print_file(file)
    out.print(_("Nothing was imported."))
    if any(sheet.faults or sheet.rejects for file in files for sheet in file.sheets):
        raise BadInput(
            _("Some rows or files would not be imported, or a file would be held."),
            code="preview",
            what_to_do=_("Correct the mapping or the file, then look again."),
        )


def _print_file(file: "FilePreview") -> None:
    for sheet in file.sheets:
        _print_sums(sheet)
        if sheet.receipt.columns:
            print_table(
                _("Columns of %(name)s") % {"name": sheet.receipt.sheet or file.name},
                [_("Column"), _("Becomes"), _("Filled"), _("Problems")],
                [_row(column) for column in sheet.receipt.columns],
            )
        for fault in sheet.faults:
            out.print(_("This would hold the file: %(fault)s") % {"fault": fault}, markup=False, soft_wrap=True)
        for reject in sheet.rejects[:MOST_REJECTS]:
            said = {"row": reject.source_row, "reason": reject.reason, "what_to_do": reject.what_to_do}
            out.print(_("Row %(row)s: %(reason)s %(what_to_do)s") % said, markup=False, soft_wrap=True)
    for layout in file.without_agreement:
        out.print(_("No agreement in force covers %(layout)s.") % {"layout": layout}, markup=False)


def _print_sums(sheet: "SheetPreview") -> None:
    one = sheet.receipt
    print_table(
        _("What an import would do"),
        [_("File"), _("Mapping"), _("Rows read"), _("Imported"), _("Not imported"), _("Unchanged"), _("Left out")],
        [[one.source_file, one.mapping or _("(none matched)"), str(one.rows_read), str(one.rows_taken),
          str(one.rows_rejected), str(one.rows_unchanged), str(one.rows_gone)]],
    )  # fmt: skip


def print_amiss(receipts: "Iterable[Receipt]") -> None:
    """Of each file that was imported, the columns in which something is amiss; nothing where all is well."""
    lines = [
        [receipt.source_file, column.heading, str(column.filled), words]
        for receipt in receipts
        for column in receipt.columns
        if (words := say_amiss(column))
    ]
    if lines:
        out.print(
            ngettext("Look at %(count)s column:", "Look at %(count)s columns:", len(lines)) % {"count": len(lines)}
        )
        print_table(_("Columns to look at"), [_("File"), _("Column"), _("Filled"), _("Problems")], lines)


def _row(column: "ColumnQuality") -> list[str]:
    return [column.heading, column.becomes or _("(kept as written)"), str(column.filled), say_amiss(column)]


def say_amiss(column: "ColumnQuality") -> str:
    """What is amiss in a column, in counts; empty where nothing is."""
    if column.is_missing:
        return say_missing(column)
    found: list[tuple[str, int]] = [(label, getattr(column, name)) for name, label in AMISS.items()]
    if column.filled >= ENOUGH and column.alike * 5 > column.filled:
        found.append((ALIKE, column.alike))
    return ", ".join(f"{_(label)}: {count}" for label, count in found if count)


def say_missing(column: "ColumnQuality") -> str:
    """That the file lacks a column, and the heading that is probably meant by it."""
    if column.near:
        return _("Not in the file. Did you mean it by '%(heading)s'?") % {"heading": column.near}
    return _("Not in the file")
