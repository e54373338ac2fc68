"""Posts for their pages: who holds each, since when, who was before, and where items wait that nobody can be told of.

Everybody who may hold an item may read who holds which post. Why somebody is away, and what was written when a post
changed hands, is read by those alone who may change it.
"""

from dataclasses import dataclass, field
from datetime import date

from sightline.casework.audit.trail import audited
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account, Decision
from sightline.casework.core.rights import MAY_MAKE_ACCOUNTS, check_posts, refuse_elected
from sightline.casework.core.session import ReaderSession
from sightline.casework.posts.services.posts import SET, WAITING, PostLine, read_posts
from sightline.escalation import SHARED, read_ladder
from sightline.model.ids import make_id


@dataclass(frozen=True, slots=True)
class PostView:
    """A post and how it stands today. `passed_over`: open items that came here while nobody could be told.

    `unreached` are those of holder and deputy who have no e-mail address.
    """

    post_id: str
    line: PostLine
    passed_over: int
    unreached: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LadderPosts:
    """The posts of one ladder, from the first stage up."""

    ladder: str
    label: str
    posts: tuple[PostView, ...]


@dataclass(frozen=True, slots=True)
class PostsPage:
    """Every ladder with its posts. `may_set`: the reader may say who holds them."""

    ladders: tuple[LadderPosts, ...]
    passed_over: int
    empty: int
    may_set: bool
    on: date


@dataclass(frozen=True, slots=True)
class Tenure:
    """Somebody held the post from a moment until another; `until_at` is empty while they do."""

    holder: str = field(repr=False)
    from_at: str
    until_at: str


@dataclass(frozen=True, slots=True)
class PostChange:
    """One decision about the post, as it was made."""

    sequence: int
    at: str
    by: str
    holder: str = field(repr=False)
    deputy: str
    absent_from: date | None
    absent_to: date | None
    why: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PostPage:
    """One post; its changes, the newest first, for those alone who may change it."""

    view: PostView
    label: str
    tenures: tuple[Tenure, ...]
    changes: tuple[PostChange, ...]
    may_set: bool
    may_divide: bool
    on: date


def list_posts(session: ReaderSession) -> PostsPage:
    """Every seat of every ladder, with who holds it; bodies that have posts of their own below their agency's."""
    with audited(session, action="list_posts"):
        refuse_elected(session.actor)
        views = _views(clock.today())
        ladders = dict.fromkeys(view.line.ladder for view in views)
        return PostsPage(
            ladders=tuple(
                LadderPosts(one, read_ladder(one).rule.label, tuple(view for view in views if view.line.ladder == one))
                for one in ladders
            ),
            passed_over=sum(1 for view in views if view.passed_over),
            empty=sum(1 for view in views if view.line.empty),
            may_set=may_set(session.actor),
            on=clock.today(),
        )


def read_post(session: ReaderSession, *, post_id: str) -> PostPage:
    """One post; NotHere where there is none of that id."""
    with audited(session, action="read_post") as trail:
        refuse_elected(session.actor)
        trail.add("post", [post_id])
        view = next((view for view in _views(clock.today()) if view.post_id == post_id), None)
        if view is None:
            raise NotHere
        changes = _changes(view.line)
        return PostPage(
            view=view,
            label=read_ladder(view.line.ladder).rule.label,
            tenures=tenures_of(changes),
            changes=tuple(reversed(changes)) if may_set(session.actor) else (),
            may_set=may_set(session.actor),
            may_divide=view.line.ladder != SHARED and not view.line.organisation,
            on=clock.today(),
        )


def read_post_to_divide(session: ReaderSession, *, post_id: str) -> PostPage:
    """A post of which one body is to have its own; Refused for whoever may not say so, NotHere where none can be."""
    check_posts(actor=session.actor)
    page = read_post(session, post_id=post_id)
    if not page.may_divide:
        raise NotHere
    return page


def may_set(actor: Actor) -> bool:
    """Whether the account may say who holds which post."""
    return actor.reader.role in MAY_MAKE_ACCOUNTS


def id_of(*, ladder: str, stage: str, seat: str, organisation: str) -> str:
    """The id of a post, for its address."""
    return make_id("post", ladder, stage, seat, organisation)


def tenures_of(changes: tuple[PostChange, ...]) -> tuple[Tenure, ...]:
    """Who held the post from when until when, the newest first; times with nobody are left out."""
    found: list[Tenure] = []
    for change in changes:
        if found and not found[-1].until_at:
            if found[-1].holder == change.holder:
                continue
            found[-1] = Tenure(found[-1].holder, found[-1].from_at, change.at)
        if change.holder:
            found.append(Tenure(change.holder, change.at, ""))
    return tuple(reversed(found))


def _views(on: date) -> tuple[PostView, ...]:
    without = set(Account.objects.filter(email="").values_list("username", flat=True))
    passed = _passed_over(on)
    return tuple(
        PostView(
            post_id=id_of(ladder=line.ladder, stage=line.stage, seat=line.seat, organisation=line.organisation),
            line=line,
            passed_over=passed.get((line.ladder, line.stage, line.organisation), 0) if line.empty else 0,
            unreached=tuple(name for name in (line.holder, line.deputy) if name in without),
        )
        for line in read_posts(on=on)
    )


def _passed_over(on: date) -> dict[tuple[str, str, str], int]:
    """The same by the ladder that the post belongs to; of a body without posts of its own at the agency's post."""
    bodies = {(line.ladder, line.stage, line.organisation) for line in read_posts(on=on)}
    found: dict[tuple[str, str, str], int] = {}
    for (ladder, stage, organisation), items in WAITING.only().passed_over(on=on).items():
        belongs_to = read_ladder(ladder).rung(stage).belongs_to
        key = (belongs_to, stage.value, organisation)
        key = key if key in bodies else (belongs_to, stage.value, "")
        found[key] = found.get(key, 0) + items
    return found


def _changes(line: PostLine) -> tuple[PostChange, ...]:
    rows = Decision.objects.filter(
        kind=SET, body__ladder=line.ladder, body__stage=line.stage, body__seat=line.seat,
        body__organisation=line.organisation,
    ).order_by("sequence")  # fmt: skip
    return tuple(
        PostChange(
            sequence=row.sequence,
            at=row.at,
            by=row.by,
            holder=row.body["holder"],
            deputy=row.body["deputy"],
            absent_from=_day(row.body["absent_from"]),
            absent_to=_day(row.body["absent_to"]),
            why=row.why,
        )
        for row in rows
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
