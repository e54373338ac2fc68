"""Which kinds of field an act shows of a record: by what the act shows, and by the fields that the record's rows fill.

A line of the ledger keeps kinds, not fields: a name, a birth date, a note. The mapping of a layout says which field is
of which kind. An act that is in no view here says nothing, and its lines say that this is not recorded.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from sightline.casenotes.readings.build import read_fields
from sightline.casework.core.serving import current_workspace
from sightline.casework.ledger.pages import SharedField, SharedPart
from sightline.ingest.mappings.files import list_mappings, load_own_mappings
from sightline.ingest.mappings.headings import lay_mapping
from sightline.ingest.mappings.mapping import Mapping as LayoutMapping
from sightline.ingest.mappings.mapping import MentionRule
from sightline.ingest.wording import bare_heading
from sightline.model.errors import SightlineError
from sightline.model.nouns import EntityKind

F, BETWEEN = SharedField, ";"
NOTES = frozenset({F.NOTE, F.CHILDS_WORDS})
WHO = frozenset({F.NAME, F.BIRTH_DATE, F.SEX, F.NUMBER, F.ADDRESS, F.CONTACT})
OF_PARTS: Mapping[str, SharedField] = {
    "name": F.NAME, "surname": F.NAME, "forename": F.NAME, "birth_date": F.BIRTH_DATE, "sex": F.SEX,
    "nhs_number": F.NUMBER, "upn": F.NUMBER, "local_id": F.NUMBER, "address": F.ADDRESS, "postcode": F.ADDRESS,
    "phone": F.CONTACT,
}  # fmt: skip
OF_THINGS = {EntityKind.PLACE: F.ADDRESS, EntityKind.PHONE: F.CONTACT, EntityKind.VEHICLE: F.VEHICLE}
# What a person is shown as, without a record itself.
OF_SHARED_PARTS: Mapping[str, tuple[SharedField, ...]] = {
    SharedPart.IDENTITY: (F.NAME, F.BIRTH_DATE, F.ADDRESS),
    SharedPart.MATCH: tuple(kind for kind in F if kind in WHO),
    SharedPart.CONNECTION: (F.NAME,),
    SharedPart.CONCLUSION: (F.NAME, F.EVENT),
    SharedPart.PLACE: (F.ADDRESS,),
}

# What a list that is exported says of the records that it is made of.
OF_TABLES: Mapping[str, tuple[SharedField, ...]] = {
    "records": (F.EVENT,),
    "mentions": (F.EVENT,),
    "persons": (F.NAME, F.BIRTH_DATE, F.NUMBER),
    "things": (F.ADDRESS, F.CONTACT, F.VEHICLE),
    "links": (F.OTHER,),
    "chronology": (F.EVENT, F.NOTE, F.CHILDS_WORDS, F.ADDRESS),
    "passages": (F.NOTE, F.CHILDS_WORDS),
    "proposals": (F.EVENT,),
    "clocks": (F.EVENT,),
    "patterns": (F.EVENT,),
    "actions": (F.NOTE,),
}


class RecordView(StrEnum):
    """What an act shows of a record: all its rows; a line of a chronology; notes; whom it names; or that it is there.

    Of one that is behind a conclusion, its type and dates are shown, and nothing else.
    """

    WHOLE = "whole"
    LINE = "line"
    NOTES = "notes"
    WHO = "who"
    BASIS = "basis"


ACTS: Mapping[RecordView, tuple[str, ...]] = {
    RecordView.WHOLE: (
        "read_record", "read_concern", "read_with_second_officer", "read_request_record", "export_access_bundle",
        "read_review_row", "correct_review_row", "read_review_import", "enter_concern",
    ),
    RecordView.LINE: (
        "read_person", "write_chronology", "read_timeline", "read_overview", "read_shared_events",
        "read_review_chronology", "export_review_chronology", "read_review_same_events", "read_review_telling",
        "read_review_as_holder", "export_review_inquiry", "read_agency_account", "read_emergency_access",
        "read_anonymous_check", "list_additions", "list_beside",
    ),
    RecordView.NOTES: (
        "list_signs", "list_signs_of_record", "list_signs_of_concern", "list_worth_reading",
        "list_worth_reading_of_record", "list_worth_reading_of_concern", "explain_sentence", "read_mark",
        "read_marks_said", "list_marks_said", "list_to_read_again", "read_asked_sentences", "list_worth_checking",
        "list_proposed_patterns", "list_note_readings", "find_people", "list_noted", "read_noted",
        "answer_listed_sentence", "decide_note_example", "add_to_concern",
    ),
    RecordView.WHO: (
        "read_identity", "read_family", "compare_people", "preview_match", "put_together", "read_parts",
        "preview_split", "split_person", "list_records_to_part", "preview_another_person", "read_match_proposal",
        "read_protected", "open_protected", "end_protected",
    ),
    RecordView.BASIS: (
        "read_item", "read_item_about", "close_item", "read_clock", "read_recognised", "read_unanswered",
        "read_group", "read_network", "read_network_picture", "export_network", "decide_shared_event", "find_concern",
        "offer_conclusion_dispute", "offer_beside", "offer_meeting", "offer_onward_request", "offer_restriction",
        "offer_working_file", "offer_records_of_file", "read_working_file", "read_meeting", "read_action_of_item",
        "read_protecting_agency", "say_overlooked", "say_passage_wrong", "find_tour_example", "forget_note_examples",
        "list_decisions_harmed_after", "read_review_pictures", "read_review_earliest", "read_review_moment",
        "run_day_again", "use_second_officer",
    ),
}  # fmt: skip
VIEW_OF = {action: view for view, actions in ACTS.items() for action in actions}


@dataclass(frozen=True, slots=True)
class LayoutFields:
    """Of which kind each field of a layout is, and which fields a line of a chronology says."""

    mapping: LayoutMapping
    kinds: Mapping[str, SharedField]
    in_line: frozenset[str]

    def kinds_of(self, headings: tuple[str, ...], view: RecordView) -> frozenset[SharedField]:
        """What a view shows of a row with these headings filled. What no mapping knows is another field."""
        places = lay_mapping(self.mapping, headings).places
        fields = places.keys() & self.in_line if view is RecordView.LINE else places.keys()
        known = {self.kinds.get(name, F.OTHER) for name in fields}
        unknown = {F.OTHER} if view is RecordView.WHOLE and len(set(places.values())) < len(headings) else set()
        return frozenset({*known, *unknown})


def kinds_shown(
    views: Collection[RecordView], *, layout: str, rows: Iterable[tuple[str, ...]]
) -> frozenset[SharedField]:
    """The kinds that these views show of a record of a layout, whose `rows` fill these headings.

    Of a record that no snapshot has yet, there are no rows: then every field of its layout.
    """
    of_layout = _layouts().get(layout)
    shown: set[SharedField] = {F.EVENT} if views else set()
    filled = list(rows) or ([tuple(one.heading for one in of_layout.mapping.columns.values())] if of_layout else [])
    for view in views:
        if view is RecordView.BASIS:
            continue
        each = (of_layout.kinds_of(one, view) if of_layout else frozenset({F.OTHER}) for one in filled)
        found = frozenset().union(*each)
        shown |= _kept(found, view)
    return frozenset(shown)


def _kept(found: frozenset[SharedField], view: RecordView) -> frozenset[SharedField]:
    """What a view keeps of the fields of a record. Where a note was read, it shows one, of whatever field."""
    if view is RecordView.NOTES:
        return found & NOTES or frozenset({F.NOTE})
    return found & WHO if view is RecordView.WHO else found


def write_kinds(kinds: Collection[str]) -> str:
    """The kinds as a line keeps them, in the order of the list."""
    return BETWEEN.join(kind for kind in F if kind in kinds)


def read_kinds(text: str) -> tuple[SharedField, ...]:
    """The kinds that a line keeps; none of one that did not record them."""
    return tuple(F(one) for one in text.split(BETWEEN) if one in F)


def in_order(kinds: Collection[str]) -> tuple[str, ...]:
    """Each once, in the order of the list."""
    return tuple(kind for kind in F if kind in kinds)


def _layouts() -> Mapping[str, LayoutFields]:
    """Every layout that ships, and those of the workspace's own mappings that can be read."""
    try:
        folder = current_workspace().mappings
        stamp = tuple(sorted((one.name, one.stat().st_mtime_ns) for one in folder.glob("*.toml")))
        return {**_shipped(), **_own(folder.as_posix(), stamp)}
    except (SightlineError, OSError):
        return _shipped()


