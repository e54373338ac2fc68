"""The Django app: when it is ready, it audits sign-ins and what people change of their own."""

from django.apps import AppConfig

# What packages give to those below them, which may not import them, by kind: see `core/registry.py`.
GIVEN = {
    "sources of escalation": (
        "clocks.escalates.SOURCE",
        "meetings.item_closures.SOURCE",
        "unanswered.escalates.SOURCE",
        "patterns.escalates.SOURCE",
        "late.escalates.SOURCE",
        "subject_files.escalates.SOURCE",
        "backlog.escalates.SOURCE",
        "readings.escalates.SOURCE",
        "match_proposals.escalates.SOURCE",
        "disclosures.escalates.SOURCE",
        "blind_questions.escalates.SOURCE",
        "named_adults.escalates.SOURCE",
        "restrictions.escalates.SOURCE",
        "subject_access.escalates.SOURCE",
    ),
    "beside a step": (
        "patterns.match_items.holders_of_match",
        "breaches.recipients.governance_accounts",
        "ledger.share_refusals.governance_accounts",
    ),
    "what governance of one body decides about": (
        "breaches.governance_work.GOVERNED",
        "complaints.governance_work.GOVERNED",
        "disputes.governance_work.GOVERNED",
        "disputed_conclusions.governance_work.GOVERNED",
        "subject_access.governance_work.GOVERNED",
        "named_adults.governance_work.GOVERNED",
        "restrictions.governance_work.GOVERNED",
        "emergency_access.governance_work.GOVERNED",
        "two_officers.governance_work.GOVERNED",
        "corrections.governance_work.GOVERNED",
    ),
    "refusals to share": ("ledger.share_refusals.make_refusal_ready",),
    "facts of meetings": ("meetings.facts.FACTS",),
    "first told on the straight line": ("straight_line.services.first_told",),
    "work of information governance": (
        "papers.governance_work.count_missing_papers",
        "papers.governance_work.count_need_to_know_off",
        "papers.governance_work.count_changed_papers",
        "breaches.governance_work.count_breaches",
        "complaints.governance_work.count_open_complaints",
        "disputes.governance_work.count_open_disputes",
        "disputed_conclusions.governance_work.count_open_conclusion_disputes",
        "subject_access.governance_work.count_open_requests",
        "named_adults.governance_work.count_adults_without_letter",
        "restrictions.governance_work.count_restrictions",
        "corrections.governance_work.count_open_corrections",
        "emergency_access.governance_work.count_emergencies",
        "two_officers.governance_work.count_unreviewed",
        "ledger.governance_work.count_shares",
        "access.governance_work.count_reasons",
        "access.governance_work.count_ended_tasks",
        "access.governance_work.count_shared_names",
        "unusual_reading.governance_work.count_reading_questions",
        "recertification.governance_work.count_unconfirmed_access",
        "accounts.governance_work.count_recoveries",
        "accounts.governance_work.count_requests",
        "bulk_exports.governance_work.count_asked_exports",
        "agreements.governance_work.count_agreements",
        "rolls.governance_work.count_openings_to_close",
        "retention.governance_work.count_due",
        "retention.governance_work.count_ended_holds",
        "learning.governance_work.count_linkage_to_train",
        "learning.governance_work.count_notes_to_train",
        "insiders.governance_work.count_own_looks",
        "insiders.governance_work.count_watched_looks",
        "insiders.governance_work.count_past_watches",
    ),
    "rows sent here": ("reviews.selectors.sent_rows.SENT",),
    "told of a corrected concern": ("corrections.corrected_concerns.tell_of_corrected_concern",),
    "closed learning reviews": ("reviews.histories.list_closed",),
    "records received by mistake": ("ledger.writer.make_mistake_ready",),
    "entries that an account reads": ("ledger.audit_scope.keep_to_agency",),
    "follows from audit rows": ("ledger.writer.make_lines_ready", "insiders.looks.make_looks_ready"),
    "waiting at roles": ("escalation.handover.WAITING",),
    "details entered here": ("concerns.subjects.details_entered",),
    "names entered here": ("concerns.subjects.names_entered",),
    "mentions entered here": ("concerns.subjects.mentions_entered",),
    "texts that are searched": (
        "finding.concern_texts.search_concerns",
        "meetings.text_search.search_meetings",
        "subject_files.text_search.search_subject_files",
        "comments.text_search.search_comments",
        "attachments.text_search.search_documents",
    ),
    "texts that are indexed": (
        "concerns.live_entries.KEPT",
        "protection.free_text.KEPT",
        "attachments.text_search.KEPT",
    ),
    "deleted with an account": ("finding.services.delete_all_searches",),
    "wraps keys of rows": ("keys.row_keyring.WRAPPING",),
    "sealed texts": (
        "keys.row_keyring.SEALED",
        "finding.models.SEALED",
        "attachments.models.SEALED",
        "word_index.models.SEALED",
        "learning.models.SEALED",
    ),
    "own model in force": ("learning.workspace_model.read_own_model",),
    "own linkage model in force": ("learning.workspace_model.read_own_linkage",),
    "own model of notes": ("learning.workspace_model.read_own_reading",),
    "readings said": (
        "readings.wrong_marks.MARKED_WRONG",
        "notes.said_readings.WORDS_OVERLOOKED",
        "readings.answer_log.SENTENCES_READ",
    ),
    "need to know in force": ("access.grounds.is_in_force",),
    "records that an account wrote": ("concerns.need_to_know.records_written",),
    "reasons to open a child": (
        "access.grounds.recorded_grounds",
        "escalation.need_to_know.answering_grounds",
        "concerns.need_to_know.receiving_grounds",
        "meetings.need_to_know.invited_grounds",
    ),
    "requests between agencies": (
        "meetings.invitation_counts.INVITATIONS",
        "onward_requests.ask_counts.ASKED",
    ),
    "counts of notices": ("inbox.selectors.count_notices",),
    "dependants of identity": (
        "reappraisal.identity_dependants.FINDERS",
        "reappraisal.opening_dependants.FINDERS",
        "networks.selectors.analyst_entries.FINDERS",
        "reviews.dependants.FINDERS",
    ),
    "what people write here": ("erasure.written_here.list_written_here",),
    "writings about a person": (
        "subject_access.sources.matches.SOURCE",
        "subject_access.sources.earlier_versions.SOURCE",
        "subject_access.sources.action_responses.SOURCE",
        "subject_access.sources.concern_additions.SOURCE",
        "subject_access.sources.adult_letters.SOURCE",
        "subject_access.sources.journals.SOURCE",
        "subject_access.sources.assignments.SOURCE",
        "subject_access.sources.decisions.SOURCE",
        "subject_files.data_requests.SOURCE",
        "meetings.data_requests.SOURCE",
        "comments.data_requests.SOURCE",
        "attachments.data_requests.SOURCE",
        "blind_questions.data_requests.SOURCE",
    ),
    "dependants of patterns": ("reappraisal.pattern_dependants.list_dependants_of_patterns",),
}


