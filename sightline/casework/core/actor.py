"""Who acts: an account's rights, by which door it came, and on whose account of the machine.

An actor is made anew for each request from the account as it stands now, so that a right that was taken away is gone at
once.
"""

import getpass
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.conf import settings

from sightline.agreements import ReadingBody
from sightline.agreements.vocabulary import Purpose
from sightline.casework.core import clock
from sightline.casework.core.agreements_in_force import NotSharedNow, find_not_shared
from sightline.casework.core.models import Account, Via
from sightline.casework.core.sight_decisions import keep_to_reasons, mentions_given
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.model.visibility import Reader
from sightline.sharing import row_filter
from sightline.sharing.need_to_know import agreement_purpose, file_purpose
from sightline.translation.messages import lazy as _

OPERATOR = "operator"
PURPOSE_KEY = "purpose"  # in the session of a browser: what somebody said they need records for


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and how. `os_name` is the machine's account for the command line, empty on the web.

    `shared`: the agreements in force by which it was worked out what the reader is shown. `purpose`: what they said in
    this sitting that they need records for, or else the purpose of agreements for which their role reads.
    """

    reader: Reader
    via: Via
    os_name: str = ""
    account_id: int | None = None
    shared: NotSharedNow | None = field(default=None, repr=False, compare=False)
    purpose: str = field(default="", compare=False)


def operator_actor() -> Actor:
    """The workspace's operator at the command line: runs the machine and reads no record."""
    shared = shared_now()
    return Actor(Reader(OPERATOR, Role.OPERATOR, "", not_shared=shared.for_readers), "cli", _os_name(), shared=shared)


def house_actor() -> Actor:
    """Sightline itself, for updates, deadlines and notices: it reads all but what is sealed, and shows it to nobody.

    Its acts are kept under the operator's name, who runs it.
    """
    return as_house(operator_actor())


def as_house(actor: Actor) -> Actor:
    """The same actor for work that Sightline does by itself on their command, and that shows them no record."""
    shared = actor.shared.for_readers if actor.shared else actor.reader.not_shared
    reader = replace(actor.reader, is_house=True, needs_reason=False, asks_first=False, given=(), not_shared=shared)
    return replace(actor, reader=reader)


def actor_for_username(username: str) -> Actor:
    """An account at the command line; Refused where there is none of that name, or it is closed."""
    account = Account.objects.filter(username=username).first()
    if account is None or not account.is_open:
        raise Refused(
            _("No open account has that name."),
            code="no_account",
            what_to_do=_("Check the name, or make the account with 'sightline account NAME --role ROLE'."),
        )
    shared = shared_now()
    return Actor(_reader(account, shared), "cli", _os_name(), account.pk, shared, _purpose_of(account))


def actor_for_account(account: Account, *, purpose: str = "", shared: NotSharedNow | None = None) -> Actor:
    """An account on the web. `purpose`: what they said in this sitting that they need records for.

    `shared`: where several are asked about, the agreements in force when the first of them was.
    """
    now = shared or shared_now()
    return Actor(_reader(account, now, purpose), "web", "", account.pk, now, purpose or _purpose_of(account))


def _purpose_of(account: Account) -> str:
    return agreement_purpose(role=Role(account.role), stated="")


def account_of(*, actor: Actor) -> Account | None:
    """The account that acts; none where the operator does, or nobody has signed in."""
    return None if actor.account_id is None else Account.objects.filter(pk=actor.account_id).first()


def acting_account(*, actor: Actor) -> Account:
    """The account that acts; Refused where the operator does, or nobody has signed in."""
    account = account_of(actor=actor)
    if account is None:
        raise Refused(
            _("A person with an account must do this."),
            code="no_account",
            what_to_do=by_door(
                actor, on_pages=_("Sign in."), at_terminal=_("Name your account with --as, and type its password.")
            ),
        )
    return account


def by_door(actor: Actor, *, on_pages: str, at_terminal: str) -> str:
    """What to do, in the words of the door by which the actor came: pages say nothing of options of commands."""
    return at_terminal if actor.via == "cli" else on_pages


def nobody() -> Actor:
    """Somebody on the web who has not signed in: sees counts only, and is here to be audited."""
    return Actor(Reader("", Role.ELECTED_MEMBER, ""), "web")


def shared_now() -> NotSharedNow:
    """What the agreements in force share; everything where no workspace is served."""
    root = settings.SIGHTLINE_WORKSPACE
    return find_not_shared(root, on=clock.today()) if root else NotSharedNow()


def taking_away(actor: Actor, passing_on: Mapping[str, tuple[str, ...]] | None = None, *, purpose: str = "") -> Actor:
    """The actor for what they write to a file: without records that agreements do not let their body pass on.

    `passing_on`: kinds, as "agency layout", that their agency lets the body pass on in this file, each with the
    organisations whose records it may have; none of them means all.
    `purpose`: what the file is for, of the list of purposes of files; empty where it has none, as a list of a trial.
    """
    if actor.shared is None:
        return actor
    reader = actor.reader
    of_agreements = Purpose(file_purpose(purpose)) if purpose else None
    body = ReadingBody(reader.agency, reader.organisation)
    kept = actor.shared.taken_away(reader.not_shared, body, of_agreements)
    if passing_on:
        kept = kept.with_passed_on(passing_on, before=reader.not_shared)
    return replace(actor, reader=replace(reader, not_shared=kept))


def check_same_agreements(actor: Actor) -> None:
    """Refused where other agreements are in force now than those by which the reader's sight was worked out.

    The day is not asked: a page that was begun before midnight ends as it began.
    """
    if actor.shared is None:
        return
    then, now = actor.shared.known, shared_now().known
    if then != (now._replace(today=then.today) if now and then else now):
        raise Refused(
            _("The agreements between agencies changed while Sightline made this."),
            code="other_agreements",
            what_to_do=_("Open it or write it again."),
        )


def bare_reader(account: Account, shared: NotSharedNow) -> Reader:
    """An account by its role and body alone: before what agreements hide, and what a reason opens."""
    own = shared.bodies.own_records(account.agency, account.organisation)
    return Reader(account.username, Role(account.role), account.agency, account.organisation, own=own)


def _reader(account: Account, shared: NotSharedNow, purpose: str = "") -> Reader:
    reads_for = Purpose(agreement_purpose(role=Role(account.role), stated=purpose))
    kept = shared.of_body(ReadingBody(account.agency, account.organisation, reads_for))
    reader = replace(bare_reader(account, shared), not_shared=kept)
    if row_filter(reader=reader).only_people_of is not None:
        given = mentions_given(agency=account.agency, organisation=account.organisation, on=clock.today())
        reader = replace(reader, given=given)
    return keep_to_reasons(reader, account)


def _os_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return _("not known")
