"""Reads the words of a concern once it is sent, and shows what was marked in them until a run holds the concern.

What is kept is places, never words; the words are cut from what was sent each time they are shown. And a concern stands
whatever becomes of its reading: what cannot be read now is read by the next run.
"""

import json
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, TypedDict, cast

from django.db import transaction

from sightline.casework.concerns.live_entries import (
    ENTERED_HERE,
    concerns_above,
    entry_of,
    is_restricted,
    read_source,
    shown_cells,
    undone_answers,
    visibility_of,
)
from sightline.casework.concerns.models import Concern
from sightline.casework.concerns.rows import cells_of
from sightline.casework.concerns.wording_models import ConcernNoted
from sightline.casework.core import clock
from sightline.casework.core.registry import Registry
from sightline.casework.core.session import ReaderSession
from sightline.model.rows.analysis_passages import PassageRow, SentenceMarkRow
from sightline.model.rows.arrivals import ServedMark, ServedNotedSign
from sightline.model.rows.sentences import ServedWorthReading
from sightline.model.visibility import Reader, Visibility
from sightline.sharing import can_see
from sightline.store.snapshot_reader import SnapshotReader
from sightline.store.snapshots import Snapshot

if TYPE_CHECKING:
    from sightline.casenotes.learned.model import ModelFiles

logger = logging.getLogger(__name__)
# What a reading takes from the concern itself, and so is not kept twice.
NOT_KEPT = ("text", "source_file", "source_row", "agency", "organisation", "layout", "markings")
# The model that this workspace put in force; None for the shipped one. Named by the package above that knows it.
OWN_MODEL: "Registry[Callable[[], ModelFiles | None]]" = Registry("own model in force")


def passages_of(session: ReaderSession, concern: Concern) -> list[PassageRow]:
    """The rows of `passage` of a concern, read once and kept; those that a run takes it in with are the same.

    One with a gap is read each time: where its gaps are changes with what is protected.
    """
    if shown_cells(session, concern) != cells_of(concern):
        return [_whole(session, concern, row) for row in _read_passages(session, concern)]
    kept = ConcernNoted.objects.filter(pk=concern.pk).first()
    if kept is None:
        kept, _ = ConcernNoted.objects.get_or_create(
            concern=concern, defaults={"read_at": clock.now_at(), "passages": _read_passages(session, concern)}
        )  # fmt: skip
    return [_whole(session, concern, row) for row in kept.passages]


def try_passages(session: ReaderSession, concern: Concern) -> list[PassageRow]:
    """The same for a page, which must come whatever becomes of the reading; none where it cannot be read."""
    return passages_if_readable(session, concern) or []


def passages_if_readable(session: ReaderSession, concern: Concern) -> list[PassageRow] | None:
    """The same; None where it cannot be read."""
    try:
        with transaction.atomic():
            return passages_of(session, concern)
    except Exception as error:  # a note that cannot be read must not look as if it had not been sent
        logger.error("concern %s could not be read: %s", concern.concern_id, type(error).__name__)
        return None


def as_mark(row: PassageRow, happened: str | None) -> ServedMark:
    """A passage as a line of the pages' store has it; what it has beside is not read."""
    return cast(ServedMark, {**row, "cues": json.loads(row["cues"]), "happened": happened})


def signs_of_concern(session: ReaderSession, concern: Concern, *, reader: Reader) -> list[ServedMark]:
    """Its signs and mentions as lines of the pages' store, those that this reader may see."""
    rows = try_passages(session, concern)
    seen = [row for row in rows if not row["wording"] and can_see(reader=reader, item=visibility_of_row(row))]
    happened = entry_of(session, concern)["occurred_from"] if seen else None
    return [as_mark(row, happened) for row in seen]


