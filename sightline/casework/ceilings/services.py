"""Asks the executive, in writing, what changes about a post over its ceiling, and keeps what is decided.

Asking changes nothing of the items: none is dropped, no rule is switched. The same post is asked about once a week.
"""

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import append_entry, audited
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.models import Account, Decision, Marker
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.pages import PostKey
from sightline.casework.escalation.post_load import find_overloads
from sightline.casework.notices.models import NoticeKind
from sightline.casework.notices.record import notify
from sightline.escalation import Stage, check_words
from sightline.model.errors import Refused, Usage
from sightline.model.nouns import Role
from sightline.model.when import london_day
from sightline.translation.messages import lazy as _

ANSWERED = "over_ceiling_answered"
ASKED = "posts over their ceiling asked about"
CHANGES = ("staffing", "rule")
MAY_ANSWER = (Role.PARTNERSHIP_EXECUTIVE, Role.INFORMATION_GOVERNANCE, Role.OPERATOR)


@dataclass(frozen=True, slots=True)
class CeilingChange:
    """What will change for a post over its ceiling: its staffing, or a rule; in words, by whom and by when."""

    key: PostKey
    kind: str
    who: str = field(repr=False)
    by_when: date
    words: str = field(repr=False)


def check_may_answer(actor: Actor) -> None:
    """Refused for all who do not decide about staffing and rules."""
    if actor.reader.role not in MAY_ANSWER:
        raise Refused(
            _(
                "Only the partnership executive, information governance and the operator can decide about roles "
                "with too much work."
            ),
            code="not_for_role",
            what_to_do=_("Ask one of them."),
        )


def answer_over(session: ReaderSession, *, change: CeilingChange) -> int:
    """Say what changes about a post over its ceiling; the decision's number. The items stay as they are."""
    with audited(session, action="answer_over_ceiling") as trail:
        check_may_answer(session.actor)
        if change.kind not in CHANGES:
            raise Usage(
                _("That change is not one of the choices."),
                code="no_change",
                what_to_do=_("Choose: %(choices)s.") % {"choices": ", ".join(CHANGES)},
            )
        if change.by_when < clock.today():
            raise Usage(
                _("The day is in the past."),
                code="past_day",
                where="by_when",
                what_to_do=_("Enter today or a later day."),
            )
        words, who = check_words(change.words, today=clock.today(), part="words"), change.who.strip()
        if not who:
            raise Usage(
                _("No person is named."), code="nobody", where="who", what_to_do=_("Enter who makes the change.")
            )
        if not any(one.key == change.key for one in find_overloads(now=clock.now_at())):
            raise Refused(
                _("This role does not have too much work."), code="not_over", what_to_do=_("Nothing needs to be done.")
            )
        key = change.key
        body = {"ladder": key.ladder, "stage": key.stage.value, "organisation": key.organisation, "kind": change.kind,
                "who": who, "by_when": change.by_when.isoformat()}  # fmt: skip
        with transaction.atomic(durable=True):
            row = hash_chain.append(
                Decision,
                kind=ANSWERED,
                by=session.actor.reader.username,
                os_name=session.actor.os_name,
                why=words,
                body=body,
            )
            trail.add("decision", [str(row.sequence)])
            append_entry(actor=session.actor, action="answer_over_ceiling", trail=trail)
    return int(row.sequence)


def ask_executive(*, now: str) -> int:
    """On the first tick of a day: a notice to each partnership executive about each post over; how many are new."""
    today = london_day(now)
    asked = Marker.objects.read(ASKED)
    if asked >= today.isoformat():
        return 0
    names = list(Account.active.filter(role=Role.PARTNERSHIP_EXECUTIVE).values_list("username", flat=True))
    week = today.isocalendar()
    made = sum(
        notify(usernames=names, kind=NoticeKind.OVER, about_id=one.key.id, occasion=week.year * 100 + week.week, at=now)
        for one in find_overloads(now=now)
    )
    Marker.objects.write(ASKED, today.isoformat())
    return made


def key_from(body: dict[str, str]) -> PostKey:
    """The post that a decision is about."""
    return PostKey(body["ladder"], Stage(body["stage"]), body["organisation"])
