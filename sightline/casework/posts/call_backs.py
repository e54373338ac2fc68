"""Sets which post of an agency answers calls about its restricted records, and on which telephone.

A restriction narrows what is told, never whether somebody must answer. Whoever answers and may not see the record is
told "police asks you to call", with the post, the telephone and the deadline, and nothing else. An agency may also say
that not even the existence of its restricted records is told: then its own ladder shares each, or refuses.
"""

from dataclasses import dataclass, field

from django.db import transaction

from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import append_entry, audited
from sightline.casework.core import clock
from sightline.casework.core.models import Decision
from sightline.casework.core.rights import check_posts
from sightline.casework.core.session import ReaderSession
from sightline.casework.posts.selectors.front_door import read_front_door
from sightline.escalation import check_words
from sightline.model.errors import Usage
from sightline.model.nouns import Agency
from sightline.translation.messages import lazy as _

SET = "call_back_set"
FEWEST_DIGITS, MOST_LETTERS = 3, 150


@dataclass(frozen=True, slots=True)
class CallBack:
    """Whom to call at an agency. Without a telephone of its own it is the front door's.

    `told` is false where others are not told that there is a restricted record.
    """

    agency: str
    post: str = ""
    phone: str = field(default="", repr=False)
    told: bool = True


def set_call_back(session: ReaderSession, *, agency: str, post: str, phone: str, reason: str, told: bool = True) -> int:
    """Say which post of an agency is called, and on which telephone; the decision's number.

    `told`: whether others are told that the agency has a restricted record at all.
    """
    with audited(session, action="set_call_back") as trail:
        check_posts(actor=session.actor)
        words = check_words(reason, today=clock.today(), part="why")
        said = {"agency": agency, "post": post.strip(), "phone": phone.strip()}
        _check(said)
        body = {**said, "told": told}
        with transaction.atomic(durable=True):
            row = hash_chain.append(
                Decision,
                kind=SET,
                by=session.actor.reader.username,
                os_name=session.actor.os_name,
                why=words,
                body=body,
            )
            trail.details = {"agency": agency}
            trail.add("decision", [str(row.sequence)])
            append_entry(actor=session.actor, action="set_call_back", trail=trail)
    return row.sequence


def read_call_back(agency: str) -> CallBack:
    """Whom to call at an agency: as the last decision says, else the front door."""
    row = Decision.objects.of_kind(SET).filter(body__agency=agency).newest_first().first()
    if row is not None:
        return CallBack(agency, row.body["post"], row.body["phone"], row.body.get("told", True))
    door = read_front_door()
    return CallBack(agency, door.name, door.phone)


def agencies_untold() -> frozenset[str]:
    """The agencies of whose restricted records not even the existence may be told, by each one's last decision."""
    rows = Decision.objects.of_kind(SET).oldest_first().values_list("body", flat=True)
    last = {body["agency"]: bool(body.get("told", True)) for body in rows}
    return frozenset(agency for agency, told in last.items() if not told)


def _check(body: dict[str, str]) -> None:
    if body["agency"] not in list(Agency):
        raise Usage(
            _("There is no such agency."),
            code="no_agency",
            what_to_do=_("Choose: %(choices)s.") % {"choices": ", ".join(Agency)},
        )
    digits = sum(letter.isdigit() for letter in body["phone"])
    if not body["post"] or digits < FEWEST_DIGITS or max(map(len, body.values())) > MOST_LETTERS:
        raise Usage(
            _("The role or the telephone number is missing."),
            code="no_call_back",
            what_to_do=_("Give both: --post 'Name of the role' --phone 'Number to call'."),
        )
