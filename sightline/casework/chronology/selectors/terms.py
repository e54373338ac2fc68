"""Reads the terms of a record: agreement, controller, regime and purposes, by the file that it came in.

They are looked up and not copied into each row: the journal of an import says which agreement covered the file.
"""

from collections import defaultdict
from functools import lru_cache
from pathlib import Path

from sightline.agreements import AgreementBook, SharingAgreement, read_usable
from sightline.agreements.lost_kinds import is_written_here
from sightline.agreements.vocabulary import ASSESSMENTS, Regime
from sightline.casework.chronology.pages.terms import CameUnder, RecordTerms
from sightline.casework.core import clock
from sightline.casework.core.serving import current_workspace
from sightline.casework.core.session import ReaderSession
from sightline.casework.people.pages.people import RecordPage
from sightline.model.nouns import Agency
from sightline.store import Workspace
from sightline.store.begun_batches import list_imports

Import = tuple[str, str]  # the moment, and the agreement


def read_terms(session: ReaderSession, *, shown: RecordPage) -> RecordTerms | None:
    """The terms of a record that `read_record` gave; None where a snapshot holds no such record any more."""
    with session.need_current() as (snapshot, store):
        layout = store.holders_of(record_ids=[shown.record_id])[shown.record_id].layout
    if is_written_here(layout):
        return RecordTerms(CameUnder.HERE)
    root = current_workspace().root
    agreement = _imported_under(root, snapshot.id, shown, layout)
    book, _ = read_usable(root)
    found = book.agreement(agreement) or _covering(book, shown.agency, layout)
    came = CameUnder.AGREEMENT if agreement else CameUnder.BEFORE
    return _terms(came, agreement, found, book, statement=_statement(found, shown.agency, layout))


def _terms(
    came: CameUnder, agreement: str, found: SharingAgreement | None, book: AgreementBook, *, statement: str
) -> RecordTerms:
    if found is None:
        return RecordTerms(came, agreement, statement=statement)
    controller = book.organisation(found.controller)
    return RecordTerms(
        came,
        agreement or found.id,
        controller.name if controller else found.controller,
        found.regime,
        tuple(found.purposes),
        f"{found.contact.post}, {found.contact.telephone}",
        is_now=found.id != agreement,
        statement=statement,
        handling="" if found.is_invented else found.handling,
        onward=found.onward,
    )


def _covering(book: AgreementBook, agency: str, layout: str) -> SharingAgreement | None:
    live = (one for one in book.of_layout(agency=agency, layout=layout) if one.is_in_force(on=clock.today()))
    return next(live, None)


def _statement(found: SharingAgreement | None, agency: str, layout: str) -> str:
    """What kind of statement a record of the police, or of another body under Part 3, is."""
    if agency != Agency.POLICE and (found is None or found.regime is not Regime.PART_3):
        return ""
    return "assessment" if layout in ASSESSMENTS else "fact"


def _imported_under(root: Path, snapshot_id: str, shown: RecordPage, layout: str) -> str:
    """The agreement of the file of the newest row: where files of one name came more than once, of that day."""
    newest = max(shown.rows, key=lambda row: row.received_at, default=None)
    if newest is None:
        return ""
    imports = _by_file(root, snapshot_id).get((newest.source_file, shown.agency, layout), [])
    of_day = [agreement for at, agreement in imports if at[:10] == newest.received_at[:10]]
    return (of_day or [agreement for _, agreement in imports] or [""])[-1]


@lru_cache(maxsize=4)
def _by_file(root: Path, snapshot_id: str) -> dict[tuple[str, str, str], list[Import]]:
    """Each import of a file name, agency and layout. What a snapshot holds was imported before it was made."""
    del snapshot_id
    found: dict[tuple[str, str, str], list[Import]] = defaultdict(list)
    for one in list_imports(Workspace(root)):
        for agency, layout, agreement in one.under:
            found[one.source_file, agency, layout].append((one.at, agreement))
    return dict(found)
