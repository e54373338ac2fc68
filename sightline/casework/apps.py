"""The Django app: when it is ready, sign-ins are audited."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Casework."""

    name = "sightline.casework"
    label = "casework"
    verbose_name = "Casework"

    def ready(self) -> None:
        """Listen to sign-ins, sign-outs and failures."""
        from allauth.account.signals import user_logged_in as signed_in_by_allauth
        from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

        from sightline.casework import sign_in
        from sightline.casework.single_sign_on import adapter

        user_logged_in.connect(sign_in.begin_session)
        signed_in_by_allauth.connect(adapter.note_second_step)
        user_logged_in.connect(sign_in.audit_sign_in)
        user_logged_out.connect(sign_in.audit_sign_out)
        user_login_failed.connect(sign_in.audit_failed_sign_in)
