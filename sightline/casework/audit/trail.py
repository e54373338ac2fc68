"""Audited doing: `with audited(...)` writes one row for what was done, or refused, before anything is given back.

A `return` inside the `with` gives nothing to the caller until the row is committed; if it cannot be, AuditFailed goes
out instead of the answer.
"""

import logging
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any, cast

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils.translation import override

from sightline.casework.audit import hash_chain
from sightline.casework.audit.id_hashes import hash_named
from sightline.casework.audit.latest_moment import keep_latest
from sightline.casework.audit.reasons_first import check_reason
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import AuditFailed
from sightline.casework.core.models import AuditEntry
from sightline.casework.core.registry import Registry
from sightline.casework.core.session import ReaderSession
from sightline.model.errors import OurFault, Refused, SightlineError
from sightline.translation.messages import as_written

logger = logging.getLogger(__name__)
# What follows from rows that a reader's session commits, written in their transaction: the sharing ledger.
Follow = Callable[[list[AuditEntry]], None]
FOLLOWS_AUDIT: Registry[Callable[[ReaderSession, list[dict[str, Any]]], Follow]] = Registry("follows from audit rows")
DONE, FAILED = "done", "failed"
# In the details of an act: what opened its records, where that is no reason of need to know.
OPENED_BY = "opened_by"
# In the details of an act: which bodies it named as holders of records, as lists of the person's place among those that
# the act names, agency and organisation.
KNOWS = "knows"


@dataclass
class Trail:
    """What an act touched, gathered while it is done: ids (`person:…`, `record:…`) and plain details.

    `is_written` is true once the row was appended in the same transaction as the change that it tells of. `follows` is
    what is written beside that row, in the same transaction.
    """

    ids: list[str] = field(default_factory=list)
    details: dict[str, Any] = field(repr=False, default_factory=dict)
    is_written: bool = False
    follows: list[Follow] = field(repr=False, default_factory=list)

    def add(self, kind: str, ids: Iterable[str]) -> None:
        """Note ids of one kind, each once."""
        self.ids = list(dict.fromkeys([*self.ids, *(f"{kind}:{each}" for each in ids)]))


@contextmanager
def audited(session: ReaderSession, *, action: str, reason: str = "") -> Iterator[Trail]:
    """Do something and audit it, also where it is refused or fails. What nobody foresaw becomes OurFault.

    What is written is written in English, whatever the reader's language: rows are compared and hashed.
    """
    trail = Trail()
    try:
        with nullcontext() if session.only_reads else _in_english():
            yield trail
            check_reason(session, action=action, ids=trail.ids)
    except BaseException as error:
        write_entry(session, action=action, trail=trail, outcome=_outcome(error), reason=reason)
        if isinstance(error, SightlineError) or not isinstance(error, Exception):
            raise
        raise _our_fault(action, error) from error
    if not trail.is_written:
        write_entry(session, action=action, trail=trail, outcome=DONE, reason=reason)


@contextmanager
def _in_english() -> Iterator[None]:
    with as_written(), override(settings.LANGUAGE_CODE):
        yield


def write_entry(session: ReaderSession, *, action: str, trail: Trail, outcome: str, reason: str = "") -> None:
    """Commit one audit row; AuditFailed where that cannot be done.

    In a page that only reads it is gathered, and the door commits one row of all that the page read.
    """
    values = _values(session.actor, action, trail, outcome, reason)
    if session.entries is None:
        commit_entries([values], session)
    else:
        session.entries.append(values)


def append_entry(*, actor: Actor, action: str, trail: Trail, outcome: str = DONE, reason: str = "") -> None:
    """Append one audit row within the caller's transaction: the change and its audit stand or fall together."""
    rows = _append([_values(actor, action, trail, outcome, reason)])
    for follow in trail.follows:
        follow(rows)
    trail.is_written = True


def note_typed(session: ReaderSession, *, action: str, trail: Trail, name: str, phone: str = "") -> None:
    """Note a name that is typed in an act that writes: it counts as a search for that name, whatever is found."""
    session.searched.append(("", name, phone))
    values = [_values(session.actor, action, trail, DONE, "")]
    trail.follows += [make_ready(session, values) for make_ready in FOLLOWS_AUDIT.all()]


def commit_entries(entries: list[dict[str, Any]], session: ReaderSession | None = None) -> None:
    """Commit audit rows in one transaction, in their order; AuditFailed where that cannot be done.

    With the session of whoever read, what follows from these rows is made ready before the chain is locked, and written
    in the same transaction. Where that refuses, the rows say so, and nothing that they tell of is given.
    """
    try:
        follows = [] if session is None else [make_ready(session, entries) for make_ready in FOLLOWS_AUDIT.all()]
    except Refused as error:
        commit_entries([{**one, "outcome": _outcome(error)} for one in entries])
        raise
    except (DatabaseError, RuntimeError) as error:
        raise AuditFailed from error
    try:
        with transaction.atomic(durable=True):
            rows = _append(entries)
            for follow in follows:
                follow(rows)
    except (DatabaseError, RuntimeError) as error:
        raise AuditFailed from error


def _append(entries: list[dict[str, Any]]) -> list[AuditEntry]:
    hash_chain.hold_lock(AuditEntry)
    last = hash_chain.last_row(AuditEntry)
    if from_at := _went_back_from(last.at if last else ""):
        entries[0]["details"] = {**entries[0]["details"], "clock_went_back_from": from_at}
        keep_latest(moment=from_at)
    kept = [{**entry, "ids": hash_named(entry["ids"])} for entry in entries]
    return cast(list[AuditEntry], hash_chain.append_after(AuditEntry, last, kept))


def _values(actor: Actor, action: str, trail: Trail, outcome: str, reason: str) -> dict[str, Any]:
    return {
        "username": actor.reader.username,
        "role": str(actor.reader.role),
        "via": actor.via,
        "os_name": actor.os_name,
        "action": action,
        "ids": trail.ids,
        "details": trail.details,
        "reason": reason,
        "outcome": outcome,
    }


def _went_back_from(last: str) -> str:
    if clock.is_invented():
        return ""
    return last if last and hash_chain.went_back(before=last, after=clock.now_at()) else ""


def _outcome(error: BaseException) -> str:
    """How it ended: the error's code, never its text."""
    code = error.code if isinstance(error, SightlineError) else type(error).__name__
    return f"{'refused' if isinstance(error, Refused) else FAILED}: {code}"[:80]


def _our_fault(action: str, error: Exception) -> OurFault:
    """An unforeseen error without its own text, which may quote what was being read."""
    logger.error("%s failed", action, exc_info=error)
    where = traceback.extract_tb(error.__traceback__)[-1]
    return OurFault(
        f"Something in Sightline failed ({type(error).__name__}).",
        code="unforeseen",
        where=f"{where.filename.rpartition('/')[2]}, line {where.lineno}",
        what_to_do="Try again. If it happens again, send the lines above to the people who look after Sightline.",
    )
