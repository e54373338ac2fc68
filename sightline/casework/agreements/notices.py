"""Which agreements wait for information governance: a review that is near, an end that is near, an end without another.

The notice begins the days of the rule before, so that people can sign a new agreement before the old one ends.
"""

from datetime import date, timedelta

from sightline.agreements import Policy, SharingAgreement
from sightline.casework.agreements.pages import AgreementNotice
from sightline.escalation import AGREEMENT_DUE, read_escalation_rules


def notice_of(agreement: SharingAgreement, *, agency: str, policy: Policy, on: date) -> AgreementNotice | None:
    """Since when the agreement waits for a person; None where it does not.

    One that a person suspended waits for nobody. One that ended waits until another covers each of its layouts.
    """
    if agreement.suspended_on is not None and agreement.suspended_on <= on:
        return None
    if agreement.ends_on is not None and agreement.ends_on < on:
        covered = all(policy.cover(agency=agency, layout=kind) for kind in agreement.data_kinds)
        return None if covered else AgreementNotice(agreement.ends_on + timedelta(days=1), is_overdue=True)
    if not agreement.is_in_force(on=on):
        return None
    days = [agreement.review_on, *([agreement.ends_on] if agreement.ends_on else [])]
    since = min(days) - timedelta(days=int(read_escalation_rules()[AGREEMENT_DUE].value_at("days", on)))
    return AgreementNotice(since, is_overdue=agreement.review_on < on) if since <= on else None
