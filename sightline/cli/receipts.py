"""What became of each file, printed: of one ingest command, or of all."""

from typing import TYPE_CHECKING

from sightline.cli.context import Context
from sightline.cli.output import out, print_table
from sightline.model.errors import BadInput, OurFault

if TYPE_CHECKING:
    from sightline.casework.data.ingest import IngestReport
    from sightline.casework.data.pages import ReceivedFileLine

SUMS = ["Rows read", "Imported", "Not imported", "Unchanged", "Left out"]
STATES = {"unfinished": "begun, not finished", "reading": "being imported", "refused": "not imported"}


def print_report(report: "IngestReport") -> None:
    """The receipts of one command. BadInput where something was not taken, OurFault where Sightline failed on it."""
    rows = [
        [r.source_file, r.sheet, r.mapping or "(none fitted)", str(r.rows_read), str(r.rows_taken),
         str(r.rows_rejected), str(r.rows_unchanged), str(r.rows_gone)]
        for r in report.receipts
    ]  # fmt: skip
    rows += [[r.source_file, "", "(not imported)", *["0"] * len(SUMS)] for r in report.refused]
    print_table("Import summary", ["File", "Sheet", "Mapping", *SUMS], rows)
    for receipt in report.refused:
        out.print(f"{receipt.source_file}: {receipt.reason} {receipt.what_to_do}", markup=False)
    if report.passed_over:
        names = ", ".join(report.passed_over)
        out.print(f"Not looked at: {names}. Sightline reads .csv and .xlsx, directly in the folder.", markup=False)
    if report.has_failed:
        raise OurFault(
            "Sightline failed on a file. Everything else was imported.",
            code="file_failed",
            what_to_do="Give the command again. If it fails again, send the lines above to your operator.",
        )
    if report.has_rejects:
        raise BadInput(
            "Some rows or files could not be read. Everything else was imported.",
            code="rejects",
            what_to_do="See them with 'sightline export rejects --out rejects.csv' or on the page 'Files'.",
        )


def receipts(context: Context, leave: str) -> None:
    """Every file with its sums, the newest first, also those that were begun and not imported."""
    workspace = context.open()
    from sightline.casework.data.overview import list_files
    from sightline.casework.data.unfinished_files import leave_file

    if leave:
        leave_file(context.session(), workspace=workspace, name=leave)
        out.print(f"Left out: {leave}. It is listed as not imported.", markup=False)
        return
    lines = list_files(context.session())
    print_table("Import summary", ["Batch", "File", "Sheet", "State", *SUMS], [_row(line) for line in lines])
    for line in lines:
        if line.state and line.what_to_do:
            out.print(f"{line.source_file}: {line.reason} {line.what_to_do}".replace(":  ", ": "), markup=False)


def _row(line: "ReceivedFileLine") -> list[str]:
    state = STATES[line.state] if line.state else "imported" if line.mapping else "no mapping fitted"
    sums = (line.rows_read, line.rows_taken, line.rows_rejected, line.rows_unchanged, line.rows_gone)
    return [str(line.batch), line.source_file, line.sheet, state, *map(str, sums)]
