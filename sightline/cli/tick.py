"""The commands about what climbs: the tick, the clock, who holds which post, and which rules are switched on.

`sightline serve` ticks by itself. The command is for a machine that serves no pages, for after an outage, and for
looking at what a later moment would bring.
"""

from datetime import date

import typer

from sightline.cli.context import Context
from sightline.cli.output import out


def tick(context: Context, as_at: str) -> None:
    """Bring every item to how it stands at a moment, and print what was done; exit code 1 where something failed."""
    context.open()
    from sightline.casework.notices import delivery
    from sightline.casework.timekeeping import scheduler

    report = scheduler.tick(context.session(), as_at=as_at)
    out.print(f"As at {report.as_at}: {report.opened} items opened, {report.steps} steps worked.", markup=False)
    sent = delivery.send_notices(context.session())
    if sent.sent or sent.failed:
        out.print(f"Notices: {sent.sent} messages sent, {sent.failed} not accepted and to be tried again.")
    if report.went_wrong:
        out.print(f"{report.went_wrong} could not be worked: see the lines on standard error, and run it again.")
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
            f"As at {done.now}: {done.items} items put back, {done.rules} rules, {done.concerns} concerns and "
            f"{done.files} files dated again, {done.messages} messages freed. Run 'sightline run' next.",
            markup=False,
        )
        return
    doubts = check_clock(session)
    for sentence in doubts or ("The clock agrees with what was written.",):
        out.print(sentence, markup=False)
    if doubts:
        out.print("Set the machine's clock right. Then run 'sightline clock --today DAY'.")
        raise typer.Exit(1)
