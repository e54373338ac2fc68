"""Which items are on a list: those of my posts, those that reached them, my agency's, or all that I may see."""

from collections.abc import Sequence
from functools import cache, reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q

from sightline.casework.accounts.governance_scope import (
    bodies_known,
    governed_sources,
    own_of_source,
    sees_every_agency,
)
from sightline.casework.core.actor import Actor
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import OF_FILES, OF_POSTS_ALONE, SHARE
from sightline.casework.escalation.models import Item, ItemBasis
from sightline.casework.escalation.querysets import ItemQuerySet
from sightline.casework.escalation.rights import (
    LOOK_AFTER,
    OF_ANSWERERS,
    READ_FILES,
    answers_for,
    governed_shares,
    items_of_answerers,
    oversees,
)
from sightline.casework.insiders.models import ItemConflict
from sightline.casework.posts.services.posts import HeldPost
from sightline.escalation import ADULT_SAFEGUARDING, CONDUCT, SHARED, Stage, read_ladder
from sightline.model.errors import Usage
from sightline.sharing import can_see_people, part_in_subject_files, row_filter
from sightline.translation.messages import lazy as _

ME, REACHED, AGENCY, ALL = "me", "reached", "agency", "all"
SCOPES = (ME, REACHED, AGENCY, ALL)


def in_scope(*, actor: Actor, scope: str, held: Sequence[HeldPost]) -> ItemQuerySet:
    """The items of one of SCOPES, open and closed, that the account may know of."""
    if scope not in SCOPES:
        raise Usage(
            _("This list does not exist."),
            code="no_such_list",
            what_to_do=_("Choose: %(choices)s.") % {"choices": ", ".join(SCOPES)},
        )
    if scope in (ME, REACHED):
        own = of_posts(held, reached=scope == REACHED)
        if any(post.ladder == ADULT_SAFEGUARDING for post in held):
            own |= Q(adult_told_at__isnull=False)
        found = but_hidden(actor, Item.objects.filter(own, reassigned=False))
        return found.leading() if scope == ME else found
    if scope == AGENCY:
        return items_of_agency(actor=actor, agency=actor.reader.agency)
    if oversees(held):
        return but_hidden(actor, Item.objects.all())
    found = Item.objects.filter(Q(pk__in=visible_items(actor)) | of_posts(held, reached=True) & Q(reassigned=False))
    return but_hidden(actor, found)


def but_hidden(actor: Actor, items: ItemQuerySet) -> ItemQuerySet:
    """Without those that concern the account itself, or a person whom it declared: they are in no list or count."""
    if actor.account_id is None:
        return items
    return items.exclude(item_id__in=ItemConflict.objects.filter(account_id=actor.account_id).values("item_id"))


def items_of_agency(*, actor: Actor, agency: str) -> ItemQuerySet:
    """The items that an agency must answer, of those of which the account may see every record.

    Of its own agency an account gets those that `answers_for` says: not those of another school.
    """
    of_agency = visible_items(actor).filter(agency=agency, reassigned=False).exclude(ladder__in=CONDUCT)
    if agency == actor.reader.agency and bodies_known(actor=actor).has_several(agency):
        named = Item.objects.filter(agency=agency).exclude(organisation="").values_list("organisation", flat=True)
        others = [
            one
            for one in named.order_by("organisation").distinct()
            if not answers_for(actor=actor, agency=agency, organisation=one)
        ]
        of_agency = of_agency.exclude(organisation__in=others)
    return of_agency if agency else of_agency.none()


def untold_deadlines(actor: Actor) -> Q:
    """Items whose line tells the account only whom to call: their deadline is neither shown nor counted.

    They are those of `ItemRight.asks`, as a condition of a query.
    """
    sight = row_filter(reader=actor.reader)
    hidden = ItemBasis.objects.extra(  # noqa: S610 - made in `sharing`, with parameters
        where=[f"NOT ({sight.sql.replace('?', '%s')})"], params=list(sight.parameters)
    )
    own_way = Q(ladder__in=CONDUCT) | Q(pk__in=ItemBasis.objects.filter(sealed=True).values("item"))
    return Q(pk__in=hidden.values("item")) & ~own_way


