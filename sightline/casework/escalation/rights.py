"""What an account may do with an item: read it, at which stage it acts, and whether it may see what the item rests on.

The holder whose turn it is sees the item also where the records may not be seen, for somebody must answer; then it
stands there without child and record. Everybody else sees it only with all its basis.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sightline.casework.accounts.governance_scope import (
    bodies_known,
    decides_about,
    governed_sources,
    governs_bodies,
    own_of_source,
    sees_every_agency,
)
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import CLINICIAN_YES, OF_BLIND_ASKS, OF_FILES, OF_POSTS_ALONE, ONWARD, SHARE
from sightline.casework.escalation.models import Item, ItemBasis, ItemEvent
from sightline.casework.escalation.querysets import ItemQuerySet
from sightline.casework.insiders.item_conflicts import is_hidden
from sightline.casework.posts.services.posts import HeldPost, posts_held
from sightline.casework.protection.free_text import FreeText, Texts
from sightline.escalation import ADULT_SAFEGUARDING, CONDUCT, SHARED, Happening, Stage
from sightline.model.nouns import Role
from sightline.model.visibility import RowFilter, Visibility
from sightline.sharing import can_see, can_see_people, part_in_subject_files

LOOK_AFTER = (Role.INFORMATION_GOVERNANCE,)
READ_FILES = ("decides", "reviews")
# Of these the action itself says which body must answer: governance of no other body knows of it.
OF_ANSWERERS = (*OF_BLIND_ASKS, CLINICIAN_YES, ONWARD)


@dataclass(frozen=True, slots=True)
class ItemRight:
    """`stage` is where the account acts; None where it only reads. `sees_basis`: child and records are shown.

    `asks` is the agency whose record the account may not see and which is to be called; empty where it sees all, and
    for a sealed identity and what is about a colleague, which have ways of their own. `contact` is the post and
    telephone of the agreement, where that is why. `no_longer_shares`: no agreement in force covers the record any more.
    """

    stage: Stage | None
    sees_basis: bool
    holds_post: bool
    asks: str = ""
    no_longer_shares: bool = False
    contact: str = field(default="", repr=False)


def right_to(session: ReaderSession, *, item: Item, on: date) -> ItemRight:
    """What the account may do with the item; NotHere where it may not know of it."""
    held = posts_held(session, on=on)
    found = find_right(session, item=item, held=held, basis=basis_of(session, item))
    if found is None:
        raise NotHere
    return found


def find_right(
    session: ReaderSession, *, item: Item, held: Iterable[HeldPost], basis: Sequence[ItemBasis]
) -> ItemRight | None:
    """The same for one item of many, in whatever order `basis` is; None where the account may not know of it."""
    found = _right(session, item=item, held=held, basis=basis)
    if found is None or found.sees_basis or item.ladder in CONDUCT or any(row.sealed for row in basis):
        return found
    reader = session.actor.reader
    shared = reader.not_shared
    hides = [
        (row.agency, row.layout)
        for row in basis
        if shared.hides(agency=row.agency, layout=row.layout, organisation=row.organisation)
    ]
    if gone := sorted(hides):
        agency, layout = next((pair for pair in gone if shared.is_taken_back(agency=pair[0], layout=pair[1])), gone[0])
        no_more = shared.is_taken_back(agency=agency, layout=layout)
        contact = shared.contact_of(agency=agency, layout=layout)
        return replace(found, asks=agency, no_longer_shares=no_more, contact=contact)
    hidden = {row.agency for row in basis if not can_see(reader=reader, item=visibility_of(row))}
    return replace(found, asks=min(hidden, default=""))


def is_taken_back(session: ReaderSession, row: ItemBasis) -> bool:
    """Whether no agreement in force shares such a record any more."""
    return session.actor.reader.not_shared.is_taken_back(agency=row.agency, layout=row.layout)


def but_taken_back(session: ReaderSession, item_ids: Iterable[str]) -> list[str]:
    """Those of these items of which every record is shared still: that a record is taken back answers nothing."""
    wanted = sorted(item_ids)
    if not session.actor.reader.not_shared.kinds:
        return wanted
    rows = ItemBasis.objects.filter(item__item_id__in=wanted).select_related("item")
    kept = {row.item.item_id for row in rows if is_taken_back(session, row)}
    return [one for one in wanted if one not in kept]


def _right(
    session: ReaderSession, *, item: Item, held: Iterable[HeldPost], basis: Sequence[ItemBasis]
) -> ItemRight | None:
    if session.actor.reader.role is Role.ELECTED_MEMBER or is_hidden(session, item_id=item.item_id):
        return None
    sight = sees_basis(session, item=item, basis=basis)
    if item.reassigned:
        return (
            ItemRight(None, sight, oversees(held))
            if oversees(held) or session.actor.reader.is_one_of(LOOK_AFTER)
            else None
        )
    stage = highest_held(item=item, held=held)
    if stage is not None:
        return ItemRight(stage, sight, True)
    if oversees(held):
        return ItemRight(None, sight, True)
    if item.adult_told_at and any(post.ladder == ADULT_SAFEGUARDING for post in held):
        return ItemRight(None, sight, True)
    if (
        not sight
        or not can_see_people(reader=session.actor.reader)
        or not knows_of_files(actor=session.actor, item=item)
    ):
        return None
    if item.ladder in CONDUCT or item.source in OF_POSTS_ALONE:
        return ItemRight(None, True, False) if looks_after(session, item=item) else None
    if item.source == SHARE and session.actor.reader.is_one_of(LOOK_AFTER) and not _governs_one(session.actor, basis):
        return None
    answers = answers_for(actor=session.actor, agency=item.agency, organisation=item.organisation)
    return ItemRight(Stage.PRACTITIONER if answers else None, True, False)


def looks_after(session: ReaderSession, *, item: Item) -> bool:
    """Whether the account is of information governance, and of that of the body which an action is about, if of one."""
    if not session.actor.reader.is_one_of(LOOK_AFTER):
        return False
    if item.source in OF_ANSWERERS:
        return governs_bodies(actor=session.actor, bodies=[(item.agency, item.organisation)])
    is_any = sees_every_agency(actor=session.actor) or item.source not in governed_sources()
    return is_any or item.about_id in own_of_source(session, item.source)


def items_of_answerers(actor: Actor) -> ItemQuerySet:
    """The actions of OF_ANSWERERS which a body answers that governance of the account's body looks after."""
    found = Item.objects.filter(source__in=OF_ANSWERERS)
    if sees_every_agency(actor=actor):
        return found
    of_agency = found.filter(agency=actor.reader.agency)
    named = of_agency.order_by("organisation").values_list("organisation", flat=True).distinct()
    own = [one for one in named if governs_bodies(actor=actor, bodies=[(actor.reader.agency, one)])]
    return of_agency.filter(organisation__in=own)


