"""What became of each file, printed: of one ingest command, or of all."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sightline.cli.context import Context
from sightline.cli.importing.previews import print_amiss
from sightline.cli.output import out, print_table
from sightline.model.errors import BadInput, OurFault, Refused
from sightline.translation.messages import gettext_noop
from sightline.translation.terminal import gettext as _
from sightline.translation.terminal import ngettext

if TYPE_CHECKING:
    from sightline.casework.data.ingest import IngestReport
    from sightline.casework.data.pages import ReceivedFileLine
    from sightline.ingest import Receipt

SUMS = [
    gettext_noop("Rows read"),
    gettext_noop("Imported"),
    gettext_noop("Not imported"),
    gettext_noop("Unchanged"),
    gettext_noop("Left out"),
]
STATES = {
    "unfinished": gettext_noop("import not finished"),
    "reading": gettext_noop("being imported"),
    "refused": gettext_noop("not imported"),
    "withdrawn": gettext_noop("withdrawn"),
}


def print_report(report: "IngestReport") -> None:
    """The receipts of one command. BadInput where something was not taken, OurFault where Sightline failed on it.

    Refused where no agreement covers a file.
    """
    rows = [
        [r.source_file, r.sheet, r.mapping or _("(none matched)"), str(r.rows_read), str(r.rows_taken),
         str(r.rows_rejected), str(r.rows_unchanged), str(r.rows_gone)]
        for r in report.receipts
    ]  # fmt: skip
    rows += [[r.source_file, "", _("(not imported)"), *["0"] * len(SUMS)] for r in report.refused]
    print_table(_("Import summary"), [_("File"), _("Sheet"), _("Mapping"), *map(_, SUMS)], rows)
    _print_sealed(report.receipts)
    print_amiss(report.receipts)
    _print_noted(report.receipts)
    for receipt in report.refused:
        out.print(f"{receipt.source_file}: {receipt.reason} {receipt.what_to_do}", markup=False)
    for passed in report.passed_over:
        out.print(
            _("%(name)s: not looked at. %(why)s %(what_to_do)s")
            % {"name": passed.name, "why": passed.reason, "what_to_do": passed.what_to_do},
            markup=False,
        )
    is_partial = any(one.rows_rejected or not one.mapping for one in report.receipts)
    if is_partial and (report.has_failed or report.without_agreement):
        out.print(_("Some rows or files could not be read. See them on the page 'Files'."), markup=False)
    if report.has_failed:
        raise OurFault(
            _("Sightline failed on a file. The other files were imported."),
            code="file_failed",
            what_to_do=_("Run the command again. If it fails again, send the lines above to your operator."),
        )
    if missing := report.without_agreement:
        raise Refused(
            ngettext(
                "%(count)s file was not imported: no agreement in force covers it. The other files were imported.",
                "%(count)s files were not imported: no agreement in force covers them. The other files were imported.",
                len(missing),
            )
            % {"count": len(missing)},
            code="no_agreement",
            where=", ".join(receipt.source_file for receipt in missing),
            what_to_do=_("Draft an agreement for each with 'sightline agreement draft LAYOUT'. Then import them."),
        )
    if report.has_rejects:
        raise BadInput(
            _("Some rows or files could not be read. Everything else was imported."),
            code="rejects",
            what_to_do=_("See them with 'sightline export rejects --out rejects.csv' or on the page 'Files'."),
        )


def _print_sealed(receipts: "Sequence[Receipt]") -> None:
    """How many rows of each roll are sealed."""
    for one in receipts:
        if one.rows_sealed:
            said = ngettext(
                "%(file)s: %(sealed)s row is sealed, %(records)s are records.",
                "%(file)s: %(sealed)s rows are sealed, %(records)s are records.",
                one.rows_sealed,
            )
            records = one.rows_read - one.rows_rejected - one.rows_sealed
            counts = {"file": one.source_file, "sealed": one.rows_sealed, "records": records}
            out.print(said % counts, markup=False)


def _print_noted(receipts: "Sequence[Receipt]") -> None:
    """How many rows of each sheet are marked in it, so that somebody looks at them."""
    for one in receipts:
        if one.rows_noted:
            said = ngettext(
                "%(file)s: %(count)s row is hidden, struck out, has a comment or a formula without a result. "
                "Its record has a note of it.",
                "%(file)s: %(count)s rows are hidden, struck out, have a comment or a formula without a result. "
                "Their records have a note of it.",
                one.rows_noted,
            )
            out.print(said % {"file": one.source_file, "count": one.rows_noted}, markup=False)


def receipts(context: Context, leave: str) -> None:
    """Every file with its sums, the newest first, also those that were begun and not imported."""
    workspace = context.open()
    from sightline.casework.data.selectors import list_files
    from sightline.casework.data.unfinished_files import leave_file

    if leave:
        leave_file(context.session(), workspace=workspace, name=leave)
        out.print(_("Left out: %(leave)s. It is listed as not imported.") % {"leave": leave}, markup=False)
        return
    lines = list_files(context.session())
    print_table(
        _("Import summary"),
        [_("Batch"), _("File"), _("Sheet"), _("State"), *map(_, SUMS)],
        [_row(line) for line in lines],
    )
    for line in lines:
        if line.state and line.what_to_do:
            out.print(f"{line.source_file}: {line.reason} {line.what_to_do}".replace(":  ", ": "), markup=False)


def _row(line: "ReceivedFileLine") -> list[str]:
    state = _(STATES[line.state]) if line.state else _("imported") if line.mapping else _("no mapping matched")
    sums = (line.rows_read, line.rows_taken, line.rows_rejected, line.rows_unchanged, line.rows_gone)
    return [str(line.batch), line.source_file, line.sheet, state, *map(str, sums)]
