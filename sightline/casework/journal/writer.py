"""Writes entries: each a decision, a row and an audit entry, all or none.

The decision carries ids and hashes. The words are kept apart, so that they can be erased by name.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Generic, TypeVar

from django.db import models, transaction

from sightline.casework.audit import hash_chain
from sightline.casework.audit.id_hashes import hash_body
from sightline.casework.audit.trail import Trail, append_entry, audited
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.models import Account, Decision
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.draft import EntryDraft
from sightline.casework.journal.models import JournalEntry
from sightline.casework.protection.free_text import keep_text
from sightline.model.ids import make_id

Subject = TypeVar("Subject", bound=models.Model | None)
Opened = TypeVar("Opened", bound=models.Model)
Entry = TypeVar("Entry", bound=JournalEntry)
Draft = TypeVar("Draft", bound=EntryDraft)


def append_decision(
    *, actor: Actor, trail: Trail, kind: str, body: Mapping[str, object], names: Mapping[str, Iterable[str]]
) -> int:
    """Append a decision in the caller's transaction, and note in the audit what it names; its number."""
    row = hash_chain.append(Decision, kind=kind, by=actor.reader.username, os_name=actor.os_name, body=dict(body))
    for name, ids in names.items():
        trail.add(name, ids)
    trail.add("decision", [str(row.sequence)])
    return row.sequence


@contextmanager
def all_or_none(*, actor: Actor, action: str, trail: Trail) -> Iterator[None]:
    """One transaction for what is written and the audit row that tells of it."""
    with transaction.atomic():
        yield
        append_entry(actor=actor, action=action, trail=trail)


class Journal(ABC, Generic[Subject, Entry, Draft]):
    """One kind of journal: the noun of its decisions and audit rows, its table of entries, and what is its own.

    A journal whose entries are each about something else has no table of subjects: its subject is None. Where nobody
    reads ids from its decisions, they have keyed hashes of records and mentions (`hashes_ids`).
    """

    noun: ClassVar[str]
    hashes_ids: ClassVar[bool] = False
    entries: type[Entry]

    @abstractmethod
    def identify(self, draft: Draft, text_sha: str) -> tuple[str, ...]:
        """What tells two entries of one step, second and author apart, beside their records."""

    @abstractmethod
    def columns(self, draft: Draft) -> dict[str, Any]:
        """The columns of a row that only this kind fills, in the order in which the decision has them."""

    @abstractmethod
    def body(self, subject: Subject, entry_id: str, draft: Draft, text_sha: str) -> dict[str, Any]:
        """What the decision says."""

    def sign(self, actor: Actor) -> dict[str, Any]:
        """What a row says of its author beside the name, and the decision does not."""
        del actor
        return {}

    def place(self, subject: Subject) -> tuple[tuple[str, ...], dict[str, Any]]:
        """What an id is made of, and the column of a row, that say in whose journal an entry is."""
        del subject
        return (), {}

    def name_decision(self, draft: Draft) -> str:
        """The kind of the decision."""
        return f"{self.noun}_{draft.kind}"

    def name_ids(self, entry_id: str, draft: Draft) -> dict[str, Iterable[str]]:
        """What the audit row names."""
        return {f"{self.noun}_entry": [entry_id], "record": draft.record_ids}

    def follow(self, session: ReaderSession, subject: Subject, entry: Entry) -> None:
        """What follows from an entry, in its transaction: columns kept for lists, and whom to tell."""

    def lock(self, subject_id: str) -> None:
        """Let nobody else write in the journal until the transaction ends."""
        del subject_id
        hash_chain.hold_lock(Decision)

    @contextmanager
    def hold(self, session: ReaderSession, *, action: str, subject_id: str = "") -> Iterator[Trail]:
        """One service on one journal: audited, in one transaction, and one writer after the other."""
        with audited(session, action=action) as trail:
            if subject_id:
                trail.add(self.noun, [subject_id])
            with self.hold_last(session, trail, action=action, subject_id=subject_id):
                yield trail

    @contextmanager
    def hold_last(self, session: ReaderSession, trail: Trail, *, action: str, subject_id: str) -> Iterator[None]:
        """The same in a service that is audited already: what takes long is worked out before, while others write."""
        with all_or_none(actor=session.actor, action=action, trail=trail):
            self.lock(subject_id)
            yield

    def write(self, session: ReaderSession, *, subject: Subject, draft: Draft, trail: Trail) -> Entry:
        """Append one entry in the caller's transaction. The same one of the same second is written once."""
        now, by, (ids, place) = clock.now_at(), session.actor.reader.username, self.place(subject)
        text = keep_text(words=draft.words, what=draft.what, who=draft.who) if draft.has_text else ""
        parts = (*ids, draft.kind, now, by, *self.identify(draft, text), *draft.record_ids)
        entry_id = make_id(f"{self.noun.replace('_', ' ')} entry", *parts)
        hash_chain.hold_lock(Decision)
        before = self.entries._default_manager.filter(entry_id=entry_id).first()
        if before is not None:
            return before
        body = self.body(subject, entry_id, draft, text)
        number = append_decision(
            actor=session.actor,
            trail=trail,
            kind=self.name_decision(draft),
            body=hash_body(body) if self.hashes_ids else body,
            names=self.name_ids(entry_id, draft),
        )
        row = {**place, "entry_id": entry_id, "kind": draft.kind, "at": now, "by": by, "text_sha": text}
        row |= {
            "record_ids": list(draft.record_ids),
            "decision": number,
            **self.columns(draft),
            **self.sign(session.actor),
        }
        entry = self.entries._default_manager.create(**row)
        self.follow(session, subject, entry)
        return entry


