"""The command `rules`: which rules escalate, how many actions each would open, and switching them.

A rule that is off drops nothing. What it would open is listed as not yet opened.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from sightline.cli.context import Context, context_of
from sightline.cli.options import As, Why, Workspace
from sightline.cli.output import out, print_table, progress_bar
from sightline.model.errors import Usage
from sightline.translation.terminal import counted, ngettext
from sightline.translation.terminal import gettext as _

if TYPE_CHECKING:
    from sightline.casework.rules.pages import RuleCheck
    from sightline.store import Workspace as OpenedWorkspace

app = typer.Typer(help="Rules that escalate: list, measure, switch on and off.", invoke_without_command=True)
RuleId = Annotated[str, typer.Argument(metavar="RULE", help="The rule's id, as 'sightline rules' lists it.")]


@app.callback()
def rules(run: typer.Context, workspace: Workspace = None, act_as: As = None) -> None:
    """List the rules that escalate: how many actions each would open a month, and how many it has not opened yet."""
    run.obj = context_of(run, workspace, act_as)
    if run.invoked_subcommand is None:
        list_rules(run.obj)


@app.command()
def on(
    run: typer.Context,
    rule: RuleId,
    why: Why,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Switch a rule on, with a reason. It lists the roles that would get more than they can answer."""
    _switch(run.obj.take(workspace, act_as), rule, True, why)


@app.command()
def off(run: typer.Context, rule: RuleId, why: Why, workspace: Workspace = None, act_as: As = None) -> None:
    """Switch a rule off, with a reason. Open actions stay open."""
    _switch(run.obj.take(workspace, act_as), rule, False, why)


@app.command()
def measure(run: typer.Context, rule: RuleId, workspace: Workspace = None, act_as: As = None) -> None:
    """Print how many actions a rule would open for each agency, measured on the last twelve months.

    Of a rule of matching, print what would change if it were switched on or off.
    """
    chosen: Context = run.obj.take(workspace, act_as)
    opened = chosen.open()
    from sightline.casework.data.rule_matches import is_matching_rule
    from sightline.casework.rules.services.activation import measure_rule

    if is_matching_rule(rule):
        print_rule_matches(chosen, opened, rule)
        return
    found = measure_rule(chosen.session(), rule_id=rule)
    rows = [[load.ladder, str(load.waiting), f"{load.items_a_month:.1f}"] for load in found.loads]
    title = _("%(rule)s: %(waiting)s at once, then %(items_a_month)s a month") % {
        "rule": rule,
        "waiting": counted(found.waiting, "action"),
        "items_a_month": f"{found.items_a_month:.1f}",
    }
    print_table(title, [_("Who answers"), _("Actions at once"), _("Actions a month")], rows)
    for one in found.past_ceiling:
        out.print(
            _("More than %(role)s can answer: %(items_a_working_day)s a working day.")
            % {"role": one.post, "items_a_working_day": f"{one.items_a_working_day:.1f}"},
            markup=False,
        )


