"""All that may be done, in one place. Each function checks, acts, audits, and returns.

A newcomer would get this wrong: what a service returns, or writes to a file, has passed the same filter as a page.
"""

from sightline.casework.accounts.confirmation import confirm_account
from sightline.casework.accounts.recovery import answer_recovery, recover_account
from sightline.casework.accounts.requests import approve_request, refuse_request
from sightline.casework.accounts.services import (
    NewAccount,
    ask_to_end,
    change_account,
    close_account,
    create_account,
    create_accounts,
    end_account,
    invite_account,
    reopen_account,
    reset_password,
    reset_second_step,
    set_email,
    unlock_account,
)
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
from sightline.casework.ceilings.services import answer_over
from sightline.casework.concern_answers import mark_told_back, receive_concern
from sightline.casework.concern_drafts import begin_correction, begin_draft, discard_draft, finish_page, save_boxes
from sightline.casework.concerned_deciding import (
    decide_status,
    keep_as_a_child,
    keep_assessment,
    keep_capacity,
    keep_fact,
    keep_next_step,
    keep_review,
    mark_step_done,
    name_owner,
    take_back,
)
from sightline.casework.concerned_ledger import consider_measure, end_measure, keep_breach, leave_measure, use_measure
from sightline.casework.concerned_opening import open_working_file
from sightline.casework.concerns import begin_about, send_concern
from sightline.casework.counting import make_count
from sightline.casework.disagreements import open_disagreement
from sightline.casework.evaluations import evaluate_answers, evaluate_links
from sightline.casework.exports import export_table
from sightline.casework.front_door import set_front_door
from sightline.casework.go_live.services import set_backlog_plan, set_go_live
from sightline.casework.health import Check, check_health
from sightline.casework.hints import say_again, set_hint_aside
from sightline.casework.intake import IngestReport, ingest_files
from sightline.casework.integrity.checks import check_before_serving
from sightline.casework.interrupted import leave_file
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
from sightline.casework.network_entries import add_entry as add_network_entry
from sightline.casework.network_entries import take_back as take_back_network_entry
from sightline.casework.network_exports import export_network
from sightline.casework.noted_same import answer_noted
from sightline.casework.notices import read_about, read_day_list_notices, read_notices
from sightline.casework.posts import set_post
from sightline.casework.protection.openings import end_protected, open_protected
from sightline.casework.rested_again import look_at_rested
from sightline.casework.rotas.services import add_shift, end_shift
from sightline.casework.rule_checking import check_rules
from sightline.casework.rule_switching import switch_rule
from sightline.casework.rules.services import confirm_rule, own_rule
from sightline.casework.runs import RunReport, run_pipeline
from sightline.casework.same_person.pairing import put_together
from sightline.casework.same_person.splitting import keep_split
from sightline.casework.sending import SendingReport, send_notices
from sightline.casework.sight.services import end_sight, give_sight
from sightline.casework.ticking import TickReport, tick
from sightline.casework.timekeeping.correction import confirm_clock
from sightline.casework.timekeeping.lateness import check_clock
from sightline.casework.trainings import train_model
from sightline.casework.withdrawing import restore_rule, withdraw_rule
from sightline.casework.written import write_chronology

__all__ = [
    "Check",
    "IngestReport",
    "NewAccount",
    "RunReport",
    "SendingReport",
    "TickReport",
    "acknowledge_item",
    "add_network_entry",
    "add_records",
    "add_shift",
    "add_to_agenda",
    "answer_clock",
    "answer_item",
    "answer_noted",
    "answer_over",
    "answer_pattern",
    "answer_question",
    "answer_recovery",
    "answer_same_person",
    "approve_request",
    "ask_to_end",
    "ask_to_meeting",
    "begin_about",
    "begin_correction",
    "begin_draft",
    "call_off",
    "change_account",
    "check_before_serving",
    "check_clock",
    "check_health",
    "check_rules",
    "close_account",
    "confirm_account",
    "confirm_clock",
    "confirm_rule",
    "consider_measure",
    "create_account",
    "create_accounts",
    "decide_status",
    "discard_draft",
    "end_account",
    "end_measure",
    "end_protected",
    "end_shift",
    "end_sight",
    "evaluate_answers",
    "evaluate_links",
    "export_network",
    "export_table",
    "finish_page",
    "give_sight",
    "ingest_files",
    "invite_account",
    "keep_action",
    "keep_as_a_child",
    "keep_assessment",
    "keep_attendance",
    "keep_breach",
    "keep_bulk",
    "keep_capacity",
    "keep_decision",
    "keep_dissent",
    "keep_fact",
    "keep_held",
    "keep_next_step",
    "keep_plan",
    "keep_review",
    "keep_split",
    "leave_file",
    "leave_line",
    "leave_measure",
    "look_again",
    "look_at_rested",
    "make_count",
    "mark_action_done",
    "mark_meeting_action_done",
    "mark_seen",
    "mark_step_done",
    "mark_told_back",
    "name_chair",
    "name_owner",
    "open_disagreement",
    "open_meeting",
    "open_protected",
    "open_working_file",
    "own_rule",
    "put_together",
    "read_about",
    "read_day_list_notices",
    "read_notices",
    "receive_concern",
    "recover_account",
    "refuse_request",
    "reopen_account",
    "reset_password",
    "reset_second_step",
    "restore_rule",
    "run_pipeline",
    "save_boxes",
    "say_again",
    "say_overlooked",
    "say_passage_wrong",
    "see_answer",
    "send_concern",
    "send_notices",
    "set_backlog_plan",
    "set_email",
    "set_front_door",
    "set_go_live",
    "set_hint_aside",
    "set_post",
    "switch_rule",
    "take_back",
    "take_back_network_entry",
    "tick",
    "train_model",
    "undo_answer",
    "undo_bulk",
    "unlock_account",
    "use_measure",
    "withdraw_rule",
    "write_chronology",
]
