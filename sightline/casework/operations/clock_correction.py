"""Works again what was worked while the machine's clock was ahead, once the operator says which day it is.

Sightline cannot know by itself which of two clocks was wrong: a clock that has gone back to 2020 looks the same as one
that was in 2031. So a person says it, and what is done then is one decision.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from itertools import takewhile

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from sightline.casework.audit import hash_chain
from sightline.casework.audit.latest_moment import forget_latest
from sightline.casework.audit.trail import append_entry, audited
from sightline.casework.concerns.live_clocks import CONCERNS
from sightline.casework.concerns.models import Concern
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.clock import DOUBT_SECONDS, moved
from sightline.casework.core.models import Decision, Marker
from sightline.casework.core.rights import check_accounts
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import lock_item, read_state_at, recompute_state
from sightline.casework.escalation.models import Item, ItemEvent, Lease, LiveClock, Step
from sightline.casework.notices.models import Notice, NoticeKind, NoticeSending, SendingState
from sightline.casework.rule_switches.models import RuleSwitch
from sightline.casework.rule_switches.switches import date_start
from sightline.casework.timekeeping.lateness import in_words, items_ahead
from sightline.escalation import Happening, ItemState
from sightline.model.errors import Refused
from sightline.model.when import london_day
from sightline.store import Workspace
from sightline.store.batches import batch_folder, close_batch, list_parts, open_batch, parts_received_after, take_anew

CONFIRMED = "clock_confirmed"


@dataclass(frozen=True, slots=True)
class ClockCorrection:
    """What was worked again: items put back; rules, concerns and files given another date; messages freed."""

    now: str
    items: int
    rules: int
    concerns: int
    messages: int
    files: int


def confirm_clock(session: ReaderSession, *, today: date) -> ClockCorrection:
    """Take it from whoever looks after Sightline which day it is, and mend what was written ahead of the clock.

    Refused where the clock says another day: what was written before a clock went back to 2020 is not ahead.
    """
    with audited(session, action="confirm_clock") as trail:
        check_accounts(actor=session.actor)
        now = clock.now_at()
        if today != london_day(now):
            raise Refused(
                f"The machine's clock says that it is {in_words(now)}.",
                code="clock_disagrees",
                what_to_do="Set the machine's clock right first, or give today's date.",
            )
        limit = moved(now, seconds=DOUBT_SECONDS)
        with _locked(session.actor, now) as workspace, transaction.atomic():
            ids = [item_id for item_id in _items_ahead(limit) if _put_back(session, item_id, now)]
            concerns = _date_concerns(workspace, limit, now)
            files = _date_files(workspace, limit, now)
            done = ClockCorrection(
                now, len(ids), _date_rules(limit, now), len(concerns), _free_messages(limit, now), len(files)
            )  # fmt: skip
            hash_chain.append(
                Decision, kind=CONFIRMED, by=session.actor.reader.username, os_name=session.actor.os_name,
                body={**asdict(done), "item_ids": ids, "concern_ids": concerns},
            )  # fmt: skip
            trail.details = asdict(done)
            trail.add("item", ids)
            trail.add("concern", concerns)
            trail.add("file", files)
            append_entry(actor=session.actor, action="confirm_clock", trail=trail)
            _begin_again(limit, now)  # last: these rows themselves say that time went back
    return done


def _items_ahead(limit: str) -> list[str]:
    """The open items that were worked through to a moment which is still to come."""
    return list(items_ahead(limit=limit).order_by("item_id").values_list("item_id", flat=True))


def _put_back(session: ReaderSession, item_id: str, now: str) -> bool:
    """Put an item back to how it stands now, and forget whom it was told to too early: they are told in time again.

    What people said of it is kept, with this moment where its own is still to come. An item that was opened too early
    stays open, at its first stage.
    """
    item = lock_item(item_id)
    if item is None:
        return False
    item.worked_through = until = max(now, item.opened_at)
    ahead = ItemEvent.objects.filter(item=item, at__gt=until)
    ahead.filter(kind=Happening.NOBODY).delete()
    ahead.update(at=until)
    _forget_steps(item, read_state_at(item=item, until=until))
    item.put_back_at = now
    item.save()
    recompute_state(session, item=item, now=now)
    return True


def _forget_steps(item: Item, item_state: ItemState) -> None:
    """Take away the steps from the first on that is not as it is now, and the notices of them."""
    rows = list(Step.objects.of_item(item))
    now = [(step.stage.value, step.due_at) for step in item_state.steps]
    same = takewhile(lambda pair: pair[0] == pair[1], zip(((row.stage, row.due_at) for row in rows), now, strict=False))
    early = [row.number for row in rows[len(list(same)) :]]
    notices = Notice.objects.filter(kind=NoticeKind.CAME, about_id=item.item_id, occasion__in=early)
    NoticeSending.objects.filter(notice__in=notices).delete()
    notices.delete()
    Step.objects.filter(item=item, number__in=early).delete()


def _begin_again(limit: str, now: str) -> None:
    """What the ticker and the latest moment say is from before: the next tick says it anew."""
    forget_latest()
    leases = Lease.objects.all()
    leases.update(tick_boot="")
    leases.filter(last_tick_at__gt=limit).update(last_tick_at=None)
    leases.filter(serving_from_at__gt=limit).update(serving_from_at=now)


def _date_rules(limit: str, now: str) -> int:
    """Rules that were switched on from a moment still to come are on from now."""
    return RuleSwitch.objects.filter(on=True, at__gt=limit).update(at=now) + date_start(limit=limit, now=now)


@contextmanager
def _locked(actor: Actor, now: str) -> Iterator[Workspace | None]:
    """The workspace, held so that no run or ingest reads files meanwhile; None where none is open."""
    if settings.SIGHTLINE_WORKSPACE is None:
        yield None
        return
    workspace = Workspace(settings.SIGHTLINE_WORKSPACE)
    with workspace.lock(owner=actor.reader.username, doing="clock", now=now):
        yield workspace


def _date_concerns(workspace: Workspace | None, limit: str, now: str) -> list[str]:
    """Concerns that were entered at a moment still to come were entered by now, and the next run takes them in anew.

    Their deadlines are worked out again by the next tick, from now on.
    """
    found = list(Concern.objects.filter(entered_at__gt=limit).oldest_first())
    if found:
        LiveClock.objects.filter(concern__in=found).delete()
        dated = {"entered_at": now, "entry": None, "clocks": None, "taken_sha": ""}
        Concern.objects.filter(pk__in=[one.pk for one in found]).update(**dated)
        Marker.objects.write(CONCERNS, str(found[0].sequence - 1))
        taken = {one.taken_sha for one in found if one.taken_sha}
        transaction.on_commit(lambda: _forget_parts(workspace, taken))
    return [one.concern_id for one in found]


def _forget_parts(workspace: Workspace | None, taken: set[str]) -> None:
    """What a run took of files of concerns, whose rows have the wrong date. The files themselves stay."""
    for part in list_parts(workspace) if workspace else []:
        if part.file_sha in taken:
            shutil.rmtree(part.folder)


def _date_files(workspace: Workspace | None, limit: str, now: str) -> list[str]:
    """Files that were received at a moment still to come were received by now: runs take them in again."""
    late = parts_received_after(workspace, moment=limit) if workspace else []
    if workspace and late:
        batch = open_batch(workspace)
        is_ours = not any(batch_folder(workspace, batch).iterdir())  # else an interrupted ingest goes on in it later
        for part in late:
            take_anew(workspace, part, batch=batch, received_at=now)
        if is_ours:
            close_batch(workspace, batch, now=now)
    return [part.file_sha for part in late]


def _free_messages(limit: str, now: str) -> int:
    """Messages that wait for a moment still to come go with the next round."""
    waiting = NoticeSending.objects.filter(state=SendingState.WAITING)
    late = waiting.filter(Q(made_at__gt=limit) | Q(next_at__gt=limit) | Q(claimed_until__gt=limit))
    return late.update(made_at=now, next_at=now, claimed_by="", claimed_until=None)
