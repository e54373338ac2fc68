"""Who holds which post, who stands in, and which posts of a ladder are empty.

Holding a post is data with dates, asked anew each time. A holder who is absent is not counted as somebody who can be
told, and with no deputy the post is empty on those days: what waits there goes up.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from django.db import transaction
from django.db.models import Q

from sightline.casework.accounts.moves import last_move
from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import append_entry, audited
from sightline.casework.core import clock
from sightline.casework.core.models import Account, Decision
from sightline.casework.core.registry import Registry
from sightline.casework.core.rights import check_posts
from sightline.casework.core.session import ReaderSession
from sightline.casework.core.sight_decisions import GroundsAsked
from sightline.casework.posts.duty import duty_held, first_post
from sightline.casework.posts.models import Post
from sightline.escalation import SHARED, Ladder, Stage, read_ladder, read_ladders
from sightline.model.errors import Refused, Usage
from sightline.model.nouns import Agency, Role
from sightline.model.when import london_day
from sightline.translation.messages import lazy as _

SET = "post_set"
NEVER_HOLD = (Role.ELECTED_MEMBER, Role.OPERATOR)


class HandOver(Protocol):
    """Tells whoever answers for a post from now on what waits there."""

    def __call__(self, *, ladder: str, stage: str, at: str) -> int:
        """How many notices are new."""


class PassedOver(Protocol):
    """Counts what came where nobody could be told."""

    def __call__(self, *, on: date) -> dict[tuple[str, Stage, str], int]:
        """How many open items have come to a ladder's stage and body where nobody can be told on a day."""


@dataclass(frozen=True, slots=True)
class WaitingAtPosts:
    """What escalation says of what waits at posts."""

    hand_over: HandOver
    passed_over: PassedOver


WAITING: Registry[WaitingAtPosts] = Registry("waiting at roles")


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post that somebody holds, or stands in for, on a day. An empty organisation means the whole agency."""

    ladder: str
    organisation: str
    stage: Stage
    seat: str

    def answers_for(self, *, ladder: str, organisation: str) -> bool:
        """Whether items of that ladder and body come to this post at its stage."""
        rungs = read_ladder(ladder).rungs
        own = any(rung.stage is self.stage and rung.belongs_to == self.ladder for rung in rungs)
        return own and self.organisation in ("", organisation)


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post of a ladder, who holds it, and whether somebody can be told today."""

    ladder: str
    organisation: str
    stage: str
    seat: str
    post: str
    holder: str = field(default="", repr=False)
    deputy: str = ""
    absent_from: date | None = None
    absent_to: date | None = None
    empty: bool = True


def posts_held(session: ReaderSession, *, on: date) -> tuple[HeldPost, ...]:
    """The posts that the reader may answer for on a day."""
    account_id = session.actor.account_id
    if account_id is None:
        return ()
    return session.once(("posts_held", account_id, on), lambda: posts_of_account(account_id=account_id, on=on))


def posts_of_account(*, account_id: int, on: date) -> tuple[HeldPost, ...]:
    """The posts that an account may answer for on a day.

    Its own, those whose holder is absent and names it, and those for which it is on duty by the rota that day.
    """
    found = Post.objects.filter(Q(holder_id=account_id) | Q(deputy_id=account_id)).select_related("holder")
    own = (
        HeldPost(post.ladder, post.organisation, Stage(post.stage), post.seat)
        for post in found.order_by("pk")
        if post.holder is None or post.holder.pk == account_id or is_absent(post, on)
    )
    return tuple(dict.fromkeys((*own, *_held_by_rota(account_id, on))))


def posts_of_work(*, account: Account, on: date) -> tuple[HeldPost, ...]:
    """The same, but for those of another agency, and those that were given before the account moved to other work.

    Who moved still answers there, until somebody else is named, but opens no child by it.
    """
    moved = last_move(account.pk).decision
    held = posts_of_account(account_id=account.pk, on=on)
    if moved:
        given = _given_since(moved, account) | set(_held_by_rota(account.pk, on, after=moved))
        held = tuple(post for post in held if post in given)
    return tuple(post for post in held if post.ladder not in list(Agency) or post.ladder == account.agency)


def posts_with_reasons(asked: GroundsAsked) -> tuple[HeldPost, ...]:
    """The posts of work by which the account may have a reason to open a child."""
    return asked.once("posts_of_work", lambda: posts_of_work(account=asked.account, on=london_day(asked.at)))


