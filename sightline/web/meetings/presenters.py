"""The words of meetings: parts of the agenda, who came, what each step is called, and what to choose from.

"Offenders" is the field's name of a part of the agenda. Under it stand records, and nobody becomes a person of concern
by them.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from sightline.casework.concerns.pages.concerns import RecordBasis
from sightline.casework.meetings.pages.entry_kinds import MeetingTopic
from sightline.casework.meetings.pages.kinds import read_meeting_kinds
from sightline.casework.meetings.pages.meetings import MeetingLine, WhoLine
from sightline.translation.messages import join_shown
from sightline.translation.messages import lazy as gettext_lazy
from sightline.web.core.whens import occurred_in_words
from sightline.web.core.words import AGENCIES, agency_in_words, kind_in_words

THEMES = {
    "victims": gettext_lazy("Victims"),
    "offenders": gettext_lazy("Offenders: the records that name them"),
    "locations": gettext_lazy("Locations"),
    "themes": gettext_lazy("Themes"),
}
WORDS = {
    "came": gettext_lazy("Came"),
    "apologies": gettext_lazy("Sent apologies"),
    "did_not_come": gettext_lazy("Did not come"),
}
FIRST = ("strategy_discussion", "mace", "complex_abuse")  # the order in a form: the most frequent first
NOT_SHOWN = gettext_lazy("About a person that you may not see")


def meeting_in_words(line: MeetingLine) -> str:
    """What a meeting is called in a list: its kind, and whom or what it is about where the reader may see that."""
    return f"{line.kind_label}: {subject_in_words(line)}"


def subject_in_words(line: MeetingLine) -> str:
    """Whom or what a meeting is about."""
    subject = line.subject
    if subject.person:
        return subject.person.name or _("A child whose name is not recorded")
    if subject.about == MeetingTopic.RECORD:
        return _("What a record says")
    if subject.about == MeetingTopic.GROUP and subject.people:
        return _("A group of %(people)s people") % {"people": subject.people}
    return subject.place or NOT_SHOWN


def who_in_words(who: WhoLine) -> str:
    """Somebody who is meant, and their agency."""
    body = f", {who.organisation}" if who.organisation and who.organisation not in AGENCIES else ""
    agency = f"{agency_in_words(who.agency)}{body}" if who.agency else ""
    return join_shown(", ", (part for part in (who.who, agency) if part))


def kind_choices() -> list[tuple[str, str]]:
    """The kinds of meeting to choose from; one that a partnership adds comes last."""
    kinds = read_meeting_kinds()
    return [(one, kinds[one].rule.label) for one in dict.fromkeys([*FIRST, *kinds]) if one in kinds]


def record_choices(records: Iterable[RecordBasis]) -> list[tuple[str, str]]:
    """Records to choose from, by id: what each is, when, and whose."""
    return [(one.record_id, record_in_words(one)) for one in records]


def record_in_words(record: RecordBasis) -> str:
    """A record in a line."""
    when = occurred_in_words(
        occurred_from=record.occurred_from, occurred_to=record.occurred_to, precision=record.date_precision
    )
    return f"{agency_in_words(record.agency)}: {kind_in_words(record.kind)}, {when}"
