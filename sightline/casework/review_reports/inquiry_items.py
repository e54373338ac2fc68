"""Gathers everything of a review about named people, places and days, each item with the row of the file it came from.

What may not leave is listed with its reason, so that a reader sees where something is missing, and nothing of what.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.core.session import ReaderSession
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.protection.free_text import Texts
from sightline.casework.review_reports.pages import InquiryAsk
from sightline.casework.reviews.events import list_events, with_imports
from sightline.casework.reviews.frozen_data import FrozenReader, open_frozen
from sightline.casework.reviews.histories import ReviewHistory
from sightline.casework.reviews.kept_rows import import_of
from sightline.casework.reviews.pages.columns import ChronologyColumn
from sightline.casework.reviews.pages.events import AnyEvent, ImportedEvent, ReviewEvent
from sightline.casework.reviews.pages.labels import call_people
from sightline.casework.reviews.pages.silences import SilenceRow
from sightline.casework.reviews.selectors.silences import find_silences
from sightline.casework.reviews.tellings import text_of
from sightline.casework.reviews.withheld_counts import count_kept_back
from sightline.model.visibility import PROTECTED_WORDS
from sightline.review.anonymous.terms import words_of
from sightline.translation.messages import lazy as _

Clean = Callable[[str], str]
PROTECTED = _("A protected address or a sealed identity: nobody may be shown it")
RESTRICTED = _("Restricted: the agency has not let this review read it")
NOT_PASSED_ON = _("The agreement of the agency does not let it be passed on")
ERASED = _("Erased")
FEW = _("fewer than 5")
YES = _("Yes, no reply yet")
EVENTS, SILENCES, RECORDS, NAMINGS, IMPORTS, MATCHES, DECISIONS, SHARED, REDACTIONS = (
    f"{name}.csv"
    for name in ("events", "silences", "records", "namings", "imports", "matches", "decisions", "shared", "redactions")
)
HEADINGS: Mapping[str, tuple[str, ...]] = {
    EVENTS: ("item", "record_or_import", "about", "first_day", "last_day", "day_as_written", "agency", "organisation",
             "kind", "what", "childs_words", "known_from", "source_file", "source_rows", "versions", "disputed"),
    SILENCES: ("about", "agency", "expected", "within", "expected_by", "first_day", "last_day_of_data",
               "next_record_on", "rule", "rule_says", "rule_version", "rule_made_later_on", "records"),
    RECORDS: ("record_id", "row_id", "row_version", "status", "agency", "organisation", "layout", "source_file",
              "sheet", "source_row", "received_at", "row"),
    NAMINGS: ("record_id", "mention_id", "slot", "role", "kind", "text", "called_in_review"),
    IMPORTS: ("import_id", "row", "agency", "source_file", "source_sha256", "imported_at", "imported_by",
              "day_as_written", "row_texts"),
    MATCHES: ("called_in_review", "agency_a", "agency_b", "decided_by", "rule", "reason", "joins"),
    DECISIONS: ("entry_id", "at", "by", "kind", "agency", "words"),
    SHARED: ("at", "record_id", "way", "action", "account", "role", "to_agency", "to_organisation", "reason",
             "agreement", "audit_entry"),
    REDACTIONS: ("file", "item", "column", "number", "reason"),
}  # fmt: skip
Rows = list[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class InquiryItems:
    """The rows of each file. `record_ids` and `people` are what they are about, for the audit."""

    rows: Mapping[str, Rows] = field(repr=False)
    record_ids: tuple[str, ...]
    people: tuple[str, ...]


def gather_items(session: ReaderSession, found: ReviewHistory, ask: InquiryAsk, *, clean: Clean) -> InquiryItems:
    """Every item. `clean` takes out what nobody may read."""
    with open_frozen(session, found) as frozen:
        shown = {one.event_id for one in _wanted(frozen, list_events(frozen, found), ask)}
    with open_frozen(session, found, leaves=True) as frozen:
        every = with_imports(session, found, list_events(frozen, found), leaves=True)
        events = _wanted(frozen, every, ask)
        own = [one for one in events if isinstance(one, ReviewEvent)]
        ids = tuple(one.event_id for one in own)
        called = {person_id: name for name, person_id in frozen.people.items() if person_id}
        people = tuple(one for one, name in called.items() if name in {*ask.people} or not ask.people)
        silences = [one for one in find_silences(session, found, frozen, every).rows if _is_wanted(frozen, one, ask)]
        rows: dict[str, Rows] = {
            EVENTS: [
                (*_event_row(number, one), YES if one.event_id in session.disputed else "")
                for number, one in enumerate(events, start=1)
            ],
            SILENCES: [_silence_row(one) for one in silences],
            RECORDS: [row for one in ids for row in _record_rows(frozen, one)],
            NAMINGS: [row for one in ids for row in _naming_rows(frozen, one, called)],
            MATCHES: [row for one in people for row in _match_rows(frozen, one, called)],
        }
    rows[IMPORTS] = list(_import_rows(session, found, events))
    rows[DECISIONS] = list(_decision_rows(session, found))
    rows[SHARED] = list(_shared_rows([one.event_id for one in events]))
    rows = {name: [tuple(map(clean, row)) for row in some] for name, some in rows.items()}
    withheld = [one for one in sorted(shown) if one not in ids]
    rows[REDACTIONS] = [*_protected(rows), *_left_out(session, found, withheld)]
    behind = [record_id for one in silences for record_id in one.record_ids]
    return InquiryItems(rows, tuple(dict.fromkeys([*(one.event_id for one in events), *behind])), people)


def _wanted(frozen: FrozenReader, events: Iterable[AnyEvent], ask: InquiryAsk) -> list[AnyEvent]:
    """The events of the days about one of the people or places; one without a day is of every period."""
    return [one for one in events if _is_in_days(one, ask) and _is_about(frozen, one, one.called, ask)]


def _is_about(frozen: FrozenReader, event: AnyEvent, called: Collection[str], ask: InquiryAsk) -> bool:
    """Whether it is about one of the people, or at one of the places: who asks for both gets all of both."""
    if not ask.people and not ask.places:
        return True
    return not set(ask.people).isdisjoint(called) or _is_at(frozen, event, ask)


def _is_in_days(event: AnyEvent, ask: InquiryAsk) -> bool:
    first, last = event.first_on, event.last_on or event.first_on
    if first is None or last is None:
        return True
    return (ask.from_on is None or last >= ask.from_on) and (ask.to_on is None or first <= ask.to_on)


def _is_at(frozen: FrozenReader, event: AnyEvent, ask: InquiryAsk) -> bool:
    if not ask.places:
        return False
    named = () if event.is_imported else frozen.store.record_namings(record_id=event.event_id, sight=frozen.sight)
    said = [text_of(event), *(row["text"] for row in named)]
    folded = [f" {' '.join(words_of(text))} " for text in said]
    return any(f" {' '.join(words_of(place))} " in text for place in ask.places for text in folded)


def _event_row(number: int, event: AnyEvent) -> tuple[str, ...]:
    days = (str(event.first_on or ""), str(event.last_on or ""))
    if isinstance(event, ImportedEvent):
        what, source = event.row.text(ChronologyColumn.EVENT), (event.file_name, str(event.row.number))
        return (
            str(number), event.import_id, call_people(event.called), *days, event.row.day.words, event.agency, "", "",
            what, "", "", *source, "",
        )  # fmt: skip
    entry = event.entry
    return (
        str(number), event.event_id, call_people(event.called), *days, entry.date_words, event.agency,
        entry.organisation, entry.kind, "\n".join(one.what for one in event.entries if one.what),
        "\n".join(one.childs_words for one in event.entries if one.childs_words), str(entry.known_from or ""),
        entry.source_file, ", ".join(map(str, entry.source_rows)), str(entry.versions),
    )  # fmt: skip


def _is_wanted(frozen: FrozenReader, one: SilenceRow, ask: InquiryAsk) -> bool:
    """Whether a silence is of the days and of one of the people, or began at one of the places."""
    is_in_days = (ask.from_on is None or one.to_on >= ask.from_on) and (ask.to_on is None or one.from_on <= ask.to_on)
    return is_in_days and _is_about(frozen, one.begun_by, one.called, ask)


def _silence_row(one: SilenceRow) -> tuple[str, ...]:
    """A contact that a rule expected, and the days without a record of it in received data."""
    return (
        call_people(one.called), one.agency, str(one.rule.label), one.limit, str(one.due_on), str(one.from_on),
        str(one.to_on), str(one.came_on or ""), one.rule.id, str(one.rule.says), one.rule.version,
        str(one.made_on or ""), ", ".join(one.record_ids),
    )  # fmt: skip


def _record_rows(frozen: FrozenReader, record_id: str) -> Iterator[tuple[str, ...]]:
    """Each row of each version of a record, as it came."""
    for row in frozen.store.record_rows(record_id=record_id, sight=frozen.sight):
        yield (
            record_id, row["row_id"], str(row["row_version"]), row["standing"], row["agency"], row["organisation"],
            row["layout"], row["source_file"], row["sheet"], str(row["source_row"]), row["received_at"],
            json.dumps(row["original"], ensure_ascii=False),
        )  # fmt: skip


def _naming_rows(frozen: FrozenReader, record_id: str, called: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    for row in frozen.store.record_namings(record_id=record_id, sight=frozen.sight):
        name = called.get(row["person_id"] or "", "")
        yield (
            record_id, row["mention_id"], row["slot"], row["source_role"], row["entity_kind"], row["text"],
            call_people([name]) if name else "",
        )  # fmt: skip


def _match_rows(frozen: FrozenReader, person_id: str, called: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Why records are taken to be about one person."""
    for row in frozen.store.join_reasons(person_id=person_id, sight=frozen.sight):
        yield (
            call_people([called[person_id]]), row["agency_a"], row["agency_b"], row["decided_by"], row["rule_id"],
            row["reason"], str(row["joins"]),
        )  # fmt: skip


