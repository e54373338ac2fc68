"""Reads agencies' own accounts of moments from the entries of a review."""

from collections.abc import Iterable

from sightline.casework.core.session import ReaderSession
from sightline.casework.protection.free_text import FreeText, Texts
from sightline.casework.reviews.histories import ReviewHistory
from sightline.casework.reviews.models import ReviewEntry
from sightline.casework.reviews.pages.agency_accounts import AgencyAccount, AskedAccount
from sightline.casework.reviews.pages.terms import ReviewEntryKind

K = ReviewEntryKind


def list_accounts(session: ReaderSession, found: ReviewHistory) -> tuple[AskedAccount, ...]:
    """Every request of a review with what was given; for what is audited by itself."""
    return _make_accounts(session, found, found.entries.of(K.ACCOUNT_ASKED))


def need_account(session: ReaderSession, found: ReviewHistory, asked: ReviewEntry) -> AskedAccount:
    """One request with what was given; for what is audited by itself."""
    return _make_accounts(session, found, [asked])[0]


def _make_accounts(
    session: ReaderSession, found: ReviewHistory, asked: Iterable[ReviewEntry]
) -> tuple[AskedAccount, ...]:
    rows, given = list(asked), found.entries.by_about(K.ACCOUNT_GIVEN)
    every = [*rows, *(one for row in rows for one in given.get(row.entry_id, ()))]
    texts = Texts(session, [row.text_sha for row in every])

    def said(row: ReviewEntry) -> FreeText:
        return texts.of(row.text_sha, mention_ids=found.mention_ids, record_ids=row.record_ids)

    return tuple(
        _make_account(row, said(row), [(one, said(one)) for one in given.get(row.entry_id, ())]) for row in rows
    )


def _make_account(row: ReviewEntry, text: FreeText, given: list[tuple[ReviewEntry, FreeText]]) -> AskedAccount:
    return AskedAccount(
        asked_id=row.entry_id,
        moment_id=row.about,
        agency=row.agency,
        organisation=text.who,
        username=row.account.username if row.account else "",
        at=row.at,
        by=row.by,
        what=text.what,
        message=text.words,
        known_on=row.from_on,
        due_on=row.to_on,
        record_ids=tuple(row.record_ids),
        given=tuple(
            AgencyAccount(one.at, one.by, one.word, said.who, "".join(one.record_ids[:1]), said.words)
            for one, said in given
        ),
    )
