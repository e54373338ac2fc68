"""Whether a letter may go to an adult named in records: every path by which one leaves asks here.

A person needs no check only where their birth date is known and they were a child in every record that names them.
"""

from datetime import date

from sightline.casework.audit.trail import Trail
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.house_reader import THE_HOUSE
from sightline.casework.core.session import ReaderSession
from sightline.casework.named_adults.actions import close_review
from sightline.casework.named_adults.histories import NEVER_ASKED, histories_of
from sightline.casework.named_adults.pages import LetterKind, LetterReader, LetterTo, NamedAdultEntryKind
from sightline.casework.named_adults.writer import NAMED_ADULTS, NamedAdultDraft
from sightline.model.errors import Refused, Usage
from sightline.model.when import years_on
from sightline.store.snapshot_reader import open_store
from sightline.translation.messages import lazy as _

GROWN = 18
ASK_FIRST = _("Open “Letters to adults named in records”, and ask. The deadline does not change.")


def is_named_as_adult(session: ReaderSession, *, mention_id: str) -> bool:
    """Whether the person whom a mention names may be named as an adult in a record, whoever may see it."""
    snapshot = session.snapshot
    if snapshot is None:
        raise NotHere
    with open_store(snapshot.serve_file) as store:  # also what no agreement shares any more
        person_id = store.people_of(mention_ids=[mention_id]).get(mention_id, "")
        said = store.said(person_ids=[person_id], sight=THE_HOUSE) if person_id else []
        born = [date.fromisoformat(row["value"]) for row in said if row["what"] == "birth date"]
        if not born:
            return True
        record_ids = store.records_naming(person_id=person_id, sight=THE_HOUSE)
        held = store.records(record_ids=record_ids, sight=THE_HOUSE)
    days = [versions[0]["occurred_to"] or versions[0]["recorded_at"] or "" for versions in held.values()]
    known = [date.fromisoformat(day[:10]) for day in days if day]
    return len(known) < len(days) or any(years_on(born=min(born), day=day) >= GROWN for day in known)


def missing_for_letter(session: ReaderSession, *, mention_id: str) -> tuple[str, ...]:
    """Why no letter may go to the person whom a mention names; empty where one may."""
    if not is_named_as_adult(session, mention_id=mention_id):
        return ()
    found, now = histories_of(session, mention_id=mention_id), clock.now_at()
    if not found:
        return (str(NEVER_ASKED),)
    return tuple(dict.fromkeys(said for one in found for said in one.missing(now=now)))


def has_lawful_reason(session: ReaderSession, *, mention_id: str) -> bool:
    """Whether a lawful reason not to tell the person is recorded: then a matter can end without a letter."""
    return any(one.standing_reason for one in histories_of(session, mention_id=mention_id))


def check_letter(session: ReaderSession, *, to: LetterTo, kind: LetterKind, on_day: date | None, trail: Trail) -> None:
    """Refused unless a letter may go to each adult whom it is for, or a lawful reason lets it end without one.

    Call it in the transaction of the act that a letter tells of. The letter is kept with what was asked about them.
    """
    if to.reader not in list(LetterReader):
        raise Usage(_("Say who the letter goes to."), code="no_letter", what_to_do=_("Choose one."))
    trail.add("letter_to", [to.reader])
    if to.reader == LetterReader.OTHER:
        return
    for mention_id in mentions_of_people(session, to.people):
        if to.reader == LetterReader.NOBODY:
            check_may_end(session, mention_id=mention_id)
        else:
            send_letter(session, mention_id=mention_id, kind=kind, on_day=on_day, trail=trail)


def check_may_end(session: ReaderSession, *, mention_id: str) -> None:
    """Refused where no lawful reason not to tell the person is recorded."""
    if not has_lawful_reason(session, mention_id=mention_id):
        raise Refused(
            _("No lawful reason not to tell this person is recorded."), code="no_reason", what_to_do=ASK_FIRST
        )


def send_letter(
    session: ReaderSession, *, mention_id: str, kind: LetterKind, on_day: date | None, trail: Trail
) -> None:
    """Keep that a letter went to the person whom a mention names; Refused where none may go."""
    if missing := missing_for_letter(session, mention_id=mention_id):
        raise Refused(
            _("No letter may go to this adult yet. %(why)s") % {"why": " ".join(missing)},
            code="not_safe",
            what_to_do=ASK_FIRST,
        )
    for one in histories_of(session, mention_id=mention_id):
        draft = NamedAdultDraft(
            kind=NamedAdultEntryKind.LETTER, about=one.asked.entry_id, word=kind, on_day=on_day or clock.today()
        )
        entry = NAMED_ADULTS.write(session, subject=None, draft=draft, trail=trail)
        if one.looked:
            close_review(session, said=one.looked, now=entry.at)


def mentions_of_people(session: ReaderSession, person_ids: tuple[str, ...]) -> list[str]:
    """The oldest mention of each person; Usage where one is unknown, or none is named."""
    with session.need_current() as (_snapshot, store):
        found = [sorted(store.mentions_of(person_ids=[one]))[:1] for one in person_ids]
    if not found or not all(found):
        raise Usage(
            _("There is no person with that address."),
            code="no_person",
            what_to_do=_("Find the person in Sightline and copy the address of their page."),
        )
    return [mention_id for some in found for mention_id in some]
