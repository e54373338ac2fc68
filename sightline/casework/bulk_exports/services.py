"""Asks for a bulk export, agrees to it or refuses it, and uses up what was agreed when the file is written.

Files of one page leave here too: pictures without what agreements keep out of files, and pages that are printed.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from django.db import transaction

from sightline.casework.accounts.rights import check_named_person
from sightline.casework.audit import hash_chain
from sightline.casework.audit.page_people import LISTS, PERSON
from sightline.casework.audit.trail import DONE, Trail, append_entry, audited, commit_entries
from sightline.casework.bulk_exports import requests
from sightline.casework.bulk_exports.pages import (
    MANY_PEOPLE,
    PURPOSES,
    ExportPurpose,
    ExportRequest,
    ExportState,
    FileLeave,
    NamesPeople,
)
from sightline.casework.bulk_exports.rights import REJECTS, check_decides, check_exports
from sightline.casework.core import clock
from sightline.casework.core.actor import check_same_agreements
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Decision
from sightline.casework.core.pages import FileGround
from sightline.casework.core.serving import current_workspace
from sightline.casework.core.session import ReaderSession
from sightline.casework.papers.gate import is_for_real_data
from sightline.casework.people.kept_here import leave_for
from sightline.escalation import check_words
from sightline.model.errors import Refused, SightlineError, Usage
from sightline.model.exports.lists import ASKED_FOR, PICTURE
from sightline.translation.messages import lazy as _

D = TypeVar("D", bound=NamesPeople)
LABEL = _(
    "Exported by %(by)s on %(at)s for: %(purpose)s. Request %(number)s, to which %(agreed_by)s agreed. "
    "Keep it as safe as the records that it comes from."
)
LABEL_OF_ONE = _("Exported by %(by)s on %(at)s for: %(purpose)s. Keep it as safe as the records that it comes from.")


def check_purpose(purpose: str) -> ExportPurpose:
    """The purpose; Usage where it is none of the list."""
    if purpose not in list(ExportPurpose):
        raise Usage(
            _("A bulk export needs a purpose."),
            code="no_purpose",
            what_to_do=_("Choose one of: %(purposes)s.") % {"purposes": ", ".join(ExportPurpose)},
        )
    return ExportPurpose(purpose)


def ask_export(session: ReaderSession, *, table: str, purpose: str, why: str, password: str = "") -> int:
    """Ask to export a list; the number of the request. At the command line the person's own password is needed."""
    with audited(session, action="ask_bulk_export") as trail:
        check_exports(actor=session.actor, table=table)
        if table not in ASKED_FOR:
            raise Usage(
                _("There is no list '%(table)s'.") % {"table": table},
                code="no_table",
                what_to_do=_("Choose one of: %(join)s.") % {"join": ", ".join(ASKED_FOR)},
            )
        body = {"table": table, "purpose": str(check_purpose(purpose))}
        words = check_words(why, today=clock.today(), part="why")
        check_named_person(actor=session.actor, password=password)
        with transaction.atomic():
            number = _decide(session, trail, requests.ASKED, body, words)
            append_entry(actor=session.actor, action="ask_bulk_export", trail=trail)
    return number


def agree_export(session: ReaderSession, *, number: int, password: str = "") -> None:
    """Agree to an export as its second person. At the command line the person's own password is needed."""
    _settle(session, number=number, kind=requests.AGREED, words="", password=password)


def refuse_export(session: ReaderSession, *, number: int, why: str, password: str = "") -> None:
    """Refuse an export, and say why."""
    words = check_words(why, today=clock.today(), part="why")
    _settle(session, number=number, kind=requests.REFUSED, words=words, password=password)


def _settle(session: ReaderSession, *, number: int, kind: str, words: str, password: str) -> None:
    action = "agree_bulk_export" if kind == requests.AGREED else "refuse_bulk_export"
    with audited(session, action=action) as trail:
        trail.details = {"request": number}
        check_decides(actor=session.actor, request=requests.find_request(number), password=password)
        with transaction.atomic():
            hash_chain.hold_lock(Decision)
            if requests.find_request(number).state is not ExportState.ASKED:
                raise Refused(
                    _("The request is decided, or has expired."),
                    code="decided",
                    what_to_do=_("If the file is still needed, ask again."),
                )
            _decide(session, trail, kind, {"request": number}, words)
            append_entry(actor=session.actor, action=action, trail=trail)


