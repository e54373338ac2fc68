"""The command `map`: what each column of a file would become, and what a person must answer before an import."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sightline.cli.context import Context
from sightline.cli.options import As, Workspace
from sightline.cli.output import out, print_table
from sightline.translation.terminal import gettext as _
from sightline.translation.terminal import ngettext

if TYPE_CHECKING:
    from sightline.ingest.workshop.day_order import DayOrder
    from sightline.ingest.workshop.proposals import ColumnProposal, SheetProposal

FIRST_VALUES, LONGEST_VALUE = 20, 40


def map_columns(
    run: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file of an agency (CSV, XLSX).")],
    sheet: Annotated[str, typer.Option(help="One sheet of a workbook; else every sheet.")] = "",
    layout: Annotated[str, typer.Option(help="A layout that Sightline ships, and that this file is like.")] = "",
    agency: Annotated[str, typer.Option(help="Whose export it is.")] = "",
    save: Annotated[
        str, typer.Option(metavar="NAME", help="Save the draft in the workspace's folder 'mappings'.")
    ] = "",
    values: Annotated[int, typer.Option(min=0, max=FIRST_VALUES, help="How many values of each column to show.")] = 3,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Show what each column of a file would become, and draft its mapping. It imports nothing."""
    chosen: Context = run.obj.take(workspace, act_as)
    place = chosen.open()
    from sightline.casework.data.mapping_workshop import map_file

    mapped = map_file(
        chosen.session(), workspace=place, path=file, sheet=sheet, layout=layout, agency=agency, save=save
    )
    for proposal in mapped.sheets:
        _print_sheet(proposal, values, print_draft=mapped.saved is None)
    if mapped.saved:
        out.print(_("Draft saved: %(path)s") % {"path": mapped.saved}, markup=False, soft_wrap=True)
        out.print(_("Answer the questions in the file. Then agree on the layout, and import the file."))


def _print_sheet(proposal: "SheetProposal", values: int, *, print_draft: bool) -> None:
    name = proposal.sheet or _("the file")
    print_table(
        _("What each column of %(name)s becomes") % {"name": name},
        [_("Column"), _("Becomes"), _("Because"), _("Filled"), _("First values")],
        [_row(column, values) for column in proposal.columns],
    )
    out.print(_read_by(proposal), markup=False)
    out.print(_said_of_rows(proposal), markup=False)
    out.print(_said_of_order(proposal.order), markup=False)
    if proposal.questions:
        out.print(_("Questions for you:"))
        for question in proposal.questions:
            out.print(f"- {question}", markup=False, soft_wrap=True)
    if print_draft and proposal.text:
        out.print(_("Draft:"))
        out.print(proposal.text, markup=False, soft_wrap=True)


def _row(column: "ColumnProposal", values: int) -> list[str]:
    becomes = column.becomes or _("(kept as written)")
    meaning = f"{becomes}: {column.meaning}" if column.meaning and column.meaning != column.becomes else becomes
    shown = " | ".join(_short(value) for value in column.values[:values])
    return [column.heading, meaning, column.why, f"{column.filled}/{column.rows}", shown]


def _short(value: str) -> str:
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in value).split())
    return plain if len(plain) <= LONGEST_VALUE else f"{plain[:LONGEST_VALUE]}..."


def _read_by(proposal: "SheetProposal") -> str:
    if proposal.read_by:
        return _("Sightline reads this already, by the mapping %(mapping)s.") % {"mapping": proposal.read_by}
    if proposal.near:
        return _("It is most like the layout %(layout)s.") % {"layout": proposal.near}
    return _("It is not like any layout that Sightline ships.")


def _said_of_rows(proposal: "SheetProposal") -> str:
    said = ngettext(
        "Headings in row %(heading_row)s. Read as a sample: %(rows)s row.",
        "Headings in row %(heading_row)s. Read as a sample: %(rows)s rows.",
        proposal.rows,
    )
    return said % {"heading_row": proposal.heading_row, "rows": proposal.rows}


def _said_of_order(order: "DayOrder") -> str:
    """Which comes first, the day or the month, and the cells that prove it."""
    proofs = ", ".join((*order.day_first_cells, *order.month_first_cells))
    counts = {"day": order.day_first, "month": order.month_first, "proofs": proofs}
    if order.is_contradicted:
        return _("Dates: %(day)s can only be day first, %(month)s only month first: %(proofs)s.") % counts
    if order.is_month_first:
        return _("Dates: month first. %(month)s dates can be read only so: %(proofs)s.") % counts
    if order.day_first:
        return _("Dates: day first. %(day)s dates can be read only so: %(proofs)s.") % counts
    if order.either:
        return _("Dates: no date proves whether the day or the month comes first.")
    return _("Dates: none in which the day and the month could be taken for each other.")
