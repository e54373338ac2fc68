"""Reads what was declared and each look that matched, for information governance; and for a holder what they set.

Nobody of information governance reads a look of their own: it is in no list and no count of theirs.
"""

from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet

from sightline.casework.accounts.governance_scope import governs_bodies, sees_every_agency
from sightline.casework.audit.id_hashes import read_ids
from sightline.casework.audit.trail import Trail, audited
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.house_reader import people_of
from sightline.casework.core.models import Account
from sightline.casework.core.session import ReaderSession
from sightline.casework.insiders.item_conflicts import is_hidden
from sightline.casework.insiders.models import DeclaredDetail, InsiderEntry, InsiderLook, ItemConflict
from sightline.casework.insiders.oversight import is_named_other
from sightline.casework.insiders.pages import (
    AnsweredLook,
    ConflictedAccount,
    DeclaredAs,
    DeclaredLine,
    DeclaredPage,
    InsiderEntryKind,
    LookGroup,
    LookHow,
    OwnLooksPage,
    WatchLine,
    WatchPage,
)
from sightline.casework.insiders.rights import (
    check_declares,
    check_governs,
    check_looks_into,
    check_reads_looks,
    may_look_into,
    may_read_looks,
)
from sightline.casework.insiders.waiting_looks import open_looks, seen_looks
from sightline.casework.insiders.watches import Watch, find_mention, load_watches, need_watch, own_watches
from sightline.casework.journal.lines import JournalLines
from sightline.casework.posts.services.posts import posts_held
from sightline.casework.protection.free_text import FreeText
from sightline.escalation import CONDUCT, SHARED
from sightline.model.nouns import Role

MOST_ANSWERED = 50


def read_declared(session: ReaderSession, *, number: int) -> DeclaredPage:
    """What the reader declared: who, which details and when."""
    with audited(session, action="read_declared") as trail:
        check_declares(actor=session.actor, number=number)
        return _declared_page(session, number, trail)


def read_account_declared(session: ReaderSession, *, number: int) -> DeclaredPage:
    """The same of any account, for information governance."""
    with audited(session, action="read_declared") as trail:
        check_governs(session, number=number)
        return _declared_page(session, number, trail)


def offer_removal(session: ReaderSession, *, entry_id: str) -> None:
    """NotHere where there is no such declaration, or it is the account's own."""
    with audited(session, action="offer_removal") as trail:
        check_looks_into(actor=session.actor)
        trail.add("insider_entry", [entry_id])
        found = InsiderEntry.objects.of_kind(InsiderEntryKind.DECLARED).filter(entry_id=entry_id)
        entry = found.exclude(account_id=session.actor.account_id or 0).first()
        if entry is None:
            raise NotHere
        check_governs(session, number=entry.account_id or 0)


def _declared_page(session: ReaderSession, number: int, trail: Trail) -> DeclaredPage:
    trail.add("account", [str(number)])
    account = Account.objects.filter(pk=number).first()
    if account is None:
        raise NotHere
    entries = _declared_of(account)
    kinds: dict[str, set[str]] = {}
    for entry_id, kind in DeclaredDetail.objects.filter(account=account).values_list("entry_id", "kind"):
        kinds.setdefault(entry_id, set()).add(kind)
    own = [one.entry_id for one in entries if one.word == DeclaredAs.OWN]
    lines = tuple(
        DeclaredLine(
            entry_id=one.entry_id,
            declared_as=one.word,
            kinds=tuple(sorted(kinds.get(one.entry_id, ()))),
            set_at=one.at,
            set_by=one.by,
            is_replaced=one.entry_id in own[:-1],
        )
        for one in reversed(entries)
    )
    removes = may_look_into(actor=session.actor) and number != session.actor.account_id
    return DeclaredPage(account.pk, account.username, lines, removes)


def _declared_of(account: Account) -> list[InsiderEntry]:
    """The declarations of an account that information governance has not removed, in their order."""
    rows = InsiderEntry.objects.of_kind(InsiderEntryKind.DECLARED, InsiderEntryKind.REMOVED).filter(account=account)
    removed = {one.about for one in rows if one.kind == InsiderEntryKind.REMOVED}
    return [one for one in rows if one.kind == InsiderEntryKind.DECLARED and one.entry_id not in removed]


