"""Puts what rested on people who changed to be looked at again, and takes what was said of it then.

Nothing is undone by a change. An answer or an assignment stands until somebody who looked again says so, and even then
they undo it where it was made.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.db import models, transaction

from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import append_entry, audited
from sightline.casework.chronology.merge_history import see_changes
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Decision, DependantKind, LookAgain, PersonChange
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.dependants.identity import LOOK_FOR_OTHERS, SILENT, list_dependants_of_identity, sees_all
from sightline.casework.dependants.pages import LookAgainLine, LookAgainList
from sightline.casework.same_person.merge_detection import IdentityChange
from sightline.casework.same_person.services.answers import read_why
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.sharing import can_see_people, row_filter
from sightline.store.snapshot_reader import SnapshotReader
from sightline.translation.messages import lazy as _

LOOKED_AGAIN = "looked_again"
STANDS, STANDS_NO_LONGER = "still_stands", "no_longer_stands"
MOST_LISTED, AT_ONCE, MOST_READ = 100, 200, 1_000


def write_changes(
    *, before: str, after: str, changes: Sequence[IdentityChange], on: date, stand_ins: Mapping[str, str]
) -> None:
    """Keep the changes and what rested on them, within the caller's transaction.

    An answer that did a change is not put to be looked at again for that run: it is why the people changed.
    `stand_ins`: for each mention that left the data, now or before, another one of the same person. What
    names the first rests on the second.
    """
    if not changes:
        return
    kept = PersonChange.objects.bulk_create([_as_row(change, before, after, on) for change in changes], batch_size=500)
    did_it = {str(change.decision) for change in changes if change.decision}
    changed_by: dict[str, list[int]] = defaultdict(list)
    for number, change in enumerate(changes):
        for mention_id in change.mentions:
            changed_by[mention_id].append(number)
    for gone, other in stand_ins.items():
        if other in changed_by:
            changed_by[gone] = changed_by[other]
    LookAgain.objects.bulk_create(
        [
            LookAgain(
                change=kept[number],
                kind=kind,
                key=one.key,
                by=one.by,
                says=one.says,
                mention_id=stand_ins.get(touched[number], touched[number]),
                mention_ids=[stand_ins.get(mention, mention) for mention in one.mention_ids],
                record_ids=list(one.record_ids),
            )
            for kind, one in list_dependants_of_identity(frozenset(changed_by))
            if not (kind == DependantKind.SAME_PERSON and one.key in did_it)
            for touched in [{number: mention for mention in one.mention_ids for number in changed_by.get(mention, ())}]
            for number in sorted(touched)
        ],
        batch_size=500,
    )


def _as_row(change: IdentityChange, before: str, after: str, on: date) -> PersonChange:
    return PersonChange(
        snapshot_before=before,
        snapshot_after=after,
        changed_on=on,
        kind=change.kind,
        person_whole=change.whole,
        person_a=change.person_a,
        person_b=change.person_b,
        mention_id_a=change.mention_id_a,
        mention_id_b=change.mention_id_b,
        cause=[{name: getattr(cause, name) for name in cause.__slots__} for cause in change.causes],
        decision=change.decision,
    )


def list_look_again(session: ReaderSession) -> LookAgainList:
    """What this account decided, or looks after, that is to be looked at again: the newest first."""
    with audited(session, action="list_look_again") as trail:
        check_people(actor=session.actor)
        with session.open_current() as opened:
            lines = _first(_open_lines(session.actor, opened[1]), MOST_LISTED + 1) if opened else []
        trail.add("look_again", [str(line.number) for line in lines])
        trail.add("person", [side.person_id for line in lines for side in (line.change.a, line.change.b)])
    return LookAgainList(tuple(lines[:MOST_LISTED]), len(lines) > MOST_LISTED)


def count_open(*, actor: Actor, store: SnapshotReader) -> int:
    """How much the list holds; one more than it shows where there is more. Part of the first page, audited there."""
    if not can_see_people(reader=actor.reader):
        return 0
    return len(_first(_open_lines(actor, store), MOST_LISTED + 1))


def read_look_again(session: ReaderSession, *, number: int) -> LookAgainLine:
    """One thing to be looked at again; NotHere where it is not this account's, was looked at, or may not be seen."""
    with audited(session, action="read_look_again") as trail:
        check_people(actor=session.actor)
        trail.add("look_again", [str(number)])
        line = _read_one(session, number)
        trail.add("person", [line.change.a.person_id, line.change.b.person_id])
    return line


