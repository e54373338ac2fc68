"""The tables of escalation: posts, items and what they rest on, the steps that were worked, what people answered.

`state`, `stage` and the due moments of an item are kept for lists alone. They are worked out anew from its events, the
ladder and the calendar by `engine.recompute_state`, and nothing else writes them. Words that people wrote stand in
AnswerText alone, so that they can be erased while decision and step remain.
"""

from typing import ClassVar

from django.db import models

from sightline.casework.core.models import VocabularyField, choices_of
from sightline.casework.core.moments import MomentField
from sightline.casework.escalation.querysets import ItemBasisQuerySet, ItemQuerySet, StepQuerySet
from sightline.casework.posts.ladder_choices import ladders
from sightline.escalation import Happening, Stage, State, Urgency, Why
from sightline.model.nouns import Agency

WHEN_LENGTH, ID_LENGTH, NAME_LENGTH, HASH_LENGTH = 20, 40, 150, 64


class ItemSource(models.TextChoices):
    """What an item came from. Of a working file: nobody owns it, its review or its next step is overdue."""

    CLOCK = "clock"
    QUESTION = "question"
    PATTERN = "pattern"
    DISAGREEMENT = "disagreement"
    REASSIGNED = "left_line"
    REPORTED = "reported_document"
    SHARE = "restricted_share"
    SENTENCE = "sentence"
    SECOND_READING = "second_reading"
    POSSIBLE_MATCH = "possible_match"
    PROPOSED_MATCH = "proposed_match"
    MEETING_ACTION = "meeting_action"
    UNOWNED = "unowned"
    REVIEW_OVERDUE = "review_overdue"
    ACTION_OVERDUE = "next_step_overdue"
    LATE = "late_extract"
    LATE_DELIVERY = "late_delivery"
    BACKLOG = "backlog_overdue"
    DATA_BREACH = "data_breach"
    EXPOSED_ADDRESS = "exposed_address"
    DATA_COMPLAINT = "data_complaint"
    CORRECTION = "correction_notice"
    DISPUTE = "record_dispute"
    EMERGENCY_REVIEW = "emergency_review"
    EMERGENCY_HOLDER = "emergency_holder"
    DATA_REQUEST = "data_request"
    AGREEMENT_REVIEW = "agreement_review"
    DISCLOSURE = "emergency_disclosure"
    BLIND_QUESTION = "blind_question"
    CALL_SIGNAL = "call_signal"
    SAFE_TO_TELL = "safe_to_tell"
    TELLING_REVIEW = "telling_review"
    RESTRICTION = "restriction_ends"
    CLINICIAN_YES = "clinician_yes"
    OFFICERS_REVIEW = "two_officers_review"
    OFFICERS_HOLDER = "two_officers_holder"
    STAFF_QUESTION = "staff_question"
    ONWARD = "onward_request"


