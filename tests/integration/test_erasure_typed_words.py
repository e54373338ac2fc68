"""Erasure finds what people typed about a child in every table: by what the row names, or by the child's name in it."""

import pkgutil
from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from support.typed_rows import make_every, make_row

import sightline.casework
from sightline.casework.audit.append_only import list_triggers, wanted_triggers
from sightline.casework.audit.id_hashes import hash_body, hash_id
from sightline.casework.concerns.models import Concern
from sightline.casework.core.models import AnswerText
from sightline.casework.erasure.casework_rows import erase_casework
from sightline.casework.erasure.named_things import TEXT_COLUMNS, tables_with_words
from sightline.casework.erasure.subjects import texts_about
from sightline.casework.journal.models import JournalEntry
from sightline.casework.journal.writer import Journal
from sightline.casework.reviews.models import ReviewEntry
from sightline.casework.subject_access.models import AccessRequestEntry
from sightline.casework.two_officers.models import OfficersEntry
from sightline.store.erasures import ErasedKind, Erasure, ErasureRegister

pytestmark = pytest.mark.django_db

RECORD, MENTION = "record00000000000001", "mention0000000000001"
# Tables without a column that could name a child, and without a row that could: their words alone say whom they name.
BY_WORDS_ALONE = {"BlindAsk", "BreachEntry", "ComplaintEntry", "RecertificationEntry"}
BY_RECORDS_ALONE = {"OfficersEntry", "CorrectionEntry", "DisputeEntry", "ConclusionDisputeEntry", "RestrictionEntry"}


def neutral(of: str) -> str:
    return f"What was said of {of} stands here and names nobody."


def register_of(*, records: tuple[str, ...] = (), names: tuple[str, ...] = ()) -> ErasureRegister:
    register = ErasureRegister((), b"k" * 32)
    said = {ErasedKind.RECORD: records, ErasedKind.NAME: names}
    hashes = {str(kind): tuple(register.hash(kind, one) for one in some) for kind, some in said.items()}
    return register.with_erasure(Erasure("erasure1", "2026-11-30", hashes))


def name_child() -> Concern:
    """A concern that is the record, and names the child."""
    given = {"record_id": RECORD, "mention_id": MENTION, "about_mention_id": "", "said": {}}
    concern: Concern = make_row(Concern, say=neutral, given=given)
    return concern


@pytest.mark.parametrize(
    "named",
    [
        {
            "mention_id": MENTION,
            "other_mention_id": MENTION,
            "mention_ids": [MENTION],
            "ends": [{"mention_id": MENTION}],
        },
        {"record_id": RECORD, "record_ids": [RECORD]},
    ],
)
def test_every_table_leads_to_the_record_of_the_child_or_is_known_by_its_words(named: dict[str, Any]) -> None:
    concern = name_child()
    made = list(make_every(say=neutral, given={**named, "owner_id": concern.concern_id, "concern": concern}))
    assert len(made) > 20
    about = texts_about(RECORD.__eq__)
    missed = {
        type(row).__name__
        for row, columns in made
        if any(getattr(row, one) not in about for one in columns if one in TEXT_COLUMNS)
    }
    columns = {one.__name__: {field.name for field in one._meta.fields} for one in tables_with_words()}
    able = {name for name, has in columns.items() if named.keys() & has}
    assert missed & able == set()
    assert "mention_id" not in named or missed - able <= BY_WORDS_ALONE | BY_RECORDS_ALONE


