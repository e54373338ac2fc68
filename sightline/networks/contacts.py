"""Who stands on one record with which adult, vehicle, phone or place: what connections and groups are made of.

A thing of the child's own household connects nobody. Nor does a place that many people use, an organisation's
telephone, or a statement graded unreliable or false that stands alone.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from sightline.known_facts import EVER, DatedFact, Homes, KnownPerson, Records, read_words
from sightline.known_facts.origins import origin_of
from sightline.known_facts.row_types import NamedChildRow, NamedInNoteRow, StandingRow
from sightline.known_facts.rows import child_rests_also, human_of, other_piece_of, piece_of, rests_also
from sightline.model.nouns import EntityKind
from sightline.model.visibility import RestsOn

KINDS = ("adult", "vehicle", "phone", "place")
# An adult whom a record gives, or somebody of whom there is only a name in notes that speak of them with worry.
UNIDENTIFIED = "unidentified"
ADULTS = frozenset({"adult", UNIDENTIFIED})
ACCOUNT = "account"
# Another child, missing at the same times. It is no connection by a record, and stands in a table of its own.
TOGETHER = "together"


@dataclass(frozen=True, slots=True)
class Touch:
    """One record on which a person and an adult or a thing stand together.

    `low`: graded not reliable or suspected false, or to be used on conditions that nothing says are met.
    `confirmed`: the record's note names it, or the child, and a person confirmed whom or what is meant. `described`: a
    sentence of the note describes an adult, and nobody has said who that is. `proposed`: the note may name it, by a
    question that nobody has answered. `also`: restricted records on which that
    rests too, and `rests` who may see these. `not_before`: nobody could say it before, though its record was known.
    `of_witness`: the car or telephone is given there as that of somebody who told, saw or suffered what is recorded. It
    connects, and makes no group.
    `origin`: the agency that first had it.
    """

    person_id: str
    is_child: bool
    entity_kind: str
    entity_id: str
    on: date
    pieces: tuple[DatedFact, ...]
    low: bool
    confirmed: bool = False
    described: bool = False
    proposed: bool = False
    also: tuple[str, ...] = ()
    rests: RestsOn | None = None
    not_before: date = date.min
    of_witness: bool = False
    origin: str = ""

    @property
    def record_id(self) -> str:
        """The record."""
        return self.pieces[0].record_id

    @property
    def record_ids(self) -> tuple[str, ...]:
        """Every record that it needs, each once."""
        return tuple(dict.fromkeys((*(piece.record_id for piece in self.pieces), *self.also)))

    @property
    def is_passed_on(self) -> bool:
        """Whether the record says that another agency had it first."""
        return bool(self.origin) and self.origin != self.pieces[0].agency

    @property
    def of_note(self) -> bool:
        """Whether it stands on what a note says, and not on columns alone."""
        return self.confirmed or self.described or self.proposed

    @property
    def ties(self) -> bool:
        """Whether it ties people by itself: no description does, no nights, and no witness's car or telephone."""
        return not self.described and self.entity_kind != TOGETHER and not self.of_witness

    @property
    def known_from(self) -> date:
        """The day from which it was known."""
        return max(self.not_before, *(piece.known_from for piece in self.pieces))

    @property
    def rests_on(self) -> RestsOn:
        """On records of which scopes it rests."""
        scopes = frozenset(piece.scope for piece in self.pieces)
        return RestsOn(scopes | self.rests.scopes, self.rests.unless) if self.rests else RestsOn(scopes)


# Who stands with what on which record; of what stands on notes, on which restricted records that rests too.
Key = tuple[str, str, str, bool, RestsOn | None]


def gather_touches(*, records: Records, homes: Homes, as_at: date) -> list[Touch]:
    """Every touch that counts: of children with outside adults and things, and of outside adults with each other's.

    What a note names adds to what columns give, where a person confirmed it, and takes nothing's place. What it may
    name, by a question that nobody has answered, adds to both, and is told apart from them.
    """
    found: dict[Key, Touch] = {}
    for kind in KINDS:
        for row in (*records.children_with(kind), *records.adults_with(kind)):
            _keep(_touch(row, kind, homes), found, as_at)
    more: dict[Key, Touch] = {}
    for row in records.confirmed():
        kind = "adult" if row["entity_kind"] == EntityKind.PERSON else row["entity_kind"]
        _keep(_confirmed(row, kind, homes), more, as_at)
    for kind, row in records.named_children():
        kind = "adult" if kind == EntityKind.PERSON else kind
        _keep(_beside_named(row, kind, homes), more, as_at)
    words = read_words()
    for row in records.described(words.described_adults):
        _keep(_touch(row, UNIDENTIFIED, homes), found, as_at)
    for row in records.described_in_notes(words):
        _keep(_described(row, homes), more, as_at)
    given = supported(found.values())
    given_by = {key[:3] for key, touch in found.items() if not touch.of_witness}
    beside = [touch for key, touch in more.items() if key[:3] not in given_by]
    noted = [one for one in supported([*found.values(), *beside]) if one.of_note]
    maybe = _proposed(records, homes, as_at, besides=given_by | {key[:3] for key in more})
    maybe = [one for one in supported([*found.values(), *beside, *maybe]) if one.proposed]
    return sorted(
        [*given, *noted, *maybe],
        key=lambda one: (one.on, one.record_id, one.person_id, one.entity_id, one.of_witness, _by_first(one)),
    )


