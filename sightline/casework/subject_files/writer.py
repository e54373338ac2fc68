"""Writes the rows of working files: each a decision, a row and an audit entry, all or none.

The columns that lists read are worked out here from the rows, after each row, and nowhere else. The decision carries
ids and hashes; the words stand apart, so that they can be erased by name.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import Trail, append_entry, audited
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account, Decision
from sightline.casework.meetings.rights import seen_records
from sightline.casework.protection.free_text import keep_text
from sightline.casework.subject_files.models import Concerned, ConcernedEntry, FileEntryKind
from sightline.casework.subject_files.notices import note_named
from sightline.casework.subject_files.rights import OpenedFile, need_file
from sightline.casework.subject_files.state import FileStanding, read_standing
from sightline.model.errors import Refused
from sightline.model.ids import make_id


@dataclass(frozen=True, slots=True)
class FileEntryDraft:
    """What a row says. `who` is a person or post in words: whose assessment it is, who considered, who is to act.

    `stood_on`: of a decision that takes the file off, the records that then put its subject together with children.
    """

    step: FileEntryKind
    words: str = field(default="", repr=False)
    who: str = field(default="", repr=False)
    word: str = ""
    about: str = ""
    measure: str = ""
    measure_version: str = ""
    account: Account | None = None
    on_day: date | None = None
    to_day: date | None = None
    record_ids: tuple[str, ...] = ()
    stood_on: tuple[str, ...] | None = None


@dataclass
class FileWriter:
    """A file that is being written in, in one transaction."""

    actor: Actor
    opened: OpenedFile
    trail: Trail

    def write(self, line: FileEntryDraft) -> ConcernedEntry:
        """Append a row, with its decision, and work out how the file stands."""
        return write_line(actor=self.actor, file=self.opened.file, line=line, trail=self.trail)

    def check_records(self, record_ids: Iterable[str]) -> tuple[str, ...]:
        """These records, each once; NotHere where one of them is not open to whoever writes."""
        return check_records(self.actor, record_ids)


def check_records(actor: Actor, record_ids: Iterable[str]) -> tuple[str, ...]:
    """These records, each once; NotHere where one of them is not open to the account."""
    wanted = tuple(dict.fromkeys(record_ids))
    if set(seen_records(actor=actor, record_ids=wanted)) != set(wanted):
        raise NotHere
    return wanted


@contextmanager
def writing(*, actor: Actor, file_id: str, action: str, decides: bool = False) -> Iterator[FileWriter]:
    """The file of one service, audited; Refused where the account only reads it, or does not decide."""
    with audited(actor=actor, action=action) as trail:
        trail.add("working_file", [file_id])
        with transaction.atomic():
            Concerned.objects.select_for_update().filter(file_id=file_id).first()  # one after the other
            opened = need_file(actor=actor, file_id=file_id)
            check_writes(opened, decides=decides)
            yield FileWriter(actor, opened, trail)
            append_entry(actor=actor, action=action, trail=trail)


def check_writes(opened: OpenedFile, *, decides: bool) -> None:
    """Refused where the file is at an end, or the account does not write in it, or decide about it."""
    if opened.house.ended_at:
        raise Refused("This file is at an end.", code="ended", what_to_do="Open another, and say why it is needed.")
    if not opened.writes or (decides and not opened.decides):
        raise Refused(
            "This is decided by an analyst, a manager, a senior officer or information governance, by name.",
            code="not_theirs",
            what_to_do="Tell one of them what you know.",
        )


def write_line(*, actor: Actor, file: Concerned, line: FileEntryDraft, trail: Trail) -> ConcernedEntry:
    """Append one row within the caller's transaction. The same row of the same second is written once."""
    now, by = clock.now_at(), actor.reader.username
    text = keep_text(words=line.words, who=line.who) if line.words or line.who else ""
    account = line.account.pk if line.account else None
    days = [day.isoformat() if day else "" for day in (line.on_day, line.to_day)]
    entry_id = make_id(
        *("working file entry", file.file_id, line.step, now, by, line.about, line.word, line.measure, text),
        *(str(account or ""), *days, *line.record_ids),
    )
    hash_chain.hold_lock(Decision)
    before = ConcernedEntry.objects.filter(entry_id=entry_id).first()
    if before is not None:
        return before
    body = {
        "file_id": file.file_id, "entry_id": entry_id, "mention_ids": file.mention_ids,
        "record_ids": list(line.record_ids) or file.record_ids, "about": line.about, "word": line.word,
        "measure": line.measure, "measure_version": line.measure_version, "account": account, "on_day": days[0],
        "to_day": days[1], "text_sha256": text,
        **({"stood_on": list(line.stood_on)} if line.stood_on is not None else {}),
    }  # fmt: skip
    decision = hash_chain.append(Decision, kind=f"working_file_{line.step}", by=by, os_name=actor.os_name, body=body)
    trail.add("working_file_entry", [entry_id])
    trail.add("record", line.record_ids)
    trail.add("decision", [str(decision.sequence)])
    entry = ConcernedEntry.objects.create(
        concerned=file, entry_id=entry_id, step=line.step, at=now, by=by, by_role=str(actor.reader.role),
        by_agency=actor.reader.agency, about=line.about, word=line.word, measure=line.measure,
        measure_version=line.measure_version, account=line.account, on_day=line.on_day, to_day=line.to_day,
        record_ids=list(line.record_ids), text_sha=text, decision=decision.sequence,
    )  # fmt: skip
    keep_standing(file)
    note_named(file=file, entry=entry)
    return entry


def keep_standing(file: Concerned) -> None:
    """Write how a file stands into the columns that lists read. Nothing else writes them."""
    columns = columns_of(file, read_standing(file))
    Concerned.objects.filter(pk=file.pk).update(**columns)
    for name, value in columns.items():
        setattr(file, name, value)


def columns_of(file: Concerned, standing: FileStanding) -> dict[str, object]:
    """The columns that lists read, from the rows."""
    owner = standing.owner.account if standing.owner else None
    return {
        "status": standing.status.value,
        "owner_id": owner.pk if owner else None,
        "unowned_from_at": "" if owner else file.from_at,
        "review_on": standing.review_on,
        "ended_at": standing.ended_at,
        **({"agency": owner.agency, "organisation": owner.organisation} if owner and owner.agency else {}),
    }