def test_words_that_name_the_child_go_in_every_table() -> None:
    names = ("ottolinezzquavertine",)
    made = list(make_every(say=lambda of: f"Ottoline ZZQUAVERTINE was named in {of}."))
    kept = make_every(say=lambda of: f"Ottoline Ashdown was named in {of}.")
    others = [getattr(row, one) for row, columns in kept for one in columns if one in TEXT_COLUMNS]
    erase_casework(register_of(names=names), fresh=register_of(names=names))
    said = {
        (type(row).__name__, one): getattr(type(row)._default_manager.get(pk=row.pk), one)
        for row, columns in made
        for one in columns
        if one not in TEXT_COLUMNS
    }
    assert set(said.values()) <= {"Erased"}, said
    left = dict(AnswerText.objects.filter(erased_at=None).values_list("sha256", "pk"))
    texts = {
        (type(row).__name__, one): getattr(row, one) for row, columns in made for one in columns if one in TEXT_COLUMNS
    }
    assert [name for name, sha in texts.items() if sha in left] == []
    assert set(others) <= set(left), "what names another child stays"


def test_what_was_asked_goes_once_it_is_known_later_whom_it_is_about() -> None:
    name_child()
    for model, column, named in (
        (AccessRequestEntry, "request_id", {"mention_id": MENTION}),
        (OfficersEntry, "about", {"record_ids": [RECORD]}),
        (ReviewEntry, "review_id", {"mention_id": MENTION}),
    ):
        first = make_row(model, say=neutral)
        later = make_row(model, say=lambda of: f"Later {of}.", given={column: first.entry_id, **named})
        other = make_row(model, say=lambda of: f"Of another child {of}.")
        found = texts_about(RECORD.__eq__)
        assert {first.text_sha, later.text_sha} <= found
        assert other.text_sha not in found


def test_what_is_about_another_child_too_stays() -> None:
    name_child()
    both = make_row(OfficersEntry, say=neutral, given={"record_ids": [RECORD, "record00000000000002"]})
    assert both.text_sha not in texts_about(RECORD.__eq__)


def test_rows_of_journals_have_hashes_of_what_is_erased_and_of_nothing_else() -> None:
    name_child()
    other = "record00000000000002"
    named = {"record_id": RECORD, "record_ids": [RECORD, other], "mention_id": MENTION, "other_mention_id": MENTION,
             "ends": [{"mention_id": MENTION, "record_id": other}]}  # fmt: skip
    made = [row for row, _ in make_every(say=neutral, given=named) if isinstance(row, JournalEntry)]
    erase_casework(register_of(records=(RECORD,)))
    rows = [type(row)._default_manager.filter(pk=row.pk).values().get() for row in made]
    assert rows and not [row for row in rows if RECORD in str(row) or MENTION in str(row)]
    assert [row for row in rows if hash_id(MENTION) in str(row) and hash_id(RECORD) in str(row)]
    assert all(other in row["record_ids"] for row in rows)
    assert wanted_triggers(connection) <= list_triggers(connection), "and nobody changes them again"


# Journals whose decisions must have plain ids, and for whom.
READ_FROM_DECISIONS = {
    "dispute": "sessions ask decisions which records are disputed",
    "restriction": "sessions ask decisions which records are restricted",
    "network": "entries of analysts are made anew from decisions",
    "match_proposal": "an answer to it repeats its mentions in a decision from which runs learn who is who",
    "meeting": "not hashed yet: the meeting's own row names the same",
    "working_file": "not hashed yet: what a file stood on when it was ended is read from the decision",
}


def test_decisions_of_a_journal_have_hashes_but_where_somebody_reads_their_ids() -> None:
    for found in pkgutil.walk_packages(sightline.casework.__path__, "sightline.casework."):
        if found.name.endswith(".writer"):
            import_module(found.name)
    every = {one for one in all_of(Journal) if getattr(one, "noun", "")}
    plain = {one.noun for one in every if not one.hashes_ids}
    without = {"blind_question", "breach", "complaint", "recertification"}  # they name no record
    assert plain - without == set(READ_FROM_DECISIONS)
    assert hash_body({"record_ids": [RECORD], "mention_id": "", "agency": "police"}) == {
        "record_ids": [hash_id(RECORD)], "mention_id": "", "agency": "police"
    }  # fmt: skip


def all_of(of: type[Any]) -> set[type[Any]]:
    """All classes made of one, at any depth."""
    return {deeper for one in of.__subclasses__() for deeper in (one, *all_of(one))}