def need_second_person(
    session: ReaderSession, *, table: str, number: int | None = None, password: str = ""
) -> ExportRequest | None:
    """The agreed request under which a whole list leaves now; None where everybody in the workspace is invented.

    The list of rows that were not imported needs none: it names no person and holds no cell. A page gives no number: it
    uses the newest request that the account may use. Refused where there is none.
    """
    session.give_ground(FileGround.NAMES_NOBODY if table == REJECTS else FileGround.WHOLE_LIST)
    if number is None and (table == REJECTS or not is_for_real_data(current_workspace())):
        return None
    if number is None and session.actor.via == "web":
        return _need_newest_agreed(session, table=table)
    return need_agreed(session, table=table, number=number, password=password)


def need_agreed(session: ReaderSession, *, table: str, number: int | None, password: str) -> ExportRequest:
    """The agreed request under which the account may export this list now; Refused where there is none.

    At the command line the password is asked for: anybody there can write the name of whoever asked.
    """
    found = None if number is None else requests.find_request(number)
    if found is None:
        raise Refused(
            _("A second person must agree before a whole list is exported."),
            code="second_person",
            what_to_do=_("Ask with 'sightline bulk-export ask %(table)s'. Then give --request with its number.")
            % {"table": table},
        )
    if (found.state, found.table, found.asked_by) != (ExportState.AGREED, table, session.actor.reader.username):
        raise _not_now(found)
    check_named_person(actor=session.actor, password=password)
    return found


def leave_page(session: ReaderSession, *, table: str, purpose: str, people: int) -> FileLeave:
    """Let a file of one page leave for a purpose of the list, with `people` in it. Usage where it is no purpose.

    Of real data a file that names MANY_PEOPLE or more leaves under a request to which a second person agreed. It is the
    newest that the account may use, and it is used up. Refused where there is none.
    """
    chosen = check_purpose(purpose)
    session.give_ground(FileGround.PURPOSE)
    if people < MANY_PEOPLE or not is_for_real_data(current_workspace()):
        label = label_one(session, purpose=str(PURPOSES[chosen]).lower())
        return FileLeave(label, {"purpose": str(chosen), "people": people})
    agreed = _need_newest_agreed(session, table=table, purpose=chosen)
    use_request(session, request=agreed)
    details: dict[str, str | int] = {"purpose": agreed.purpose, "people": people, "request": agreed.number}
    return FileLeave(label_file(session, agreed), details)


def leave_picture(
    session: ReaderSession, *, picture: str, purpose: str, draw: Callable[[ReaderSession], D]
) -> tuple[D, tuple[str, str]]:
    """Draw a picture for a file, for a purpose of the list; what the file says of its export, and of what is not in it.

    `picture`: its name in the audit row. `draw` reads with the session that it is given. NotHere where the reader has
    no such page. Refused where agreements keep all of it here, or where it names many people and nobody agreed.
    """
    entries = list[dict[str, Any]]()
    kept_here, taking = leave_for(session, purpose=check_purpose(purpose))
    try:
        drawn = draw(_gathering(taking, entries))
    except SightlineError as error:
        if failed := [one for one in entries if one["outcome"] != DONE]:
            commit_entries(failed, session)
        if kept_here and isinstance(error, NotHere):
            draw(_gathering(session, []))  # NotHere for those who have no such page
            raise Refused(
                _("Agreements do not let you pass on the records that this picture is made of."),
                code="kept_here",
                what_to_do=_("To pass one on, call the contact on the record’s page."),
            ) from error
        raise
    with audited(session, action="export_picture") as trail:
        leave = leave_page(session, table=PICTURE, purpose=purpose, people=drawn.people)
        trail.ids = list(dict.fromkeys(_named_by(entries)))
        trail.details = {"picture": picture} | leave.details
    return drawn, (leave.label, kept_here)


