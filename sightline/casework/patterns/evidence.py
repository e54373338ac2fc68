"""What met a rule, record by record: who stands there and as what, what it says, which signs in which sentence.

It is read from what this reader is shown of each record, and only in the rows that name those whom the instance is
about. A note on another child in the same record met nothing.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sightline.casework.concerns.pages.concerns import RecordBasis
from sightline.casework.core.session import ReaderSession
from sightline.casework.notes.excerpts import ShownWords, shown_words
from sightline.casework.patterns.pages import EvidenceSign, NamedOnRecord, RecordEvidence
from sightline.casework.rule_switches.selectors import pattern_rules
from sightline.casework.same_person.sentence_excerpts import cut_sentence
from sightline.model.passages import Experiencer, Polarity, Tense
from sightline.model.rows.arrivals import ServedNotedSign
from sightline.model.rows.patterns import ServedRecognised
from sightline.model.rows.people import ServedFullEntry
from sightline.model.visibility import RowFilter
from sightline.store.snapshot_reader import SnapshotReader

MOST_LETTERS = 180
SUBJECT = "subject"  # whose record it is: no word of it where the instance is about nobody else
NOW_ALONE = ("several_signs", "worry_unanswered")  # rules for which a sign from before is none
READS = {"worry_unanswered": ("parent_worry",)}  # signs that a rule's own query names
OF_WHOEVER = ("suspicion_unanswered",)  # the rule that asks nobody whom the words are about
BY_NOTES_ONLY = ("place_of_repeated_concern",)  # rules that read notes only where somebody confirmed what these name


@dataclass(frozen=True, slots=True)
class _About:
    """What is looked for in the records of one instance: its people, its things, and the signs of its rule."""

    pattern_id: str
    people: frozenset[str]
    things: frozenset[str]
    indicators: frozenset[str]
    says: bool

    def is_met(self, mark: ServedNotedSign) -> bool:
        """Whether a sign is one that this rule counts."""
        now = mark["time"] == Tense.CURRENT or self.pattern_id not in NOW_ALONE
        own = mark["experiencer"] == Experiencer.SUBJECT or self.pattern_id in OF_WHOEVER
        stated = mark["polarity"] == Polarity.AFFIRMED and mark["time"] != Tense.HYPOTHETICAL
        return mark["indicator"] in self.indicators and stated and own and now


def find_evidence(
    session: ReaderSession,
    *,
    store: SnapshotReader,
    row: ServedRecognised,
    records: Sequence[RecordBasis],
    but: Collection[str] = (),
) -> tuple[RecordEvidence, ...]:
    """Of an instance that was shown (a row of `PatternsReader`), what of each of its records met the rule.

    `but`: who and what is set aside and not named, if the instance is not about themselves.
    """
    sight, about = session.sight, _about(store, row, frozenset(but) - {row["entity_id"] or ""})
    entries: dict[str, list[ServedFullEntry]] = {one.record_id: [] for one in records}
    for person_id in sorted(about.people) if not row["group_id"] else ():
        for entry in store.patterns.entries_of(person_id=person_id, record_ids=list(entries), sight=sight):
            entries[entry["record_id"]].append(entry)
    return tuple(_met_by(session, store, about, one, entries[one.record_id], sight) for one in records)


def _about(store: SnapshotReader, row: ServedRecognised, but: frozenset[str]) -> _About:
    rule = pattern_rules()[row["pattern_id"]]
    indicators = rule.value_at("indicators", date.fromisoformat(row["first_true_on"])) or READS.get(rule.id, ())
    if row["pattern_id"] in BY_NOTES_ONLY and not row["on_confirmed"]:
        indicators = ()
    members = (
        store.networks.members(group={"group_id": row["group_id"], "view_no": row["view_no"]})
        if row["group_id"]
        else ()
    )
    things = {one["member_id"] for one in members} | {row["entity_id"] or ""}
    return _About(
        row["pattern_id"],
        frozenset(store.patterns.people(row=row)) - but,
        frozenset(things - {""}) - but,
        frozenset(indicators),
        says=not row["group_id"] and not row["entity_kind"],
    )


def _met_by(
    session: ReaderSession,
    store: SnapshotReader,
    about: _About,
    record: RecordBasis,
    entries: Sequence[ServedFullEntry],
    sight: RowFilter,
) -> RecordEvidence:
    signs = tuple(_signs(session, store, about, record.record_id, entries)) if about.indicators else ()
    says = () if signs or not about.says else tuple(dict.fromkeys(_shorten(one["what"]) for one in entries))
    return RecordEvidence(record, tuple(_list_named(store, about, record.record_id, sight)), says, signs)


def _list_named(store: SnapshotReader, about: _About, record_id: str, sight: RowFilter) -> Iterator[NamedOnRecord]:
    """Those on the record whom, and the things on it which the instance is about, as it names them, each once."""
    namings = store.record_namings(record_id=record_id, sight=sight)
    things = store.networks.thing_of(mention_ids=[one["mention_id"] for one in namings], sight=sight)
    found: dict[NamedOnRecord, None] = {}
    for one in namings:
        role = one["source_role"] or one["slot"]
        if one["person_id"] in about.people and not (about.says and len(about.people) == 1 and role == SUBJECT):
            found[NamedOnRecord(one["text"], role)] = None
        elif things.get(one["mention_id"]) in about.things and one["text"]:
            found[NamedOnRecord(one["text"], "")] = None
    yield from found


def _signs(
    session: ReaderSession, store: SnapshotReader, about: _About, record_id: str, entries: Sequence[ServedFullEntry]
) -> Iterator[EvidenceSign]:
    """The signs that the rule counts, each sentence once for each kind."""
    shown = shown_words(session, store=store, record_id=record_id)
    if shown is None:
        return
    rows = {(one["source_file"], number) for one in entries for number in one["source_rows"]}
    everywhere = not about.people
    marks = [
        one for one in shown.marks
        if about.is_met(one) and (everywhere or (one["source_file"], one["source_row"]) in rows)
    ]  # fmt: skip
    yield from dict.fromkeys(_as_sign(shown, one) for one in marks)


def _as_sign(shown: ShownWords, mark: ServedNotedSign) -> EvidenceSign:
    cells = (
        cells.get(mark["field"], "")
        for row, cells in shown.rows
        if (row["source_file"], row["source_row"]) == (mark["source_file"], mark["source_row"])
    )
    return EvidenceSign(mark["indicator"], *_first_sentence(cells, mark))


def _first_sentence(cells: Iterable[str], mark: ServedNotedSign) -> tuple[str, str, str]:
    cut = (cut_sentence(one, words=mark["text"], start=mark["start"], end=mark["end"]) for one in cells)
    return next((one for one in cut if one[1]), ("", "", ""))


def _shorten(text: str) -> str:
    return text if len(text) <= MOST_LETTERS else text[:MOST_LETTERS].rpartition(" ")[0] + "…"