class SubjectJournal(Journal[Opened, Entry, Draft]):
    """A journal for each row of a table, the one of what a journal is about.

    `subjects` is that table, `key` the id of one of them, `column` how an entry names it.
    """

    key: ClassVar[str]
    column: ClassVar[str]
    subjects: type[Opened]

    def decide(self, draft: Draft) -> dict[str, Any]:
        """What the decision says and the row does not."""
        del draft
        return {}

    def place(self, subject: Opened) -> tuple[tuple[str, ...], dict[str, Any]]:
        """Its id and its column."""
        return (getattr(subject, self.key),), {self.column: subject}

    def lock(self, subject_id: str) -> None:
        """Hold its row until the transaction ends."""
        self.subjects._default_manager.select_for_update().filter(**{self.key: subject_id}).first()

    def open(
        self,
        *,
        actor: Actor,
        trail: Trail,
        subject_id: str,
        says: Mapping[str, Any],
        decided: Mapping[str, Any],
        kept: Mapping[str, Any],
    ) -> tuple[Opened, bool]:
        """Open a journal, and say whether it is new: the same one of the same second is opened once.

        `says` is in the decision and in the row, `decided` in the decision alone, `kept` in the row alone.
        """
        hash_chain.hold_lock(Decision)
        names = {self.noun: [subject_id], "record": says["record_ids"]}
        before = self.subjects._default_manager.filter(**{self.key: subject_id}).first()
        if before is not None:
            names["decision"] = [str(before.decision)]  # type: ignore[attr-defined]
            for name, ids in names.items():
                trail.add(name, ids)
            return before, False
        body = {self.key: subject_id, **says, **decided}
        number = append_decision(actor=actor, trail=trail, kind=f"{self.noun}_opened", body=body, names=names)
        row = {self.key: subject_id, **says, **kept, "opened_by": actor.reader.username, "decision": number}
        return self.subjects._default_manager.create(**row), True

    def body(self, subject: Opened, entry_id: str, draft: Draft, text_sha: str) -> dict[str, Any]:
        """An entry that names no record is as restricted as what the journal is about."""
        about: Any = subject
        return {
            self.key: getattr(subject, self.key),
            "entry_id": entry_id,
            "mention_ids": about.mention_ids,
            "record_ids": list(draft.record_ids) or about.record_ids,
            **{name: _as_decided(name, value) for name, value in self.columns(draft).items()},
            "text_sha256": text_sha,
            **self.decide(draft),
        }


@dataclass
class JournalWriting(Generic[Subject, Entry, Draft]):
    """A journal that is being written in, in one transaction."""

    journal: Journal[Subject, Entry, Draft]
    subject: Subject
    session: ReaderSession
    trail: Trail

    def write(self, draft: Draft) -> str:
        """Append an entry; its id."""
        return self.journal.write(self.session, subject=self.subject, draft=draft, trail=self.trail).entry_id


def _as_decided(name: str, value: object) -> object:
    """A column as the decision has it: an account by its number, a day as text, empty where there is none."""
    if isinstance(value, Account):
        return value.pk
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None and name != "account" else value
