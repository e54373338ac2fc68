"""The command `count`: children by a rule over a snapshot, on which lists, since when known; how many may be on none.

What it makes is kept and shown on the page "How many". Small numbers are hidden there and not here: whoever runs it
works the data.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sightline.cli.context import context_of
from sightline.cli.counting.estimates import check_folders
from sightline.cli.options import As, Workspace
from sightline.cli.output import out, print_table, progress_bar
from sightline.translation.terminal import counted
from sightline.translation.terminal import gettext as _

if TYPE_CHECKING:
    from sightline.casework.counts.services import CountResult

Rule = Annotated[Path, typer.Argument(metavar="RULE", help="A counting rule (TOML), or a shipped rule's id.")]
Lists = Annotated[
    list[str] | None,
    typer.Option(
        "--list", help="A list to estimate from; name several. Without it: each agency's list.", show_default=False
    ),
]
Table = Annotated[
    Path | None,
    typer.Option(
        "--table", help="Also write the exact overlaps of the lists as CSV, for 'estimate'.", show_default=False
    ),
]


def count(
    run: typer.Context,
    rule: Rule = Path("exploited"),
    snapshot: Annotated[str, typer.Option(help="The id of a snapshot; else the current one.")] = "",
    lists: Lists = None,
    estimate: Annotated[bool, typer.Option(help="Also estimate how many are on no list.")] = True,
    table: Table = None,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same numbers.")] = 1,
    resamples: Annotated[int, typer.Option(min=100, help="How many resamples each interval is based on.")] = 1000,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Count children by a rule of named lists, and keep the count for the page "How many"."""
    check_folders(table)
    chosen = context_of(run, workspace, act_as)
    opened = chosen.open()
    from sightline.casework.counts.services import make_count

    with progress_bar() as bar:
        made = make_count(
            chosen.session(), workspace=opened, rule=rule, snapshot_id=snapshot, lists=lists or (),
            with_estimate=estimate, seed=seed, resamples=resamples, progress=bar,
        )  # fmt: skip
    print_count(made)
    if made.estimate:
        from sightline.cli.counting.output import print_estimate

        print_estimate(made.estimate)
    if table:
        table.write_text(write_table(made), encoding="utf-8")
        out.print(
            _("Written to %(table)s. It contains small numbers: do not publish it or share it.") % {"table": table},
            markup=False,
        )


def print_count(made: "CountResult") -> None:
    """The count on standard output."""
    found = made.count
    out.print(
        _("%(label)s, as known on %(as_at)s") % {"label": made.rule.rule.label, "as_at": found.as_at},
        markup=False,
        soft_wrap=True,
    )
    print_table(
        _("Children"), [_("Counted as"), _("Number")],
        [["harmed", f"{found.harmed:,}"], [_("at risk"), f"{found.at_risk:,}"], [_("known in all"), f"{found.known:,}"],
         [_("patterns found, not yet classified"), f"{found.backlog.people:,}"]],
    )  # fmt: skip
    if found.backlog.oldest_days is not None:
        out.print(
            _("Longest unclassified: %(oldest_days)s; half: %(median_days)s.")
            % {
                "oldest_days": counted(found.backlog.oldest_days, "day"),
                "median_days": f"{found.backlog.median_days:,}",
            }
        )
    print_table(
        _("Lists"), [_("List"), _("Of"), _("Means"), _("Children")],
        [[one.label, one.agency, one.means.replace("_", " "), f"{one.people:,}"] for one in found.lists],
    )  # fmt: skip
    labels = {one.id: one.label for one in found.lists}
    print_table(
        _("On exactly these lists"), [_("Lists"), _("Children")],
        [["; ".join(labels[name] for name in names), f"{people:,}"] for names, people in found.together],
    )  # fmt: skip
    last = {month.month[:4]: month for month in found.growth}
    print_table(
        _("Known by the end of each year"), [_("Year"), _("Harmed"), _("At risk"), _("Records showed it")],
        [[year, f"{one.harmed:,}", f"{one.at_risk:,}", f"{one.could:,}"] for year, one in last.items()],
    )  # fmt: skip
    if made.withdrawn:
        out.print(
            _("Left out, because the rules are withdrawn: %(join)s.") % {"join": ", ".join(made.withdrawn)},
            markup=False,
        )
    out.print(
        _("Rule %(id)s, version %(version)s; snapshot %(snapshot_id)s.")
        % {"id": made.rule.rule.id, "version": made.rule.rule.version, "snapshot_id": made.snapshot_id},
        markup=False,
    )


def write_table(made: "CountResult") -> str:
    """The overlaps of the named lists as CSV, a column a list and `count`."""
    names = [one.id for one in made.rule.named]
    rows = [
        ",".join([*("1" if name in on else "0" for name in names), str(people)]) for on, people in made.count.together
    ]
    return "\n".join([",".join([*names, "count"]), *rows]) + "\n"