def of_posts(held: Sequence[HeldPost], *, reached: bool) -> Q:
    """Items whose turn it is at one of these posts, or, with `reached`, that came to one of them.

    An item that began above a post never came to it.
    """
    conditions = []
    for post in held:
        stages = [stage.value for stage in Stage if stage.rank >= post.stage.rank] if reached else [post.stage.value]
        begun = ["", *(stage.value for stage in Stage if stage.rank <= post.stage.rank)]
        condition = Q(highest_stage__in=stages, begins__in=begun) if reached else Q(stage=post.stage.value)
        if not _is_shared(post):
            condition &= Q(ladder=post.ladder)
        if post.organisation:
            condition &= Q(organisation=post.organisation)
        conditions.append(condition)
    return reduce(or_, conditions) if conditions else Q(pk__in=[])


def _is_shared(post: HeldPost) -> bool:
    """Whether the post answers for the items of every ladder."""
    return post.ladder == SHARED and post.stage in _shared_stages()


@cache
def _shared_stages() -> frozenset[Stage]:
    return frozenset(rung.stage for rung in read_ladder("police").rungs if rung.belongs_to == SHARED)


def visible_items(actor: Actor) -> ItemQuerySet:
    """Items of which the reader may see every record, and that are not about a professional.

    For information governance also those, and what its body decides about: no data breach of another.
    """
    if not can_see_people(reader=actor.reader):
        return Item.objects.none()
    sight = row_filter(reader=actor.reader)
    hidden = ItemBasis.objects.filter(item=OuterRef("pk")).extra(  # noqa: S610 - made in `sharing`, with parameters
        where=[f"NOT ({sight.sql.replace('?', '%s')})"], params=list(sight.parameters)
    )
    found = but_hidden(actor, Item.objects.filter(~Exists(hidden)))
    if part_in_subject_files(reader=actor.reader) not in READ_FILES:
        found = found.exclude(source__in=OF_FILES)
    if actor.reader.needs_reason:  # a list of an agency or of all is of nobody's children: each has its own posts
        found = found.none()
    elif sight.only_people_of is not None:  # of a school's pupils: in lists, what rests on the school's own records
        agency, organisation = sight.only_people_of
        others = ItemBasis.objects.filter(item=OuterRef("pk")).exclude(agency=agency, organisation=organisation)
        found = found.filter(~Exists(others))
    if actor.reader.is_one_of(LOOK_AFTER):
        session = ReaderSession(actor)
        for source in () if sees_every_agency(actor=actor) else governed_sources():
            found = found.exclude(Q(source=source) & ~Q(about_id__in=own_of_source(session, source)))
        found = found.exclude(Q(source__in=OF_ANSWERERS) & ~Q(pk__in=items_of_answerers(actor).values("pk")))
        return found.exclude(Q(source=SHARE) & ~Q(pk__in=governed_shares(actor).values("pk")))
    return found.exclude(ladder__in=CONDUCT).exclude(source__in=OF_POSTS_ALONE).filter(reassigned=False)


def disputed_items(session: ReaderSession) -> frozenset[str]:
    """The ids of actions about a disputed pattern, question or deadline, or about a pattern of a disputed group.

    For a page or a file that shows actions by their own rights.
    """
    return (
        session.once("disputed_items", lambda: _find_disputed(session)) if session.disputed_conclusions else frozenset()
    )


def _find_disputed(session: ReaderSession) -> frozenset[str]:
    about = set(session.disputed_conclusions)
    with session.open_current() as opened:
        if opened is not None:
            rows = opened[1].patterns.about(ids=sorted(about), sight=session.sight)
            about |= {row["instance_key"] for row in rows}
    return frozenset(Item.objects.filter(about_id__in=sorted(about)).values_list("item_id", flat=True).iterator())
