"""Reads what waits for somebody, and why: the work list, and an item's page with its child, records and clock.

The order is the true deadline, the longest overdue first; what has none comes last, urgent before the rest. Nothing
about a child, and no count of records, moves a line up or down.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from sightline.agreements.emergencies import number_of
from sightline.casework.audit.trail import Trail, audited
from sightline.casework.blind_questions.actions import items_of_post
from sightline.casework.breaches.rights import may_settle
from sightline.casework.clocks.pages import one_a_thing
from sightline.casework.clocks.rows import find_row
from sightline.casework.clocks.selectors import lines_overdue, starts_stated
from sightline.casework.concerns.rights import answers_for
from sightline.casework.concerns.subjects import concerns_of_records, people_about, records_of
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Decision
from sightline.casework.core.moments import is_moment
from sightline.casework.core.rights import refuse_elected
from sightline.casework.core.selectors.withdrawn_rules import withdrawal_of
from sightline.casework.core.session import ReaderSession
from sightline.casework.emergency_access.openings import sees_opening
from sightline.casework.escalation.engine import (
    AGREEMENT_REVIEW,
    CLINICIAN_YES,
    CLOCK,
    CORRECTION,
    DATA_BREACH,
    DATA_COMPLAINT,
    DATA_REQUEST,
    DISAGREEMENT,
    DISCLOSURE,
    DISPUTE,
    MATCH,
    OF_BLIND_ASKS,
    OF_EMERGENCIES,
    OF_FILES,
    OF_NAMED_ADULTS,
    OF_OFFICERS,
    ONWARD,
    PATTERN,
    PROPOSED_MATCH,
    QUESTION,
    REASSIGNED,
    REPORTED,
    RESTRICTION,
)
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.pages import ItemLine
from sightline.casework.escalation.querysets import ItemQuerySet
from sightline.casework.escalation.rights import (
    LOOK_AFTER,
    basis_of,
    find_item,
    find_right,
    oversees,
    right_to,
    words_of_items,
)
from sightline.casework.escalation.scopes import AGENCY, ALL, ME, REACHED, in_scope, untold_deadlines
from sightline.casework.escalation.selectors import lines_of, read_item
from sightline.casework.named_adults.selectors import sees_named_adult
from sightline.casework.patterns.selectors import both_readings_of
from sightline.casework.people.instance_visibility import is_recognised
from sightline.casework.posts.services.posts import HeldPost, posts_held
from sightline.casework.protection.free_text import Texts
from sightline.casework.same_person.selectors.questions import question_of_two
from sightline.casework.subject_files.escalates import file_of
from sightline.casework.subject_files.models import SubjectFile
from sightline.casework.subject_files.rights import open_files
from sightline.casework.two_officers.selectors import sees_officers
from sightline.casework.worklist.pages import ItemView, WorkChoice, WorkLine, WorkPage
from sightline.escalation import CONCLUSION_DISPUTE, CONDUCT, RECORD_DISPUTE, State, Urgency, read_answer_rules
from sightline.model.ids import make_id
from sightline.model.nouns import Agency
from sightline.model.when import london_day
from sightline.sharing import can_answer_same_person, can_see_people

PAGE, PLACES = 50, ("0", "1", "2")
OPENED: dict[str, str] = {DISAGREEMENT: "disagreement_opened", REASSIGNED: "left_line", REPORTED: "document_reported"}


def list_work(session: ReaderSession, *, choice: WorkChoice, size: int = PAGE) -> WorkPage:
    """List open actions by the true deadline, those without one last; by default those of the reader's first list."""
    with audited(session, action="list_work") as trail:
        refuse_elected(session.actor)
        held = posts_held(session, on=clock.today())
        scopes = _scopes(session.actor, held)
        scope = choice.scope if choice.scope in scopes else scopes[0] if scopes else ME
        now = clock.now_at()
        found = _chosen(in_scope(actor=session.actor, scope=scope, held=held).open(), choice)
        hidden = untold_deadlines(session.actor)
        counts = found.count_times(now, untold=hidden)
        rows = list(_after(found.first_deadline_first(untold=hidden), choice.after)[: size + 1])
        lines = work_lines(session, items=rows[:size], held=held)
        trail.add("item", [line.item.item_id for line in lines])
        trail.add("person", [line.person.person_id for line in lines if line.person and line.person.person_id])
        over, more_over = _over_elsewhere(session, trail) if not counts["total"] else (0, False)
        trail.details = {"scope": scope, "total": counts["total"]}
    return WorkPage(
        lines=lines,
        total=counts["total"],
        overdue=counts["overdue"],
        deadlines=counts["deadlines"],
        arrived_late=counts["arrived_late"],
        past_answer=counts["past_answer"],
        next_after=_cursor(rows[size - 1]) if len(rows) > size else "",
        choice=WorkChoice(scope, choice.urgent_only, choice.state, choice.source, choice.agency, choice.after),
        scopes=scopes,
        now=now,
        agency_overdue=over,
        agency_has_more=more_over,
    )