def look_again(session: ReaderSession, *, number: int, stands: bool, why: str) -> int:
    """Say that it still stands, or that it no longer does and why; the decision's number. It undoes nothing itself."""
    with audited(session, action="look_again") as trail:
        check_people(actor=session.actor)
        trail.add("look_again", [str(number)])
        words = why.strip() if stands and not why.strip() else read_why(why)
        line = _read_one(session, number)
        row = LookAgain.objects.get(pk=number)
        trail.add("mention", [row.mention_id])
        body = {
            "look_again": number,
            "of": row.kind,
            "key": row.key,
            "mention_id": row.mention_id,
            "answer": STANDS if stands else STANDS_NO_LONGER,
        }
        with transaction.atomic():
            made = hash_chain.append(
                Decision,
                kind=LOOKED_AGAIN,
                by=session.actor.reader.username,
                os_name=session.actor.os_name,
                why=words,
                body=body,
            )
            if not LookAgain.objects.filter(pk=line.number, decision=None).update(decision=made.sequence):
                raise Refused(
                    _("Another person has reviewed this in the meantime."),
                    code="looked_before",
                    what_to_do=_("Go back to the list."),
                )
            trail.add("decision", [str(made.sequence)])
            append_entry(actor=session.actor, action="look_again", trail=trail)
    return made.sequence


def _read_one(session: ReaderSession, number: int) -> LookAgainLine:
    with session.open_current() as opened:
        lines = _see(session.actor, opened[1], list(_open_rows(session.actor).filter(pk=number))) if opened else []
    if not lines:
        raise NotHere
    return lines[0]


def _open_rows(actor: Actor) -> "models.QuerySet[LookAgain]":
    rows = LookAgain.objects.filter(decision=None).select_related("change").order_by("-pk")
    own = models.Q(by=actor.reader.username)
    if actor.reader.role == Role.INFORMATION_GOVERNANCE:
        return rows
    return (
        rows.filter(own | ~models.Q(kind__in=SILENT)) if actor.reader.is_one_of(LOOK_FOR_OTHERS) else rows.filter(own)
    )


def _open_lines(actor: Actor, store: SnapshotReader) -> Iterator[LookAgainLine]:
    for start in range(0, MOST_READ, AT_ONCE):
        rows = list(_open_rows(actor)[start : start + AT_ONCE])
        yield from _see(actor, store, rows)
        if len(rows) < AT_ONCE:
            return


def _see(actor: Actor, store: SnapshotReader, rows: Sequence[LookAgain]) -> list[LookAgainLine]:
    """The rows of which the reader may see the change and all that the thing rests on, as lines."""
    changes, sight = {row.change.pk: row.change for row in rows}, row_filter(reader=actor.reader)
    seen = see_changes(store=store, changes=changes.values(), sight=sight)
    return [
        LookAgainLine(
            number=row.pk,
            kind=row.kind,
            says=row.says,
            by=row.by,
            change=seen[row.change.pk],
            answer=int(row.key) if row.kind == DependantKind.SAME_PERSON and row.by == actor.reader.username else 0,
        )
        for row in rows
        if row.change.pk in seen
        and sees_all(store=store, mention_ids=row.mention_ids, record_ids=row.record_ids, sight=sight)
    ]


def _first(lines: Iterator[LookAgainLine], most: int) -> list[LookAgainLine]:
    return [line for line, _ in zip(lines, range(most), strict=False)]
