"""All that may be read, in one place. Each function checks, reads through the one filter, audits, and returns.

A newcomer would get this wrong: there is no way to read a person or a record but these.
"""

from sightline.casework.accounts.selectors import (
    count_unconfirmed,
    list_accounts,
    list_recoveries,
    list_requests,
    open_invitation,
    read_account,
    read_recovery,
    read_request,
)
from sightline.casework.additions import list_additions
from sightline.casework.answers_review import may_review, read_answers_review
from sightline.casework.backlogs import read_backlog
from sightline.casework.bulk import list_bulk_choice, preview_bulk, read_bulk, renew_preview
from sightline.casework.ceilings.selectors import count_over, list_over, read_day_list
from sightline.casework.child_told import list_has_told
from sightline.casework.chronologies import read_person
from sightline.casework.clock_reading import list_clocks, list_due, read_clock
from sightline.casework.concern_drafts import find_draft, is_draft, read_draft
from sightline.casework.concern_reading import concern_of_record, list_concerns, read_concern
from sightline.casework.concerned_export import read_ledger_rows, read_register_rows
from sightline.casework.concerned_reading import (
    list_ended_working_files,
    list_working_files,
    list_working_files_about,
    list_working_files_on,
    offer_file_on_person,
    offer_file_on_recognised,
    offer_file_on_record,
    people_with_files,
    read_working_file,
)
from sightline.casework.concerned_records import list_records_to_name
from sightline.casework.count_reading import list_counts
from sightline.casework.current import find_damaged_data
from sightline.casework.front_door import read_front_door
from sightline.casework.go_live.selectors import read_go_lives
from sightline.casework.hints import list_answer_hints, list_hints
from sightline.casework.home_analyst import read_analyst_home
from sightline.casework.home_governance import read_governance_home
from sightline.casework.home_school import read_school_home
from sightline.casework.home_senior import read_senior_home
from sightline.casework.home_team import read_team_home
from sightline.casework.item_reviews import list_answers_sample, list_harmed_later, list_repeated_answers
from sightline.casework.items import count_items, list_items, read_item
from sightline.casework.look_again import list_look_again, read_look_again
from sightline.casework.marks import read_mark
from sightline.casework.marks_reading import count_marks, list_marks_said, may_list_marks_said, read_marks_said
from sightline.casework.meeting_offers import offer_about_person, offer_about_record, offer_for_item
from sightline.casework.meeting_reading import (
    list_meetings,
    list_meetings_about,
    list_meetings_of_item,
    read_action_of_item,
    read_meeting,
)
from sightline.casework.network_ends import find_ends as find_network_ends
from sightline.casework.network_entries import check_adding
from sightline.casework.network_entries import own_entry as own_network_entry
from sightline.casework.network_lists import list_networks, list_places_by_month
from sightline.casework.network_maps import map_places
from sightline.casework.network_pages import read_group, read_network
from sightline.casework.network_pictures import read_picture
from sightline.casework.network_whole import read_whole_picture, read_whole_table
from sightline.casework.noted_same import list_noted, read_noted
from sightline.casework.notices import count_unread, list_notices
from sightline.casework.overview import list_files, list_rejects, list_runs, read_home
from sightline.casework.people import check_may_find, find_people
from sightline.casework.post_reading import list_posts, read_post, read_post_to_divide
from sightline.casework.protection.openings import may_open_protected, read_protected
from sightline.casework.questions import list_my_answers, list_questions, read_question
from sightline.casework.reading_again import list_to_read_again
from sightline.casework.recognised import list_recognised, read_recognised
from sightline.casework.records import read_record
from sightline.casework.rested_again import list_rested_again
from sightline.casework.rotas.selectors import list_rotas, read_rota
from sightline.casework.rule_histories import read_rule_switch
from sightline.casework.rule_pages import read_rule_page
from sightline.casework.rule_switching import list_rules, measure_rule
from sightline.casework.rules.guidance import standing_key, standing_of
from sightline.casework.rules.selectors import glance_for, list_standings, read_first_run, read_rule_guidance
from sightline.casework.same_person.namesakes import list_same_name
from sightline.casework.same_person.pairing import compare_people
from sightline.casework.same_person.splitting import preview_split, read_parts
from sightline.casework.set_aside import decided_on
from sightline.casework.sight.selectors import read_sight
from sightline.casework.signs import list_signs, list_signs_of_concern, list_signs_of_record
from sightline.casework.straight_line.selectors import read_straight_line
from sightline.casework.told_back import list_to_tell_back
from sightline.casework.unanswered import list_to_ask, list_unanswered, read_unanswered
from sightline.casework.wording_counts import read_words_used
from sightline.casework.work_reading import list_work, read_item_view