@app.command()
def check(
    run: typer.Context,
    shuffles: Annotated[int, typer.Option(min=1, max=1000, help="How many times the dates are shuffled.")] = 20,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same numbers.")] = 1,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Print how often each pattern was found in the last year, and how often chance alone would give it."""
    chosen: Context = run.obj.take(workspace, act_as)
    opened = chosen.open()
    from sightline.casework.rules.pattern_check import check_rules

    with progress_bar() as bar:
        found = check_rules(chosen.session(), workspace=opened, shuffles=shuffles, seed=seed, progress=bar)
    rows = [
        [one.rule_id, f"{one.met / 12:.1f}", "-" if one.by_chance is None else f"{one.by_chance / shuffles / 12:.1f}"]
        for one in found
    ]
    print_table(_("Patterns, the last twelve months"), [_("Rule"), _("Found a month"), _("By chance alone")], rows)
    out.print(
        ngettext(
            "%(shuffles)s shuffle, seed %(seed)s. '-': chance does not apply. Saved for the rules' pages.",
            "%(shuffles)s shuffles, seed %(seed)s. '-': chance does not apply. Saved for the rules' pages.",
            shuffles,
        )
        % {"shuffles": shuffles, "seed": seed}
    )


@app.command()
def withdraw(run: typer.Context, rule: RuleId, why: Why, workspace: Workspace = None, act_as: As = None) -> None:
    """Withdraw a pattern's rule, with a reason. It finds nothing more, and decisions based on it need review."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.rules.services.withdrawal import withdraw_rule

    dependants = withdraw_rule(chosen.session(), rule_id=rule, why=why)
    out.print(
        _("%(rule)s is withdrawn; needs review: %(dependants)s.") % {"rule": rule, "dependants": dependants},
        markup=False,
    )


@app.command()
def restore(run: typer.Context, rule: RuleId, why: Why, workspace: Workspace = None, act_as: As = None) -> None:
    """Bring a withdrawn rule back, with a reason. It stays switched off."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.rules.services.withdrawal import restore_rule

    restore_rule(chosen.session(), rule_id=rule, why=why)
    out.print(_("%(rule)s is no longer withdrawn. It is switched off.") % {"rule": rule}, markup=False)


@app.command()
def verify(
    run: typer.Context,
    rule: Annotated[str, typer.Argument(metavar="[RULE]", help="The rule to confirm; none lists all.")] = "",
    title: Annotated[str, typer.Option(help="The title of the document that was read.")] = "",
    paragraph: Annotated[str, typer.Option(help="Its paragraph or section.")] = "",
    edition: Annotated[str, typer.Option(help="Its edition, for example 'March 2026'.")] = "",
    day: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The date it was read.")] = None,
    by: Annotated[
        str, typer.Option(help="Name and job title of the person who read it. The operator must give it.")
    ] = "",
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Confirm a rule against its document. Without a rule, list which rules are confirmed."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.rules.selectors import first_run as rules_selectors
    from sightline.casework.rules.services.confirmations import confirm_rule

    if not rule:
        list_rule_checks(rules_selectors.list_rule_checks(chosen.session()))
        return
    if day is None:
        raise Usage(
            _("The confirmation lacks the day on which the document was read."),
            code="not_whole",
            what_to_do=_("Give --title, --paragraph, --edition and --day, for example --day 2026-11-27."),
        )
    number = confirm_rule(
        chosen.session(), rule_id=rule, title=title, paragraph=paragraph, edition=edition, read_on=day.date(),
        reader=by,
    )  # fmt: skip
    out.print(
        _("%(rule)s is confirmed against %(title)s, %(paragraph)s, %(edition)s: decision %(number)s.")
        % {"rule": rule, "title": title, "paragraph": paragraph, "edition": edition, "number": number},
        markup=False,
    )


@app.command()
def own(
    run: typer.Context,
    rule: RuleId,
    owner: Annotated[str, typer.Option(help="The account that owns the rule.")],
    why: Why,
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Name the owner of a rule, with a reason."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.rules.services.confirmations import own_rule

    own_rule(chosen.session(), rule_id=rule, owner=owner, why=why)
    out.print(_("%(owner)s is the owner of %(rule)s.") % {"owner": owner, "rule": rule}, markup=False)


@app.command("first-run")
def first_run(run: typer.Context, workspace: Workspace = None, act_as: As = None) -> None:
    """Print the first-run guide: which rules are on, and the actions a week that each would bring."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.rules.selectors.first_run import read_first_run

    shown = read_first_run(chosen.session())
    rows = [
        [
            line.rule.rule_id,
            "on" if line.rule.on else "off",
            f"{line.items_a_week:.1f}" if line.rule.measured.through else _("not known"),
            line.owner or _("not named"),
        ]
        for line in shown.lines
    ]
    print_table(
        _("First run: rules that need an answer"), [_("Rule"), _("Status"), _("Actions a week"), _("Owner")], rows
    )
    glance = shown.glance
    week = f"{shown.items_a_week:.1f}" if shown.is_measured else _("awaiting data")
    out.print(
        ngettext(
            "%(on)s of %(rules)s rule is on. Actions a week: %(week)s.",
            "%(on)s of %(rules)s rules are on. Actions a week: %(week)s.",
            glance.rules,
        )
        % {"on": glance.on, "rules": glance.rules, "week": week},
        markup=False,
    )
    out.print(
        ngettext(
            "%(unowned)s of %(rules)s has no named owner: 'sightline rules own'.",
            "%(unowned)s of %(rules)s have no named owner: 'sightline rules own'.",
            glance.unowned,
        )
        % {"unowned": glance.unowned, "rules": glance.rules},
        markup=False,
    )
    out.print(
        ngettext(
            "%(confirmed)s of %(claims)s is confirmed against the guidance: 'sightline rules verify'.",
            "%(confirmed)s of %(claims)s are confirmed against the guidance: 'sightline rules verify'.",
            glance.confirmed,
        )
        % {"confirmed": glance.confirmed, "claims": glance.claims},
        markup=False,
    )


def list_rule_checks(checks: "tuple[RuleCheck, ...]") -> None:
    """Print how each rule stands with law and guidance."""
    rows = [
        [
            one.key,
            str(one.rule.status),
            f"{one.last.reader}, {one.last.read_on}" if one.last else "nobody",
            "yes" if one.is_confirmed else _("changed since") if one.last else "no",
        ]
        for one in checks
    ]
    print_table(_("Rules and their documents"), [_("Rule"), _("Status"), _("Read by"), _("Confirmed")], rows)
    confirmed, unchecked = sum(one.is_confirmed for one in checks), sum(one.is_unchecked for one in checks)
    out.print(
        _("%(confirmed)s of %(checks)s confirmed by a named person.") % {"confirmed": confirmed, "checks": len(checks)},
        markup=False,
    )
    out.print(
        _("%(unchecked)s of %(checks)s not yet checked against the guidance.")
        % {"unchecked": unchecked, "checks": len(checks)},
        markup=False,
    )


def list_rules(chosen: Context) -> None:
    """Print the list."""
    chosen.open()
    from sightline.casework.rules.services.activation import list_rules as list_all

    rows = [
        [line.rule_id, line.kind, "on" if line.on else "off", f"{line.items_a_month:.1f}", str(line.waiting)]
        for line in list_all(chosen.session())
    ]
    print_table(
        _("Rules that escalate"),
        [_("Rule"), _("Kind"), _("Status"), _("Actions a month"), _("Waiting to be switched on")],
        rows,
    )
    out.print(_("Deadlines of concerns entered here, and disagreements, always escalate."))


def print_rule_matches(chosen: Context, workspace: "OpenedWorkspace", rule: str) -> None:
    """Print what would change by the switch of a rule of matching, in numbers alone."""
    from sightline.casework.data.rule_matches import measure_rule_matches

    with progress_bar() as bar:
        found = measure_rule_matches(chosen.session(), workspace=workspace, rule_id=rule, progress=bar)
    rows = [
        [_("people"), f"{found.people_before:,}", f"{found.people_after:,}"],
        [_("possible matches to answer"), f"{found.questions_before:,}", f"{found.questions_after:,}"],
    ]
    title = _("If %(rule)s were switched") % {"rule": rule}
    print_table(title, [_("Number of"), _("Now"), _("After the next update")], rows)
    rows = [
        [_("people matched with another person"), f"{found.joined:,}"],
        [_("people split"), f"{found.split:,}"],
        [_("pairs of mentions matched"), f"{found.pairs.made:,}"],
        [_("pairs of mentions no longer matched"), f"{found.pairs.undone:,}"],
    ]
    print_table(_("What would change"), [_("Change"), _("Number")], rows)


def _switch(chosen: Context, rule: str, on_now: bool, why: str) -> None:
    chosen.open()
    from sightline.casework.rules.services.activation import switch_rule

    found = switch_rule(chosen.session(), rule_id=rule, on=on_now, why=why)
    said = (
        _("%(rule)s is on; expect %(waiting)s at once, then %(items_a_month)s a month.")
        if on_now
        else _("%(rule)s is off; open actions stay open.")
    )
    a_month = f"{found.items_a_month:.1f}"
    out.print(
        said % {"rule": rule, "waiting": counted(found.waiting, "action"), "items_a_month": a_month}, markup=False
    )
    for one in found.past_ceiling if on_now else ():
        out.print(
            _("More than %(role)s can answer: %(items_a_working_day)s a working day.")
            % {"role": one.post, "items_a_working_day": f"{one.items_a_working_day:.1f}"},
            markup=False,
        )
