"""All that may be done, in one place. Each function checks, acts, audits, and returns.

A newcomer would get this wrong: what a service returns, or writes to a file, has passed the same filter as a page.
"""

from sightline.casework.accounts import close_account, create_account, set_email
from sightline.casework.answers import (
    acknowledge_item,
    answer_clock,
    answer_item,
    answer_pattern,
    answer_question,
    mark_action_done,
    see_answer,
)
from sightline.casework.bulk import keep_bulk, undo_bulk
from sightline.casework.concern_answers import mark_told_back, receive_concern
from sightline.casework.concern_drafts import begin_correction, begin_draft, discard_draft, finish_page, save_boxes
from sightline.casework.concerns import begin_about, send_concern
from sightline.casework.counting import make_count
from sightline.casework.disagreements import open_disagreement
from sightline.casework.evaluations import evaluate_answers, evaluate_links
from sightline.casework.exports import export_table
from sightline.casework.front_door import set_front_door
from sightline.casework.health import Check, check_health
from sightline.casework.intake import IngestReport, ingest_files
from sightline.casework.judgements import answer_same_person, undo_answer
from sightline.casework.last_looks import mark_seen
from sightline.casework.leaving import leave_line
from sightline.casework.look_again import look_again
from sightline.casework.marks import say_overlooked, say_passage_wrong
from sightline.casework.meeting_steps import (
    add_records,
    add_to_agenda,
    ask_to_meeting,
    call_off,
    keep_action,
    keep_attendance,
    keep_decision,
    keep_dissent,
    keep_held,
    keep_plan,
    mark_meeting_action_done,
    name_chair,
)
from sightline.casework.meetings import open_meeting
from sightline.casework.notices import read_about, read_notices
from sightline.casework.posts import set_post
from sightline.casework.rule_switching import switch_rule
from sightline.casework.runs import RunReport, run_pipeline
from sightline.casework.sending import SendingReport, send_notices
from sightline.casework.ticking import TickReport, tick
from sightline.casework.trainings import train_model
from sightline.casework.written import write_chronology

__all__ = [
    "Check",
    "IngestReport",
    "RunReport",
    "SendingReport",
    "TickReport",
    "acknowledge_item",
    "add_records",
    "add_to_agenda",
    "answer_clock",
    "answer_item",
    "answer_pattern",
    "answer_question",
    "answer_same_person",
    "ask_to_meeting",
    "begin_about",
    "begin_correction",
    "begin_draft",
    "call_off",
    "check_health",
    "close_account",
    "create_account",
    "discard_draft",
    "evaluate_answers",
    "evaluate_links",
    "export_table",
    "finish_page",
    "ingest_files",
    "keep_action",
    "keep_attendance",
    "keep_bulk",
    "keep_decision",
    "keep_dissent",
    "keep_held",
    "keep_plan",
    "leave_line",
    "look_again",
    "make_count",
    "mark_action_done",
    "mark_meeting_action_done",
    "mark_seen",
    "mark_told_back",
    "name_chair",
    "open_disagreement",
    "open_meeting",
    "read_about",
    "read_notices",
    "receive_concern",
    "run_pipeline",
    "save_boxes",
    "say_overlooked",
    "say_passage_wrong",
    "see_answer",
    "send_concern",
    "send_notices",
    "set_email",
    "set_front_door",
    "set_post",
    "switch_rule",
    "tick",
    "train_model",
    "undo_answer",
    "undo_bulk",
    "write_chronology",
]
