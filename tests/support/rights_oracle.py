"""Who gets what at which address, written from docs/security.md and the roles in plain words, not asked of `sharing`.

**You added a URL?** Add one line to LINES below: its name, the methods that it takes, who is let in, and the kind of
object in its address (a key of `rights_objects.Objects.of`), or none. The test says the rest.
"""

from dataclasses import dataclass, field
from enum import StrEnum

NOBODY = "nobody"
# Everybody who asks: role, agency, organisation. The last two are there for what is their own body's.
READERS: dict[str, tuple[str, str, str]] = {
    "practitioner": ("practitioner", "childrens_services", "childrens_services"),
    "school_lead": ("school_lead", "school", "Elm School"),
    "analyst": ("analyst", "police", "police"),
    "manager": ("manager", "childrens_services", "childrens_services"),
    "senior_officer": ("senior_officer", "police", "police"),
    "partnership_executive": ("partnership_executive", "childrens_services", ""),
    "reviewer": ("reviewer", "partnership", ""),
    "elected_member": ("elected_member", "", ""),
    "information_governance": ("information_governance", "", ""),
    "operator": ("operator", "", ""),
    "nurse": ("practitioner", "health", "Clinic"),
    "other_school_lead": ("school_lead", "school", "Oak School"),
}
TEN = tuple(name for name in READERS if name not in ("nurse", "other_school_lead"))


class Cell(StrEnum):
    """What somebody meets at an address."""

    SEEN = "seen or done"
    NOT_FOUND = "not found"
    REFUSED = "refused"
    SIGN_IN = "led to sign in"
    NOT_TAKEN = "method not taken"
    HARMLESS = "harmless"


@dataclass(frozen=True)
class Record:
    """What decides who reads a record: whose it is, its markings, and which school's pupil it names."""

    agency: str
    organisation: str
    restricted: bool = False
    sealed: bool = False
    pupil_of: str = ""
    professional: bool = False


RECORDS = {
    "police": Record("police", "police", pupil_of="Elm School"),
    "log": Record("police", "police", restricted=True, pupil_of="Elm School"),
    "clinic": Record("health", "Clinic", restricted=True, pupil_of="Elm School"),
    "school": Record("school", "Elm School", pupil_of="Elm School"),
    "ben": Record("police", "police"),
    "visit": Record("childrens_services", "childrens_services", pupil_of="Elm School"),
    "sealed": Record("police", "police", restricted=True, sealed=True),
    "concern": Record("youth_service", "youth_service", pupil_of="Elm School"),
    "kept_concern": Record("police", "police", restricted=True),
    "professional_concern": Record("youth_service", "youth_service", restricted=True, professional=True),
}

EVERYBODY = tuple(READERS)
COUNTS_ONLY = ("partnership_executive", "elected_member")
NO_RECORDS = (*COUNTS_ONLY, "operator")
GOVERNING = (
    "information_governance",
    "operator",
)  # whose work needs no record: accounts, agreements, papers, the audit
RECORDS_OF_ALL = ("information_governance",)
SCHOOLS = ("school_lead", "other_school_lead")


def without(*names: str) -> tuple[str, ...]:
    """Everybody but these."""
    return tuple(name for name in READERS if name not in names)


PEOPLE = without(*NO_RECORDS)
ANSWERING = ("analyst", "manager", *RECORDS_OF_ALL)
PROPOSING = ("practitioner", "nurse", *SCHOOLS, "senior_officer")
FILES = ("analyst", *GOVERNING)
BUT_ELECTED = without("elected_member")
WORKING_FILES = without(*NO_RECORDS, *SCHOOLS)
DECIDING = ("analyst", "manager", "senior_officer", "information_governance")
KEEP_ENDED = ("reviewer", *RECORDS_OF_ALL)
ANALYSTS = ("analyst",)
GIVING = ("manager", "information_governance")
SIGNING = ("information_governance",)
OFFICERS = ("practitioner", "nurse", "manager", "senior_officer")
IN_EMERGENCY = ("practitioner", "nurse", *SCHOOLS, "manager", "senior_officer")
REVIEWING_REASONS = ("manager", *RECORDS_OF_ALL)
SWITCHING = (*GOVERNING, "partnership_executive")
CONFIRMING = (*SWITCHING, "manager", "senior_officer")
REVIEWING = ("partnership_executive", "reviewer", *RECORDS_OF_ALL)
LEADING = ("manager", "senior_officer", *GOVERNING)
COUNTING = without("practitioner", "nurse", *SCHOOLS, "manager")
# Who answers items of police, writes at these two meetings, and receives referrals to children's services.
OF_POLICE = ("analyst", "senior_officer")
MINUTING = ("manager", "senior_officer")
FRONT_DOOR = ("practitioner", "manager")
OWNING = (*FILES, "partnership_executive")