class CaseworkConfig(AppConfig):
    """Casework."""

    name = "sightline.casework"
    label = "casework"
    verbose_name = "Casework"

    def ready(self) -> None:
        """Listen to sign-ins, sign-outs, failures, and changes of one's own password and second step."""
        from allauth.account.signals import password_changed
        from allauth.account.signals import user_logged_in as signed_in_by_allauth
        from allauth.mfa import signals as second_factors
        from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
        from django.utils import translation

        from sightline.casework.accounts import sign_ins
        from sightline.casework.core.registry import register
        from sightline.casework.single_sign_on import adapter
        from sightline.translation.messages import use_translator

        use_translator(translation)
        user_logged_in.connect(sign_ins.begin_session)
        signed_in_by_allauth.connect(adapter.note_second_factor)
        user_logged_in.connect(sign_ins.audit_sign_in)
        user_logged_out.connect(sign_ins.audit_sign_out)
        user_login_failed.connect(sign_ins.audit_failed_sign_in)
        password_changed.connect(sign_ins.audit_changed_password)
        second_factors.authenticator_added.connect(sign_ins.audit_added_second_factor)
        second_factors.authenticator_removed.connect(sign_ins.audit_removed_second_factor)
        second_factors.authenticator_reset.connect(sign_ins.audit_renewed_second_factor)
        second_factors.authenticator_used.connect(sign_ins.audit_second_factor)
        second_factors.authentication_failed.connect(sign_ins.audit_failed_second_factor)
        for kind, paths in GIVEN.items():
            register(kind, *(f"{self.name}.{path}" for path in paths))