def _proposed(records: Records, homes: Homes, as_at: date, *, besides: set[tuple[str, str, str]]) -> list[Touch]:
    """What notes may name, where neither columns nor what was confirmed give it on the same record."""
    found: dict[Key, Touch] = {}
    for row in records.proposed():
        kind = "adult" if row["entity_kind"] == EntityKind.PERSON else row["entity_kind"]
        touch = _confirmed(row, kind, homes)
        if touch:
            not_before = row["not_before"] or date.min
            _keep(replace(touch, confirmed=False, proposed=True, not_before=not_before), found, as_at)
    return [touch for key, touch in found.items() if key[:3] not in besides]


def _keep(touch: Touch | None, found: dict[Key, Touch], as_at: date) -> None:
    """Of the same on one record the one that was known first, and of these the earliest."""
    if touch and touch.known_from <= as_at and all(piece.known_until == EVER for piece in touch.pieces):
        rests = touch.rests if touch.of_note else None
        key = (touch.person_id, touch.entity_id, touch.record_id, touch.of_witness, rests)
        if key not in found or _by_first(touch) < _by_first(found[key]):
            found[key] = touch


def _by_first(touch: Touch) -> tuple[date, date, tuple[DatedFact, ...], list[str], bool, bool, str]:
    """As known, then by day; whatever else may differ comes last, so that no two of one record are alike."""
    is_unless = touch.rests is not None and touch.rests.unless is not None
    return touch.known_from, touch.on, touch.pieces, sorted(touch.also), is_unless, touch.low, touch.origin


def _confirmed(row: NamedInNoteRow, kind: str, homes: Homes) -> Touch | None:
    """A touch by what a note names, with the restricted records that the answers to it rest on."""
    touch = _touch(row, kind, homes)
    if touch is None or (kind == "place" and homes.is_for_many(row["written"])):
        return None
    return replace(touch, confirmed=True, also=tuple(row["also_record_ids"]), rests=rests_also(row))


def _beside_named(row: NamedChildRow, kind: str, homes: Homes) -> Touch | None:
    """A touch of a child whom a note names: with what a column of the record gives, or what a note names beside."""
    touch = _confirmed(cast(NamedInNoteRow, row), kind, homes) if "also_record_ids" in row else _touch(row, kind, homes)
    if touch is None or not touch.is_child:
        return None
    rests = child_rests_also(row)
    if touch.rests:
        if touch.rests.unless is not None and rests.unless is not None:
            return None  # each holds among some answers alone
        unless = rests.unless if touch.rests.unless is None else touch.rests.unless
        rests = RestsOn(touch.rests.scopes | rests.scopes, unless)
    also = tuple(dict.fromkeys((*touch.also, *row["child_also_record_ids"])))
    return replace(touch, confirmed=True, also=also, rests=rests)


def _described(row: StandingRow, homes: Homes) -> Touch | None:
    touch = _touch(row, UNIDENTIFIED, homes)
    return replace(touch, described=True) if touch else None


def _touch(row: StandingRow, kind: str, homes: Homes) -> Touch | None:
    human, on, entity = human_of(row), row["event_on"], row["entity_id"]
    child, adult = human.is_child(on), human.is_adult(on)
    if (row["outside"] and not adult) or (not row["outside"] and not child):
        return None
    if kind == "adult":
        other = KnownPerson(entity, row["adult_born"], taken_as_child=False)
        may_be_own = homes.may_be_one(human.person_id, entity) or homes.is_relative(human.person_id, entity)
        at_home = row["role"] != "SUSPECT" and may_be_own
        if at_home or not other.is_adult(on):
            return None
    elif kind in KINDS and not (
        homes.is_small(entity, kind) and (not child or _is_outside(human, entity, kind, homes))
    ):
        return None
    pieces = tuple(dict.fromkeys((piece_of(row), other_piece_of(row))))
    low, of_witness = row["low"] or row["unmet"], row.get("of_witness", False)
    origin = origin_of(source_agency=row["source_agency"], agency=row["agency"])
    return Touch(human.person_id, child, kind, entity, on, pieces, low, of_witness=of_witness, origin=origin)


def is_touch(row: StandingRow, kind: str, homes: Homes) -> bool:
    """Whether a person's record with an adult or a thing counts at all."""
    return _touch(row, kind, homes) is not None


def _is_outside(child: KnownPerson, entity: str, kind: str, homes: Homes) -> bool:
    own = homes.is_home if kind == "place" else homes.is_own
    return not own(child.person_id, entity)


def supported(touches: Iterable[Touch]) -> list[Touch]:
    """Leaves out pairs that, among these, only low statements put together: in this stretch they are no tie."""
    of_pair: dict[tuple[str, str], list[Touch]] = defaultdict(list)
    for one in touches:
        of_pair[one.person_id, one.entity_id].append(one)
    return [one for some in of_pair.values() if not all(each.low for each in some) for one in some]
