"""The command `rehearse`: plays dated deliveries through a new temporary workspace and writes who would be told.

The steps are written to `STEPS.jsonl.partial` as they happen, and renamed at the end: an interrupted rehearsal leaves
what it had played under that name.
"""

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sightline.cli.output import err, out, print_table, progress_bar
from sightline.model.errors import BadInput
from sightline.store.files import fsync, write_whole
from sightline.translation.terminal import counted, ngettext
from sightline.translation.terminal import gettext as _

if TYPE_CHECKING:
    from sightline.casework.rehearsal.deliveries import Deliveries
    from sightline.casework.rehearsal.summary import PlayedDelivery, Summary

MOST_REJECTS = 50


def rehearse(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folders named by day, each with that day's files.")],
    until: Annotated[str, typer.Option(help="The last day to replay, for example 2026-01-31.")],
    steps: Annotated[Path, typer.Option("--out", help="The file of steps to write, as STEPS.jsonl.")],
    go_live: Annotated[str, typer.Option(help="The go-live day of every agency. Without it nothing is backlog.")] = "",
) -> None:
    """Replay deliveries in a new temporary workspace, as if nobody answered. Write who would be told, and when."""
    last_day, first_day = read_day(until, part="--until"), read_day(go_live, part="--go-live") if go_live else None
    from sightline.casework.rehearsal.deliveries import read_deliveries

    check_target(steps)
    deliveries = read_deliveries(folder=folder, until=last_day)
    say_what_is_left(deliveries)
    summary = play(deliveries, last_day, first_day, steps)
    write_whole(steps.with_suffix(".summary.json"), json.dumps(summary.as_json(), indent=2, ensure_ascii=False) + "\n")
    print_summary(summary, steps)


def read_day(written: str, *, part: str) -> date:
    """A day as typed; BadInput where it is none."""
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise BadInput(
            _("That is not a valid date."), code="not_a_day", where=part, what_to_do=_("Write it as 2026-01-31.")
        ) from error


def check_target(steps: Path) -> None:
    """BadInput where the file of steps cannot stand there: better now than after an hour."""
    if steps.is_dir() or not steps.absolute().parent.is_dir():
        raise BadInput(
            _("Sightline cannot save the steps to this file."),
            code="no_folder",
            where=str(steps),
            what_to_do=_("Name a file in a folder that exists with --out."),
        )


def say_what_is_left(deliveries: "Deliveries") -> None:
    """What is not played: deliveries after the last day, and files outside every day's folder."""
    if deliveries.left_out:
        days = ", ".join(one.day.isoformat() for one in deliveries.left_out)
        out.print(
            _("Left out, because they come after --until: %(days)s.") % {"days": days}, markup=False, soft_wrap=True
        )
    if deliveries.loose:
        names = ", ".join(deliveries.loose)
        out.print(
            _("Left out, because they are not in a folder named by a day: %(names)s.") % {"names": names},
            markup=False,
            soft_wrap=True,
        )
    empty = [one.day.isoformat() for one in deliveries.played if not one.files]
    if empty:
        out.print(
            _("No CSV or Excel file came on: %(join)s.") % {"join": ", ".join(empty)}, markup=False, soft_wrap=True
        )


def play(deliveries: "Deliveries", until: date, go_live: date | None, steps: Path) -> "Summary":
    """Play them, writing each step as it happens and saying how far it is."""
    partial = steps.with_name(steps.name + ".partial")
    try:
        summary = write_steps(deliveries, until, go_live, partial)
    except KeyboardInterrupt:
        err.print(_("The steps up to now are in %(partial)s.") % {"partial": partial}, markup=False, soft_wrap=True)
        raise
    fsync(partial)
    partial.rename(steps)
    return summary


def write_steps(deliveries: "Deliveries", until: date, go_live: date | None, partial: Path) -> "Summary":
    """The same into the unfinished file."""
    from sightline.casework.rehearsal.workspaces import temporary_workspace

    made = temporary_workspace(made_at=deliveries.begins_at)
    with progress_bar() as bar, made as workspace, partial.open("w", encoding="utf-8") as stream:
        from sightline.casework.core.session import house_session
        from sightline.casework.rehearsal.services import rehearse as play_all

        number = len(deliveries.played)
        bar.stage(ngettext("Playing %(n)s delivery", "Playing %(n)s deliveries", number) % {"n": number}, total=number)

        def tell(one: "PlayedDelivery") -> None:
            stream.flush()
            err.print(
                _("%(day)s: %(files)s, %(rows)s, then %(steps)s")
                % {
                    "day": one.day,
                    "files": counted(one.files, "file"),
                    "rows": counted(one.rows_read, "row"),
                    "steps": counted(one.steps, "step"),
                },
                markup=False,
            )
            bar.advance()

        return play_all(
            house_session(),
            workspace=workspace,
            deliveries=deliveries,
            until=until,
            go_live=go_live,
            write=lambda line: print(json.dumps(line.as_json(), ensure_ascii=False), file=stream),
            played=tell,
        )


def print_summary(summary: "Summary", steps: Path) -> None:
    """The sums by rule. BadInput, after all is written, where a row was rejected."""
    print_table(
        _("Who would be told until %(until)s, if nobody answers") % {"until": summary.until},
        [_("Rule"), _("What"), _("Actions"), _("Steps"), _("First told"), _("Furthest stage")],
        [
            [one.rule_id, one.label, str(one.items), str(one.steps), one.first_at, one.furthest.replace("_", " ")]
            for one in summary.rules
        ],
    )
    total = sum(one.steps for one in summary.rules)
    out.print(
        _("Written to %(file)s: %(steps)s. Switched on: %(rules)s.")
        % {"file": steps, "steps": counted(total, "step"), "rules": counted(len(summary.on), "rule")},
        markup=False,
    )
    if not summary.rejected:
        return
    print_table(
        _("Rows not imported"),
        [_("File"), _("Row"), _("Why"), _("What to do")],
        [[one.source_file, str(one.source_row or "all"), one.reason, one.what_to_do]
         for one in summary.rejected[:MOST_REJECTS]],
    )  # fmt: skip
    raise BadInput(
        ngettext(
            "%(rejected)s row or file could not be read. Everything else was replayed.",
            "%(rejected)s rows or files could not be read. Everything else was replayed.",
            len(summary.rejected),
        )
        % {"rejected": len(summary.rejected)},
        code="rejects",
        what_to_do=_("All are listed in %(name)s. Correct them and rehearse again.")
        % {"name": steps.with_suffix(".summary.json").name},
    )
