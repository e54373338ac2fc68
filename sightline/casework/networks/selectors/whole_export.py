"""Exports the whole picture or what is new, record by record, with the reader's own rights: the formats of `exports`.

A pair of the picture is in the file by the records of it that this reader may see, and by no other.
"""

from collections.abc import Sequence
from datetime import date

from sightline.casework.audit.trail import audited
from sightline.casework.bulk_exports.services import label_file, need_second_person, use_request
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.networks.selectors.disputed_parts import disputed_parts
from sightline.casework.networks.selectors.exports import (
    LEFT_OUT_OF_ALL,
    MOST_EXPORTED,
    PICTURE_TITLES,
    ExportFile,
    ExportWords,
    NetworkExport,
    check_format,
    make_file,
)
from sightline.casework.networks.selectors.graph import EVER, ConnectionFilter, kinds_of, name_nodes
from sightline.casework.networks.selectors.new_picture import new_among, pairs_of_new, rows_of_pairs
from sightline.casework.networks.selectors.whole_picture import (
    MOST_PAIRS,
    DrawnPair,
    entries_between,
    pairs_of_all,
    within,
)
from sightline.casework.people.kept_here import leave_for
from sightline.casework.subject_files.suppression import set_aside
from sightline.model.exports.lists import WHOLE_NETWORK


def export_picture(
    session: ReaderSession, *, which: str, format: str, words: ExportWords, span: ConnectionFilter = EVER
) -> ExportFile:
    """What is new ("new") or everything ("all") in one file; the audit row is committed before it is given back.

    By the records of the days and agencies of `span`. Of real data it is a bulk export: for a purpose, to which
    a second person agreed, and its first line says so.
    """
    with audited(session, action="export_network_picture") as trail:
        check_people(actor=session.actor)
        check_format(format)
        agreed = need_second_person(session, table=WHOLE_NETWORK)
        kept_here, session = leave_for(session, purpose=agreed.purpose if agreed else "")
        sight = session.sight
        with session.need_current() as (snapshot, store):
            aside = set_aside(session, store=store)
            listed, _ = pairs_of_all(store, sight, aside, most=MOST_PAIRS, span=span)
            since = ""
            if which == "new":
                every, _ = pairs_of_all(store, sight, aside, most=MOST_PAIRS)
                first, *_ = pairs_of_new(every, date.fromisoformat(snapshot.manifest()["as_at"]))
                since, (_, listed) = first.isoformat(), new_among(listed, first)
            kept = within(listed, MOST_EXPORTED)
            rows = rows_of_pairs(store, kept, sight, span=span)
            nodes = name_nodes(store, kinds_of(rows), sight)
            disputed = disputed_parts(session, store, sight)
        left_out = len(_ends(listed) - _ends(kept))
        entries = tuple(one for one in entries_between(session, aside) if one.at[:10] >= since)
        export = NetworkExport(
            rows, nodes, entries, words, left_out, len(aside.met), title=PICTURE_TITLES[which],
            left_out_says=LEFT_OUT_OF_ALL, is_chosen=span != EVER, kept_here=kept_here, disputed=disputed,
        )  # fmt: skip
        made = make_file(
            trail,
            export,
            format=format,
            name=f"network-{which}{'-chosen' if span != EVER else ''}",
            of={"which": which, "filtered": span != EVER},
            label=label_file(session, agreed),
        )
        if agreed:
            trail.details |= {"purpose": agreed.purpose, "request": agreed.number}
            use_request(session, request=agreed)
        return made


def _ends(pairs: Sequence[DrawnPair]) -> set[str]:
    return {end for row in pairs for end in (row["person_id"], row["entity_id"])}
