"""Tells hidden holders of questions, and asks leads or the front door to call about signals, at the next tick.

Nobody who asks waits for this: whatever is held, the answer was given before. A marker says through which question and
in which snapshot that was done; a new snapshot is compared with the questions of the rule's days again.
"""

from sightline.casework.blind_questions.actions import items_of, open_action
from sightline.casework.blind_questions.body_notices import notify_body
from sightline.casework.blind_questions.holders import MeantChild, find_meant, hidden_bodies, sealed_bodies
from sightline.casework.blind_questions.leads import lead_of
from sightline.casework.blind_questions.models import BlindAsk
from sightline.casework.blind_questions.pages import AskKind
from sightline.casework.blind_questions.writer import read_text
from sightline.casework.core import clock
from sightline.casework.core.actor import actor_for_account
from sightline.casework.core.models import Account, Marker
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.sources import EscalationSource
from sightline.casework.notices.models import NoticeKind
from sightline.casework.notices.record import notify
from sightline.casework.protection.free_text import Texts
from sightline.model.nouns import Agency
from sightline.model.visibility import Reader
from sightline.sharing.blind_questions import blind_value

LOOKED_UP = "blind_questions_looked_up"


def follow_asks(session: ReaderSession, *, now: str) -> int:
    """Tell whoever is to know of what was asked since the last time. It closes nothing."""
    current = session.served.snapshot.id if session.served else ""
    through, _, snapshot = Marker.objects.read(LOOKED_UP).partition(" ")
    rows = BlindAsk.objects.asked().filter(at__lte=now).order_by("pk")
    if snapshot == current:
        rows = rows.filter(pk__gt=int(through or 0))
    else:
        days = blind_value("looked_up_days", on=clock.today())
        rows = rows.filter(at__gte=clock.moved(now, seconds=-days * 24 * 3600))
    asked = list(rows)
    texts = Texts(session, [row.text_sha for row in asked])
    for row in asked:
        _follow(session, row, texts, now)
    if asked or snapshot != current:
        last = max((row.pk for row in asked), default=int(through or 0))
        Marker.objects.write(LOOKED_UP, f"{last} {current}")
    return 0


def _follow(session: ReaderSession, row: BlindAsk, texts: Texts, now: str) -> None:
    ask = read_text(texts.of(row.text_sha), worry=row.word)
    if ask is None:
        return
    meant = find_meant(session, ask)
    if row.kind == AskKind.CALL:
        _ask_to_call(session, row, meant, now)
        return
    asker = _reader_of(row)
    for child in meant:
        for body in hidden_bodies(session, child, asker=asker):
            mention_id = child.mentions[body]
            open_action(session, row, body=body, mention_id=mention_id, person_id=child.person_id, now=now)
    for body in sealed_bodies(session, ask, asker=asker):
        notify_body(body, entry_id=row.entry_id, now=now)


def _ask_to_call(session: ReaderSession, row: BlindAsk, meant: tuple[MeantChild, ...], now: str) -> None:
    """The agency of the child's lead worker, who gets a notice; without one the front door. Once a signal."""
    if items_of(row.entry_id):
        return
    for child in meant:
        lead = lead_of(session, child, on=clock.today())
        if lead is not None:
            body, mention_id = (lead.account.agency, lead.account.organisation), lead.mention_id
            open_action(session, row, body=body, mention_id=mention_id, person_id=child.person_id, now=now)
            notify(usernames=[lead.account.username], kind=NoticeKind.CALL_ASKED, about_id=row.entry_id, at=now)
            return
    open_action(session, row, body=(Agency.CHILDRENS_SERVICES, ""), mention_id="", person_id="", now=now)


def _reader_of(row: BlindAsk) -> Reader:
    """Who asked, as their account stands now: what they were told follows from it."""
    return actor_for_account(Account.objects.get(username=row.by)).reader


SOURCE = EscalationSource(closers=(follow_asks,))
