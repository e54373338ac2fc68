"""Reads what was asked: the answer for whoever asked, whom to call for whoever was told, and the list."""

from collections.abc import Sequence

from django.db.models import Q

from sightline.casework.access.known_children import list_bodies, open_known, search_known
from sightline.casework.access.pages.access import HoldingBody
from sightline.casework.accounts.governance_scope import owns, sees_every_agency
from sightline.casework.audit.trail import KNOWS, audited
from sightline.casework.blind_questions.actions import call_by, items_of, items_of_post
from sightline.casework.blind_questions.body_notices import has_called, is_notified
from sightline.casework.blind_questions.leads import leads_signal
from sightline.casework.blind_questions.models import BlindAsk
from sightline.casework.blind_questions.pages import (
    AskKind,
    AskLine,
    AskList,
    BlindAnswer,
    NewAsk,
    SignalSent,
    ToCall,
)
from sightline.casework.blind_questions.rights import check_asks, check_lists, may_ask, may_govern
from sightline.casework.blind_questions.writer import read_text
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import OF_BLIND_ASKS
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.rights import items_of_answerers
from sightline.casework.people.pages.people import SearchTerms
from sightline.casework.people.selectors import may_open
from sightline.casework.posts.selectors.front_door import read_front_door
from sightline.casework.protection.free_text import Texts
from sightline.model.when import london_day
from sightline.sharing.blind_questions import blind_value

HOUR, MOST_LISTED = 3600, 200


def check_may_ask(session: ReaderSession) -> None:
    """Refused, and audited, where the role does not ask; an empty form shows nothing else."""
    with audited(session, action="open_blind_question"):
        check_people(actor=session.actor)
        check_asks(actor=session.actor)


def list_asks(session: ReaderSession) -> AskList:
    """The account's own questions and signals, the newest first; for information governance those of its body."""
    with audited(session, action="list_blind_questions") as trail:
        check_people(actor=session.actor)
        check_lists(actor=session.actor)
        governs, now = may_govern(actor=session.actor), clock.now_at()
        asked = BlindAsk.objects.asked()
        own = _governed(session) if governs else Q(by=session.actor.reader.username)
        rows = list(asked.filter(own)[:MOST_LISTED])
        texts = Texts(session, [row.text_sha for row in rows])
        trail.add("blind_question", [row.entry_id for row in rows])
        items = _items_by_ask(session, [row.entry_id for row in rows]) if governs else {}
        lines = tuple(_make_ask_line(row, texts, items.get(row.entry_id), now=now) for row in rows)
    is_all = governs and sees_every_agency(actor=session.actor)
    return AskList(lines, may_ask(actor=session.actor), governs, is_all)


def _governed(session: ReaderSession) -> Q:
    """What concerns governance of the account's body: what its own accounts ask, and of what its body was told.

    The body that holds a sealed identity is told in another way, which governance is not told of.
    """
    actor = session.actor
    if sees_every_agency(actor=actor):
        return Q()
    accounts = Account.objects.filter(agency=actor.reader.agency).values_list("username", "organisation")
    by = [name for name, one in accounts if owns(actor=actor, agency=actor.reader.agency, organisation=one)]
    return Q(by__in=by) | Q(entry_id__in=items_of_answerers(actor).filter(source__in=OF_BLIND_ASKS).values("about_id"))


def read_answer(session: ReaderSession, *, entry_id: str) -> BlindAnswer:
    """The answer to one's own question, while the rule's hours run: bodies that agreed to be listed, or none.

    It is looked up in unrestricted records of these bodies alone, so that nothing else makes it longer or slower.
    """
    with audited(session, action="read_blind_answer") as trail:
        row, ask = _need_own(session, entry_id, AskKind.QUESTION)
        trail.add("blind_question", [entry_id])
        bodies: dict[tuple[str, str], HoldingBody] = {}
        with open_known(session) as known:
            children = known.children(search_known(known, SearchTerms(name=ask.name, birth_date=ask.born)))
            knows = []
            for place, child in enumerate(children):
                held = list_bodies(known, child.person_id)
                bodies |= {(one.agency, one.organisation): one for one in held}
                knows += [[place, one.agency, one.organisation] for one in held]
            trail.add("person", [one.person_id for one in children])
            trail.details[KNOWS] = knows
        return BlindAnswer(ask, row.at, tuple(bodies[one] for one in sorted(bodies)), read_front_door())