def keep_print(session: ReaderSession, *, page: str, read: Callable[[ReaderSession], object]) -> None:
    """Keep that the account printed a page. `page`: its name among addresses, which names nobody.

    `read` reads the page again with the session that it is given: by today's rights, and without using anything up.
    """
    with audited(session, action="print_page") as trail:
        again, entries = session.of(session.actor), list[dict[str, Any]]()
        again.only_reads, again.sends_page, again.entries, again.searched = True, False, entries, []
        again.grounds = []  # what the page itself would send is not sent
        read(again)
        session.give_ground(FileGround.PAPER)
        named = [one for entry in entries if entry["outcome"] == DONE for one in entry["ids"]]
        trail.ids = list(dict.fromkeys(named))
        trail.details = {"page": page}


def _gathering(session: ReaderSession, entries: list[dict[str, Any]]) -> ReaderSession:
    """The same, whose audit rows are gathered and not committed: one row of the export names it all."""
    other = session.of(session.actor)
    other.entries = entries
    return other


def _named_by(entries: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    """What the reads name. A list beside a picture, as of patterns, names people who are not in it."""
    for entry in entries:
        is_list = entry["action"].startswith(LISTS)
        yield from (one for one in entry["ids"] if not (is_list and one.startswith(PERSON)))


def _need_newest_agreed(session: ReaderSession, *, table: str, purpose: str = "") -> ExportRequest:
    """The newest agreed request under which the account may export this; Refused where there is none.

    `purpose`: only one for this purpose will do, where the file has one of its own.
    """
    own = session.actor.reader.username
    for one in requests.load_requests():
        if (one.state, one.table, one.asked_by) == (ExportState.AGREED, table, own) and purpose in ("", one.purpose):
            return one
    raise Refused(
        _("A second person must agree before this file leaves."),
        code="second_person",
        what_to_do=_("Ask for it, for this purpose, on the page of bulk exports. Information governance must agree."),
    )


def label_one(session: ReaderSession, *, purpose: str) -> str:
    """Who exported a file of one page, when and what for: what its first line says."""
    return str(LABEL_OF_ONE % {"by": session.actor.reader.username, "at": clock.now_at(), "purpose": purpose})


def label_file(session: ReaderSession, request: ExportRequest | None) -> str:
    """Who exported a file, when, what for and who agreed: what its first line says; empty where nobody was asked."""
    if request is None:
        return ""
    purpose = str(PURPOSES[ExportPurpose(request.purpose)]).lower()
    values = {
        "by": session.actor.reader.username,
        "at": clock.now_at(),
        "purpose": purpose,
        "number": request.number,
        "agreed_by": request.decided_by,
    }
    return str(LABEL % values)


def _not_now(request: ExportRequest) -> Refused:
    return Refused(
        _("Request %(number)s does not let you export this list now.") % {"number": request.number},
        code="not_agreed",
        what_to_do=_("See 'sightline bulk-export list': who asked, for which list, and its status."),
    )


def use_request(session: ReaderSession, *, request: ExportRequest) -> None:
    """Keep that a file is written under a request: nobody uses it again. The export has its own audit row.

    Refused where other agreements are in force than those of the export's start: then the request can be used again.
    """
    check_same_agreements(session.actor)
    with audited(session, action="use_bulk_export") as trail:
        trail.details = {"request": request.number}
        with transaction.atomic():
            hash_chain.hold_lock(Decision)
            if requests.find_request(request.number).state is not ExportState.AGREED:
                raise _not_now(request)
            _decide(session, trail, requests.WRITTEN, {"request": request.number}, "")
            append_entry(actor=session.actor, action="use_bulk_export", trail=trail)


def _decide(session: ReaderSession, trail: Trail, kind: str, body: Mapping[str, object], words: str) -> int:
    actor = session.actor
    row = hash_chain.append(
        Decision, kind=kind, by=actor.reader.username, os_name=actor.os_name, why=words, body=dict(body)
    )
    trail.add("decision", [str(row.sequence)])
    return row.sequence
