"""The command `same-person`: who else has a name, putting two people together, splitting one, and undoing a decision.

Without `--keep` a command prints what would change and records nothing.
"""

from typing import TYPE_CHECKING, Annotated

import typer

from sightline.cli.context import Context, context_of
from sightline.cli.options import As, Why, Workspace
from sightline.cli.output import out, print_table
from sightline.translation.messages import gettext_noop
from sightline.translation.terminal import counted, ngettext
from sightline.translation.terminal import gettext as _

if TYPE_CHECKING:
    from sightline.casework.pairing.pages import Effects

app = typer.Typer(help="People that Sightline keeps separate, or matched: list, join, split, undo.")
PersonId = Annotated[str, typer.Argument(metavar="PERSON", help="The person's id, as in the address of the page.")]
Keep = Annotated[bool, typer.Option("--keep", help="Record the decision. Without it, only print what would change.")]
NOT_KEPT = gettext_noop("Nothing is recorded. Run the command again with --keep to record the decision.")


@app.callback()
def same_person(run: typer.Context, workspace: Workspace = None, act_as: As = None) -> None:
    """People that Sightline keeps separate, or matched: list, join, split, undo."""
    run.obj = context_of(run, workspace, act_as)


@app.command("list")
def list_names(run: typer.Context, person: PersonId, workspace: Workspace = None, act_as: As = None) -> None:
    """List the other records with a person's full name."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.same_person.selectors.namesakes import list_same_name

    listed = list_same_name(chosen.session(), person_id=person)
    rows = [
        [one.person_id, one.name, " or ".join(map(str, one.birth_dates)) or "-", str(one.entries)]
        for one in listed.others
    ]
    number = (_("More than %(rows)s") % {"rows": len(rows)}) if listed.more else str(len(rows))
    print_table(
        _("Other records with this name: %(number)s") % {"number": number},
        [_("Person"), _("Name"), _("Born"), _("Entries")],
        rows,
    )


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
    """Confirm that two people are the same person, with a reason. The next update shows their records as one."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.pairing.services.pairs import compare_people, put_together

    if not keep:
        shown = compare_people(chosen.session(), person_id=person, other_id=other)
        _print_effects(shown.effects, leaves=False)
        if shown.unasked:
            out.print(_("Sightline does not ask whether these are one person."), _(shown.unasked), markup=False)
        elif shown.question_id:
            out.print(_("Sightline asks whether these are one person."))
        for said in shown.against:
            out.print(_("This contradicts: %(said)s.") % {"said": said}, markup=False)
        out.print(_(NOT_KEPT))
        return
    number = put_together(chosen.session(), person_id=person, other_id=other, why=why)
    out.print(_("Decision %(number)s is recorded. It applies from the next update.") % {"number": number})


@app.command()
def split(
    run: typer.Context,
    person: PersonId,
    part: Annotated[list[str] | None, typer.Option(help="A part that is about the other person.")] = None,
    why: Why = "",
    keep: Keep = False,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """List the parts of a person, or split some of them off with a reason. The next update splits their records."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.pairing.services.splits import keep_split, preview_split, read_parts

    if not part:
        parts = read_parts(chosen.session(), person_id=person).parts
        rows = [[one.part_id, ", ".join(one.names), one.agency, str(one.records)] for one in parts]
        print_table(_("Parts of this person"), [_("Part"), _("Named as"), _("Agency"), _("Records")], rows)
        return
    preview = preview_split(chosen.session(), person_id=person, parts=part, why=why)
    if not keep:
        _print_effects(preview.effects, leaves=True)
        for said in preview.against:
            out.print(_("This contradicts: %(said)s.") % {"said": said}, markup=False)
        out.print(_(NOT_KEPT))
        return
    kept = keep_split(chosen.session(), draft=preview.draft)
    out.print(
        ngettext(
            "%(kept)s decision is recorded. It applies from the next update.",
            "%(kept)s decisions are recorded. They apply from the next update.",
            kept.decisions,
        )
        % {"kept": kept.decisions}
    )
    for said in kept.needs_review:
        out.print(_("Then needs review: %(said)s.") % {"said": said}, markup=False)


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
    from sightline.casework.same_person.services.answers import undo_answer

    undone = undo_answer(chosen.session(), sequence=number, why=why)
    out.print(
        _("Decision %(undone)s undoes decision %(number)s. It applies from the next update.")
        % {"undone": undone, "number": number}
    )


def _print_effects(effects: "Effects", *, leaves: bool) -> None:
    number = effects.records
    if leaves:
        said = ngettext("%(n)s record would leave this page.", "%(n)s records would leave this page.", number)
    else:
        said = ngettext(
            "%(n)s record would move to the other page.", "%(n)s records would move to the other page.", number
        )
    out.print(said % {"n": number}, markup=False)
    out.print(
        _("The next update works out %(patterns)s and %(groups)s again.")
        % {"patterns": counted(len(effects.patterns), "pattern"), "groups": counted(len(effects.groups), "group")}
    )
    work = effects.work
    out.print(
        _("Open about these records: %(actions)s, %(deadlines)s and %(matches)s.")
        % {
            "actions": counted(len(work.actions), "action"),
            "deadlines": counted(len(work.deadlines), "deadline"),
            "matches": counted(len(work.matches), "possible match"),
        }
    )
    out.print(_("Addresses on these records: %(number)s.") % {"number": len(work.addresses)})
    if work.has_protected:
        out.print(_("There is also a protected address. Sightline does not show it."))
    if work.informed_agencies:
        out.print(_("Agencies told: %(agencies)s.") % {"agencies": ", ".join(work.informed_agencies).replace("_", " ")})
    for said in effects.needs_review:
        out.print(_("To review: %(said)s.") % {"said": said}, markup=False)
