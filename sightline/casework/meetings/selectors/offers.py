"""What a new meeting may be about and rest on, for the form: from a child, from a record, or from an item to answer.

It offers only what this reader may open. From an item all that it rests on is chosen beforehand, and a meeting that
leaves part of it out would not answer it.
"""

from sightline.casework.audit.trail import audited
from sightline.casework.chronology.selectors.chronology import read_person
from sightline.casework.core.errors import NotHere
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import PATTERN
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.pages import ItemPage
from sightline.casework.escalation.selectors import read_item
from sightline.casework.meetings.pages.entry_kinds import MeetingTopic
from sightline.casework.meetings.pages.meetings import MeetingFormOptions, SubjectChoice
from sightline.casework.meetings.rights import seen_records
from sightline.casework.meetings.subjects import list_choices_of_pattern, list_choices_on_record
from sightline.casework.people.pages.people import ChronologyFilter
from sightline.model.errors import Refused
from sightline.translation.messages import lazy as _

NEWEST = 30


def offer_about_person(session: ReaderSession, *, person_id: str) -> MeetingFormOptions:
    """A meeting about a person, and the newest records that name them."""
    chosen = ChronologyFilter(oldest_first=False, size=NEWEST)
    page = read_person(session, person_id=person_id, chosen=chosen)
    seen = seen_records(session, record_ids=[entry.record_id for entry in page.entries])
    about = SubjectChoice(MeetingTopic.CHILD, person_id, page.person.name or _("Name not recorded"))
    return MeetingFormOptions((about,), tuple(reversed(seen.values())))


def offer_about_record(session: ReaderSession, *, record_id: str) -> MeetingFormOptions:
    """A meeting about somebody or a place that a record names; about what it says, where it names nobody."""
    with audited(session, action="offer_meeting") as trail:
        check_people(actor=session.actor)
        trail.add("record", [record_id])
        if not seen_records(session, record_ids=[record_id]):
            raise NotHere
        offered = _of_records(session, (record_id,))
        trail.add("person", [one.key for one in offered.about if one.about == MeetingTopic.CHILD])
        return offered


def offer_for_item(session: ReaderSession, *, item_id: str) -> MeetingFormOptions:
    """A meeting as the answer to an item; Refused where the account does not answer it, or not all is open to it."""
    page = read_item(session, item_id=item_id)
    if not page.may_answer or not page.line.shown or not page.record_ids:
        raise Refused(
            _("To open a meeting, you must be responsible for the answer and able to see the records behind it."),
            code="not_theirs",
            what_to_do=_("Ask the responsible person, or information governance."),
        )
    seen = seen_records(session, record_ids=page.record_ids)
    about = _about(session, page, item_id)
    return MeetingFormOptions(about, tuple(seen.values()), tuple(seen), item_id)


def _about(session: ReaderSession, page: ItemPage, item_id: str) -> tuple[SubjectChoice, ...]:
    """Whom and what was recognised is about; the person of an item; else whomever its records name."""
    recognised = Item.objects.filter(item_id=item_id, source=PATTERN).values_list("about_id", flat=True).first()
    if recognised and (found := list_choices_of_pattern(session, instance_key=recognised)):
        return found
    offered = _of_records(session, page.record_ids).about
    return tuple(one for one in offered if one.key == page.line.person_id) or offered


def _of_records(session: ReaderSession, record_ids: tuple[str, ...]) -> MeetingFormOptions:
    found = {one.key: one for record_id in record_ids for one in list_choices_on_record(session, record_id=record_id)}
    seen = seen_records(session, record_ids=record_ids)
    return MeetingFormOptions(tuple(found.values()), tuple(seen.values()), tuple(seen))
