"""The commands about what climbs: the tick, who holds which post, and which rules are switched on.

A newcomer would get this wrong: `sightline serve` ticks by itself. The command is for a machine that serves no pages,
for after an outage, and for looking at what a later moment would bring.
"""

import typer

from sightline.cli.context import Context
from sightline.cli.printing import out


def tick(context: Context, as_at: str) -> None:
    """Bring every item to how it stands at a moment, and print what was done; exit code 1 where something failed."""
    context.open()
    from sightline.casework import sending, ticking

    report = ticking.tick(actor=context.actor(), as_at=as_at)
    out.print(f"As at {report.as_at}: {report.opened} items opened, {report.steps} steps worked.", markup=False)
    sent = sending.send_notices(actor=context.actor())
    if sent.sent or sent.failed:
        out.print(f"Notices: {sent.sent} messages sent, {sent.failed} not taken and to be tried again.")
    if report.went_wrong:
        out.print(f"{report.went_wrong} could not be worked: see the lines on standard error, and run it again.")
        raise typer.Exit(1)
