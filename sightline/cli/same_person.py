"""The command `same-person`: who else has a name, putting two people together, splitting one, and undoing a decision.

Without `--keep` a command prints what would change and records nothing.
"""

from typing import TYPE_CHECKING, Annotated

import typer

from sightline.cli.context import Context, context_of
from sightline.cli.options import As, Why, Workspace
from sightline.cli.output import out, print_table

if TYPE_CHECKING:
    from sightline.casework.pairing.pages import Effects

app = typer.Typer(help="People that Sightline keeps separate, or matched: list, join, split, undo.")
PersonId = Annotated[str, typer.Argument(metavar="PERSON", help="The person's id, as in the address of the page.")]
Keep = Annotated[bool, typer.Option("--keep", help="Record the decision. Without it, only print what would change.")]
NOT_KEPT = "Nothing is recorded. Give the command again with --keep to record the decision."


@app.callback()
def same_person(run: typer.Context, workspace: Workspace = None, act_as: As = None) -> None:
    """People that Sightline keeps separate, or matched: list, join, split, undo."""
    run.obj = context_of(run, workspace, act_as)


@app.command("list")
def list_names(run: typer.Context, person: PersonId, workspace: Workspace = None, act_as: As = None) -> None:
    """List the other records that have a person's whole name."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.same_person.namesakes import list_same_name

    listed = list_same_name(chosen.session(), person_id=person)
    rows = [
        [one.person_id, one.name, " or ".join(map(str, one.birth_dates)) or "-", str(one.entries)]
        for one in listed.others
    ]
    number = f"More than {len(rows)}" if listed.more else str(len(rows))
    print_table(f"Other records with this name: {number}", ["Person", "Name", "Born", "Entries"], rows)


@app.command()
def join(
    run: typer.Context,
    person: PersonId,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The id of the other person.")],
    why: Why,
    keep: Keep = False,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Put two people together, with a reason. The next run puts their records together."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.pairing.services import compare_people, put_together

    if not keep:
        shown = compare_people(chosen.session(), person_id=person, other_id=other)
        _print_effects(shown.effects, "would move to the other page")
        for said in shown.against:
            out.print(f"This contradicts: {said}.", markup=False)
        out.print(NOT_KEPT)
        return
    number = put_together(chosen.session(), person_id=person, other_id=other, why=why)
    out.print(f"Decision {number} is recorded. It counts from the next run.")


@app.command()
def split(
    run: typer.Context,
    person: PersonId,
    part: Annotated[list[str] | None, typer.Option(help="A part that is of the other person.")] = None,
    why: Why = "",
    keep: Keep = False,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """List the parts of a person, or split some of them off with a reason. The next run splits their records."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.pairing.splits import keep_split, preview_split, read_parts

    if not part:
        parts = read_parts(chosen.session(), person_id=person).parts
        rows = [[one.part_id, ", ".join(one.names), one.agency, str(one.records)] for one in parts]
        print_table("Parts of this person", ["Part", "Named as", "Agency", "Records"], rows)
        return
    preview = preview_split(chosen.session(), person_id=person, parts=part, why=why)
    if not keep:
        _print_effects(preview.effects, "would leave this page")
        for said in preview.against:
            out.print(f"This contradicts: {said}.", markup=False)
        out.print(NOT_KEPT)
        return
    kept = keep_split(chosen.session(), draft=preview.draft)
    out.print(f"{kept} decisions are recorded. They count from the next run.")


@app.command()
def undo(
    run: typer.Context,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="The number of the decision.")],
    why: Why,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Undo a decision about who is who, with a reason."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.same_person.services import undo_answer

    undone = undo_answer(chosen.session(), sequence=number, why=why)
    out.print(f"Decision {undone} undoes decision {number}. It counts from the next run.")


def _print_effects(effects: "Effects", what: str) -> None:
    out.print(f"{effects.records} records {what}.", markup=False)
    out.print(f"The next run works out {len(effects.patterns)} patterns and {len(effects.groups)} groups again.")
    for said in effects.resting:
        out.print(f"To review: {said}.", markup=False)