@lru_cache(maxsize=1)
def _shipped() -> Mapping[str, LayoutFields]:
    return _by_layout(list_mappings())


@lru_cache(maxsize=2)
def _own(folder: str, stamp: tuple[tuple[str, int], ...]) -> Mapping[str, LayoutFields]:
    del stamp  # another makes it anew
    return _by_layout(load_own_mappings(Path(folder)))


def _by_layout(mappings: Iterable[LayoutMapping]) -> Mapping[str, LayoutFields]:
    notes = {one.layout: frozenset(map(bare_heading, one.notes)) for one in read_fields()}
    return {one.layout: _fields_of(one, notes.get(one.layout, frozenset())) for one in mappings}


def _fields_of(mapping: LayoutMapping, notes: frozenset[str]) -> LayoutFields:
    said = {field for fact in mapping.facts for _label, field in fact.what}
    said |= {fact.childs_words for fact in mapping.facts} | set(_dates(mapping))
    kinds = dict.fromkeys((*said, mapping.row_type, mapping.recorded), F.EVENT) | dict.fromkeys(
        mapping.numbers, F.NUMBER
    )
    for mention in mapping.mentions:
        kinds |= dict(_kinds_of(mention))
    kinds |= {name: F.NOTE for name, one in mapping.columns.items() if bare_heading(one.heading) in notes}
    kinds |= {fact.childs_words: F.CHILDS_WORDS for fact in mapping.facts}
    return LayoutFields(mapping, {name: kind for name, kind in kinds.items() if name}, frozenset(said - {""}))


def _dates(mapping: LayoutMapping) -> Iterator[str]:
    for dating in (one for fact in mapping.facts for one in fact.dates):
        yield from (dating.day, dating.clock, dating.to, dating.to_clock, dating.precision)


def _kinds_of(mention: MentionRule) -> Iterator[tuple[str, SharedField]]:
    """The fields that name somebody or something, each with its kind."""
    yield from ((field, F.NAME) for field in mention.other_names)
    if thing := OF_THINGS.get(mention.kind):
        yield from ((field, thing) for field in (*mention.parts.values(), *mention.description))
    else:
        yield from ((field, OF_PARTS[part]) for part, field in mention.parts.items() if part in OF_PARTS)