def _over_elsewhere(session: ReaderSession, trail: Trail) -> tuple[int, bool]:
    """How many deadlines of the reader's agency are over where their list is empty, and whether there are more."""
    agency = session.actor.reader.agency
    if agency in ("", Agency.PARTNERSHIP) or not can_see_people(reader=session.actor.reader):
        return 0, False
    lines, more = lines_overdue(session, agency=agency)
    trail.add("clock", [one.clock_id for one in lines])
    return len(one_a_thing(one for one in lines if one.is_overdue)), more


def read_item_view(session: ReaderSession, *, item_id: str) -> ItemView:
    """An item's page, with all that may be shown of what it is about. NotHere as `read_item`."""
    page = read_item(session, item_id=item_id)
    with audited(session, action="read_item_about") as trail:
        item = find_item(session, item_id)
        if item is None:
            raise NotHere
        trail.add("item", [item_id])
        people = people_about(session, items=[item] if page.line.shown else [])
        records = records_of(session, record_ids=page.record_ids)
        trail.add("person", [one.person_id for one in people.values() if one.person_id])
        trail.add("record", [one.record_id for one in records])
        about_clock = item.about_id if _is_of_a_clock(session, item) else ""
        about_pattern = _pattern_about(session, item) if page.line.shown else ""
        return ItemView(
            page=page,
            person=people.get(item_id),
            records=records,
            may_disagree=not session.actor.reader.is_one_of(LOOK_AFTER),
            most_days=read_answer_rules().value("most_days", clock.today()),
            now=clock.now_at(),
            about_clock=about_clock,
            stated=starts_stated(session, clock_ids=[about_clock]).get(about_clock, ()) if about_clock else (),
            of_pattern=item.source == PATTERN and page.line.shown,
            about_pattern=about_pattern,
            withdrawn=withdrawal_of(actor=session.actor, rule_id=item.rule_id) if item.source == PATTERN else None,
            about_question=item.about_id if _is_of_a_question(session, item) else "",
            about_item=_item_disagreed_with(session, item),
            about_file=_file_about(session, item),
            concern_id=_concern_to_answer(session, item),
            opened_by=item.opened_by,
            why_opened=_why_opened(session, item) if page.line.shown else "",
            both_readings=both_readings_of(session, instance_key=about_pattern) if about_pattern else None,
            about_match=_match_about(session, item),
            about_proposal=_proposal_about(session, item),
            about_breach=_about_if_settled(session, item, DATA_BREACH),
            about_complaint=_about_if_settled(session, item, DATA_COMPLAINT),
            about_correction=_about_if_settled(session, item, CORRECTION),
            about_dispute=_about_dispute(session, item, RECORD_DISPUTE),
            about_conclusion=_about_dispute(session, item, CONCLUSION_DISPUTE),
            about_emergency=_emergency_about(session, item),
            about_officers=_officers_about(session, item),
            about_restriction=_about_if_settled(session, item, RESTRICTION),
            about_request=_about_if_settled(session, item, DATA_REQUEST),
            about_disclosure=number_of(_about_if_settled(session, item, DISCLOSURE)),
            of_agreement=item.source == AGREEMENT_REVIEW and item.rule_id != DISAGREEMENT,
            about_adult=_adult_about(session, item),
            about_call=_call_about(session, item),
            about_sealed_rows=_sealed_rows_about(session, item),
            about_onward=_onward_about(session, item),
            late_with=_late_with(session, item) if page.line.shown and item.late else (),
        )


