"""Plays deliveries through a new workspace by a set clock, with every rule on and nobody answering.

Nothing is invented afterwards: each delivery is taken in, linked and worked as it would have been at its moment.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

from sightline.agreements.files import FOLDER
from sightline.casework.audit.trail import audited
from sightline.casework.backlog.services import set_go_live
from sightline.casework.core import clock
from sightline.casework.core.models import Account
from sightline.casework.core.rights import check_operations
from sightline.casework.core.session import ReaderSession
from sightline.casework.data.ingest import IngestReport, ingest_files
from sightline.casework.data.runs import run_pipeline
from sightline.casework.escalation.models import Step
from sightline.casework.escalation.straight_rules import is_straight
from sightline.casework.go_live.decisions import EVERY_LAYOUT
from sightline.casework.rehearsal.deliveries import Deliveries, Delivery
from sightline.casework.rehearsal.holders import fill_every_post
from sightline.casework.rehearsal.lines import RehearsedStep, ToldOf, lines_of
from sightline.casework.rehearsal.moments import every_quarter, quarters_that_matter
from sightline.casework.rehearsal.summary import PlayedDelivery, RejectedRow, Summary, sum_by_rule
from sightline.casework.rule_switches.catalogue import escalation_rules
from sightline.casework.rule_switches.switches import rules_switched_on
from sightline.casework.rules.services.activation import switch_rule
from sightline.casework.straight_line.models import Telling
from sightline.casework.timekeeping.scheduler import run_tick
from sightline.escalation import read_ladder
from sightline.model.errors import OurFault, Refused
from sightline.model.nouns import Agency
from sightline.model.rows.analysis import RejectRow
from sightline.model.when import moment, utc_text
from sightline.store import Workspace
from sightline.store.batches import list_parts, read_rejects
from sightline.store.sql.rows import as_rows

WHY_ON = "Switched on for a rehearsal, in a workspace that is made for it and removed after it."
WHY_GO_LIVE = "Set for a rehearsal, to leave out what was recorded before this day."
LAST_MINUTE, MINUTE = time(23, 59), timedelta(minutes=1)


@dataclass
class Rehearsal:
    """A rehearsal as it goes: where, by whom, and what came of it so far."""

    session: ReaderSession
    workspace: Workspace
    write: Callable[[RehearsedStep], None]
    every_tick: bool
    folders: dict[int, str] = field(default_factory=dict)
    lines: list[RehearsedStep] = field(default_factory=list)
    last_step: int = 0
    last_telling: int = 0
    agreed_on: date = field(default_factory=clock.today)  # agreements of today cover the extracts of a year ago

    def tick(self, at: str) -> None:
        """One tick as if it were that moment, and a line for each step that told somebody."""
        with clock.as_if(at):
            report = run_tick(self.session, now=at)
        if report.went_wrong:
            raise OurFault(
                f"{report.went_wrong} steps failed in the tick of {at}.",
                code="tick_failed",
                what_to_do="Send the lines printed above to the person who looks after Sightline.",
            )
        for line in lines_of(self.session, told=[*self._new_steps(), *self._new_tellings()], folders=self.folders):
            self.lines.append(line)
            self.write(line)

    def _new_steps(self) -> Iterator[ToldOf]:
        """Steps that told somebody. What the straight line tells first is said by its tellings."""
        for step in Step.objects.filter(pk__gt=self.last_step).select_related("item").order_by("pk"):
            self.last_step = step.pk
            if step.told and not (step.number == 1 and is_straight(step.item)):
                yield ToldOf(step.item, step.stage, due=step.due_at, at=step.done_at)

    def _new_tellings(self) -> Iterator[ToldOf]:
        for one in Telling.objects.filter(pk__gt=self.last_telling).select_related("item").order_by("pk"):
            self.last_telling = one.pk
            yield ToldOf(one.item, read_ladder(one.item.ladder).first.value, due=one.at, at=one.done_at)

    def pass_time(self, *, since: str, before: str) -> None:
        """Tick at each quarter of an hour between two moments at which something can fall due."""
        quarters = every_quarter if self.every_tick else quarters_that_matter
        for at in quarters(self.session, since=since, before=before):
            self.tick(at)


def rehearse(
    session: ReaderSession,
    *,
    workspace: Workspace,
    deliveries: Deliveries,
    until: date,
    write: Callable[[RehearsedStep], None],
    played: Callable[[PlayedDelivery], None],
    go_live: date | None = None,
    every_tick: bool = False,
) -> Summary:
    """Play the deliveries through a workspace with nothing in it; Refused where there is something.

    `write` gets each line as it happens, `played` each delivery with all that follows it until the next. With
    `every_tick` no tick is passed over, which takes long and gives the same steps.
    """
    copy_agreements(deliveries.agreements, workspace)
    with clock.as_if(deliveries.begins_at), audited(session, action="rehearse"):
        check_operations(actor=session.actor)
        _check_new(workspace)
        fill_every_post(session)
        on = switch_every_rule_on(session)
        if go_live:
            set_every_go_live(session, day=go_live)
    rehearsal = Rehearsal(session, workspace, write, every_tick)
    done = play_deliveries(rehearsal=rehearsal, deliveries=deliveries, until=until, played=played)
    left_out = tuple(one.day for one in deliveries.left_out)
    return Summary(until, go_live, done, left_out, sum_by_rule(rehearsal.lines), on)


def copy_agreements(folder: Path | None, workspace: Workspace) -> None:
    """Put the agreements that lie beside the deliveries into the workspace. Without them no file is imported."""
    if folder:
        shutil.copytree(folder, workspace.root / FOLDER, dirs_exist_ok=True)


def play_deliveries(
    *, rehearsal: Rehearsal, deliveries: Deliveries, until: date, played: Callable[[PlayedDelivery], None]
) -> tuple[PlayedDelivery, ...]:
    """Play them in order, each with the time that passes until the next, the last one until the end of a day."""
    done = []
    for delivery, before in _spans(deliveries, until):
        done.append(_play(rehearsal, delivery, before))
        played(done[-1])
    return tuple(done)


def switch_every_rule_on(session: ReaderSession) -> tuple[str, ...]:
    """Switch on each rule that must be answered and is off; the ids of all that are on."""
    for _, rule in escalation_rules():
        if rule.id not in rules_switched_on(session):
            switch_rule(session, rule_id=rule.id, on=True, why=WHY_ON)
    return tuple(sorted(rules_switched_on(session)))


def set_every_go_live(session: ReaderSession, *, day: date) -> None:
    """Set one go-live day for every layout of every agency. No rota is needed: each post has a holder at any hour."""
    for agency in Agency:
        set_go_live(
            session, agency=agency.value, layout=EVERY_LAYOUT, day=day, reason=WHY_GO_LIVE, despite_uncovered=True
        )


def _check_new(workspace: Workspace) -> None:
    if Account.objects.exists() or list_parts(workspace):
        raise Refused(
            "A rehearsal needs a workspace with nothing in it.",
            code="not_new",
            what_to_do="Use 'sightline rehearse', which makes one and removes it afterwards.",
        )


def _spans(deliveries: Deliveries, until: date) -> Iterator[tuple[Delivery, str]]:
    """Each delivery, and the moment before which the time after it is played."""
    ends_at = utc_text(datetime.fromisoformat(moment(until, LAST_MINUTE)) + MINUTE)
    arrivals = [one.arrives_at for one in deliveries.played]
    yield from zip(deliveries.played, [*arrivals[1:], ends_at], strict=True)


def _play(rehearsal: Rehearsal, delivery: Delivery, before: str) -> PlayedDelivery:
    """Take a delivery in at its moment, run, and let the time pass until the next one."""
    report = None
    if delivery.files:
        with clock.as_if(delivery.arrives_at):
            report = ingest_files(
                rehearsal.session,
                workspace=rehearsal.workspace,
                paths=list(delivery.files),
                agreed_on=rehearsal.agreed_on,
            )
            rehearsal.folders[report.batch] = delivery.day.isoformat()
            run_pipeline(rehearsal.session, workspace=rehearsal.workspace)
    lines_before = len(rehearsal.lines)
    rehearsal.pass_time(since=delivery.arrives_at, before=before)
    return PlayedDelivery(
        day=delivery.day,
        files=len(delivery.files),
        rows_read=sum(receipt.rows_read for receipt in report.receipts) if report else 0,
        rejected=_rejected(rehearsal.workspace, report, delivery) if report else (),
        steps=len(rehearsal.lines) - lines_before,
    )


def _rejected(workspace: Workspace, report: IngestReport, delivery: Delivery) -> tuple[RejectedRow, ...]:
    """Every row and file of a delivery that could not be read."""
    if not report.has_rejects:
        return ()
    folder = delivery.day.isoformat()
    rows = [row for row in as_rows(RejectRow, read_rejects(workspace)) if row["batch"] == report.batch]
    found = [
        RejectedRow(f"{folder}/{row['source_file']}", row["source_row"], row["code"], row["reason"], row["what_to_do"])
        for row in rows
    ]
    found += [
        RejectedRow(f"{folder}/{one.source_file}", 0, one.code, one.reason, one.what_to_do) for one in report.refused
    ]
    return tuple(sorted(found, key=lambda row: (row.source_file, row.source_row, row.code)))