def read_signal(session: ReaderSession, *, entry_id: str) -> SignalSent:
    """One's own signal, as it was sent, while the rule's hours run."""
    with audited(session, action="read_call_signal") as trail:
        row, ask = _need_own(session, entry_id, AskKind.CALL)
        trail.add("blind_question", [entry_id])
        return SignalSent(ask, row.at, call_by(sent_at=row.at), read_front_door())


def read_to_call(session: ReaderSession, *, entry_id: str) -> ToCall:
    """Whom to call about which child, for a post that was told and for the child's lead; NotHere for all others."""
    with audited(session, action="read_call_to_make") as trail:
        trail.add("blind_question", [entry_id])
        row = BlindAsk.objects.asked().filter(entry_id=entry_id).first()
        if row is None:
            raise NotHere
        mine = items_of_post(session, entry_id=entry_id)
        if not mine and leads_signal(session, entry_id=entry_id):
            mine = items_of(entry_id)
        notified = not mine and is_notified(session, row)
        ask = read_text(Texts(session, [row.text_sha]).of(row.text_sha), worry=row.word)
        if not (mine or notified) or ask is None:
            raise NotHere
        person_id = _child_of(session, [one for item in mine for one in item.mention_ids])
        trail.add("person", [person_id] if person_id else [])
        called = has_called(session, entry_id) if notified else all(item.closed_at for item in mine)
        return ToCall(entry_id, row.kind, row.at, row.by, row.agency, ask, called, person_id)


def own_signals(session: ReaderSession, entry_ids: Sequence[str]) -> set[str]:
    """Of these those that nobody has called about.

    They are signals about a child whom the account leads, and questions of which its body alone was told.
    """
    asked = BlindAsk.objects.asked(AskKind.QUESTION).filter(entry_id__in=list(entry_ids))
    notified = {row.entry_id for row in asked if is_notified(session, row) and not has_called(session, row.entry_id)}
    return {one for one in entry_ids if one in notified or _waits_for_lead(session, one)}


def _waits_for_lead(session: ReaderSession, entry_id: str) -> bool:
    return any(not item.closed_at for item in items_of(entry_id)) and leads_signal(session, entry_id=entry_id)


def _child_of(session: ReaderSession, mention_ids: list[str]) -> str:
    """The child's page, where the account opens it; empty where it does not."""
    with session.open_current() as opened:
        if opened is None or not mention_ids:
            return ""
        people = sorted(set(opened[1].people_of(mention_ids=sorted(set(mention_ids))).values()))
        seen = {row["person_id"] for row in opened[1].said(person_ids=people, sight=session.sight)}
        return next((one for one in people if one in seen and may_open(opened[1], one, session.sight)), "")


def _need_own(session: ReaderSession, entry_id: str, kind: AskKind) -> tuple[BlindAsk, NewAsk]:
    """One's own question or signal of that kind, whose answer can still be read; NotHere for all others."""
    row = BlindAsk.objects.asked(kind).filter(entry_id=entry_id, by=session.actor.reader.username).first()
    if row is None or session.actor.account_id is None or not _is_readable(row, now=clock.now_at()):
        raise NotHere
    ask = read_text(Texts(session, [row.text_sha]).of(row.text_sha), worry=row.word)
    if ask is None:
        raise NotHere
    return row, ask


def _is_readable(row: BlindAsk, *, now: str) -> bool:
    return now <= clock.moved(row.at, seconds=blind_value("read_hours", on=london_day(row.at)) * HOUR)


def _items_by_ask(session: ReaderSession, entry_ids: list[str]) -> dict[str, list[Item]]:
    """The actions that follow each of these, of those that governance of the account's body looks after."""
    found: dict[str, list[Item]] = {one: [] for one in entry_ids}
    own = items_of_answerers(session.actor).filter(about_id__in=entry_ids, source__in=OF_BLIND_ASKS)
    for item in own.order_by("pk"):
        found[item.about_id].append(item)
    return found


def _make_ask_line(row: BlindAsk, texts: Texts, items: list[Item] | None, *, now: str) -> AskLine:
    """`items`: the actions that followed; None for whoever asked, who learns of none."""
    return AskLine(
        entry_id=row.entry_id,
        kind=row.kind,
        at=row.at,
        by=row.by,
        name=texts.of(row.text_sha).who,
        is_readable=items is None and _is_readable(row, now=now),
        notified=tuple(dict.fromkeys(item.agency for item in items or ())),
        called=sum(bool(item.closed_at) for item in items or ()),
    )