__all__ = [
    "check_adding",
    "check_may_find",
    "compare_people",
    "concern_of_record",
    "count_items",
    "count_marks",
    "count_over",
    "count_unconfirmed",
    "count_unread",
    "decided_on",
    "find_damaged_data",
    "find_draft",
    "find_network_ends",
    "find_people",
    "glance_for",
    "is_draft",
    "list_accounts",
    "list_additions",
    "list_answer_hints",
    "list_answers_sample",
    "list_bulk_choice",
    "list_clocks",
    "list_concerns",
    "list_counts",
    "list_due",
    "list_ended_working_files",
    "list_files",
    "list_harmed_later",
    "list_has_told",
    "list_hints",
    "list_items",
    "list_look_again",
    "list_marks_said",
    "list_meetings",
    "list_meetings_about",
    "list_meetings_of_item",
    "list_my_answers",
    "list_networks",
    "list_noted",
    "list_notices",
    "list_over",
    "list_places_by_month",
    "list_posts",
    "list_questions",
    "list_recognised",
    "list_records_to_name",
    "list_recoveries",
    "list_rejects",
    "list_repeated_answers",
    "list_requests",
    "list_rested_again",
    "list_rotas",
    "list_rules",
    "list_runs",
    "list_same_name",
    "list_signs",
    "list_signs_of_concern",
    "list_signs_of_record",
    "list_standings",
    "list_to_ask",
    "list_to_read_again",
    "list_to_tell_back",
    "list_unanswered",
    "list_work",
    "list_working_files",
    "list_working_files_about",
    "list_working_files_on",
    "map_places",
    "may_list_marks_said",
    "may_open_protected",
    "may_review",
    "measure_rule",
    "offer_about_person",
    "offer_about_record",
    "offer_file_on_person",
    "offer_file_on_recognised",
    "offer_file_on_record",
    "offer_for_item",
    "open_invitation",
    "own_network_entry",
    "people_with_files",
    "preview_bulk",
    "preview_split",
    "read_account",
    "read_action_of_item",
    "read_analyst_home",
    "read_answers_review",
    "read_backlog",
    "read_bulk",
    "read_clock",
    "read_concern",
    "read_day_list",
    "read_draft",
    "read_first_run",
    "read_front_door",
    "read_go_lives",
    "read_governance_home",
    "read_group",
    "read_home",
    "read_item",
    "read_item_view",
    "read_ledger_rows",
    "read_look_again",
    "read_mark",
    "read_marks_said",
    "read_meeting",
    "read_network",
    "read_noted",
    "read_parts",
    "read_person",
    "read_picture",
    "read_post",
    "read_post_to_divide",
    "read_protected",
    "read_question",
    "read_recognised",
    "read_record",
    "read_recovery",
    "read_register_rows",
    "read_request",
    "read_rota",
    "read_rule_guidance",
    "read_rule_page",
    "read_rule_switch",
    "read_school_home",
    "read_senior_home",
    "read_sight",
    "read_straight_line",
    "read_team_home",
    "read_unanswered",
    "read_whole_picture",
    "read_whole_table",
    "read_words_used",
    "read_working_file",
    "renew_preview",
    "standing_key",
    "standing_of",
]