def list_own_looks(session: ReaderSession) -> OwnLooksPage:
    """Looks of readers at their own details or those that they declared: to look into, and what was found."""
    with audited(session, action="list_own_looks") as trail:
        check_reads_looks(session)
        looks = open_looks(session, is_watch=False)
        if is_named_other(session):
            looks += open_looks(session, is_watch=True)
        answered = _answers(session).exclude(about__in=[one.watch_id for one in load_watches()])
        return OwnLooksPage(_group(session, looks, trail), _answered(session, answered.order_by("-pk")[:MOST_ANSWERED]))


def list_watches(session: ReaderSession) -> tuple[WatchLine, ...]:
    """Every watch, those in force first."""
    with audited(session, action="list_watches") as trail:
        check_looks_into(actor=session.actor)
        watches = own_watches(session)
        trail.add("insider_entry", [one.watch_id for one in watches])
        lines = _watch_lines(session, watches)
        return tuple(sorted(lines, key=lambda line: not line.is_in_force))


def read_watch(session: ReaderSession, *, entry_id: str) -> WatchPage:
    """One watch: why, its looks, and what was decided since."""
    with audited(session, action="read_watch") as trail:
        check_looks_into(actor=session.actor)
        trail.add("insider_entry", [entry_id])
        watch = need_watch(session, entry_id)
        (line,) = _watch_lines(session, [watch])
        looks = [one for one in open_looks(session, is_watch=True) if one.about == entry_id]
        answered = _answers(session).filter(about=entry_id).order_by("-pk")[:MOST_ANSWERED]
        return WatchPage(
            line=line,
            words=_texts(session, [watch.entry])[watch.watch_id].words,
            groups=_group(session, looks, trail),
            answered=_answered(session, answered),
            reviews=_answered(session, watch.since),
            today=clock.today(),
        )


def read_looks(session: ReaderSession, *, number: int) -> LookGroup:
    """The looks of one reader that wait, up to this one; NotHere where there is none, or it is the account's own."""
    with audited(session, action="read_looks") as trail:
        check_reads_looks(session)
        look = InsiderLook.objects.filter(pk=number).first()
        if look is None:
            raise NotHere
        waiting = open_looks(session, is_watch=look.is_watch)
        same = [one for one in waiting if (one.about, one.username) == (look.about, look.username)]
        if not same:
            raise NotHere
        return _group(session, same, trail)[0]


def offer_watch(session: ReaderSession, *, person_id: str) -> str:
    """The person that may be watched; NotHere where the reader may see none."""
    with audited(session, action="offer_watch") as trail:
        check_looks_into(actor=session.actor)
        trail.add("person", [person_id])
        find_mention(session, person_id=person_id)
    return person_id


def list_conflicted(session: ReaderSession, *, item_id: str) -> tuple[ConflictedAccount, ...]:
    """Whose accounts an action concerns, for those who answer it in their place; nobody for every other reader."""
    with audited(session, action="list_conflicted") as trail:
        trail.add("item", [item_id])
        held = posts_held(session, on=clock.today())
        answers = any(post.ladder in (*CONDUCT, SHARED) for post in held) or may_look_into(actor=session.actor)
        if not answers or is_hidden(session, item_id=item_id):
            return ()
        rows = ItemConflict.objects.filter(item_id=item_id).select_related("account").order_by("pk")
        return tuple(ConflictedAccount(one.account.username, one.account.post, tuple(one.kinds)) for one in rows)


def own_insider_notices(session: ReaderSession, about_ids: Sequence[str]) -> set[str]:
    """Of these declarations and watches those with a look that the account may read. For notices."""
    if not about_ids or not may_read_looks(session):
        return set()
    return {one.about for one in seen_looks(session, InsiderLook.objects.filter(about__in=about_ids))}


def _answers(session: ReaderSession) -> QuerySet[InsiderEntry]:
    """What was found of looks, but for looks of the account itself."""
    rows = InsiderEntry.objects.filter(kind=InsiderEntryKind.LOOKED_INTO).select_related("account")
    rows = rows.exclude(account_id=session.actor.account_id or 0)
    if is_named_other(session):
        return rows.filter(account__role=Role.INFORMATION_GOVERNANCE)
    if sees_every_agency(actor=session.actor):
        return rows
    own, reader = [one.watch_id for one in own_watches(session)], session.actor.reader
    bodies = set(Account.objects.filter(agency=reader.agency).values_list("agency", "organisation"))
    names = [one[1] for one in bodies if governs_bodies(actor=session.actor, bodies=[one])]
    of_body = Q(account__agency=reader.agency, account__organisation__in=names)
    return rows.filter(of_body | Q(about__in=own))


