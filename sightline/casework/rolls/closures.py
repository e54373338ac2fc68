"""Closes what information governance said, and says after each run which openings stand no more.

What a record marks as protected by now is closed at once: the rows of rolls carry no marking.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction

from sightline.casework.audit.trail import Trail, append_entry
from sightline.casework.core import clock
from sightline.casework.core.models import AuditEntry
from sightline.casework.core.session import ReaderSession
from sightline.casework.rolls.kinds import RollEntryKind, StandsNoMore
from sightline.casework.rolls.ledger_lines import CLOSES, lines_of_closing
from sightline.casework.rolls.models import RollEntry, RollOpening
from sightline.model.when import london_day
from sightline.sealing.evidence import DueOpening, SubjectStateRow, find_states
from sightline.sealing.requests import RowsAsked, ask_rows, stands_until
from sightline.sealing.roll_keys import RollKeys
from sightline.store import Workspace
from sightline.store.engine import Engine

SEALED_ROW = "sealed_row:"


def close_openings(session: ReaderSession, *, workspace: Workspace, keys: RollKeys) -> int:
    """Close the rows of each opening that information governance said to close; how many openings."""
    said = RollEntry.objects.of_kind(RollEntryKind.CLOSED).values_list("about", flat=True)
    due = RollOpening.objects.open().filter(audit_row__in=[int(about) for about in said])
    return _close_each(session, list(due), workspace, keys)


def close_protected(session: ReaderSession, *, workspace: Workspace, keys: RollKeys) -> int:
    """Close the rows of children and addresses that are protected by now, without asking anybody; how many openings."""
    due = RollOpening.objects.open().filter(why_not=StandsNoMore.PROTECTED)
    return _close_each(session, list(due), workspace, keys)


def _close_each(session: ReaderSession, due: Sequence[RollOpening], workspace: Workspace, keys: RollKeys) -> int:
    """The rows go first, then a row of the audit log says so. A process that dies between the two does both again."""
    from sightline.ingest.closed_rows import close_rows  # not at the top: a web process reads no file

    for one in due:
        handles = handles_of(one)
        rows = close_rows(workspace, handles=handles, keys=keys)
        trail = Trail(details={"trigger": one.trigger, "rows": rows, "why": one.why_not})
        trail.add("roll_opening", [str(one.audit_row)])
        trail.add("sealed_row", handles)
        trail.follows.append(lines_of_closing(session, rows=one.rows, trigger=one.trigger))
        with transaction.atomic():
            RollOpening.objects.filter(pk=one.pk).update(closed_at=clock.now_at())
            append_entry(actor=session.actor, action=CLOSES, trail=trail)
    return len(due)


def handles_of(opening: RollOpening) -> list[str]:
    """Which rows an opening opened, by the audit row."""
    ids = AuditEntry.objects.values_list("ids", flat=True).get(sequence=opening.audit_row)
    return [one.removeprefix(SEALED_ROW) for one in ids if one.startswith(SEALED_ROW)]


def list_asked() -> list[RowsAsked]:
    """What people asked for, and nobody has closed since, within the months of the rule."""
    closed = RollOpening.objects.exclude(closed_at=None).exclude(asked="").values("asked")
    waiting = RollEntry.objects.of_kind(RollEntryKind.ASKED).exclude(entry_id__in=closed)
    return [
        ask_rows(mention_id=one.mention_id, entry_id=one.entry_id, asked_on=london_day(one.at))
        for one in waiting
        if clock.today() < stands_until(london_day(one.at))
    ]


def write_standing(*, engine: Engine, due: Iterable[DueOpening]) -> None:
    """Say of each opening whether it stands, by what is due in the tables of a snapshot."""
    openings = list(RollOpening.objects.open())
    states = find_states(engine=engine, subject_ids=[one.subject_id for one in openings])
    met = {(one.subject_id, found.asked or trigger.id) for one in due for trigger, found in one.met}
    _write(openings, states, met, clock.today())


def _write(
    openings: Sequence[RollOpening], states: dict[str, SubjectStateRow], met: set[tuple[str, str]], today: date
) -> None:
    for one in openings:
        state = states[one.subject_id]
        why_not = "" if (state["subject_id"], one.asked or one.trigger) in met else _why_not(one, state, today)
        if why_not != one.why_not:
            one.why_not, one.why_not_at = why_not, clock.now_at() if why_not else None
            one.save(update_fields=["why_not", "why_not_at"])


def _why_not(opening: RollOpening, state: SubjectStateRow, today: date) -> StandsNoMore:
    if state["guarded"]:
        return StandsNoMore.PROTECTED
    if opening.is_person and state["adult_on"] is not None and state["adult_on"] <= today:
        return StandsNoMore.ADULT
    return StandsNoMore.MONTHS if opening.asked else StandsNoMore.RULE
