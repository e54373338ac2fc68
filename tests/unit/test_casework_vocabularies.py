"""Every column of words is either one of a fixed vocabulary, or is listed here with the reason why it is free.

A new column that is neither fails. A vocabulary is kept by VocabularyField, which refuses any other word as it is kept.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction

import sightline.casework
from sightline.casework.core.models import Account, Assignment, AssignmentKind, PipelineRun, RunState, VocabularyField
from sightline.casework.core.row_keys.sealed_texts import SealedWordsField
from sightline.casework.journal.models import JournalEntry
from sightline.casework.posts.models import Post
from sightline.model.errors import OurFault

CASEWORK = Path(sightline.casework.__file__).parent
SEALED = "What somebody typed, sealed under a key of its row"

# Why a column of words has no vocabulary, and which columns that is true of.
FREE = {
    "Django's own columns of an account": (
        "Account.password Account.username Account.first_name Account.last_name Account.email"
    ),
    "The id or number of something": (
        "Assignment.mention_id CurrentSnapshot.snapshot_id PipelineRun.snapshot_id PersonChange.snapshot_before "
        "PersonChange.snapshot_after PersonChange.person_whole PersonChange.person_a PersonChange.person_b "
        "PersonChange.mention_id_a PersonChange.mention_id_b MentionSuccessor.mention_id MentionSuccessor.successor LookAgain.key LookAgain.mention_id Attachment.owner_id "
        "Attachment.attachment_id Comment.owner_id Comment.comment_id ConcernDraft.number ConcernDraft.corrects "
        "Concern.concern_id Concern.record_id Concern.mention_id Concern.about_mention_id Concern.corrects "
        "HintDone.passage_id Item.item_id Item.about_id Item.record_id Item.person_id ItemBasis.record_id "
        "ItemEvent.record_id Lease.boot Lease.tick_boot LiveClock.clock_id LiveClock.mention_id SavedSearch.saved_id "
        "NoteExample.record_id Meeting.meeting_id Meeting.item_id MeetingEntry.entry_id MeetingEntry.about "
        "MeetingEntry.corrects Notice.about_id NoticeSending.claimed_by NoticeLog.message_id SubjectFile.file_id "
        "SubjectFile.pattern_key SubjectFileEntry.entry_id SubjectFileEntry.about AnalystEntry.entry_id AnalystEntry.about "
        "BreachEntry.entry_id BreachEntry.about ComplaintEntry.entry_id ComplaintEntry.about CorrectionEntry.entry_id CorrectionEntry.about OnwardEntry.entry_id OnwardEntry.about OnwardEntry.mention_id OnwardEntry.agreement DisputeEntry.entry_id DisputeEntry.about DisputeEntry.record_id ConclusionDisputeEntry.entry_id ConclusionDisputeEntry.about ConclusionDisputeEntry.conclusion_id AccessRequestEntry.entry_id AccessRequestEntry.about AccessRequestEntry.request_id AccessRequestEntry.mention_id AccessRequestEntry.record_id "
        "AccessEntry.entry_id AccessEntry.about AccessEntry.mention_id "
        "RecertificationEntry.entry_id RecertificationEntry.about RecertificationEntry.key ReadingEntry.entry_id ReadingEntry.about ReadingEntry.mention_id OfficersEntry.entry_id OfficersEntry.about NamedAdultEntry.entry_id NamedAdultEntry.about NamedAdultEntry.mention_id RestrictionEntry.entry_id RestrictionEntry.about RestrictionEntry.record_id ReviewEntry.entry_id ReviewEntry.about ReviewEntry.review_id ReviewEntry.mention_id ReviewEntry.snapshot_id InsiderEntry.entry_id InsiderEntry.about InsiderEntry.mention_id DeclaredDetail.entry_id "
        "InsiderLook.about ItemConflict.item_id InsiderLook.person_id BlindAsk.entry_id BlindAsk.about EmergencyEntry.entry_id EmergencyEntry.about EmergencyEntry.mention_id "
        "SharedRecord.record_id SharedRecord.agreement SharedPerson.subject_id SharedPerson.agreement MatchProposal.entry_id MatchProposal.about MatchProposal.mention_id MatchProposal.other_mention_id "
        "RollEntry.entry_id RollEntry.about RollEntry.mention_id RollOpening.subject_id RollOpening.asked "
        "IndexedText.source_id RowKey.id"
    ),
    "A hash, or a text that is sealed": (
        "AuditEntry.previous_hash AuditEntry.hash Decision.previous_hash Decision.hash CurrentSnapshot.manifest_sha256 "
        "AnswerText.sha256 OneTimeLink.token_hash SignInTries.name_key SignInTries.address_key "
        "Attachment.withdrawn_sha Attachment.stored_sha256 Attachment.sealed Attachment.reported_sha "
        "Comment.withdrawn_sha Comment.text_sha Concern.said_sha256 Concern.taken_sha ConcernAddition.text_sha256 "
        "ItemEvent.text_sha ItemEvent.plain_sha SavedSearch.sealed NoteExample.sealed Meeting.text_sha "
        "MeetingEntry.text_sha SubjectFileEntry.text_sha AnalystEntry.text_sha BreachEntry.text_sha ComplaintEntry.text_sha CorrectionEntry.text_sha DisputeEntry.text_sha OnwardEntry.text_sha ConclusionDisputeEntry.text_sha AccessRequestEntry.text_sha "
        "AccessEntry.text_sha MatchProposal.text_sha RollEntry.text_sha IndexedText.marks "
        "RecertificationEntry.text_sha ReadingEntry.text_sha OfficersEntry.text_sha OfficersEntry.device NamedAdultEntry.text_sha RestrictionEntry.text_sha ReviewEntry.text_sha ReviewEntry.file_sha InsiderEntry.text_sha DeclaredDetail.value BlindAsk.text_sha EmergencyEntry.text_sha "
        "IndexKey.sealed RowKey.wrapped"
    ),
    "The name of an account, of the machine's account, or of a process": (
        "AuditEntry.username AuditEntry.os_name Decision.by Decision.os_name PipelineRun.by PipelineRun.os_name "
        "LookAgain.by OneTimeLink.made_by AccountRequest.username AccountRequest.asked_by AccountRequest.os_name "
        "AccountRequest.decided_by Recovery.by Recovery.os_name Recovery.answered_by Attachment.added_by "
        "Attachment.reported_by Attachment.withdrawn_by Comment.by Comment.withdrawn_by Concern.author "
        "ConcernReceipt.by ReferrerFeedback.by ConcernAddition.by Item.opened_by Item.answered_by ItemEvent.by "
        "Lease.holder NoteExample.confirmed_by Meeting.opened_by MeetingEntry.by SubjectFile.opened_by "
        "SubjectFileEntry.by AnalystEntry.by BreachEntry.by ComplaintEntry.by ComplaintEntry.owner CorrectionEntry.by CorrectionEntry.reader DisputeEntry.by OnwardEntry.by ConclusionDisputeEntry.by AccessRequestEntry.by AccessEntry.by "
        "RecertificationEntry.by RecertificationEntry.reader ReadingEntry.by ReadingEntry.reader OfficersEntry.by NamedAdultEntry.by RestrictionEntry.by ReviewEntry.by InsiderEntry.by InsiderLook.username BlindAsk.by EmergencyEntry.by "
        "MatchProposal.by RollEntry.by SharedRecord.username SharedPerson.username"
    ),
    SEALED: (
        "Assignment.why AuditEntry.reason Decision.why AnswerText.what AnswerText.who AnswerText.words "
        "AccountRequest.why Recovery.why Recovery.answer_words ReferrerFeedback.words"
    ),
    "What a rule or the program says, with nobody's name": "PipelineRun.what_went_wrong LookAgain.says Item.about",
    "What an agreement says, or the hash of it": (
        "SharedRecord.agreement_version SharedRecord.lawful_basis SharedPerson.agreement_version SharedPerson.lawful_basis"
    ),
    "What is typed of a post, a team or the front door": (
        "Account.post SharedRecord.post SharedPerson.post ConcernReceipt.post AccessEntry.name FrontDoor.name FrontDoor.phone FrontDoor.hours"
    ),
    "Words of one vocabulary, with `;` between them": "SharedRecord.fields",
    "The heading of a box of a record": "DisputeEntry.part",
    "A school, force, trust or other body within an agency": (
        "Account.organisation AccessRequestEntry.organisation Concern.organisation DisputeEntry.organisation OnwardEntry.organisation OnwardEntry.to_organisation RestrictionEntry.organisation Item.organisation ItemBasis.organisation MeetingEntry.organisation "
        "SharedRecord.to_organisation SharedRecord.from_organisation SharedPerson.to_organisation SharedPerson.from_organisation Post.organisation RotaShift.organisation SubjectFile.organisation AnalystEntry.organisation ReviewEntry.organisation"
    ),
    "A ladder, stage and seat in one text": "MeetingEntry.post",
    "A moment or a time of day": ("AuditEntry.at Decision.at Item.known_from RotaShift.begins RotaShift.ends"),
    "An id that rules give; a row keeps one that rules have no more": (
        "RollOpening.trigger RollOpening.rule_version Concern.layout SharedRecord.layout SharedRecord.action SharedRecord.reason SharedRecord.purpose SharedPerson.action SharedPerson.layout SharedPerson.purpose ConclusionDisputeEntry.rule_id Item.rule_id Item.rule_version ItemBasis.layout ItemEvent.reason LiveClock.rule_id "
        "LiveClock.rule_version NoteExample.sign RuleSwitch.rule_id SubjectFileEntry.measure "
        "SubjectFileEntry.measure_version"
    ),
    "Each domain names its own; the chains keep rows of every version": (
        "AuditEntry.action AuditEntry.outcome Decision.kind NoticeLog.outcome"
    ),
    "The key of a row that one module keeps": "Marker.name Marker.value Lease.name",
}
# What each column of JSON has. None but a concern's and its draft's has words that somebody typed.
JSON_COLUMNS = {
    "Ids of records, mentions or entries, or the kinds of them": (
        "AuditEntry.ids PersonChange.cause LookAgain.mention_ids LookAgain.record_ids Item.mention_ids Item.sentence "
        "SavedSearch.known SavedSearch.fresh Meeting.mention_ids Meeting.record_ids SubjectFile.mention_ids "
        "SubjectFile.record_ids AnalystEntry.ends NoticeLog.notice_ids RollOpening.rows RollOpening.first_days RollOpening.bodies "
        "ReadingEntry.rows ReadingEntry.counts InsiderLook.kinds ItemConflict.kinds AccessRequestEntry.applies "
        "AccessRequestEntry.flags EmergencyEntry.bodies OnwardEntry.kinds CorrectionEntry.recipients CorrectionEntry.holders"
    ),
    "Names of accounts, agencies, units and areas, or days of the week": (
        "Item.for_agencies ConclusionDisputeEntry.agencies AccessEntry.members AccessEntry.managers AccessEntry.responsible_for ReviewEntry.agencies Comment.notified Step.told Telling.told "
        "RotaShift.days"
    ),
    "Ids, hashes, counts and words of vocabularies": (
        "AuditEntry.details Decision.body PipelineRun.counts AccountRequest.body ReviewEntry.counts"
    ),
    "A concern as it was typed, which is a record and is erased as one; and its draft": (
        "ConcernDraft.boxes ConcernDraft.pages Concern.said Concern.entry Concern.clocks ConcernNoted.passages"
    ),
}
# Where a query names a word as loose text, and why it must.
LOOSE = {
    ("escalation/querysets.py", "source"): "the table that has this vocabulary imports the queryset",
    ("rules/selectors/pattern_page.py", "action"): "an action of the audit log, which has no vocabulary",
    ("rules/selectors/pattern_page.py", "outcome"): "an outcome of the audit log, which has no vocabulary",
}
ASKING = {"filter", "exclude", "get", "create", "update", "get_or_create", "update_or_create", "Q", "When"}


def word_columns() -> "dict[str, models.Field[Any, Any]]":
    """Every column of text of casework, by table and name. Moments and JSON are none."""
    return {
        f"{model.__name__}.{field.name}": field
        for model in apps.get_app_config("casework").get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, (models.CharField, models.TextField))
    }


def vocabularies() -> dict[str, VocabularyField]:
    """Those that keep a fixed vocabulary."""
    return {name: field for name, field in word_columns().items() if isinstance(field, VocabularyField)}


def test_each_column_of_words_has_a_vocabulary_or_a_reason() -> None:
    free = [name for names in FREE.values() for name in names.split()]
    assert len(free) == len(set(free)), "each column has one reason"
    without = set(word_columns()) - set(vocabularies())
    assert not without - set(free), "give it a VocabularyField, or list it in FREE with the reason"
    assert not set(free) - without, "FREE lists a column that is gone or has a vocabulary"


def test_what_somebody_types_is_sealed_under_a_key_of_its_row() -> None:
    sealed = {name for name, field in word_columns().items() if isinstance(field, SealedWordsField)}
    assert sealed == set(FREE[SEALED].split()), "a column of typed words is sealed, and no other is listed as such"
    found = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("casework").get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.JSONField)
    }
    of_journals = {f"{one.__name__}.record_ids" for one in JournalEntry.__subclasses__()}
    listed = [name for names in JSON_COLUMNS.values() for name in names.split()]
    assert len(listed) == len(set(listed))
    assert found - of_journals == set(listed), "say what it has: words that somebody types are kept as a text"


def test_each_vocabulary_has_words_that_fit_its_column() -> None:
    for name, field in vocabularies().items():
        words = [word for word, _ in field.flatchoices]
        assert words, name
        assert len(words) == len(set(words)), name
        assert all(word and len(word) <= (field.max_length or 0) for word in words), name
        assert not field.has_default() or field.holds(field.get_default()), name


def test_a_vocabulary_is_djangos_own_column_to_migrations_and_its_labels_are_no_change() -> None:
    def deconstructed(choices: list[tuple[str, str]]) -> Any:
        return VocabularyField(max_length=9, choices=choices).deconstruct()

    _, path, _, kwargs = deconstructed([("done", "Done")])
    assert path == "django.db.models.CharField"
    assert kwargs["choices"] == [("done", "done")]
    assert deconstructed([("done", "Wedi gorffen")]) == deconstructed([("done", "Done")])
    assert deconstructed([("begun", "Done")]) != deconstructed([("done", "Done")])


@pytest.mark.django_db
def test_no_other_word_is_kept_by_whatever_way_a_row_is_written() -> None:
    ann = Account.objects.create(username="ann", role="operator")
    beth = Account(username="beth", role="queen")
    run = PipelineRun.objects.create(started_at="2026-11-28T09:00:00Z", by="ann", as_at="2026-11-28")
    assert run.state == RunState.RUNNING
    ways = [
        beth.save,
        lambda: Account.objects.bulk_create([beth]),
        lambda: Account.objects.filter(pk=ann.pk).update(role="queen"),
        lambda: Account.objects.filter(pk=ann.pk).update(role=""),
        lambda: PipelineRun.objects.update(state="asleep"),
        lambda: Post.objects.create(ladder="navy", stage="practitioner"),
        lambda: Post.objects.create(ladder="police", stage="admiral"),
        lambda: Post.objects.create(ladder="police", stage="practitioner", seat="captain"),
    ]
    for way in ways:
        with pytest.raises(OurFault, match="cannot hold") as refused, transaction.atomic():
            way()
        assert refused.value.code == "not_in_vocabulary"
    assert Account.objects.get().role == "operator"
    assert Account.objects.filter(pk=ann.pk).update(agency="") == 1, "nothing is kept where that is allowed"
    assert Account.objects.filter(pk=ann.pk).update(agency=models.F("organisation")) == 1, "an expression is not a word"


@pytest.mark.django_db
def test_labels_are_for_people_and_what_is_read_is_not_checked() -> None:
    assert AssignmentKind.POLICE_LEAD.label == "Police lead"
    assert Assignment(kind="police_lead").get_kind_display() == "Police lead"
    assert Assignment(kind="once upon a time").kind == "once upon a time"


def loose_words(path: Path) -> Iterator[str]:
    """The columns of words that a module asks for or writes by a literal."""
    columns = {name.partition(".")[2] for name in word_columns()}
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call) and getattr(call.func, "attr", getattr(call.func, "id", "")) in ASKING:
            for keyword in call.keywords:
                word = keyword.value.value if isinstance(keyword.value, ast.Constant) else None
                column = (keyword.arg or "").partition("__")[0]
                if isinstance(word, str) and word and column in columns:
                    yield column


def test_no_query_names_a_word_as_loose_text() -> None:
    modules = {path.relative_to(CASEWORK).as_posix(): path for path in CASEWORK.rglob("*.py")}
    found = {(name, column) for name, path in modules.items() for column in loose_words(path)}
    assert not found - set(LOOSE), "name the member of the enum"
    assert not set(LOOSE) - found, "LOOSE lists a query that is gone"