def _import_rows(session: ReaderSession, found: ReviewHistory, events: Iterable[AnyEvent]) -> Iterator[tuple[str, ...]]:
    files = {row.entry_id: import_of(session, found, row) for row in found.imports}
    for event in events:
        if isinstance(event, ImportedEvent):
            one, row = files[event.import_id], event.row
            said = json.dumps({**row.texts, **row.others}, ensure_ascii=False)
            yield (
                one.import_id, str(row.number), one.agency, one.file_name, one.file_sha, one.at, one.by, row.day.words,
                said,
            )  # fmt: skip


def _decision_rows(session: ReaderSession, found: ReviewHistory) -> Iterator[tuple[str, ...]]:
    """What was decided about the review and written in it, without its keys, drafts and imported rows."""
    rows = (found.opened, *found.entries.all)
    texts = Texts(session, [row.text_sha for row in rows])
    for row in rows:
        said = texts.of(row.text_sha, mention_ids=found.mention_ids, record_ids=row.record_ids)
        yield row.entry_id, row.at, row.by, row.kind, row.agency, said.words


def _shared_rows(record_ids: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Who was shown each of these records, or took it in a file."""
    by_hash = {hash_id(one): one for one in record_ids}
    for row in SharedRecord.objects.of_records(record_ids).order_by("pk"):
        yield (
            row.at, by_hash.get(row.record_id, row.record_id), row.way, row.action, row.username, row.role,
            row.to_agency, row.to_organisation, row.reason, row.agreement, str(row.audit_row),
        )  # fmt: skip


def _protected(rows: Mapping[str, Rows]) -> Iterator[tuple[str, ...]]:
    """Each cell in which something protected was taken out, with how often."""
    for name, some in rows.items():
        for row in some:
            for column, cell in zip(HEADINGS[name], row, strict=True):
                if number := cell.count(PROTECTED_WORDS):
                    yield name, row[0], column, str(number), str(PROTECTED)


def _left_out(session: ReaderSession, found: ReviewHistory, withheld: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Records that are not in the files at all, and texts that are erased."""
    for one in withheld:
        yield EVENTS, one, "", "1", str(NOT_PASSED_ON)
    for kept in count_kept_back(session, found):
        yield EVENTS, kept.agency, "", str(kept.records or FEW), str(RESTRICTED)
    rows = [row for row in found.entries.all if row.text_sha]
    texts = Texts(session, [row.text_sha for row in rows])
    for row in rows:
        said = texts.of(row.text_sha)
        if not (said.words or said.what or said.who):
            yield DECISIONS, row.entry_id, "words", "1", str(ERASED)