def governed_shares(actor: Actor) -> ItemQuerySet:
    """The requests to share a hidden record that governance of the account's body knows of, by whose record it is."""
    found = Item.objects.filter(source=SHARE)
    if sees_every_agency(actor=actor):
        return found
    rows = ItemBasis.objects.filter(item__source=SHARE, agency=actor.reader.agency).order_by("item")
    named = rows.values_list("item_id", "agency", "organisation", "layout").distinct()
    own = {
        item_id
        for item_id, agency, organisation, layout in named
        if decides_about(actor=actor, agency=agency, organisation=organisation, layout=layout)
    }
    return found.filter(pk__in=own)


def _governs_one(actor: Actor, basis: Iterable[ItemBasis]) -> bool:
    return any(
        decides_about(actor=actor, agency=row.agency, organisation=row.organisation, layout=row.layout) for row in basis
    )


def answers_for(*, actor: Actor, agency: str, organisation: str) -> bool:
    """Whether the account is of those who must answer: of the agency, and of the body where that is known.

    What names no organisation, or one that nobody knows, each of the agency answers, so that nothing goes unanswered.
    """
    reader = actor.reader
    return (
        bool(agency)
        and reader.agency == agency
        and not bodies_known(actor=actor).is_of_another(agency, organisation, other=reader.organisation)
    )


def knows_of_files(*, actor: Actor, item: Item) -> bool:
    """Whether the item is of no working file, or the account's role reads these."""
    return item.source not in OF_FILES or part_in_subject_files(reader=actor.reader) in READ_FILES


