"""Declares people, looks into looks, and sets, reviews and ends watches.

What is declared is hashed before anything is written. A holder adds and replaces; what was declared before goes on
being compared until information governance removes it, so nobody takes a name away to search for it.
"""

from datetime import date, timedelta

from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account
from sightline.casework.core.session import ReaderSession
from sightline.casework.insiders.details import Detail, declared_details, hashes_of
from sightline.casework.insiders.hash_key import current_hash_key
from sightline.casework.insiders.models import DeclaredDetail, InsiderEntry, InsiderLook
from sightline.casework.insiders.pages import (
    DeclaredAs,
    DetailKind,
    InsiderEntryKind,
    LookOutcome,
    NewDeclared,
    NewWatch,
    WatchPurpose,
)
from sightline.casework.insiders.rights import check_declares, check_governs, check_looks_into, check_reads_looks
from sightline.casework.insiders.waiting_looks import seen_looks
from sightline.casework.insiders.watches import Watch, find_mention, need_watch
from sightline.casework.insiders.writer import INSIDERS, InsiderDraft
from sightline.casework.journal.draft import read_words
from sightline.model.errors import Refused, Usage
from sightline.sharing.insiders import most_watch_days
from sightline.translation.messages import lazy as _

MOST_TYPED = 200
NOT_READ = {
    DetailKind.NAME: (_("The name is not complete."), _("Enter a forename and a surname.")),
    DetailKind.PHONE: (_("The telephone cannot be read."), _("Enter it like 01632 960 123.")),
    DetailKind.ADDRESS: (_("The address cannot be read."), _("Enter the house number, the street and the postcode.")),
}


def declare_person(session: ReaderSession, *, number: int, declared: NewDeclared) -> str:
    """Keep the hashes of one person's details for the account of that number; the declaration's id."""
    with INSIDERS.hold(session, action="declare_person") as trail:
        check_declares(actor=session.actor, number=number)
        if number != session.actor.account_id:
            check_governs(session, number=number)
        account = Account.objects.filter(pk=number).first()
        if account is None:
            raise NotHere
        if declared.who not in list(DeclaredAs):
            raise Usage(_("The answer does not say who it is."), code="no_who", what_to_do=_("Choose one."))
        hashes = hashes_of(_read_details(declared), current_hash_key())
        draft = InsiderDraft(
            kind=InsiderEntryKind.DECLARED, word=declared.who, account=account, hashes=tuple(sorted(hashes))
        )
        entry = INSIDERS.write(session, subject=None, draft=draft, trail=trail)
        DeclaredDetail.objects.bulk_create(
            [
                DeclaredDetail(account=account, entry_id=entry.entry_id, kind=kind, value=value)
                for value, kind in hashes.items()
            ],
            ignore_conflicts=True,
        )
    return entry.entry_id


def remove_declared(session: ReaderSession, *, entry_id: str, words: str) -> None:
    """Compare a declaration no more, for a reason. For information governance, and never one's own."""
    with INSIDERS.hold(session, action="remove_declared") as trail:
        check_looks_into(actor=session.actor)
        entry = _need(entry_id, InsiderEntryKind.DECLARED)
        check_governs(session, number=entry.account_id or 0)
        if entry.account_id == session.actor.account_id:
            raise _not_ones_own()
        draft = InsiderDraft(
            kind=InsiderEntryKind.REMOVED, words=read_words(words), about=entry_id, account=entry.account
        )
        INSIDERS.write(session, subject=None, draft=draft, trail=trail)
        DeclaredDetail.objects.filter(entry_id=entry_id).delete()


def look_into(session: ReaderSession, *, number: int, outcome: LookOutcome, words: str) -> str:
    """Keep what was found of all looks of one reader that are as this one; the declaration or watch."""
    with INSIDERS.hold(session, action="look_into") as trail:
        check_reads_looks(session)
        look = InsiderLook.objects.filter(pk=number).first()
        if look is None:
            raise NotHere
        if look.username == session.actor.reader.username:
            raise _not_ones_own()
        if not seen_looks(session, [look]):
            raise NotHere
        if outcome not in list(LookOutcome):
            raise Usage(_("The answer says nothing."), code="no_outcome", what_to_do=_("Choose what you found."))
        draft = InsiderDraft(
            kind=InsiderEntryKind.LOOKED_INTO,
            words=read_words(words),
            word=outcome,
            about=look.about,
            account=Account.objects.filter(username=look.username).first(),
            through=number,
        )
        INSIDERS.write(session, subject=None, draft=draft, trail=trail)
    return look.about