def sentences_of_concern(session: ReaderSession, concern: Concern, *, reader: Reader) -> list[ServedWorthReading]:
    """Its sentences worth reading as lines of the pages' store, those that this reader may see; none if unreadable.

    They are read each time, by the model in force: nothing of it is kept, and from the next run on the pages' store has
    them.
    """
    from sightline.casenotes.readings.one_row import read_row_sentences  # not at the top: most pages read nothing

    try:
        source = read_source(session, concern)
        rows = read_row_sentences(source_row=source.source_row, mentions=source.mentions, model=OWN_MODEL.only()())
        said, happened = shown_cells(session, concern), entry_of(session, concern)["occurred_from"]
    except Exception as error:  # as above: the page must come
        logger.error("sentences of concern %s could not be read: %s", concern.concern_id, type(error).__name__)
        return []
    whole = visibility_of(session, concern)
    seen = [
        row
        for row in rows
        if can_see(reader=reader, item=replace(whole, restricted=whole.restricted or row["restricted"]))
    ]
    return [_as_served(row, said[row["field"]][row["start"] : row["end"]], happened) for row in seen]


def _as_served(row: SentenceMarkRow, text: str, happened: str | None) -> ServedWorthReading:
    return {
        "mark_id": row["mark_id"], "record_id": row["record_id"], "row_id": row["row_id"], "agency": row["agency"],
        "organisation": row["organisation"], "layout": row["layout"], "restricted": int(row["restricted"]), "sealed": 0,
        "source_file": ENTERED_HERE, "source_row": 1, "field": row["field"], "start": row["start"], "end": row["end"],
        "text": text, "words_sha256": "", "indicator": row["indicator"], "level": row["level"], "words": row["words"],
        "model_version": row["model_version"], "childs_words": int(row["is_childs_words"]), "alone": 0,
        "happened": happened, "known_from": None, "mention_id": "", "person_id": "",
    }  # fmt: skip


def signs_above(
    session: ReaderSession, *, snapshot: Snapshot, store: SnapshotReader, person_id: str, reader: Reader
) -> list[ServedMark]:
    """The signs about a person in concerns that the snapshot does not hold yet, as the child's page has them."""
    waiting = [one for one in concerns_above(session, snapshot) if one.about_mention_id]
    undone = undone_answers(session) if waiting else frozenset()
    people = store.people_of(mention_ids=sorted({one.about_mention_id for one in waiting}))
    about = [one for one in waiting if people.get(one.about_mention_id) == person_id and one.sequence not in undone]
    return [row for one in about for row in signs_of_concern(session, one, reader=reader) if row["indicator"]]


def in_order(rows: Iterable[ServedNotedSign]) -> list[ServedNotedSign]:
    """Signs of a person, the oldest first, those of no day last: the order of the pages' store."""

    def place(row: ServedNotedSign) -> tuple[object, ...]:
        where = (row["record_id"], row["field"], row["start"], row["indicator"])
        return (row["happened"] is None, row["happened"] or "", *where)

    return sorted(rows, key=place)


def _read_passages(session: ReaderSession, concern: Concern) -> list[dict[str, object]]:
    from sightline.casenotes.readings.one_row import read_row_passages  # not at the top: most pages read nothing

    source = read_source(session, concern)
    rows = read_row_passages(source_row=source.source_row, mentions=source.mentions)
    return [{name: value for name, value in row.items() if name not in NOT_KEPT} for row in rows]


def _whole(session: ReaderSession, concern: Concern, kept: Mapping[str, object]) -> PassageRow:
    row = cast(PassageRow, kept)  # but for what NOT_KEPT names
    said = shown_cells(session, concern)[row["field"]]
    return {  # what was kept before people confirmed signs has no `confirmed_at`
        **row, "confirmed_at": row.get("confirmed_at", ""), "text": said[row["start"] : row["end"]],
        "source_file": ENTERED_HERE, "source_row": 1,
        "agency": concern.agency, "organisation": concern.organisation, "layout": concern.layout,
        "restricted": row["restricted"] or is_restricted(session, concern),
        "markings": list(visibility_of(session, concern).markings),
    }  # fmt: skip


class SeenRow(TypedDict):
    """What the filter reads of a row."""

    agency: str
    organisation: str
    layout: str
    restricted: bool
    markings: list[str]


def visibility_of_row(row: SeenRow) -> Visibility:
    """Of the passage, which may be more restricted than its concern."""
    return Visibility(row["agency"], row["organisation"], row["layout"], row["restricted"], tuple(row["markings"]))