class Item(models.Model):
    """Something that somebody must answer. Its id is made of its rule, its first record and whom it is about there.

    `about` is words without personal data. `opened_at` is the true moment, also where it was worked later; no event
    counts before `worked_through`, so that an answer never undoes a step that people were told of. What has left its
    agency's line (`reassigned`) is closed, and that line does not find it again. `begins` is the stage at which it
    began, where those below had their time already; empty where it began at the first. `put_back_at` is when it was put
    back after it had been escalated too early by a wrong clock. A `straight` one counts each stage from `arrived_at`,
    when its record arrived. `known_from` is when its agency knew of it, `deadline_at` the last moment by its rule.
    A `late` one lists all of its child that arrived late. `adult_told_at` is when adult safeguarding was added.
    `for_agencies` are those that must answer once its holder shares, where it asks a holder.
    `sentence` is the sign that a question about a sentence asks for, where it stands, and the hash of its words.
    """

    item_id = models.CharField(max_length=ID_LENGTH, unique=True)
    rule_id = models.CharField(max_length=60, db_index=True)
    rule_version = models.CharField(max_length=20, blank=True)
    source = VocabularyField(max_length=20, choices=choices_of(ItemSource))
    about_id = models.CharField(max_length=ID_LENGTH, blank=True, db_index=True)
    record_id = models.CharField(max_length=ID_LENGTH, blank=True, db_index=True)
    mention_ids = models.JSONField(default=list)
    person_id = models.CharField(max_length=ID_LENGTH, blank=True, db_index=True)
    agency = VocabularyField(max_length=40, blank=True, choices=choices_of(Agency))
    organisation = models.CharField(max_length=200, blank=True)
    ladder = VocabularyField(max_length=40, choices=ladders)
    urgency = VocabularyField(max_length=20, choices=choices_of(Urgency))
    about = models.TextField()
    opened_at = MomentField()
    opened_by = models.CharField(max_length=NAME_LENGTH, blank=True)
    worked_through = MomentField()
    state = VocabularyField(max_length=20, choices=choices_of(State))
    stage = VocabularyField(max_length=40, choices=choices_of(Stage))
    highest_stage = VocabularyField(max_length=40, choices=choices_of(Stage))
    answer_by = MomentField()
    next_due_at = MomentField(null=True)
    answered_by = models.CharField(max_length=NAME_LENGTH, blank=True)
    closed_at = MomentField(null=True)
    reassigned = models.BooleanField(default=False)
    begins = VocabularyField(max_length=40, blank=True, choices=choices_of(Stage))
    put_back_at = MomentField(null=True)
    straight = models.BooleanField(default=False)
    late = models.BooleanField(default=False)
    adult_told_at = MomentField(null=True)
    known_from = models.CharField(max_length=WHEN_LENGTH, blank=True, default="")
    arrived_at = MomentField(null=True)
    deadline_at = MomentField(null=True)
    for_agencies = models.JSONField(default=list, blank=True)
    sentence = models.JSONField(default=dict, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        """Looked up by whose turn it is, and by what falls due next."""

        indexes: ClassVar = [
            models.Index(fields=["next_due_at"], name="item_next_due"),
            models.Index(fields=["stage", "ladder", "state", "answer_by"], name="item_whose_turn"),
            models.Index(fields=["state", "answer_by", "item_id"], name="item_state"),
        ]


class ItemBasis(models.Model):
    """A record that an item cannot stand without, with what the visibility filter reads, as the record stands now."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="basis")
    record_id = models.CharField(max_length=ID_LENGTH, db_index=True)
    agency = VocabularyField(max_length=40, choices=choices_of(Agency))
    organisation = models.CharField(max_length=200)
    layout = models.CharField(max_length=60)
    restricted = models.BooleanField()
    sealed = models.BooleanField(default=False)

    objects = ItemBasisQuerySet.as_manager()

    class Meta:
        """Each record once an item."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["item", "record_id"], name="one_basis_row")]


class Step(models.Model):
    """The item came to a stage: due at the true moment, done when it was worked. `told` are account names then."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    stage = VocabularyField(max_length=40, choices=choices_of(Stage))
    why = VocabularyField(max_length=30, choices=choices_of(Why))
    due_at = MomentField()
    answer_by = MomentField()
    done_at = MomentField()
    told = models.JSONField(default=list)

    objects = StepQuerySet.as_manager()

    class Meta:
        """Each step once, whoever ticks."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["item", "number"], name="each_step_once")]
        indexes: ClassVar = [models.Index(fields=["done_at"], name="step_done")]


class ItemEvent(models.Model):
    """What happened to an item: by whom, acting at which stage. `decision` is the number of the decision behind it."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="events")
    kind = VocabularyField(max_length=30, choices=choices_of(Happening))
    at = MomentField()
    stage = VocabularyField(max_length=40, blank=True, choices=choices_of(Stage))
    by = models.CharField(max_length=NAME_LENGTH, blank=True)
    by_when = models.DateField(null=True)
    reason = models.CharField(max_length=60, blank=True)
    again = models.BooleanField(default=False)
    step = models.PositiveIntegerField(default=0)
    record_id = models.CharField(max_length=ID_LENGTH, blank=True)
    text_sha = models.CharField(max_length=HASH_LENGTH, blank=True, db_index=True)
    plain_sha = models.CharField(max_length=HASH_LENGTH, blank=True, db_index=True)
    decision = models.BigIntegerField(null=True, unique=True)


class Lease(models.Model):
    """Who ticks, until when; since when somebody serves; and when the last tick ended. One row a name.

    `token` grows with each new holder. `until_steady` and `tick_steady` are seconds since the machine started, and
    `boot` and `tick_boot` name that start: they hold where the machine's clock was set.
    """

    name = models.CharField(max_length=40, primary_key=True)
    holder = models.CharField(max_length=100, blank=True)
    token = models.BigIntegerField(default=0)
    until_at = MomentField(null=True)
    boot = models.CharField(max_length=ID_LENGTH, blank=True, default="")
    until_steady = models.FloatField(default=0)
    tick_boot = models.CharField(max_length=ID_LENGTH, blank=True, default="")
    tick_steady = models.FloatField(default=0)
    serving_from_at = MomentField(null=True)
    last_tick_at = MomentField(null=True)
    went_wrong = models.PositiveIntegerField(default=0)


class LiveClock(models.Model):
    """A clock of a concern entered here, worked out once when the first tick after it sees it; it rests on it alone."""

    clock_id = models.CharField(max_length=ID_LENGTH, primary_key=True)
    concern = models.ForeignKey("casework.Concern", on_delete=models.PROTECT)
    rule_id = models.CharField(max_length=60)
    rule_version = models.CharField(max_length=20)
    mention_id = models.CharField(max_length=ID_LENGTH, blank=True)
    due_at = MomentField(db_index=True)
    answering_agency = VocabularyField(max_length=40, choices=choices_of(Agency))
    climbs = models.BooleanField()
    urgent = models.BooleanField()