def reads(reader: str, key: str) -> bool:
    """Whether somebody reads one record."""
    record, (role, agency, organisation) = RECORDS[key], READERS[reader]
    if role in NO_RECORDS or record.sealed:
        return False
    if role in RECORDS_OF_ALL:
        return True
    if record.professional:
        return False
    if role == "school_lead" and organisation not in (record.pupil_of, record.organisation):
        return False
    if not record.restricted:
        return True
    own = {"reviewer": False, "school_lead": (agency, organisation) == (record.agency, record.organisation)}
    return own.get(role, agency == record.agency)


@dataclass(frozen=True)
class Thing:
    """One object in an address: the records that it is based on, all of which must be read, or any (a person).

    `only`: who knows of it at all, whatever they read: an author, those asked to a meeting.
    """

    ids: dict[str, object] = field(hash=False)
    based_on: tuple[str, ...] = ()
    by_any: bool = False
    only: tuple[str, ...] | None = None
    also: tuple[str, ...] = ()

    def known_to(self, reader: str) -> bool:
        """Whether this reader may know of it."""
        if reader in self.also:
            return True
        if self.only is not None and reader not in self.only:
            return False
        if not self.based_on:
            return True
        return (any if self.by_any else all)(reads(reader, key) for key in self.based_on)


@dataclass(frozen=True)
class Line:
    """What an address takes, whom it lets in and what it is about. `public`: nobody need sign in.

    `posting`: whom a POST lets in where these are fewer. `refusal`: what all others meet. `library`: a page of allauth,
    whose views take other methods as the page or a form; without a token these are refused like a POST.
    `acting`: who does something about an object that they see; all others who see it are refused.
    """

    methods: str = "GET"
    who: tuple[str, ...] = EVERYBODY
    about: str = ""
    posting: tuple[str, ...] | None = None
    refusal: Cell = Cell.REFUSED
    public: bool = False
    library: bool = False
    acting: tuple[str, ...] | None = None


def cell(line: Line, reader: str, method: str, thing: Thing | None) -> Cell:
    """What this reader meets."""
    if line.library and method not in ("GET", "POST"):
        return Cell.HARMLESS
    if reader == NOBODY and not line.public:
        return Cell.SIGN_IN
    if method.replace("HEAD", "GET") not in line.methods.split():
        return Cell.NOT_TAKEN
    if line.public:
        return Cell.SEEN if thing is None else Cell.NOT_FOUND
    who = line.posting if method == "POST" and line.posting is not None else line.who
    if reader not in who:
        return line.refusal
    if thing is not None and not thing.known_to(reader):
        return Cell.NOT_FOUND
    return Cell.SEEN if line.acting is None or reader in line.acting else Cell.REFUSED


