"""The Django app: when it is ready, it audits sign-ins and what people change of their own."""

from django.apps import AppConfig

SOURCES = (
    "sightline.casework.clocks.escalates.SOURCE",
    "sightline.casework.meetings.item_closing.SOURCE",
    "sightline.casework.unanswered.escalates.SOURCE",
    "sightline.casework.patterns.escalates.SOURCE",
    "sightline.casework.late.escalates.SOURCE",
    "sightline.casework.subject_files.escalates.SOURCE",
    "sightline.casework.backlog.escalates.SOURCE",
)


class CaseworkConfig(AppConfig):
    """Casework."""

    name = "sightline.casework"
    label = "casework"
    verbose_name = "Casework"

    def ready(self) -> None:
        """Listen to sign-ins, sign-outs, failures, and changes of one's own password and second step."""
        from allauth.account.signals import password_changed
        from allauth.account.signals import user_logged_in as signed_in_by_allauth
        from allauth.mfa import signals as second_steps
        from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

        from sightline.casework.accounts import sign_in
        from sightline.casework.single_sign_on import adapter

        user_logged_in.connect(sign_in.begin_session)
        signed_in_by_allauth.connect(adapter.note_second_step)
        user_logged_in.connect(sign_in.audit_sign_in)
        user_logged_out.connect(sign_in.audit_sign_out)
        user_login_failed.connect(sign_in.audit_failed_sign_in)
        password_changed.connect(sign_in.audit_changed_password)
        second_steps.authenticator_added.connect(sign_in.audit_added_second_step)
        second_steps.authenticator_removed.connect(sign_in.audit_removed_second_step)
        second_steps.authenticator_reset.connect(sign_in.audit_renewed_second_step)
        second_steps.authenticator_used.connect(sign_in.audit_second_step)
        second_steps.authentication_failed.connect(sign_in.audit_failed_second_step)
        self._register()

    def _register(self) -> None:
        """Name what packages give to those below them, which may not import them."""
        from sightline.casework.dependants import identity, patterns
        from sightline.casework.escalation import meeting_facts, sources, straight_rules
        from sightline.casework.notices import delivery
        from sightline.casework.posts import services as posts
        from sightline.casework.protection import current as protection

        sources.SOURCES.register(*SOURCES)
        meeting_facts.MEETINGS.register("sightline.casework.meetings.facts.FACTS")
        straight_rules.FIRST_TOLD.register("sightline.casework.straight_line.services.first_told")
        posts.WAITING.register("sightline.casework.escalation.handover.WAITING")
        protection.ENTERED.register("sightline.casework.concerns.subjects.mentions_entered")
        delivery.COUNTS.register("sightline.casework.inbox.selectors.count_notices")
        identity.FINDERS.register(
            "sightline.casework.reappraisal.identity_dependants.FINDERS",
            "sightline.casework.networks.analyst_entries.FINDERS",
        )
        patterns.FINDER.register("sightline.casework.reappraisal.pattern_dependants.list_dependants_of_patterns")
