"""Makes tellings of events, as the rule for one event compares them, and reads what people answered about them."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from sightline.casework.core.session import ReaderSession
from sightline.casework.protection.free_text import Texts
from sightline.casework.reviews.frozen_data import FrozenReader
from sightline.casework.reviews.histories import ReviewHistory
from sightline.casework.reviews.models import ReviewEntry
from sightline.casework.reviews.pages.columns import ChronologyColumn
from sightline.casework.reviews.pages.events import AnyEvent, ImportedEvent, ReviewEvent
from sightline.casework.reviews.pages.terms import REMARKS, ReviewEntryKind
from sightline.chronology.same_events import AgencyTelling, TellingPart, references_in, words_in
from sightline.model.nouns import RowStatus
from sightline.model.visibility import PROTECTED_WORDS
from sightline.rulebook.files import read_toml_folder
from sightline.translation.dates import long_day

K, C = ReviewEntryKind, ChronologyColumn
SEEN = {TellingPart.SEEN: "child_seen", TellingPart.ALONE: "child_seen_alone"}
YES_NO = {"y": "yes", "yes": "yes", "n": "no", "no": "no"}


@dataclass(frozen=True, slots=True)
class SameVerdict:
    """What somebody said about some tellings: that they are one event, or not."""

    entry: ReviewEntry
    event_ids: frozenset[str]
    words: str = field(repr=False)

    @property
    def is_same(self) -> bool:
        """Whether they are one."""
        return self.entry.kind == K.SAME_EVENT


def make_tellings(frozen: FrozenReader, events: Sequence[AnyEvent]) -> list[AgencyTelling]:
    """Each event whose day is known, with what can be compared of it."""
    records = [one.event_id for one in events if not one.is_imported]
    namings = {one: frozen.store.record_namings(record_id=one, sight=frozen.sight) for one in records}
    mentions = [row["mention_id"] for rows in namings.values() for row in rows if row["entity_kind"] != "person"]
    things = frozen.store.networks.thing_of(mention_ids=mentions, sight=frozen.sight) if mentions else {}
    children = {person_id for called, person_id in frozen.people.items() if not called.isdigit()}
    made = []
    for one in events:
        if one.first_on is None or one.last_on is None:
            continue
        rows = [row for row in namings.get(one.event_id, ()) if PROTECTED_WORDS not in row["text"]]
        text = text_of(one)
        made.append(
            AgencyTelling(
                event_id=one.event_id,
                agency=one.agency,
                called=frozenset(called for called in one.called if not called.isdigit()),
                first_on=one.first_on,
                last_on=one.last_on,
                kind="" if isinstance(one, ImportedEvent) else one.entry.kind,
                references=references_in(text) | own_numbers(frozen, one),
                people=frozenset(
                    row["person_id"]
                    for row in rows
                    if row["entity_kind"] == "person" and row["person_id"] and row["person_id"] not in children
                ),
                things=frozenset(
                    things[row["mention_id"]]
                    for row in rows
                    if row["mention_id"] in things and not row["slot"].startswith("home")
                ),
                words=words_in(text),
            )
        )
    return made


def text_of(event: AnyEvent) -> str:
    """Everything that a telling says in words."""
    if isinstance(event, ImportedEvent):
        return " ".join([*event.row.texts.values(), *event.row.others.values()])
    return " ".join(text for entry in event.entries for text in (entry.what, entry.childs_words))


def own_numbers(frozen: FrozenReader, event: AnyEvent) -> frozenset[str]:
    """The reference number of a record's own rows."""
    if isinstance(event, ImportedEvent):
        return frozenset()
    heading = _headings(event.entry.kind.partition("/")[0]).get("numbers", "")
    rows = frozen.store.record_rows(record_id=event.event_id, sight=frozen.sight) if heading else []
    return frozenset(number for row in rows if (number := row["original"].get(heading, "").strip()))


def parts_of(frozen: FrozenReader, event: AnyEvent) -> dict[TellingPart, str]:
    """What a telling says in the parts that are compared."""
    said = {TellingPart.DAY: long_day(event.first_on) if event.first_on else "", TellingPart.TIME: event.clock}
    if isinstance(event, ImportedEvent):
        said |= {TellingPart.SEEN: event.row.text(C.SEEN), TellingPart.ALONE: event.row.text(C.ALONE)}
    else:
        said |= seen_by_record(frozen, event)
    return {part: text for part, text in said.items() if text}


def seen_by_record(frozen: FrozenReader, event: ReviewEvent) -> dict[TellingPart, str]:
    """Whether the child was seen, and seen alone, by the record's own columns."""
    headings = _headings(event.entry.kind.partition("/")[0])
    if not any(name in headings for name in SEEN.values()):
        return {}
    said: dict[TellingPart, str] = {}
    for row in frozen.store.record_rows(record_id=event.event_id, sight=frozen.sight):
        for part, name in SEEN.items():
            cell = (
                row["original"].get(headings.get(name, ""), "").strip() if row["standing"] == RowStatus.CURRENT else ""
            )
            said |= {part: YES_NO.get(cell.casefold(), cell)} if cell else {}
    return said


@cache
def _headings(layout: str) -> dict[str, str]:
    """What a layout calls its columns of the reference number and of whether the child was seen."""
    table = read_toml_folder("agencies").get(layout, {})
    columns, numbers = table.get("columns", {}), table.get("row", {}).get("numbers", "")
    wanted = {"numbers": numbers, **{name: name for name in SEEN.values()}}
    return {
        called: heading if isinstance(heading := columns[name], str) else str(heading["heading"])
        for called, name in wanted.items()
        if name in columns
    }


def read_verdicts(session: ReaderSession, found: ReviewHistory) -> list[SameVerdict]:
    """What people answered, in its order; answers whose words were erased are gone."""
    rows = [row for row in found.entries.all if row.kind in (K.SAME_EVENT, K.SEPARATE_EVENTS)]
    texts = Texts(session, [row.text_sha for row in rows])
    verdicts = [
        SameVerdict(row, frozenset(texts.table_of(row.text_sha) or ()), texts.of(row.text_sha).words) for row in rows
    ]
    return [one for one in verdicts if one.event_ids]


def remark_rows(session: ReaderSession, found: ReviewHistory) -> Iterator[tuple[str, ReviewEntry, str]]:
    """What was written about events: the event, the entry and its words, in its order."""
    rows = [row for row in found.entries.all if row.kind in REMARKS]
    texts = Texts(session, [row.text_sha for row in rows])
    for row in rows:
        about, words = texts.table_of(row.text_sha), texts.of(row.text_sha, mention_ids=found.mention_ids).words
        if about and words:
            yield about[0], row, words


def as_kept(event_ids: Iterable[str]) -> str:
    """Tellings as an entry keeps them."""
    return json.dumps(sorted(event_ids))