def posts_of_reader(session: ReaderSession, *, on: date) -> tuple[HeldPost, ...]:
    """The posts by which the reader reads what was written to them: where a reason is needed, those of their work."""
    account_id = session.actor.account_id
    if account_id is None or not session.actor.reader.needs_reason:
        return posts_held(session, on=on)
    account = Account.objects.get(pk=account_id)
    return session.once(("posts_of_work", account_id, on), lambda: posts_of_work(account=account, on=on))


def _given_since(moved: int, account: Account) -> set[HeldPost]:
    """The posts for which the last decision after that one names the account, as holder or deputy."""
    given: dict[HeldPost, bool] = {}
    for row in Decision.objects.of_kind(SET).filter(sequence__gt=moved).oldest_first():
        post = HeldPost(row.body["ladder"], row.body["organisation"], Stage(row.body["stage"]), row.body["seat"])
        given[post] = account.username in (row.body["holder"], row.body["deputy"])
    return {post for post, is_theirs in given.items() if is_theirs}


def _held_by_rota(account_id: int, on: date, *, after: int = 0) -> Iterable[HeldPost]:
    """The first posts for which the account is on duty that day, by shifts that a later decision than `after` added."""
    for name, organisation in duty_held(account_id=account_id, on=on, after=after):
        stage, seat = first_post(read_ladder(name))
        yield HeldPost(name, organisation, Stage(stage), seat)


def holders_at(*, ladder: Ladder, stage: Stage, organisation: str, on: date) -> tuple[str, ...]:
    """The account names of those who are told when an item comes to a stage; empty where nobody can be."""
    rung = ladder.rung(stage)
    posts = Post.objects.filter(ladder=rung.belongs_to, stage=stage, organisation__in=("", organisation))
    return _list_told(posts.select_related("holder", "deputy"), organisation, on)


def find_holders(*, on: date) -> Callable[[Ladder, Stage, str], tuple[str, ...]]:
    """The same for many stages: asked of every post, which is read once."""
    posts: dict[tuple[str, str], list[Post]] = defaultdict(list)
    for post in Post.objects.select_related("holder", "deputy"):
        posts[post.ladder, post.stage].append(post)

    def find(ladder: Ladder, stage: Stage, organisation: str) -> tuple[str, ...]:
        there = posts[ladder.rung(stage).belongs_to, stage.value]
        return _list_told([one for one in there if one.organisation in ("", organisation)], organisation, on)

    return find


def _list_told(posts: Iterable[Post], organisation: str, on: date) -> tuple[str, ...]:
    """A body's own posts stand before those of all."""
    found = list(posts)
    own = [post for post in found if organisation and post.organisation == organisation]
    names = (find_answering_account(post, on) for post in (own or found))
    return tuple(sorted({name for name in names if name}))


def deputies_at(*, ladder: Ladder, stage: Stage, organisation: str) -> tuple[str, ...]:
    """The account names of those who stand in at a stage: an open account of each post's deputy."""
    rung = ladder.rung(stage)
    posts = Post.objects.filter(ladder=rung.belongs_to, stage=stage, organisation__in=("", organisation))
    found = list(posts.select_related("holder", "deputy"))
    own = [post for post in found if organisation and post.organisation == organisation]
    names = {post.deputy.username for post in (own or found) if post.deputy is not None and post.deputy.is_active}
    return tuple(sorted(names))


def find_answering_account(post: Post, on: date) -> str:
    """The holder; while absent, or where there is none, the deputy; empty where neither has an open account."""
    order = (post.deputy,) if is_absent(post, on) else (post.holder, post.deputy)
    return next((account.username for account in order if account is not None and account.is_active), "")


def answers_at(*, ladder: str, stage: str, seat: str, organisation: str, on: date) -> str:
    """The account name of who answers for one seat on a day; empty where nobody does."""
    found = Post.objects.filter(ladder=ladder, stage=stage, seat=seat, organisation=organisation)
    post = found.select_related("holder", "deputy").first()
    return find_answering_account(post, on) if post else ""


def is_absent(post: Post, on: date) -> bool:
    """Whether the holder is away on that day, both days of the absence included."""
    begun = post.absent_from is not None and post.absent_from <= on
    return begun and (post.absent_to is None or on <= post.absent_to)


