"""What somebody is writing and has not sent yet: kept on the server at every pause, found again from any device.

A draft is nobody's record. Only its author reads it, so its saving every few seconds is not audited; that it was begun,
finished page by page, discarded or sent, is.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction

from sightline.casework.audit.trail import append_entry, audited
from sightline.casework.concerns.models import Concern, ConcernDraft
from sightline.casework.concerns.pages.concerns import Draft
from sightline.casework.concerns.pages.form_schema import (
    ABOUT_KNOWN,
    ONE_PAGE,
    PAGES,
    as_typed,
    boxes_on,
    check_length,
    pages_with,
)
from sightline.casework.concerns.rights import check_enters
from sightline.casework.concerns.selectors.drafts import as_draft
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.model.bounds import DATE_PARTS
from sightline.model.errors import Refused, Usage
from sightline.model.ids import make_id
from sightline.translation.messages import lazy as _

FIRST_PAGE = "who"
# What a correction takes over from the concern that it corrects; who it is about is asked anew where nobody was chosen.
TAKEN_OVER = tuple(box for page, boxes in PAGES.items() if page != "choose" for box in boxes)


@dataclass(frozen=True, slots=True)
class FormOpening:
    """One opening of a page in a browser: its own word, and how often the page had been saved when it opened."""

    word: str
    seen: int


@dataclass(frozen=True, slots=True)
class DraftPageInput:
    """What stands in one opening of one page of a draft."""

    number: str
    page: str
    boxes: Mapping[str, str] = field(repr=False)
    opening: FormOpening


class ChangedElsewhere(Refused):
    """Another opening of the same page wrote since; what stands is kept, and so is what was typed here."""

    def __init__(self, standing: Mapping[str, str], saved_at: str) -> None:
        super().__init__(
            _("This page was changed on another device, or in another window, since you opened it here."),
            code="changed_elsewhere",
            what_to_do=_("Read what is saved now. To replace it with yours, save what you typed here."),
        )
        self.standing, self.saved_at = dict(standing), saved_at


class DraftGone(Refused):
    """The draft was sent or discarded, or is another account's: the answer is the same."""

    def __init__(self) -> None:
        super().__init__(
            _("This concern was sent or discarded elsewhere, or another person has signed in here."),
            code="draft_gone",
            what_to_do=_("Look at your concerns. What you typed here is still on this page: copy it before you leave."),
        )


def begin_draft(session: ReaderSession, *, person_id: str = "", name: str = "", on_one_page: bool = False) -> Draft:
    """A new draft, or the one that this account has begun already; with a person chosen beforehand, about them."""
    with audited(session, action="begin_concern") as trail:
        boxes = {"about": person_id, "name": name} if person_id else {}
        page = _first_page(boxes, on_one_page=on_one_page)
        draft = _begin(check_enters(actor=session.actor), corrects="", boxes=boxes, page=page)
        trail.add("concern", [draft.number])
    return as_draft(draft)


def begin_correction(session: ReaderSession, *, concern_id: str) -> Draft:
    """A draft that begins as the concern stands, to be sent as a row of its own beside it. Its author alone may."""
    with audited(session, action="begin_correction") as trail:
        account_id = check_enters(actor=session.actor)
        trail.add("concern", [concern_id])
        concern = Concern.objects.of_account(account_id).filter(concern_id=concern_id).first()
        if concern is None:
            raise NotHere
        boxes = _boxes_of(concern)
        page = _first_page(boxes)
        draft = _begin(account_id, corrects=concern_id, boxes=boxes, page=page)
        if draft.corrects != concern_id:
            raise Refused(
                _("You have another concern that is not sent yet."),
                code="another_draft",
                what_to_do=_("Send or discard that one first. It is saved."),
            )
        trail.add("concern", [draft.number])
    return as_draft(draft)


def save_boxes(*, actor: Actor, typed: DraftPageInput) -> Draft:
    """Keep what stands on a page, as it is typed; ChangedElsewhere, and nothing is lost, where another wrote since.

    Where who it is about is written otherwise, whoever was chosen before is chosen no more.
    """
    page, opening, boxes = typed.page, typed.opening, _read_boxes(typed.page, typed.boxes)
    with transaction.atomic():
        draft = own_draft(actor=actor, number=typed.number)
        before = draft.pages.get(page, {"written": 0, "by": ""})
        standing = {box: draft.boxes.get(box, "") for box in boxes_on(page)}
        if before["written"] != opening.seen and before["by"] != opening.word and standing != boxes:
            raise ChangedElsewhere(standing, draft.saved_at)
        says_who = any(standing.get(box) != boxes.get(box) for box in PAGES[FIRST_PAGE])
        draft.boxes = {**draft.boxes, **boxes, **({"about": ""} if says_who else {})}
        draft.pages = {**draft.pages, **_written(draft.pages, boxes, opening.word)}
        draft.saved_at = clock.now_at()
        draft.save()
    return as_draft(draft)