def _group(session: ReaderSession, looks: Sequence[InsiderLook], trail: Trail) -> tuple[LookGroup, ...]:
    """Looks of one reader at what one declaration or watch is about, the oldest first. Who is erased has no id."""
    groups: dict[tuple[str, str], list[InsiderLook]] = {}
    people = read_ids(session, kind="person", hashes={one.person_id for one in looks if one.person_id})
    for one in looks:
        one.person_id = people.get(one.person_id, "")
        groups.setdefault((one.about, one.username), []).append(one)
    accounts = {one.username: one for one in Account.objects.filter(username__in={name for _, name in groups})}
    who = dict(
        InsiderEntry.objects.filter(
            kind=InsiderEntryKind.DECLARED, entry_id__in={about for about, _ in groups}
        ).values_list("entry_id", "word")
    )
    trail.add("insider_entry", [about for about, _ in groups])
    return tuple(
        _make_group(some, accounts.get(username), who.get(about, "")) for (about, username), some in groups.items()
    )


def _make_group(looks: Sequence[InsiderLook], account: Account | None, who: str) -> LookGroup:
    last = looks[-1]
    how = {one.how for one in looks}
    return LookGroup(
        number=last.pk,
        username=last.username,
        post=account.post if account else "",
        agency=account.agency if account else "",
        declared_as=who,
        kinds=tuple(sorted({kind for one in looks for kind in one.kinds})),
        how=next(one for one in (LookHow.OPENED, LookHow.SEARCHED, LookHow.FOUND) if one in how),
        person_id=next((one.person_id for one in reversed(looks) if one.person_id), ""),
        count=len(looks),
        first_at=looks[0].at,
        last_at=last.at,
        audit_row=last.audit_row,
    )


def _watch_lines(session: ReaderSession, watches: Sequence[Watch]) -> tuple[WatchLine, ...]:
    who = people_of(session, [one.mention_id for one in watches])
    new: dict[str, int] = {}
    for look in open_looks(session, is_watch=True):
        new[look.about] = new.get(look.about, 0) + 1
    looks = seen_looks(session, InsiderLook.objects.filter(is_watch=True))
    every: dict[str, int] = {}
    for one in looks:
        every[one.about] = every.get(one.about, 0) + 1
    return tuple(
        WatchLine(
            watch_id=one.watch_id,
            person_id=who.get(one.mention_id, ""),
            purpose=one.entry.word,
            set_at=one.entry.at,
            set_by=one.entry.by,
            until_on=one.until_on,
            ended_at=one.ended.at if one.ended else "",
            ended_by=one.ended.by if one.ended else "",
            looks=every.get(one.watch_id, 0),
            new=new.get(one.watch_id, 0),
        )
        for one in watches
    )


def _answered(session: ReaderSession, rows: Iterable[InsiderEntry]) -> tuple[AnsweredLook, ...]:
    found = list(rows)
    texts = _texts(session, found)
    return tuple(
        AnsweredLook(
            at=one.at,
            by=one.by,
            username=one.account.username if one.account else "",
            outcome=one.word or one.kind,
            words=texts[one.entry_id].words,
        )
        for one in found
    )


def _texts(session: ReaderSession, rows: Sequence[InsiderEntry]) -> dict[str, FreeText]:
    lines: JournalLines[str] = JournalLines(
        session, mention_ids=(), record_ids=(), shas=[one.text_sha for one in rows], seen={}
    )
    return {
        one.entry_id: lines.text(one.text_sha, mention_ids=[one.mention_id] if one.mention_id else ()) for one in rows
    }


def is_watch(session: ReaderSession, *, entry_id: str) -> bool:
    """Whether a notice is about a watch; NotHere where it is about nothing that the account may read."""
    with audited(session, action="open_insider_notice") as trail:
        check_reads_looks(session)
        trail.add("insider_entry", [entry_id])
        if not own_insider_notices(session, [entry_id]):
            raise NotHere
        return any(one.watch_id == entry_id for one in load_watches()) and not is_named_other(session)