def _about_if_settled(session: ReaderSession, item: Item, source: str) -> str:
    """The matter of data that an item is about, where the account decides about these; not of a disagreement."""
    is_asked = item.source == source and item.rule_id != DISAGREEMENT
    return item.about_id if is_asked and may_settle(actor=session.actor) else ""


def _about_dispute(session: ReaderSession, item: Item, rule_id: str) -> str:
    """The dispute of a record or of a conclusion that an item asks about, where the account decides about these."""
    return _about_if_settled(session, item, DISPUTE) if item.rule_id == rule_id else ""


def _emergency_about(session: ReaderSession, item: Item) -> str:
    """The opening in an emergency that an item asks about, where the account may see it; not of a disagreement."""
    is_asked = item.source in OF_EMERGENCIES and item.rule_id != DISAGREEMENT
    return item.about_id if is_asked and sees_opening(session, entry_id=item.about_id) else ""


def _officers_about(session: ReaderSession, item: Item) -> str:
    """The request of two officers that an item asks about, where the account may see it; not of a disagreement."""
    is_asked = item.source in OF_OFFICERS and item.rule_id != DISAGREEMENT
    return item.about_id if is_asked and sees_officers(session, entry_id=item.about_id) else ""


def _adult_about(session: ReaderSession, item: Item) -> str:
    """The adult named in records whom an item asks about, where the account may open it; not of a disagreement."""
    is_asked = item.source in OF_NAMED_ADULTS and item.rule_id != DISAGREEMENT
    return item.about_id if is_asked and sees_named_adult(session, adult_id=item.about_id) else ""


def _call_about(session: ReaderSession, item: Item) -> str:
    """The question or signal that an item asks to call about, where the account is to call; not of a disagreement."""
    is_asked = item.source in OF_BLIND_ASKS and item.rule_id != DISAGREEMENT
    return item.about_id if is_asked and items_of_post(session, entry_id=item.about_id) else ""


def _sealed_rows_about(session: ReaderSession, item: Item) -> str:
    """The question to a clinician that an item asks, where it came to a post of the account; not of a disagreement."""
    is_asked = item.source == CLINICIAN_YES and item.rule_id != DISAGREEMENT
    return item.about_id if is_asked and right_to(session, item=item, on=london_day(item.opened_at)).stage else ""


def _onward_about(session: ReaderSession, item: Item) -> str:
    """The request to pass records on that an item asks, where it came to a role of the account."""
    is_asked = item.source == ONWARD and item.rule_id != DISAGREEMENT
    return item.about_id if is_asked and right_to(session, item=item, on=london_day(item.opened_at)).stage else ""


def _late_with(session: ReaderSession, item: Item) -> tuple[ItemLine, ...]:
    """The other items of the child that arrived late, of those that the account may know of."""
    held = posts_held(session, on=clock.today())
    return lines_of(session, items=list(Item.objects.late_beside(item, stage=item.stage)), held=held)


def _scopes(actor: Actor, held: Sequence[HeldPost]) -> tuple[str, ...]:
    """The lists that this reader has: own ones where they hold a post, their agency's, all that they may see."""
    people = can_see_people(reader=actor.reader)
    own = (ME, REACHED) if held else ()
    return (*own, *((AGENCY,) if people and actor.reader.agency else ()), *((ALL,) if people or oversees(held) else ()))


def _chosen(found: ItemQuerySet, choice: WorkChoice) -> ItemQuerySet:
    if choice.urgent_only:
        found = found.filter(urgency=Urgency.URGENT)
    if choice.state in list(State):
        found = found.filter(state=choice.state)
    if choice.source:
        found = found.filter(source=choice.source)
    return found.filter(agency=choice.agency) if choice.agency else found


def _after(found: ItemQuerySet, after: str) -> ItemQuerySet:
    """What comes after a line in the order of `first_deadline_first`."""
    place, when, item_id = (*after.split(" "), "", "")[:3]
    if place not in PLACES or not is_moment(when):
        return found
    later = Q(when__gt=when) | Q(when=when, item_id__gt=item_id)
    return found.filter(Q(place__gt=int(place)) | (Q(place=int(place)) & later))