def _written(pages: Mapping[str, Any], boxes: Mapping[str, str], by: str) -> dict[str, Any]:
    """Every page on which one of these boxes stands was written once more: whoever has it open hears of it."""
    before = {page: pages.get(page, {"written": 0}) for page in pages_with(boxes)}
    return {page: {**said, "written": said["written"] + 1, "by": by} for page, said in before.items()}


def finish_page(session: ReaderSession, *, typed: DraftPageInput, next_page: str) -> Draft:
    """Keep a page and go on to the next: where somebody stopped is where they go on."""
    with audited(session, action="write_concern") as trail:
        trail.add("concern", [typed.number])
        trail.details = {"page": typed.page}
        with transaction.atomic():
            save_boxes(actor=session.actor, typed=typed)
            draft = own_draft(actor=session.actor, number=typed.number)
            draft.page = next_page
            draft.pages = {**draft.pages, typed.page: {**draft.pages[typed.page], "finished": True}}
            draft.save(update_fields=["page", "pages"])
            append_entry(actor=session.actor, action="write_concern", trail=trail)
    return as_draft(draft)


def discard_draft(session: ReaderSession, *, number: str) -> None:
    """Throw away what was not sent. It is gone: nobody keeps a copy."""
    with audited(session, action="discard_concern") as trail:
        trail.add("concern", [number])
        with transaction.atomic():
            own_draft(actor=session.actor, number=number).delete()
            append_entry(actor=session.actor, action="discard_concern", trail=trail)


def _first_page(boxes: Mapping[str, str], *, on_one_page: bool = False) -> str:
    """Where it begins: who it is about is not asked where somebody was chosen beforehand."""
    if on_one_page:
        return ABOUT_KNOWN if boxes.get("about") else ONE_PAGE
    return "seen" if boxes.get("about") else FIRST_PAGE


def _begin(account_id: int, *, corrects: str, boxes: Mapping[str, str], page: str) -> ConcernDraft:
    now = clock.now_at()
    begun = {
        "number": make_id("concern", secrets.token_hex(16)), "corrects": corrects, "boxes": dict(boxes),
        "page": page, "begun_at": now, "saved_at": now,
    }  # fmt: skip
    try:
        draft, _ = ConcernDraft.objects.get_or_create(account_id=account_id, defaults=begun)
    except IntegrityError:  # begun at the same moment on another device
        draft = ConcernDraft.objects.get(account_id=account_id)
    return draft


def own_draft(*, actor: Actor, number: str) -> ConcernDraft:
    """The account's draft of that number, held until the caller's transaction ends; DraftGone where there is none."""
    mine = ConcernDraft.objects.select_for_update().filter(account_id=check_enters(actor=actor), number=number)
    found: ConcernDraft | None = mine.first()
    if found is None:
        raise DraftGone
    return found


def _read_boxes(page: str, boxes: Mapping[str, str]) -> dict[str, str]:
    """The boxes of the page, one that was left empty as empty; Usage where there is no such page."""
    if not boxes_on(page):
        raise Usage(
            _("There is no such page."), code="no_page", what_to_do=_("Start again from your list of concerns.")
        )
    kept = {box: as_typed(boxes.get(box, "")) for box in boxes_on(page)}
    for box, text in kept.items():
        check_length(box, text)
    return kept


def _boxes_of(concern: Concern) -> dict[str, str]:
    """The boxes that give back what a concern says; categories are boxes that are ticked or not."""
    said: dict[str, str] = concern.said
    boxes = {box: said.get(box, "") for box in TAKEN_OVER}
    ticked = ("suspicion", "account", "parent_worry", "about_professional", "roughly", "own_agency_only")
    boxes |= {box: "Y" if said.get(box) == "Y" else "" for box in ticked}
    boxes |= {"name": said["child"], "not_known": "Y" if said["about"] == "not_known" else ""}
    boxes |= {"day": said["happened_on"] or "not_known"}
    if said["birth_date"]:
        for part, value in zip(reversed(DATE_PARTS), said["birth_date"].split("-"), strict=True):
            boxes[f"birth_date_{part}"] = str(int(value))
    return boxes
