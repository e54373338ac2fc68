"""Whether a letter may go to an adult named in records: every path by which one leaves asks here.

A person needs no check only where their birth date is known and they were a child in every record that names them.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from sightline.casework.audit.trail import Trail
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.named_adults.actions import REVIEW
from sightline.casework.named_adults.histories import NEVER_ASKED, NamedAdultHistory, histories_of
from sightline.casework.named_adults.name_holds import NAME_FIRST, find_hold
from sightline.casework.named_adults.namesakes import is_called, may_be_adult
from sightline.casework.named_adults.pages import LetterKind, LetterReader, LetterTo, NamedAdultEntryKind
from sightline.casework.named_adults.writer import NAMED_ADULTS, NamedAdultDraft
from sightline.casework.protection.free_text import Texts
from sightline.model.errors import Refused, Usage
from sightline.store.snapshot_reader import open_store
from sightline.translation.messages import lazy as _

ASK_FIRST = _("Open “Letters to adults named in records”, and ask. The deadline does not change.")


def is_named_as_adult(session: ReaderSession, *, mention_id: str) -> bool:
    """Whether the person whom a mention names may be named as an adult in a record, whoever may see it."""
    snapshot = session.snapshot
    if snapshot is None:
        raise NotHere
    with open_store(
        snapshot.serve_file, successors=session.successors
    ) as store:  # also what no agreement shares any more
        person_id = store.people_of(mention_ids=[mention_id]).get(mention_id, "")
        return may_be_adult(store, person_id=person_id)


def missing_for_letter(session: ReaderSession, *, mention_id: str) -> tuple[str, ...]:
    """Why no letter may go to the person whom a mention names; empty where one may."""
    if not is_named_as_adult(session, mention_id=mention_id):
        return ()
    found, now = histories_of(session, mention_id=mention_id), clock.now_at()
    if not found:
        return (str(NEVER_ASKED),)
    return tuple(dict.fromkeys(said for one in found for said in one.missing(now=now)))


def missing_for_name(session: ReaderSession, *, name: str) -> tuple[str, ...]:
    """Why no letter may go to somebody of a name; empty where one may."""
    return find_hold(session, name=name).in_words()


def has_lawful_reason(session: ReaderSession, *, mention_id: str) -> bool:
    """Whether a lawful reason not to tell the person is recorded: then a matter can end without a letter."""
    return any(one.standing_reason for one in histories_of(session, mention_id=mention_id))


def check_letter(
    session: ReaderSession,
    *,
    to: LetterTo,
    kind: LetterKind,
    on_day: date | None,
    trail: Trail,
    written: tuple[str, ...] = (),
) -> None:
    """Refused unless a letter may go to each adult whom it is for, or a lawful reason lets it end without one.

    Call it in the transaction of the act that a letter tells of. The letter is kept with what was asked about them.
    `written` are the names in the matter itself, which are compared as those are that were typed for the letter: also
    where another person is chosen than the one of that name.
    """
    if to.reader not in list(LetterReader):
        raise Usage(_("Say who the letter goes to."), code="no_letter", what_to_do=_("Choose one."))
    trail.add("letter_to", [to.reader])
    if to.reader == LetterReader.OTHER:
        for name in read_names_of(to, written):
            send_by_name(session, name=name, kind=kind, on_day=on_day, trail=trail)
        return
    mentions = mentions_of_people(session, to.people)
    if to.reader == LetterReader.ADULT:
        check_written(session, names=written, mention_ids=mentions)
    for mention_id in mentions:
        if to.reader == LetterReader.NOBODY:
            check_may_end(session, mention_id=mention_id)
        else:
            send_letter(session, mention_id=mention_id, kind=kind, on_day=on_day, trail=trail)


def read_names_of(to: LetterTo, written: tuple[str, ...]) -> tuple[str, ...]:
    """The names of those to whom it goes as another person; Usage where there is none to compare."""
    names = tuple(dict.fromkeys(one.strip() for one in (*to.names, *written) if one.strip()))
    if not names:
        raise Usage(
            _("The name of the person it goes to is missing."),
            code="no_name",
            what_to_do=_("Enter their forename and surname. Sightline compares it with records."),
        )
    return names


def send_by_name(session: ReaderSession, *, name: str, kind: LetterKind, on_day: date | None, trail: Trail) -> None:
    """Keep that a letter went to somebody of a name that was asked about; Refused where it is held."""
    held = find_hold(session, name=name)
    if held.is_held:
        raise Refused(" ".join(held.in_words()), code="same_name", what_to_do=NAME_FIRST)
    for one in held.asked:
        _keep_letter(session, one, kind=kind, on_day=on_day, trail=trail)


def check_written(session: ReaderSession, *, names: Iterable[str], mention_ids: Sequence[str]) -> None:
    """Refused where the matter has a name that nobody has to whom the letter goes, and a letter to it is held."""
    for name in filter(None, map(str.strip, names)):
        if not is_called(session, mention_ids=mention_ids, name=name):
            held = find_hold(session, name=name)
            if held.is_held:
                raise Refused(" ".join(held.in_words()), code="same_name", what_to_do=NAME_FIRST)


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
        _keep_letter(session, one, kind=kind, on_day=on_day, trail=trail)


def send_asked(session: ReaderSession, one: NamedAdultHistory, *, kind: LetterKind, on_day: date, trail: Trail) -> None:
    """Keep that a letter went to whom a question is about: the person, or somebody of the name."""
    if not one.is_of_name:
        send_letter(session, mention_id=one.asked.mention_id, kind=kind, on_day=on_day, trail=trail)
    else:
        who = Texts(session, [one.asked.text_sha]).of(one.asked.text_sha).who
        send_by_name(session, name=who, kind=kind, on_day=on_day, trail=trail)


def _keep_letter(
    session: ReaderSession, one: NamedAdultHistory, *, kind: LetterKind, on_day: date | None, trail: Trail
) -> None:
    draft = NamedAdultDraft(
        kind=NamedAdultEntryKind.LETTER, about=one.asked.entry_id, word=kind, on_day=on_day or clock.today()
    )
    entry = NAMED_ADULTS.write(session, subject=None, draft=draft, trail=trail)
    if one.looked:
        REVIEW.close(session, one.looked.entry_id, now=entry.at)


def mentions_of_people(session: ReaderSession, person_ids: tuple[str, ...]) -> list[str]:
    """The oldest mention of each person; Usage where one is unknown, or none is named."""
    with session.need_current() as (_snapshot, store):
        found = [sorted(store.mentions_of(person_ids=[one]))[:1] for one in person_ids]
    if not found or not all(found):
        raise Usage(
            _("No person has that web address."),
            code="no_person",
            what_to_do=_("Find the person in Sightline and copy the web address of their page."),
        )
    return [mention_id for some in found for mention_id in some]
