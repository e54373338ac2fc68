"""Keeps rotas: a shift is added and ended by a decision, with who, when and why. No shift is changed or removed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db import transaction

from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import Trail, append_entry, audited
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import ChainedRow, Decision
from sightline.casework.core.rights import check_posts
from sightline.casework.core.session import ReaderSession
from sightline.casework.posts.duty import first_post, ladders_with_rota
from sightline.casework.posts.pages import DAY_KINDS, HoldingKind
from sightline.casework.posts.rota_models import RotaShift
from sightline.casework.posts.services.posts import check_seat, read_holder
from sightline.escalation import check_words, read_ladder
from sightline.ingest.dates.reader import read_clock
from sightline.model.errors import Refused, Usage
from sightline.translation.messages import lazy as _

ADDED, ENDED = "rota_shift_added", "rota_shift_ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """What is said of a shift: see `RotaShift`."""

    ladder: str
    holding: str
    username: str
    days: tuple[str, ...]
    begins: str
    ends: str
    from_on: date
    to_on: date | None = None
    organisation: str = ""


def add_shift(session: ReaderSession, *, shift: Shift, why: str) -> int:
    """Put an account on duty for a first post, on kinds of day and between times of day; the decision's number."""
    with audited(session, action="add_rota_shift") as trail:
        check_posts(actor=session.actor)
        words, days = check_words(why, today=clock.today(), part="why"), check_shift(shift)
        shift = replace(shift, begins=_read_time(shift.begins, "begins"), ends=_read_time(shift.ends, "ends"))
        account = read_holder(shift.username, part="username")
        if account is None:
            raise Usage(_("No account is named."), code="no_account", what_to_do=_("Enter the user name."))
        body = {
            "ladder": shift.ladder, "organisation": shift.organisation, "holding": shift.holding,
            "username": account.username, "days": list(days), "begins": shift.begins, "ends": shift.ends,
            "from_on": shift.from_on.isoformat(), "to_on": shift.to_on.isoformat() if shift.to_on else "",
        }  # fmt: skip
        with transaction.atomic(durable=True):
            row = hash_chain.append(
                Decision,
                kind=ADDED,
                by=session.actor.reader.username,
                os_name=session.actor.os_name,
                why=words,
                body=body,
            )
            RotaShift.objects.create(
                ladder=shift.ladder, organisation=shift.organisation, holding=shift.holding, account=account,
                days=list(days), begins=shift.begins, ends=shift.ends, from_on=shift.from_on, to_on=shift.to_on,
                decision=row.sequence,
            )  # fmt: skip
            trail.add("account", [str(account.pk)])
            _keep(session.actor, "add_rota_shift", row, trail)
    return int(row.sequence)


def end_shift(session: ReaderSession, *, number: int, last_on: date, why: str) -> int:
    """End a shift: `last_on` is the last day on which it begins. `number` is that of the decision that added it."""
    with audited(session, action="end_rota_shift") as trail:
        check_posts(actor=session.actor)
        words = check_words(why, today=clock.today(), part="why")
        with transaction.atomic(durable=True):
            shift = RotaShift.objects.select_for_update().filter(decision=number).first()
            if shift is None:
                raise NotHere
            if shift.ended_by is not None:
                raise Refused(
                    _("This shift has already ended."), code="shift_ended", what_to_do=_("Add another shift.")
                )
            if last_on < clock.today() - timedelta(days=1):
                raise Refused(
                    _("A shift cannot end in the past, because the person was on duty."),
                    code="past_day",
                    what_to_do=_("Enter yesterday or a later day."),
                )
            if shift.to_on and last_on > shift.to_on:
                raise Refused(
                    _("The shift ends on %(to_on)s already.") % {"to_on": shift.to_on},
                    code="shift_ended",
                    what_to_do=_("Enter an earlier day."),
                )
            body = {"shift": number, "last_on": last_on.isoformat()}
            row = hash_chain.append(
                Decision,
                kind=ENDED,
                by=session.actor.reader.username,
                os_name=session.actor.os_name,
                why=words,
                body=body,
            )
            RotaShift.objects.filter(pk=shift.pk).update(to_on=last_on, ended_by=row.sequence)
            _keep(session.actor, "end_rota_shift", row, trail)
    return int(row.sequence)


def _read_time(said: str, part: str) -> str:
    """A time of day as a rota keeps it, `08:30`, however it was typed; Usage where it is none."""
    found = read_clock(said)
    if found is None:
        raise Usage(
            _("'%(said)s' is not a time of day.") % {"said": said},
            code="bad_time",
            where=part,
            what_to_do=_("Enter a time, for example 8:30am or 5pm."),
        )
    return f"{found:%H:%M}"


def check_shift(shift: Shift) -> tuple[str, ...]:
    """The kinds of day of a shift in order; Usage where a part of it cannot be."""
    if shift.ladder not in ladders_with_rota():
        raise Usage(
            _("There is no such role."),
            code="no_post",
            what_to_do=_("Choose: %(choices)s.") % {"choices": ", ".join(ladders_with_rota())},
        )
    stage, seat = first_post(read_ladder(shift.ladder))
    check_seat(shift.ladder, stage, seat, shift.organisation)
    if shift.holding not in list(HoldingKind):
        raise Usage(
            _("There is no such kind of duty."),
            code="no_holding",
            what_to_do=_("Choose: %(choices)s.") % {"choices": ", ".join(HoldingKind)},
        )
    if shift.to_on and shift.to_on < shift.from_on:
        raise Usage(
            _("The last day is before the first."),
            code="bad_days",
            where="to_on",
            what_to_do=_("Enter a later last day."),
        )
    return read_days(shift.days)


def read_days(days: Iterable[str]) -> tuple[str, ...]:
    """Kinds of day in the order of the week, each once; Usage where there is none, or one that is not known."""
    wanted = set(days)
    if not wanted or not wanted <= set(DAY_KINDS):
        raise Usage(
            _("The days of the shift are not valid."),
            code="bad_days",
            where="days",
            what_to_do=_("Use: %(choices)s.") % {"choices": ", ".join(DAY_KINDS)},
        )
    return tuple(day for day in DAY_KINDS if day in wanted)


def _keep(actor: Actor, action: str, row: ChainedRow, trail: Trail) -> None:
    trail.add("decision", [str(row.sequence)])
    append_entry(actor=actor, action=action, trail=trail)