def oversees(held: Iterable[HeldPost]) -> bool:
    """Whether one of the posts is the chair's or the scrutineer's: they see every item, however far it has come."""
    return any(post.ladder == SHARED and post.stage is Stage.CHAIR_AND_SCRUTINEER for post in held)


def highest_held(*, item: Item, held: Iterable[HeldPost]) -> Stage | None:
    """The highest stage that the item has reached, from where it began, and at which one of these posts answers."""
    reached = Stage(item.highest_stage).rank
    stages = [
        post.stage
        for post in held
        if post.stage.rank <= reached
        and reads_again(item=item, stage=post.stage)
        and post.answers_for(ladder=item.ladder, organisation=item.organisation)
    ]
    return max(stages, key=lambda stage: stage.rank, default=None)


def reads_again(*, item: Item, stage: Stage | None) -> bool:
    """Whether the stage is no lower than that where the item began: a manager reads what a colleague read."""
    return not item.begins or (stage is not None and stage.rank >= Stage(item.begins).rank)


def is_read_as_so(events: Iterable[ItemEvent]) -> bool:
    """Whether the last answer about a sentence is yes."""
    read = [event.reason for event in events if event.kind in (Happening.READ, Happening.CORRECTED)]
    return read[-1:] == ["yes"]


def find_item(session: ReaderSession, item_id: str) -> Item | None:
    """The item of that id, or none, asked once in a session that only reads; rights to it are asked elsewhere."""
    return session.once(("item_row", item_id), lambda: Item.objects.by_id(item_id))


def basis_of(session: ReaderSession, item: Item) -> list[ItemBasis]:
    """The records that an item cannot stand without."""
    return basis_of_items(session, [item])[item.pk]


def basis_of_items(session: ReaderSession, items: Iterable[Item]) -> dict[int, list[ItemBasis]]:
    """The same of several items, by their keys, with one query for those not asked of before in this session."""
    kept: dict[int, list[ItemBasis]] = session.once("basis", dict)
    wanted = [item.pk for item in items]
    missing = {key: list[ItemBasis]() for key in wanted if key not in kept}
    for row in ItemBasis.objects.filter(item__in=list(missing)).order_by("pk") if missing else ():
        missing[row.item_id].append(row)
    kept.update(missing)
    return {key: kept[key] for key in wanted}


def words_of_items(texts: Texts, items: Sequence[Item], sha: str) -> FreeText:
    """What somebody wrote to items, about those whom they name and the records that they rest on."""
    mentions = [one for item in items for one in item.mention_ids]
    rests_on = ItemBasis.objects.filter(item__in=items).values_list("record_id", flat=True)  # asked where it is needed
    return texts.of(sha, mention_ids=mentions, record_ids=rests_on)


def sees_basis(session: ReaderSession, *, item: Item, basis: Sequence[ItemBasis]) -> bool:
    """Whether the account may see every record that the item rests on, by today's rights."""
    if not all(can_see(reader=session.actor.reader, item=visibility_of(row)) for row in basis):
        return False
    sight = session.sight
    return sight.only_people_of is None or _names_nobody(item, basis) or _is_of(session, item, basis, sight)


def _names_nobody(item: Item, basis: Sequence[ItemBasis]) -> bool:
    return not (basis or item.record_id or item.person_id or item.mention_ids)


def visibility_of(row: ItemBasis) -> Visibility:
    """What the filter reads of a basis row."""
    markings = ("SEALED IDENTITY",) if row.sealed else ()
    return Visibility(row.agency, row.organisation, row.layout, row.restricted, markings)


def _is_of(session: ReaderSession, item: Item, basis: Sequence[ItemBasis], sight: RowFilter) -> bool:
    """Whether the child is one of the body's own people, or every record of the item is the body's own.

    Where a reason is needed to open a child, the record of a body opens no item by itself.
    """
    if basis and not sight.is_cut and all((row.agency, row.organisation) == sight.only_people_of for row in basis):
        return True
    with session.open_current() as opened:
        return bool(opened and item.person_id and opened[1].is_own(person_id=item.person_id, sight=sight))