def set_watch(session: ReaderSession, *, person_id: str, watch: NewWatch) -> str:
    """Watch a person until a day, silently; the watch's id."""
    with INSIDERS.hold(session, action="set_watch") as trail:
        check_looks_into(actor=session.actor)
        if watch.purpose not in list(WatchPurpose):
            raise Usage(_("The purpose is missing."), code="no_purpose", what_to_do=_("Choose a purpose."))
        draft = InsiderDraft(
            kind=InsiderEntryKind.WATCH_SET,
            words=read_words(watch.words),
            word=watch.purpose,
            mention_id=find_mention(session, person_id=person_id),
            on_day=_read_last_day(watch.until_on),
        )
        return INSIDERS.write(session, subject=None, draft=draft, trail=trail).entry_id


def review_watch(session: ReaderSession, *, watch_id: str, words: str, until_on: date | None) -> None:
    """Keep a watch until another day, for a reason."""
    with INSIDERS.hold(session, action="review_watch") as trail:
        check_looks_into(actor=session.actor)
        _need_open(session, watch_id)
        draft = InsiderDraft(
            kind=InsiderEntryKind.WATCH_REVIEWED,
            words=read_words(words),
            about=watch_id,
            on_day=_read_last_day(until_on),
        )
        INSIDERS.write(session, subject=None, draft=draft, trail=trail)


def end_watch(session: ReaderSession, *, watch_id: str, words: str) -> None:
    """End a watch, for a reason. What it listed stays."""
    with INSIDERS.hold(session, action="end_watch") as trail:
        check_looks_into(actor=session.actor)
        _need_open(session, watch_id)
        draft = InsiderDraft(kind=InsiderEntryKind.WATCH_ENDED, words=read_words(words), about=watch_id)
        INSIDERS.write(session, subject=None, draft=draft, trail=trail)


def _read_details(declared: NewDeclared) -> list[Detail]:
    """The normal forms of what was typed; Usage where nothing was, or a part cannot be read."""
    typed = {
        DetailKind.NAME: declared.name.strip()[:MOST_TYPED],
        DetailKind.ADDRESS: declared.address.strip()[:MOST_TYPED],
        DetailKind.PHONE: declared.phone.strip()[:MOST_TYPED],
    }
    if not any(typed.values()):
        raise Usage(
            _("No name, address or telephone is entered."), code="no_details", what_to_do=_("Enter at least one.")
        )
    details = declared_details(
        name=typed[DetailKind.NAME], address=typed[DetailKind.ADDRESS], phone=typed[DetailKind.PHONE]
    )
    read = {kind for kind, _text in details}
    for kind, text in typed.items():
        if text and kind not in read:
            what, what_to_do = NOT_READ[kind]
            raise Usage(what, code=f"no_{kind}", what_to_do=what_to_do)
    return details


def _read_last_day(day: date | None) -> date:
    most = most_watch_days(on=clock.today())
    if day is None or not clock.today() <= day <= clock.today() + timedelta(days=most):
        raise Usage(
            _("A watch ends within %(most)s days.") % {"most": most},
            code="no_day",
            what_to_do=_("Enter a day from today on. You can review the watch and keep it longer."),
        )
    return day


def _need(entry_id: str, kind: InsiderEntryKind) -> InsiderEntry:
    entry = InsiderEntry.objects.filter(entry_id=entry_id, kind=kind).first()
    if entry is None:
        raise NotHere
    return entry


def _need_open(session: ReaderSession, watch_id: str) -> Watch:
    watch = need_watch(session, watch_id)
    if watch.ended is not None:
        raise Refused(
            _("This watch has ended."), code="out_of_place", what_to_do=_("Set a new one if you still need it.")
        )
    return watch


def _not_ones_own() -> Refused:
    return Refused(
        _("This is about your own account."),
        code="own_account",
        what_to_do=_("Another person in information governance must decide."),
    )
