"""Compares the numbers by which children were opened with what agencies send later, once, some working days on.

A number that no record of the child has which came lately is for a review. So is a small part of the others, which
nobody chose.
"""

import json
from collections.abc import Iterable
from datetime import time, timedelta
from hashlib import sha256

from sightline.casework.access.known_children import KnownReader, open_known
from sightline.casework.access.models import AccessEntry
from sightline.casework.access.pages.entry_kinds import AccessEntryKind, NumberCheck
from sightline.casework.access.writer import ACCESS, AccessDraft
from sightline.casework.core import clock
from sightline.casework.core.models import Account
from sightline.casework.core.session import ReaderSession
from sightline.casework.protection.free_text import Texts
from sightline.ingest.mappings.numbers import read_numbers
from sightline.model.when import london_day, moment
from sightline.rulebook.calendar import read_calendar
from sightline.sharing.need_to_know import need_to_know_value

WHOLE = 100


def check_numbers(session: ReaderSession) -> int:
    """Say of each number that was not compared yet, and is due, what the data of today say; how many."""
    checked = AccessEntry.objects.of_kind(AccessEntryKind.CHECKED).values("about")
    waiting = AccessEntry.objects.of_kind(AccessEntryKind.NUMBER).exclude(entry_id__in=checked)
    days = need_to_know_value("number_check_working_days", on=clock.today())
    due = [row for row in waiting.select_related("account") if _is_due(row, days)]
    if not due or session.snapshot is None:
        return 0
    with ACCESS.hold(session, action="check_numbers") as trail:
        texts = Texts(session, [row.text_sha for row in due])
        with open_known(session) as known:
            for row in due:
                number = texts.of(row.text_sha, mention_ids=[row.mention_id]).what
                said = _compare(known, row, number)
                draft = AccessDraft(kind=AccessEntryKind.CHECKED, about=row.entry_id, word=said.value)
                ACCESS.write(session, subject=None, draft=draft, trail=trail)
    return len(due)


def was_used(session: ReaderSession, *, account: Account, mention_ids: Iterable[str], number: str) -> bool:
    """Whether the account opened the child of these mentions by this number before: one contact opens a child once."""
    given = AccessEntry.objects.of_kind(AccessEntryKind.NUMBER).filter(account=account)
    rows = given.filter(mention_id__in=list(mention_ids)).values_list("text_sha", flat=True)
    texts = Texts(session, rows)
    return any(_plain(texts.of(sha).what) == _plain(number) for sha in rows)


def _is_due(row: AccessEntry, days: int) -> bool:
    return clock.today() > read_calendar().add_working_days(london_day(row.at), days)


def _compare(known: KnownReader, row: AccessEntry, number: str) -> NumberCheck:
    """What the reader's own agency's unrestricted rows that name the child say of the number.

    Only columns that hold numbers of a case system count: a birth date or telephone that was on a page is none. And
    only rows that came lately: a number of years ago is no contact that somebody answers now.
    """
    person_id = known.store.people_of(mention_ids=[row.mention_id]).get(row.mention_id, "")
    agency = row.account.agency if row.account else ""
    days = need_to_know_value("number_recent_days", on=clock.today())
    since_at = moment(london_day(row.at) - timedelta(days=days), time.min)
    rows = known.store.own_cells(person_id=person_id, agency=agency, since_at=since_at, sight=known.sight)
    wanted = _plain(number)
    if not any(wanted == _plain(one) for layout, text in rows for one in read_numbers(layout, json.loads(text))):
        return NumberCheck.NOT_BORNE_OUT
    percent = need_to_know_value("number_sample_percent", on=clock.today())
    return NumberCheck.SAMPLED if is_sampled(row.entry_id, percent=percent) else NumberCheck.BORNE_OUT


def is_sampled(entry_id: str, *, percent: int) -> bool:
    """Whether an opening is one of those chosen for a review: always the same ones, which nobody can foresee."""
    return int(sha256(entry_id.encode()).hexdigest(), 16) % WHOLE < percent


def _plain(number: str) -> str:
    return "".join(one for one in number.upper() if one.isalnum())