def set_post(
    session: ReaderSession,
    *,
    ladder: str,
    stage: str,
    seat: str = "holder",
    organisation: str = "",
    holder: str = "",
    deputy: str = "",
    absent_from: date | None = None,
    absent_to: date | None = None,
    why: str = "",
) -> None:
    """Say who holds a post, who stands in, and when the holder is away. A decision; an empty name empties the post.

    Whoever answers from now on is told of what waits there.
    """
    with audited(session, action="set_post") as trail:
        check_posts(actor=session.actor)
        check_seat(ladder, stage, seat, organisation)
        accounts = {"holder": read_holder(holder), "deputy": read_holder(deputy, part="deputy")}
        if absent_from and absent_to and absent_to < absent_from:
            raise Usage(_("The absence ends before it starts."), code="bad_absence", what_to_do=_("Check both days."))
        if absent_to and not absent_from:
            raise Usage(
                _("The absence has no first day."), code="bad_absence", what_to_do=_("Enter the first day away.")
            )
        with transaction.atomic(durable=True):
            Post.objects.update_or_create(
                ladder=ladder,
                stage=stage,
                seat=seat,
                organisation=organisation,
                defaults={**accounts, "absent_from": absent_from, "absent_to": absent_to},
            )
            WAITING.only().hand_over(ladder=ladder, stage=stage, at=clock.now_at())
            body = {"ladder": ladder, "stage": stage, "seat": seat, "organisation": organisation, "holder": holder,
                    "deputy": deputy, "absent_from": _text(absent_from), "absent_to": _text(absent_to)}  # fmt: skip
            decision = hash_chain.append(
                Decision, kind=SET, by=session.actor.reader.username, os_name=session.actor.os_name, why=why, body=body
            )
            trail.add("account", [str(account.pk) for account in accounts.values() if account])
            trail.add("decision", [str(decision.sequence)])
            append_entry(actor=session.actor, action="set_post", trail=trail)


def read_posts(*, on: date) -> tuple[PostLine, ...]:
    """Every seat of every ladder; for the list, and for the health check."""
    held = {
        (post.ladder, post.stage, post.seat, post.organisation): post
        for post in Post.objects.select_related("holder", "deputy")
    }
    bodies = sorted({key[3] for key in held if key[3]})
    lines = []
    for ladder, stage, seat, name in every_seat():
        for organisation in ("", *bodies):
            post = held.get((ladder, stage, seat, organisation))
            if post or not organisation:
                lines.append(_make_post_line(ladder, stage, seat, name, organisation, post, on))
    return tuple(lines)


def every_seat() -> Iterable[tuple[str, str, str, str]]:
    """Ladder, stage, seat and name of each post; the shared ones once, on the partnership's ladder."""
    for ladder in read_ladders().values():
        for rung in ladder.rungs:
            if rung.belongs_to == ladder.id:
                for seat in rung.seats:
                    yield ladder.id, rung.stage.value, seat.id, seat.post


def check_seat(ladder: str, stage: str, seat: str, organisation: str) -> None:
    """Usage where no ladder has such a post."""
    known = {(one, at, where) for one, at, where, _ in every_seat()}
    if (ladder, stage, seat) not in known:
        raise Usage(
            _("There is no such role."),
            code="no_post",
            what_to_do=_("Agencies: %(agencies)s. Stages: %(stages)s.")
            % {"agencies": ", ".join(read_ladders()), "stages": ", ".join(Stage)},
        )
    if organisation and ladder == SHARED:
        raise Usage(
            _("The partnership's own roles have no organisation."),
            code="no_post",
            what_to_do=_("Do not give an organisation."),
        )


def read_holder(username: str, *, part: str = "holder") -> Account | None:
    """The open account of that name; None for an empty name; Refused, naming the part, where it may hold no post."""
    if not username:
        return None
    account = Account.active.named(username)
    if account is None:
        raise Refused(
            _("No open account has that name."), code="no_account", where=part, what_to_do=_("Check the name.")
        )
    if account.role in NEVER_HOLD:
        raise Refused(
            _("Elected members see only counts and delays, so they cannot be a responsible person."),
            code="not_for_role",
            where=part,
            what_to_do=_("Name an officer."),
        )
    return account


def _make_post_line(
    ladder: str, stage: str, seat: str, name: str, organisation: str, post: Post | None, on: date
) -> PostLine:  # fmt: skip
    if post is None:
        return PostLine(ladder, organisation, stage, seat, name)
    return PostLine(
        ladder,
        organisation,
        stage,
        seat,
        name,
        holder=post.holder.username if post.holder else "",
        deputy=post.deputy.username if post.deputy else "",
        absent_from=post.absent_from,
        absent_to=post.absent_to,
        empty=not find_answering_account(post, on),
    )


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""
