"""The commands about what climbs: the tick, the clock, who holds which post, and which rules are switched on.

`sightline serve` ticks by itself. The command is for a machine that serves no pages, for after an outage, and for
looking at what a later moment would bring.
"""

from datetime import date

import typer

from sightline.cli.context import Context
from sightline.cli.output import out
from sightline.translation.terminal import counted
from sightline.translation.terminal import gettext as _


def tick(context: Context, as_at: str) -> None:
    """Bring every item to how it stands at a moment, and print what was done; exit code 1 where something failed."""
    context.open()
    from sightline.casework.notices import delivery
    from sightline.casework.timekeeping import scheduler

    report = scheduler.tick(context.session(), as_at=as_at)
    out.print(
        _("As at %(as_at)s: %(opened)s opened, %(steps)s of escalation.")
        % {
            "as_at": report.as_at,
            "opened": counted(report.opened, "action"),
            "steps": counted(report.steps, "step"),
        },
        markup=False,
    )
    sent = delivery.send_notices(context.session())
    if sent.sent or sent.failed:
        out.print(
            _("Notices: %(sent)s sent, %(failed)s not accepted and to be tried again.")
            % {"sent": counted(sent.sent, "message"), "failed": sent.failed}
        )
    if report.went_wrong:
        out.print(
            _("Steps that failed: %(went_wrong)s. Standard error says why. Run the command again.")
            % {"went_wrong": report.went_wrong}
        )
        raise typer.Exit(1)


def clock(context: Context, *, today: date | None) -> None:
    """Say whether the clock can be believed, or take it from the operator which day it is."""
    context.open()
    from sightline.casework.operations.clock_correction import confirm_clock
    from sightline.casework.timekeeping.lateness import check_clock

    session = context.session()
    if today:
        done = confirm_clock(session, today=today)
        out.print(
            _(
                "At %(now)s: %(items)s restored, %(messages)s released. New dates: %(rules)s, %(concerns)s "
                "and %(files)s. Run 'sightline run' next."
            )
            % {
                "now": done.now,
                "items": counted(done.items, "action"),
                "rules": counted(done.rules, "rule"),
                "concerns": counted(done.concerns, "concern"),
                "files": counted(done.files, "file"),
                "messages": counted(done.messages, "message"),
            },
            markup=False,
        )
        return
    doubts = check_clock(session)
    for sentence in doubts or (_("The clock agrees with the dates of the last entries."),):
        out.print(sentence, markup=False)
    if doubts:
        out.print(_("Set the machine's clock right. Then run 'sightline clock --today DAY'."))
        raise typer.Exit(1)
