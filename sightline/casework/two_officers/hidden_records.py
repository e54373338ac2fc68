"""Finds the one record that two officers see: that of a protected address by its id, or a sealed one by its child.

Nothing else reads sealed identities. It is asked only once both officers have agreed, so that asking tells nothing.
"""

from dataclasses import replace
from datetime import date

from sightline.casework.core.serving import current_workspace
from sightline.casework.core.session import ReaderSession
from sightline.casework.people.pages.people import SearchTerms
from sightline.casework.people.selectors import make_searches, may_open_record, placeholders
from sightline.casework.protection.services import ReceivedRow
from sightline.model.visibility import RowFilter
from sightline.store.search.reader import NameChoice
from sightline.store.snapshot_reader import open_store

MOST_LOOKED_AT = 50


def protecting_agency(session: ReaderSession, *, record_id: str) -> str:
    """The agency that protects something in a record that the reader opens; empty where nothing is, or they do not."""
    with session.open_current() as opened:
        if opened is None or not may_open_record(opened[1], record_id, session.sight):
            return ""
        is_marked, agency = opened[1].protected.marked_by(record_id=record_id)
        return agency if is_marked else ""


def find_sealed(session: ReaderSession, *, agency: str, name: str, born: date) -> str:
    """The newest record of an agency of a sealed identity with that full name and birth date; empty where none is.

    Also of a kind whose agreement tells the reader only that there are records: that is what two officers are for. Not
    of one whose agreement has ended or is suspended: nobody is shown these.
    """
    sealed = RowFilter("sealed = 1 AND agency = ?", (agency,))
    terms = SearchTerms(name=name, birth_date=born)
    found: list[tuple[str, str]] = []
    if session.snapshot is None:
        return ""
    over = session.actor.reader.not_shared.taken_back()
    with open_store(session.snapshot.serve_file, withdrawn=session.withdrawn, not_shared=over) as store:
        for keys in make_searches(terms, placeholders=placeholders()):
            whole = replace(keys, name_words=(), choices=tuple(NameChoice(whole=(word,)) for word in keys.name_words))
            for person_id in store.search(keys=whole, sight=sealed, limit=MOST_LOOKED_AT):
                found += [
                    (one.month, one.record_id) for one in store.entries_to_list(person_id=person_id, sight=sealed)
                ]
    return max(found, default=("", ""))[1]


def read_rows(*, record_id: str) -> tuple[ReceivedRow, ...]:
    """The rows of a record as their files gave them."""
    from sightline.ingest.originals import read_originals  # not at the top: a web process reads no received file else

    rows = read_originals(workspace=current_workspace(), record_id=record_id)
    return tuple(ReceivedRow(row.source_file, row.received_at, row.cells) for row in rows)