def _cursor(item: Any) -> str:
    return f"{item.place} {item.when} {item.item_id}"


def work_lines(session: ReaderSession, *, items: Sequence[Item], held: Sequence[HeldPost]) -> tuple[WorkLine, ...]:
    """These items as lines, of those that may be known of, each with its child where that may be shown.

    For a page that is audited by its own selector.
    """
    lines = lines_of(session, items=items, held=held)
    shown = {line.item_id for line in lines if line.shown}
    people = people_about(session, items=[item for item in items if item.item_id in shown])
    return tuple(WorkLine(line, people.get(line.item_id)) for line in lines)


def _is_of_a_clock(session: ReaderSession, item: Item) -> bool:
    """Whether the item is of a clock that the account may open."""
    return item.source == CLOCK and find_row(session, clock_id=item.about_id) is not None


def _file_about(session: ReaderSession, item: Item) -> str:
    """The working file that an item is about, where the account may open it."""
    file_id = file_of(item.about_id) if item.source in OF_FILES else ""
    found = SubjectFile.objects.filter(file_id=file_id) if file_id else ()
    return file_id if open_files(session, files=list(found)) else ""


def _pattern_about(session: ReaderSession, item: Item) -> str:
    """What was recognised, where it still stands for this account."""
    about = item.about_id if item.source == PATTERN else ""
    return about if about and is_recognised(session, instance_key=about) else ""


def _match_about(session: ReaderSession, item: Item) -> str:
    """The possible match that an item asks, where the account may answer it."""
    if item.source != MATCH or item.closed_at or not can_answer_same_person(reader=session.actor.reader):
        return ""
    with session.open_current() as opened:
        return question_of_two(opened[1], item.mention_ids, session.sight) if opened else ""


def _proposal_about(session: ReaderSession, item: Item) -> str:
    """The proposal that an item asks, where the account may answer it."""
    may_answer = item.source == PROPOSED_MATCH and can_answer_same_person(reader=session.actor.reader)
    return item.about_id if may_answer and not item.closed_at else ""


def _is_of_a_question(session: ReaderSession, item: Item) -> bool:
    """Whether the item is of a question that the account may open."""
    if item.source != QUESTION:
        return False
    sight = session.sight
    with session.open_current() as opened:
        return bool(opened and opened[1].unanswered.question(question_id=item.about_id, sight=sight))


def _item_disagreed_with(session: ReaderSession, item: Item) -> str:
    """The item that a disagreement is about, where it is about one that the account may know of."""
    about = Item.objects.by_id(item.about_id) if item.rule_id == DISAGREEMENT else None
    if about is None:
        return ""
    held = posts_held(session, on=clock.today())
    right = find_right(session, item=about, held=held, basis=basis_of(session, about))
    return about.item_id if right else ""


def _concern_to_answer(session: ReaderSession, item: Item) -> str:
    """The concern about a professional that the account's post opens, though its filter would not."""
    concerns = answers_for(session, concerns_of_records(session, [item.record_id]))
    return concerns[0].concern_id if concerns else ""


def _why_opened(session: ReaderSession, item: Item) -> str:
    """What somebody wrote when they disagreed, or took an item off its line; empty where nobody did, or erased."""
    opened_as = DISAGREEMENT if item.rule_id == DISAGREEMENT else item.source
    if item.ladder in CONDUCT and opened_as not in OPENED:
        moved = Decision.objects.of_kind(OPENED[REASSIGNED]).filter(body__item_id=item.item_id).order_by("-sequence")
        sha = next((one.body.get("text_sha256", "") for one in moved[:1]), "")
        return words_of_items(Texts(session, [sha]), [item], sha).words
    if opened_as not in OPENED:
        return ""
    first = item.record_id or item.about_id
    given = Decision.objects.of_kind(OPENED[opened_as]).filter(by=item.opened_by, body__about_id=item.about_id)
    for one in given.order_by("sequence"):
        if make_id("item", item.rule_id, first, *sorted(item.mention_ids), str(one.sequence)) == item.item_id:
            sha = one.body.get("text_sha256", "")
            return words_of_items(Texts(session, [sha]), [item], sha).words
    return ""
