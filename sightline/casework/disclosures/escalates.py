"""What agreements ask of information governance, as actions that climb: emergencies to decide, reviews that are near.

A review is answered by the agreement's file: a later day, or another agreement. While a file cannot be used, nobody
knows what it says, so its action stays.
"""

from collections.abc import Iterator

from sightline.agreements import AgreementBook, SharingAgreement, compile_policy, read_usable
from sightline.casework.agreements.notices import notice_of
from sightline.casework.core import clock
from sightline.casework.core.agreements_in_force import read_decisions, read_emergencies
from sightline.casework.core.serving import current_workspace
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import AGREEMENT_REVIEW, DISCLOSURE, Candidate
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.sources import EscalationSource
from sightline.escalation import AGREEMENT_DUE, EMERGENCY_DISCLOSURE, INFORMATION_GOVERNANCE, read_escalation_rules
from sightline.model.calendar import end_of_day
from sightline.model.ids import make_id
from sightline.model.nouns import Agency
from sightline.translation.messages import lazy as _

DECIDE = _("A file came without an agreement, in an emergency. Ratify or withdraw it.")
REVIEW = _("An agreement must be reviewed or renewed. Call its contact.")


def undecided_emergencies(session: ReaderSession, now: str) -> list[Candidate]:
    """Files that were let in without an agreement and about which nobody has decided."""
    del session, now
    rule = read_escalation_rules()[EMERGENCY_DISCLOSURE]
    return [
        Candidate(
            rule_id=rule.id, rule_version=rule.version, source=DISCLOSURE, due_at=one.at, about=DECIDE,
            agency=Agency.PARTNERSHIP, ladder=INFORMATION_GOVERNANCE, about_id=one.id, urgent=True, always=True,
            opened_by=one.by, arrived_at=one.at, deadline_at=one.until_at,
        )
        for one in read_emergencies()
        if one.waits
    ]  # fmt: skip


def due_reviews(session: ReaderSession, now: str) -> list[Candidate]:
    """Agreements whose review or end is near or past, from the days of the rule before."""
    del session, now
    book, _whole = _read_book()
    return list(_reviews(book))


def reviews_still_due(session: ReaderSession, now: str) -> list[Candidate]:
    """The same, and every review that is open while a file cannot be used."""
    del session, now
    book, is_whole = _read_book()
    found = list(_reviews(book))
    if not is_whole:
        open_items = Item.objects.open().filter(source=AGREEMENT_REVIEW).values_list("about_id", flat=True)
        found += [_candidate(about_id, "", "") for about_id in open_items]
    return found


def _read_book() -> tuple[AgreementBook, bool]:
    return read_usable(current_workspace().root, suspensions=read_decisions())


def _reviews(book: AgreementBook) -> Iterator[Candidate]:
    today = clock.today()
    policy = compile_policy(book, on=today)
    for one in book.agreements:
        notice = notice_of(one, agency=book.agency_of(one), policy=policy, on=today)
        if notice:
            first = min(filter(None, (one.review_on, one.ends_on)))
            yield _candidate(_review_id(one), end_of_day(notice.since), end_of_day(first))


def _review_id(one: SharingAgreement) -> str:
    """Another review is another action: of an agreement by its id and days."""
    return make_id(AGREEMENT_DUE, one.id, one.review_on.isoformat(), one.ends_on.isoformat() if one.ends_on else "")


def _candidate(about_id: str, due_at: str, deadline_at: str) -> Candidate:
    return Candidate(
        rule_id=AGREEMENT_DUE, rule_version=read_escalation_rules()[AGREEMENT_DUE].version, source=AGREEMENT_REVIEW,
        due_at=due_at, about=REVIEW, agency=Agency.PARTNERSHIP, ladder=INFORMATION_GOVERNANCE, about_id=about_id,
        always=True, deadline_at=deadline_at,
    )  # fmt: skip


SOURCE = EscalationSource(
    finders=(undecided_emergencies, due_reviews),
    still_so={DISCLOSURE: undecided_emergencies, AGREEMENT_REVIEW: reviews_still_due},
)
