"""Assigns accounts to the children for whose open cases the newest extracts of their own body name them.

What the extracts say is read once an update, and again when governance changes a name. An assignment that they give no
longer is ended. Where two accounts of a body have one name, neither is assigned.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping

from sightline.casework.access.case_names import (
    accounts_by_name,
    count_allocated,
    last_change,
    plain_case_name,
)
from sightline.casework.access.known_children import open_known
from sightline.casework.access.models import AccessEntry
from sightline.casework.access.pages.entry_kinds import AccessEntryKind
from sightline.casework.access.writer import ACCESS, AccessDraft
from sightline.casework.accounts.governance_scope import bodies_known
from sightline.casework.core.models import Account
from sightline.casework.core.session import ReaderSession
from sightline.ingest.mappings.numbers import read_fields
from sightline.model.when import london_day
from sightline.sharing.need_to_know import read_need_to_know
from sightline.store.serve.listed_people import RowAbout

Key = tuple[int, str]  # account, person


def read_extracts(session: ReaderSession) -> int:
    """Begin and end assignments as the newest extracts say, where that is not done yet; how many began or ended."""
    snapshot = session.snapshot
    if snapshot is None or not _is_due(snapshot.id):
        return 0
    with ACCESS.hold(session, action="read_extracts") as trail:
        rows = list(AccessEntry.objects.of_kind(AccessEntryKind.ALLOCATED).not_ended())
        with open_known(session) as known:
            named = known.store.rows_about(layouts=sorted(read_need_to_know().allocated), sight=known.sight)
            people = known.store.people_of(mention_ids=[row.mention_id for row in rows])
        wanted = _assign(session, _newest_open(named))
        stays = _stays(rows, people, wanted)
        drafts = [_ending(row) for row in rows if row not in stays.values()]
        drafts += [_beginning(key[0], row) for key, row in sorted(wanted.items(), key=_by_key) if key not in stays]
        for draft in (*drafts, AccessDraft(kind=AccessEntryKind.EXTRACTS_READ, about=snapshot.id)):
            ACCESS.write(session, subject=None, draft=draft, trail=trail)
    return len(drafts)


def _is_due(snapshot_id: str) -> bool:
    """Whether names were given, and nobody read this update's extracts since the last change of a name."""
    changed = last_change()
    read = AccessEntry.objects.of_kind(AccessEntryKind.EXTRACTS_READ).filter(about=snapshot_id).last()
    return changed > 0 and (read is None or read.decision < changed)


def _newest_open(rows: Iterable[RowAbout]) -> list[tuple[RowAbout, str]]:
    """The rows of open cases that came on the newest day for their child and body, each with the worker it names."""
    allocated = read_need_to_know().allocated
    by_child = defaultdict[tuple[str, ...], list[tuple[RowAbout, str]]](list)
    for row in rows:
        rule = allocated[row.of[2]]
        worker = rule.names(read_fields(row.of[2], json.loads(row.cells), rule.fields))
        if worker:
            by_child[row.person_id, *row.of[:2]].append((row, plain_case_name(worker)))
    newest = []
    for found in by_child.values():
        day = max(london_day(row.received_at) for row, _worker in found)
        newest += [(row, worker) for row, worker in found if london_day(row.received_at) == day]
    return newest


def _assign(session: ReaderSession, named: Iterable[tuple[RowAbout, str]]) -> dict[Key, RowAbout]:
    """Which account works with which person by which row: the one open account of the row's body with that name."""
    bodies, accounts = bodies_known(actor=session.actor), accounts_by_name()
    wanted: dict[Key, RowAbout] = {}
    for row, worker in named:
        agency, organisation, layout = row.of
        of_body = [
            account
            for account in accounts.get((agency, worker), ())
            if bodies.are_one(agency, organisation, other=account.organisation, layout=layout)
        ]
        if len(of_body) == 1:
            wanted.setdefault((of_body[0].pk, row.person_id), row)
    return wanted


def _stays(
    rows: Iterable[AccessEntry], people: Mapping[str, str], wanted: Mapping[Key, RowAbout]
) -> dict[Key, AccessEntry]:
    """The assignments that the extracts still give, by the name that the account still has."""
    keys = {(row.account_id or 0, people.get(row.mention_id, "")): row for row in count_allocated(rows)}
    return {key: row for key, row in keys.items() if key in wanted}


def _ending(row: AccessEntry) -> AccessDraft:
    return AccessDraft(kind=AccessEntryKind.ENDED, about=row.entry_id)


def _beginning(account_id: int, row: RowAbout) -> AccessDraft:
    return AccessDraft(
        kind=AccessEntryKind.ALLOCATED,
        account=Account.objects.get(pk=account_id),
        mention_id=row.mention_id,
        on_day=london_day(row.received_at),
    )


def _by_key(item: tuple[Key, RowAbout]) -> Key:
    return item[0]