BOTH = "GET POST"
LINES: dict[str, Line] = {
    "home": Line(),
    "seen": Line("POST"),
    "printed": Line("POST"),
    "tour": Line(),
    "tour_next": Line("POST"),
    "tour_leave": Line("POST"),
    "find": Line(BOTH, PEOPLE),
    "found": Line("GET", PEOPLE),
    "searches": Line("GET", PEOPLE),
    "search_save": Line("POST", PEOPLE),
    "search_open": Line("POST", PEOPLE, "search"),
    "search_watch": Line("POST", PEOPLE, "search"),
    "search_delete": Line("POST", PEOPLE, "search"),
    "access_requests": Line("GET", ("information_governance",)),
    "access_request_enter": Line(BOTH, ("information_governance",)),
    "access_request": Line("GET", EVERYBODY, "access_request"),
    "access_bundle": Line("GET", EVERYBODY, "access_request"),
    "access_bundle_file": Line("GET", EVERYBODY, "access_request"),
    "access_record": Line(BOTH, EVERYBODY, "access_record"),
    "access_request_act": Line(BOTH, EVERYBODY, "access_request_act"),
    "named_adults": Line("GET", ("information_governance", "manager", "senior_officer")),
    "named_adult_ask": Line(BOTH, ("information_governance",)),
    "named_adult": Line("GET", EVERYBODY, "named_adult"),
    "named_adult_act": Line(BOTH, EVERYBODY, "named_adult_act"),
    "restrictions": Line("GET", ("information_governance",)),
    "restriction": Line("GET", EVERYBODY, "restriction"),
    "restriction_decide": Line(BOTH, EVERYBODY, "restriction_decide"),
    "restrict": Line(BOTH, ("information_governance",), "record"),
    "disputes": Line(),
    "dispute": Line("GET", EVERYBODY, "dispute"),
    "dispute_decide": Line(BOTH, EVERYBODY, "dispute_decide"),
    "conclusion_disputes": Line(),
    "conclusion_dispute": Line("GET", EVERYBODY, "conclusion_dispute"),
    "conclusion_dispute_decide": Line(BOTH, EVERYBODY, "conclusion_dispute_decide"),
    "conclusion_beside": Line(BOTH, PEOPLE, "conclusion"),
    "onward_requests": Line(),
    "onward_request": Line("GET", EVERYBODY, "nothing"),
    "onward_answer": Line(BOTH, EVERYBODY, "nothing"),
    "onward_ask": Line(BOTH, PEOPLE, "not_asked"),
    "beside": Line(BOTH, PEOPLE, "record"),
    "statement_add": Line(BOTH, PEOPLE, "statement_add"),
    "corrections": Line(),
    "correction": Line(BOTH, EVERYBODY, "correction"),
    "correction_told": Line(BOTH, EVERYBODY, "correction_told"),
    "bulk_exports": Line(),
    "bulk_export_new": Line(BOTH),
    "bulk_export": Line(BOTH, EVERYBODY, "nothing"),
    "complaints": Line(),
    "complaint_enter": Line(BOTH),
    "complaint": Line("GET", EVERYBODY, "complaint"),
    "complaint_decide": Line(BOTH, EVERYBODY, "complaint_decide"),
    "agreements": Line("GET", SWITCHING),
    "emergency_open": Line(BOTH, IN_EMERGENCY, "person"),
    "emergencies": Line("GET", PEOPLE),
    "emergency": Line("GET", EVERYBODY, "emergency"),
    "emergency_end": Line("POST", EVERYBODY, "nothing"),
    "emergency_look": Line("POST", EVERYBODY, "nothing"),
    "emergency_review": Line(BOTH, EVERYBODY, "emergency_review"),
    "disclosure": Line(BOTH, ("information_governance",), "nothing"),
    "asks": Line("GET", (*IN_EMERGENCY, *SIGNING)),
    "ask_who_knows": Line(BOTH, IN_EMERGENCY),
    "ask_to_be_called": Line(BOTH, IN_EMERGENCY),
    "blind_answer": Line("GET", EVERYBODY, "nothing"),  # test_blind_questions.py has some
    "call_signal": Line("GET", EVERYBODY, "nothing"),
    "call_to_make": Line("GET", EVERYBODY, "nothing"),
    "call_made": Line("POST", EVERYBODY, "nothing"),
    "two_officers": Line("GET", (*OFFICERS, *SIGNING)),
    "two_officers_sealed": Line(BOTH, (*OFFICERS, *SIGNING)),
    "two_officers_address": Line(BOTH, (*OFFICERS, *SIGNING), "unmarked"),  # test_web_protected.py has one
    "two_officers_request": Line("GET", EVERYBODY, "officers_request"),
    "two_officers_confirm": Line("POST", EVERYBODY, "nothing"),
    "two_officers_decline": Line("POST", (), "nothing"),  # nobody is on duty there
    "two_officers_look": Line("POST", EVERYBODY, "nothing"),
    "two_officers_review": Line(BOTH, EVERYBODY, "nothing"),
    "two_officers_show": Line("POST", EVERYBODY, "nothing"),
    "breaches": Line(),
    "breach_report": Line(BOTH),
    "breach": Line("GET", EVERYBODY, "breach"),
    "breach_decide": Line(BOTH, EVERYBODY, "breach_decide"),
    "person": Line("GET", PEOPLE, "person"),
    "person_chronology": Line(BOTH, PEOPLE, "person"),
    "person_patterns": Line("GET", PEOPLE, "person"),
    "person_deadlines": Line("GET", PEOPLE, "person"),
    "person_identity": Line("GET", PEOPLE, "person"),
    "person_family": Line("GET", PEOPLE, "person"),
    "person_family_file": Line(BOTH, PEOPLE, "person"),
    "person_timeline": Line("GET", PEOPLE, "person"),
    "person_shared_events": Line(BOTH, PEOPLE, "person", posting=(*PROPOSING, *ANSWERING)),
    "person_timeline_file": Line(BOTH, PEOPLE, "person"),
    "person_chronology_file": Line(BOTH, PEOPLE, "person"),
    "tell_missing": Line(BOTH, PEOPLE, "person"),
    "same_name": Line(BOTH, PEOPLE, "person"),
    "same_as": Line(BOTH, PEOPLE, "two_people", posting=ANSWERING),
    "split_person": Line(BOTH, ANSWERING, "person"),
    "propose_match": Line(BOTH, PROPOSING, "two_people"),
    "another_person": Line("GET", PROPOSING, "person"),
    "propose_other": Line(BOTH, PROPOSING, "record_of_person"),
    "match_proposals": Line("GET", (*PROPOSING, *ANSWERING)),
    "match_proposal": Line(BOTH, (*PROPOSING, *ANSWERING), "match_proposal", posting=ANSWERING),
    "person_sight": Line(BOTH, GIVING, "person_to_give"),
    "end_sight": Line(BOTH, GIVING, "sight"),
    "record": Line("GET", PEOPLE, "record"),
    "protected": Line(BOTH, PEOPLE, "unmarked"),  # test_web_protected.py has records that mark something
    "end_protected": Line(BOTH, PEOPLE, "unmarked"),
    "same_person": Line("GET", ANSWERING),
    "question": Line(BOTH, ANSWERING, "question"),
    "several": Line(BOTH, ANSWERING),
    "undo_several": Line(BOTH, ANSWERING, "nothing"),
    "noted_all": Line("GET", ANSWERING),
    "noted": Line(BOTH, ANSWERING, "proposal"),
    "my_answers": Line("GET", ANSWERING),
    "undo_answer": Line(BOTH, ANSWERING, "answer"),
    "look_again": Line("GET", PEOPLE),
    "look_again_one": Line(BOTH, PEOPLE, "nothing"),
    "pattern_review": Line(BOTH, PEOPLE, "nothing"),
    "concerns": Line("GET", PEOPLE),
    "concern_start": Line(BOTH, PEOPLE),
    "concern_save": Line(BOTH, library=True),
    "concern_check": Line(BOTH, PEOPLE),
    "concern_body": Line(BOTH, PEOPLE),
    "concern_discard": Line(BOTH, PEOPLE, posting=()),
    "concern_write": Line(BOTH, PEOPLE),
    "concern": Line("GET", EVERYBODY, "concern"),
    "concern_received": Line("POST", EVERYBODY, "concern", acting=FRONT_DOOR),
    "concern_correct": Line("POST", PEOPLE, "own_concern"),
    "concern_say_again": Line(BOTH, EVERYBODY, "own_concern"),
    "hint_leave": Line("POST", EVERYBODY, "own_hint"),
    "concern_feedback": Line(BOTH, EVERYBODY, "concern"),
    "document_add": Line(BOTH, EVERYBODY, "document_place"),
    "document": Line("GET", EVERYBODY, "document"),
    "document_report": Line(BOTH, EVERYBODY, "document"),
    "document_withdraw": Line(BOTH, EVERYBODY, "own_document"),
    "comment_add": Line(BOTH, EVERYBODY, "comment_place"),
    "comment_withdraw": Line(BOTH, EVERYBODY, "own_comment"),
    "document_scan": Line("POST", EVERYBODY, "scanned_document"),
    "feedback": Line("GET", PEOPLE),
    "figures_months": Line("GET", COUNTS_ONLY),
    "figures_agencies": Line("GET", COUNTS_ONLY),
    "figures_agency_months": Line("GET", COUNTS_ONLY),
    "trend_months_file": Line("GET", COUNTS_ONLY),
    "trend_agencies_file": Line("GET", COUNTS_ONLY),
    "to_ask": Line("GET", PEOPLE),
    "proposed_patterns": Line("GET", PEOPLE),
    "asked": Line(BOTH, PEOPLE, "asked"),
    "work": Line("GET", BUT_ELECTED),
    "work_due": Line("GET", PEOPLE),
    "work_backlog": Line("GET", PEOPLE),
    "own_calendar": Line("GET", BUT_ELECTED),
    "answers": Line("GET", REVIEWING),
    "notices": Line("GET", BUT_ELECTED),
    "notices_read": Line("POST", BUT_ELECTED),
    "posts": Line("GET", BUT_ELECTED),
    "post": Line(BOTH, BUT_ELECTED, "post", posting=BUT_ELECTED),
    "posts_over": Line(BOTH, SWITCHING),
    "day_list": Line("GET", BUT_ELECTED),
    "rotas": Line("GET", BUT_ELECTED),
    "rota": Line(BOTH, BUT_ELECTED, "ladder", posting=BUT_ELECTED),
    "post_body": Line(BOTH, GOVERNING, "post"),
    "backlog_plan": Line(BOTH, SWITCHING),
    "go_live": Line(BOTH, SWITCHING),
    "papers": Line(BOTH, GOVERNING),
    "paper_withdraw": Line(BOTH, GOVERNING),
    "printed_papers": Line(BOTH, GOVERNING),
    "retention_due": Line("GET", GOVERNING),
    "retention_review": Line(BOTH, GOVERNING, posting=GOVERNING),
    "retention_holds": Line(BOTH, GOVERNING, posting=GOVERNING),
    "retention_lift": Line(BOTH, GOVERNING, posting=GOVERNING),
    "retention_erase": Line(BOTH, GOVERNING, posting=GOVERNING),
    "first_run": Line("GET", SWITCHING),
    "rule_checks": Line("GET", CONFIRMING),
    "confirm_rule": Line(BOTH, CONFIRMING, "rule"),
    "rule_switches": Line("GET", SWITCHING),
    "rule_switch": Line(BOTH, SWITCHING, "rule"),
    "rule_page": Line("GET", EVERYBODY, "rule"),
    "withdraw_rule": Line(BOTH, SWITCHING, "rule"),
    "item": Line("GET", BUT_ELECTED, "item"),
    "item_ladder": Line("GET", BUT_ELECTED, "item"),
    "item_ladder_file": Line(BOTH, BUT_ELECTED, "item"),
    "acknowledge_item": Line("POST", BUT_ELECTED, "item", acting=OF_POLICE, refusal=Cell.NOT_FOUND),
    "answer_item": Line(BOTH, BUT_ELECTED, "item"),
    "answer_sentence": Line(BOTH, BUT_ELECTED, "no_sentence"),
    "see_answer": Line(BOTH, BUT_ELECTED, "item"),
    "correct_answer": Line(BOTH, BUT_ELECTED, "no_sentence"),
    "action_done": Line(BOTH, BUT_ELECTED, "item"),
    "disagree_item": Line(BOTH, BUT_ELECTED, "item"),
    "reassign": Line(BOTH, BUT_ELECTED, "item"),
    "answer_about_staff": Line(BOTH, BUT_ELECTED, "no_sentence"),
    "disagree_record": Line(BOTH, PEOPLE, "record"),
    "overlooked": Line(BOTH, PEOPLE, "record"),
    "mark_wrong": Line(BOTH, PEOPLE, "mark"),
    "sentence_reason": Line("GET", PEOPLE, "sentence"),
    "answer_listed_sentence": Line(BOTH, PEOPLE, "sentence"),
    "clock": Line("GET", PEOPLE, "clock"),
    "answer_clock": Line(BOTH, PEOPLE, "clock"),
    "recognised": Line("GET", PEOPLE, "recognised"),
    "who_knew": Line("GET", PEOPLE, "recognised"),
    "who_knew_file": Line(BOTH, PEOPLE, "recognised"),
    "answer_recognised": Line(BOTH, PEOPLE, "recognised"),
    "meetings": Line("GET", PEOPLE),
    "meeting_open_child": Line(BOTH, PEOPLE, "person"),
    "meeting_open_record": Line(BOTH, PEOPLE, "record"),
    "meeting_open_item": Line(BOTH, BUT_ELECTED, "item", acting=OF_POLICE),
    "meeting": Line("GET", PEOPLE, "meeting"),
    "meeting_calendar": Line("GET", PEOPLE, "meeting"),
    "meeting_add": Line(BOTH, PEOPLE, "meeting", acting=MINUTING),
    "meeting_correct": Line(BOTH, PEOPLE, "meeting_action"),
    "meeting_done": Line(BOTH, PEOPLE, "meeting_action"),
    "record_meeting": Line(BOTH, PEOPLE, "record"),
    # Need to know is not in force in these tests: whoever opens a child is led to their page; test_need_to_know.py has it.
    "say_purpose": Line("POST", PEOPLE),
    "who_knows_child": Line("GET", PEOPLE, "person"),
    "need_to_see": Line(BOTH, PEOPLE, "person"),
    "open_by_number": Line(BOTH, PEOPLE, "person"),
    "child_workers": Line(BOTH, GIVING, "person_to_give"),
    "child_worker_end": Line(BOTH, GIVING, "assignment"),
    "access": Line("GET", REVIEWING_REASONS),
    "access_start": Line(BOTH, SIGNING),
    "access_team_add": Line(BOTH, GIVING),
    "access_team": Line(BOTH, GIVING, "team"),
    "access_task_add": Line(BOTH, SIGNING),
    "access_task_end": Line(BOTH, SIGNING, "task"),
    "access_task_members": Line(BOTH, SIGNING, "task"),
    "access_review": Line(BOTH, REVIEWING_REASONS, "nothing"),
    "assignments": Line("GET", GIVING),
    "assignment_end": Line(BOTH, GIVING, "nothing"),  # test_assignments.py has some
    "case_names": Line(BOTH, SIGNING),
    "case_name_end": Line(BOTH, SIGNING, "nothing"),  # test_case_names.py has some
    "searches_all": Line("GET", SIGNING),
    "recertification": Line(BOTH),
    "reading_questions": Line("GET", GIVING),
    "reading_question": Line(BOTH, GIVING, "nothing"),  # test_unusual_reading.py has some
    "news_people": Line("GET", SIGNING),
    "news_add": Line(BOTH, SIGNING, "person"),
    "news_remove": Line("POST", SIGNING, "nothing"),
    "subject_files": Line("GET", WORKING_FILES),
    "subject_file_ended": Line("GET", KEEP_ENDED),
    "subject_file_measures": Line("GET", WORKING_FILES),
    "subject_file_register": Line(BOTH, WORKING_FILES),
    "subject_file_ledger": Line(BOTH, WORKING_FILES),
    "subject_file_open_person": Line(BOTH, DECIDING, "person"),
    "subject_file_open_record": Line(BOTH, DECIDING, "record"),
    "subject_file_open_recognised": Line(BOTH, DECIDING, "recognised_of_children"),
    "subject_file": Line("GET", WORKING_FILES, "file"),
    "subject_file_add": Line(BOTH, WORKING_FILES, "file", acting=DECIDING),
    "subject_file_consider": Line(BOTH, WORKING_FILES, "file_without_measures"),
    "subject_file_about": Line(BOTH, WORKING_FILES, "file_entry", acting=DECIDING),
    "networks": Line("GET", PEOPLE),
    "networks_list": Line("GET", PEOPLE),
    "networks_months": Line("GET", PEOPLE),
    "networks_months_file": Line(BOTH, PEOPLE),
    "networks_picture": Line("GET", PEOPLE),
    "networks_picture_data": Line("GET", PEOPLE),
    "networks_picture_svg": Line(BOTH, PEOPLE),
    "networks_export": Line("POST", ()),  # without a second person; test_bulk_exports.py has one
    "networks_map": Line("GET", PEOPLE),
    "networks_map_svg": Line(BOTH, PEOPLE),
    "network": Line("GET", PEOPLE, "node"),
    "network_picture": Line("GET", PEOPLE, "node"),
    "network_picture_data": Line("GET", PEOPLE, "node"),
    "network_picture_svg": Line(BOTH, PEOPLE, "node"),
    "group_growth": Line("GET", PEOPLE, "group"),
    "group_growth_file": Line(BOTH, PEOPLE, "group"),
    "network_export": Line(BOTH, PEOPLE, "node"),
    "network_add": Line(BOTH, ANALYSTS, "node"),
    "network_take_back": Line(BOTH, ANALYSTS, "added"),
    "how_many": Line("GET", COUNTING),
    "count_picture": Line("GET", COUNTING),
    "area_counts": Line("GET", COUNTING),
    "area_counts_file": Line("GET", COUNTING),
    "words_used": Line("GET", ("manager", "senior_officer", *RECORDS_OF_ALL)),
    "to_read_again": Line("GET", ("manager",)),
    "files": Line("GET", FILES),
    "rejects": Line("GET", FILES),
    "runs": Line("GET", FILES),
    "linkage_quality": Line("GET", OWNING),
    "linkage_quality_picture": Line("GET", OWNING),
    "looks_for": Line(BOTH),
    "marks_said": Line("GET", OWNING),
    "note_examples": Line(BOTH, ("analyst", *RECORDS_OF_ALL)),
    "note_models": Line(BOTH, SWITCHING),
    "linkage_models": Line(BOTH, SWITCHING),
    "audit": Line("GET", GOVERNING),
    "sharing": Line("GET", RECORDS_OF_ALL),
    "sharing_file": Line("POST", ()),  # the same
    "refused_reasons": Line("GET", BUT_ELECTED),
    "sharing_totals": Line("GET", COUNTING),
    "child_sharing": Line("GET", RECORDS_OF_ALL, "person"),
    "own_declared": Line(BOTH, EVERYBODY),
    "own_looks": Line("GET", SIGNING),
    "own_look": Line(BOTH, SIGNING, "nothing"),
    "account_declared": Line(BOTH, SIGNING, "account"),
    "declared_remove": Line(BOTH, SIGNING, "nothing"),
    "insider_notice": Line("GET", SIGNING, "nothing"),
    "learning_reviews": Line("GET", PEOPLE),
    "learning_review_open": Line(BOTH, SIGNING),
    "learning_review": Line("GET", PEOPLE, "learning_review"),
    "learning_review_act": Line(BOTH, PEOPLE, "learning_review_act"),
    "review_chronology": Line("GET", PEOPLE, "learning_review"),
    "review_pictures": Line("GET", PEOPLE, "learning_review"),
    "review_same_events": Line("GET", PEOPLE, "learning_review"),
    "review_same_event": Line(BOTH, PEOPLE, "review_same_event"),
    "review_telling": Line(BOTH, PEOPLE, "review_telling"),
    "review_chronology_file": Line(BOTH, PEOPLE, "learning_review"),
    "review_anonymous": Line(BOTH, PEOPLE, "learning_review"),
    "review_restore": Line(BOTH, PEOPLE, "learning_review"),
    "review_published": Line(BOTH, PEOPLE, "learning_review"),
    "review_inquiry": Line(BOTH, ("information_governance",), "review_inquiry"),
    "review_earliest": Line("GET", PEOPLE, "learning_review"),
    "review_known": Line("GET", PEOPLE, "learning_review"),
    "review_known_again": Line(BOTH, PEOPLE, "learning_review_day"),
    "review_holder": Line("GET", EVERYBODY, "review_holder"),  # of one agency alone; test_review_holders.py has them
    "review_holder_agree": Line(BOTH, EVERYBODY, "review_holder"),
    "review_holder_withdraw": Line(BOTH, EVERYBODY, "review_holder"),
    "review_opportunities": Line("GET", PEOPLE, "learning_review"),
    "review_moment": Line("GET", PEOPLE, "nothing"),  # test_review_accounts.py has moments
    "review_moment_ask": Line(BOTH, PEOPLE, "nothing"),
    "agency_account": Line(BOTH, PEOPLE, "nothing"),
    "review_closures": Line("GET", PEOPLE, "learning_review"),
    "review_closures_file": Line(BOTH, PEOPLE, "learning_review"),
    "review_closure": Line(BOTH, PEOPLE, "nothing"),  # test_review_closures.py has decisions
    "review_import_new": Line(BOTH, PEOPLE, "review_sender"),
    "review_headings": Line(BOTH, PEOPLE, "learning_review_agency"),
    "review_import": Line("GET", PEOPLE, "review_import"),
    "review_import_withdraw": Line(BOTH, PEOPLE, "review_import"),
    "review_row": Line("GET", PEOPLE, "review_row"),
    "review_row_correct": Line(BOTH, PEOPLE, "review_row_correct"),
    "review_report": Line(BOTH, PEOPLE, "learning_review"),
    "review_report_draft": Line("GET", PEOPLE, "review_draft"),
    "review_report_changes": Line("GET", PEOPLE, "review_draft"),
    "review_report_file": Line(BOTH, PEOPLE, "review_draft"),
    "review_report_part": Line(BOTH, PEOPLE, "review_draft"),
    "review_report_words": Line(BOTH, PEOPLE, "review_draft"),
    "watches": Line("GET", SIGNING),
    "watch": Line("GET", SIGNING, "nothing"),
    "watch_review": Line(BOTH, SIGNING, "nothing"),
    "watch_end": Line(BOTH, SIGNING, "nothing"),
    "watch_set": Line(BOTH, SIGNING, "person"),
    "readership": Line("GET", SIGNING, "person"),
    "readership_file": Line(BOTH, SIGNING, "person"),
    "rolls": Line("GET", RECORDS_OF_ALL),
    "roll_close": Line(BOTH, SIGNING, "nothing"),  # nothing is sealed there; test_casework_rolls.py has openings
    "roll_clinician": Line(BOTH, EVERYBODY, "nothing"),  # test_casework_rolls.py has questions
    "roll_ask": Line(BOTH, (*PROPOSING, "manager"), "person"),
    "set_language": Line("POST", public=True),
    "healthz": Line(public=True),
    "readyz": Line(public=True),
    "metrics": Line(public=True, about="nothing"),  # off; and on a port of its own alone
    "help": Line(public=True),
    "families": Line(public=True),
    "account_login": Line(BOTH, public=True, library=True),
    "account_logout": Line(BOTH, public=True, library=True),
    "account_inactive": Line(public=True, library=True),
    "account_signup": Line(public=True),
    "account_reset_password": Line(public=True),
    "account_set_password": Line(public=True),
    "account_link": Line(BOTH, public=True, about="nothing"),
    "account_open_link": Line(public=True),
    "accounts_list": Line("GET", LEADING),
    "account_invite": Line(BOTH, GOVERNING),
    "account_requests": Line("GET", GOVERNING),
    "account_request": Line(BOTH, GOVERNING, "nothing"),
    "account_recoveries": Line("GET", SWITCHING),
    "account_recovery": Line(BOTH, SWITCHING, "nothing"),
    "account_page": Line("GET", LEADING, "account", refusal=Cell.NOT_FOUND),
    "account_act": Line(BOTH, LEADING, "account", refusal=Cell.NOT_FOUND),
    "account_reauthenticate": Line(BOTH, library=True),
    "account_change_password": Line(BOTH, library=True),
    "mfa_index": Line(library=True),
    "mfa_list_webauthn": Line(library=True),
    "mfa_add_webauthn": Line(BOTH, library=True),
    "mfa_reauthenticate_webauthn": Line(BOTH, library=True),
    "mfa_remove_webauthn": Line(BOTH, library=True),
    "mfa_edit_webauthn": Line(BOTH, library=True),
    "mfa_login_webauthn": Line(BOTH, library=True),
    # No directory is set in these tests; test_web_single_sign_on.py has one.
    "openid_connect_login": Line(BOTH, public=True, about="nothing", library=True),
    "openid_connect_callback": Line(BOTH, public=True, about="nothing", library=True),
    "socialaccount_login_cancelled": Line(public=True),
    "mfa_authenticate": Line(BOTH, library=True),
    "mfa_reauthenticate": Line(BOTH, library=True),
    "mfa_activate_totp": Line(BOTH, library=True),
    "mfa_deactivate_totp": Line(BOTH, about="nothing", library=True),
    "mfa_view_recovery_codes": Line(about="nothing", library=True),
    "mfa_generate_recovery_codes": Line(BOTH, library=True),
    "mfa_download_recovery_codes": Line(BOTH, about="nothing", library=True),
}
