"""Erasure finds what people typed about a child in every table: by what the row names, or by the child's name in it."""

import pkgutil
from datetime import date
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from support import held, worried
from support.sessions import session_of
from support.typed_rows import make_every, make_row

import sightline.casework
from sightline.casework.access.models import AccessEntry
from sightline.casework.audit.append_only import list_triggers, wanted_triggers
from sightline.casework.audit.id_hashes import hash_body, hash_id
from sightline.casework.concerns.models import Concern, ConcernDraft
from sightline.casework.core import clock
from sightline.casework.core.models import Account, AnswerText, Decision, MentionSuccessor, VocabularyField
from sightline.casework.core.moments import MomentField
from sightline.casework.core.row_keys.sealed_texts import SealedWordsField
from sightline.casework.core.session import ReaderSession
from sightline.casework.erasure.casework_rows import erase_casework
from sightline.casework.erasure.named_things import TEXT_COLUMNS, tables_with_words
from sightline.casework.erasure.subjects import texts_about
from sightline.casework.journal.models import JournalEntry
from sightline.casework.journal.writer import Journal
from sightline.casework.missing.pages import TelephoneReport
from sightline.casework.missing.services import record_telephone_report
from sightline.casework.missing.telephone_reports import newest_reports
from sightline.casework.reviews.models import ReviewEntry
from sightline.casework.subject_access.models import AccessRequestEntry
from sightline.casework.two_officers.models import OfficersEntry
from sightline.store import Workspace
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


def test_words_about_a_mention_that_left_go_with_the_record_that_is_read_in_its_place() -> None:
    name_child()
    MentionSuccessor.objects.create(mention_id="mention0000000000left", successor=MENTION, since_on=date(2026, 11, 1))
    row = make_row(AccessEntry, say=neutral, given={"mention_id": "mention0000000000left"})
    other = make_row(AccessEntry, say=lambda of: f"Of another {of}.", given={"mention_id": "mention0000000000else"})
    assert row.text_sha in texts_about(RECORD.__eq__)
    erase_casework(register_of(records=(RECORD,)))
    assert AccessEntry.objects.get(pk=row.pk).mention_id == hash_id("mention0000000000left")
    assert AccessEntry.objects.get(pk=other.pk).mention_id == "mention0000000000else"
    assert other.text_sha not in texts_about(RECORD.__eq__)


def test_drafts_and_names_of_teams_that_name_the_child_go_and_others_stay() -> None:
    name_child()
    accounts = [Account.objects.create(username=f"drafts{one}", role="practitioner") for one in range(4)]
    boxes = ({"seen": "Ottoline ZZQUAVERTINE rang."}, {"child": [MENTION]}, {"seen": "Wren rang."}, {})
    for number, (account, typed) in enumerate(zip(accounts, boxes, strict=True)):
        given = {"account": account, "boxes": typed, "number": f"draft{number}"}
        make_row(ConcernDraft, say=neutral, given=given)
    named, other = (
        make_row(AccessEntry, say=neutral, given={"kind": "team", "name": name})
        for name in ("Team of Ottoline Zzquavertine", "Team of Wren")
    )
    names = ("ottolinezzquavertine",)
    erase_casework(register_of(records=(RECORD,), names=names), fresh=register_of(names=names))
    assert set(ConcernDraft.objects.values_list("number", flat=True)) == {"draft2", "draft3"}
    assert AccessEntry.objects.get(pk=named.pk).name == "Erased"
    assert AccessEntry.objects.get(pk=other.pk).name == "Team of Wren"
    assert wanted_triggers(connection) <= list_triggers(connection)


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


# Columns that may hold an id after an erasure, and why.
KEEP_IDS = {
    "AuditEntry": "a chain is never changed; ids are hashes since decision 0130",
    "Decision": "a chain is never changed",
    "CurrentSnapshot": "it names the snapshot that is served, and nothing else",
    "RowKey": "it holds keys, and a row with another key could not be read",
}


def every_column(model: type[models.Model]) -> dict[str, Any]:
    """Each column of a table that is long enough for an id, filled with those of the child, whatever it is called."""
    filled: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if isinstance(field, VocabularyField | MomentField | SealedWordsField) or field.name in TEXT_COLUMNS:
            continue
        if field.is_relation and field.related_model.__name__ not in {"Account", "Concern"}:
            filled[field.name] = make_row(field.related_model, say=neutral)
        if field.unique or field.is_relation:
            continue
        if isinstance(field, models.JSONField):
            filled[field.name] = [RECORD, {"mention_id": MENTION, MENTION: [f"record:{RECORD}"]}]
        elif isinstance(field, models.CharField) and (field.max_length or 0) >= len(RECORD):
            filled[field.name] = MENTION if "mention" in field.name or "person" in field.name else RECORD
    return filled


@pytest.mark.usefixtures("workspace")
def test_no_table_whatever_its_columns_has_the_id_of_an_erased_record_or_mention() -> None:
    name_child()
    made = []
    for model in apps.get_app_config("casework").get_models():
        if model.__name__ not in KEEP_IDS and model is not Concern and (filled := every_column(model)):
            made.append((make_row(model, say=neutral, given=filled), filled))
    assert len(made) > 40
    erase_casework(register_of(records=(RECORD,)))
    rows = {
        type(row).__name__: type(row)._default_manager.filter(pk=row.pk).values(*filled).first() for row, filled in made
    }
    assert {name: row for name, row in rows.items() if RECORD in str(row) or MENTION in str(row)} == {}
    assert [row for row in rows.values() if hash_id(MENTION) in str(row) and hash_id(RECORD) in str(row)]
    assert wanted_triggers(connection) <= list_triggers(connection)


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


def test_who_told_by_telephone_is_sealed_and_goes_with_the_record(workspace: Workspace) -> None:
    held.serve_snapshot(workspace)
    officer = worried.actor("mia", "practitioner", "police")
    told = {"person_id": held.AOIFE, "is_found": False, "since_at": "2024-06-01T09:00:00Z"}
    number = record_telephone_report(session_of(officer), told_by="Mrs Zzquavertine, her mother", **told)
    decision = Decision.objects.get(sequence=number)
    assert "Zzquavertine" not in str(decision.body) and decision.why == "Mrs Zzquavertine, her mother"
    (report,) = newest_of(session_of(officer))
    assert report.told_by == "Mrs Zzquavertine, her mother"
    erase_casework(register_of(names=("zzquavertine",)), fresh=register_of(names=("zzquavertine",)))
    assert Decision.objects.get(sequence=number).why == "Erased"
    assert [one.told_by for one in newest_of(session_of(officer))] == ["Erased"]


def newest_of(session: ReaderSession) -> list[TelephoneReport]:
    with session.need_current() as (_, store):
        return list(newest_reports(session, store, now=clock.now_at()).values())
