"""Which yes lets a file have records that its agency is asked about first: for one receiver, one purpose, some kinds.

A yes counts until its last day, for one person, and for records of the body that gave it. A yes of earlier versions
names no purpose, and so opens no file.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sightline.casework.bulk_exports.pages import PURPOSES, ExportPurpose
from sightline.casework.core.session import ReaderSession
from sightline.casework.onward_requests.asking_terms import is_asked_now
from sightline.casework.onward_requests.histories import OnwardHistory, with_replies
from sightline.casework.onward_requests.models import OnwardEntry
from sightline.casework.onward_requests.pages import OnwardState
from sightline.casework.protection.free_text import Texts
from sightline.model.agency_names import name_agency
from sightline.model.errors import Refused
from sightline.translation.dates import long_day
from sightline.translation.lists import in_a_row
from sightline.translation.messages import lazy as _


@dataclass(frozen=True, slots=True)
class OnwardPermission:
    """One yes that counts today. `organisations`: as which its body's records are written; empty for all of an agency.

    `receiver`: who may get the records, as the request says it.
    """

    request_id: str
    agency: str
    receiver: str = field(repr=False)
    purpose: str
    kinds: tuple[str, ...]
    organisations: tuple[str, ...]
    until: date


@dataclass(frozen=True, slots=True)
class PassedOn:
    """What a file for one receiver may have beside what agreements let pass on, and what its label says of that.

    `kinds`: by kind, as "agency layout", the organisations whose records it may have; none of them means all.
    """

    request_ids: tuple[str, ...] = ()
    kinds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    label: str = field(default="", repr=False)


def find_permissions(session: ReaderSession, *, person_id: str) -> tuple[OnwardPermission, ...]:
    """Each yes to the reader's body about one person that counts today, for what is audited by its own selector."""
    reader = session.actor.reader
    asked = OnwardEntry.objects.asked().filter(to_agency=reader.agency, to_organisation=reader.organisation)
    agreed = [one for one in with_replies(asked) if one.state is OnwardState.AGREED]
    if not agreed:
        return ()
    with session.open_current() as opened:
        mentions = set(opened[1].mentions_of(person_ids=[person_id])) if opened else set()
    own = [one for one in agreed if one.asked.mention_id in mentions and is_asked_now(one.asked.agreement)]
    texts = Texts(session, [one.asked.text_sha for one in own])
    return tuple(found for one in own if (found := _permission(session, one, texts)).receiver and found.purpose)


def pass_on(session: ReaderSession, *, person_id: str, receiver: str, purpose: str) -> PassedOn:
    """What a file of one person may have for this receiver and purpose; nothing more where no receiver is named.

    Refused where no agency agreed to this receiver, or each agreed for another purpose.
    """
    if not receiver.strip():
        return PassedOn()
    to_them = [one for one in find_permissions(session, person_id=person_id) if are_one(one.receiver, receiver)]
    if not to_them:
        raise Refused(
            _("No agency has agreed that records of this person are passed on to this receiver."),
            code="no_receiver",
            what_to_do=_(
                "Name the receiver as the request does, or open a record and ask. Without a receiver, "
                "the file leaves these records out."
            ),
        )
    found = [one for one in to_them if one.purpose == purpose]
    if not found:
        others = {str(PURPOSES[ExportPurpose(one.purpose)]) for one in to_them}
        raise Refused(
            _("The agency agreed that this receiver gets the records for another purpose."),
            code="other_purpose",
            what_to_do=_("Choose “%(purposes)s”, or ask the agency again for this purpose.")
            % {"purposes": in_a_row(sorted(others))},
        )
    return PassedOn(tuple(one.request_id for one in found), _kinds_of(found), _label(found))


def are_one(receiver: str, other: str) -> bool:
    """Whether two texts name one receiver: capitals and spaces do not matter."""
    return receiver.casefold().split() == other.casefold().split()


def _permission(session: ReaderSession, one: OnwardHistory, texts: Texts) -> OnwardPermission:
    asked = one.asked
    said = texts.of(asked.text_sha, record_ids=asked.record_ids, mention_ids=[asked.mention_id])
    return OnwardPermission(
        request_id=asked.entry_id,
        agency=asked.agency,
        receiver=" ".join(said.who.split()),
        purpose=asked.purpose,
        kinds=tuple(asked.kinds),
        organisations=_organisations(session, asked),
        until=one.until or date.min,  # a yes that counts has a last day
    )


def _organisations(session: ReaderSession, asked: OnwardEntry) -> tuple[str, ...]:
    """As which organisations the records of the body that answered are written; none where its agency is one body."""
    bodies = session.actor.shared.bodies if session.actor.shared else None
    if bodies is None or not bodies.has_several(asked.agency):
        return ()
    layouts = [kind.partition(" ")[2] for kind in asked.kinds]
    names = {one for layout in layouts for one in bodies.own_names(asked.agency, asked.organisation, layout=layout)}
    return tuple(sorted(names)) or (asked.organisation,)


def _kinds_of(found: Iterable[OnwardPermission]) -> dict[str, tuple[str, ...]]:
    kinds = dict[str, tuple[str, ...]]()
    for one in found:
        for kind in one.kinds:
            kinds[kind] = tuple(sorted({*kinds.get(kind, ()), *one.organisations}))
    return kinds


def _label(found: Iterable[OnwardPermission]) -> str:
    """What the file says: who it is for, and which agency agreed until when."""
    agreed = list(found)
    said = [
        _("%(agency)s agreed until %(day)s") % {"agency": name_agency(one.agency), "day": long_day(one.until)}
        for one in agreed
    ]
    return str(
        _("Only for: %(receiver)s. Their agencies agreed that records leave for this: %(agreed)s.")
        % {"receiver": agreed[0].receiver, "agreed": in_a_row(sorted(dict.fromkeys(map(str, said))))}
    )
