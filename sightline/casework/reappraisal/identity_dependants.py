"""Finds what rests on who is who, of each kind: answers, assignments, items, meetings and working files."""

from collections.abc import Iterable, Mapping

from django.db.models import Q

from sightline.casework.access.models import AccessEntry
from sightline.casework.access.pages.entry_kinds import AccessEntryKind
from sightline.casework.core import clock
from sightline.casework.core.models import Assignment, DependantKind
from sightline.casework.dependants.identity import DependantFinder, IdentityDependant
from sightline.casework.escalation.models import Item, ItemBasis
from sightline.casework.insiders.watches import load_watches
from sightline.casework.meetings.models import Meeting
from sightline.casework.meetings.pages.entry_kinds import MeetingEntryKind
from sightline.casework.meetings.pages.kinds import read_meeting_kinds
from sightline.casework.named_adults.histories import load_histories
from sightline.casework.same_person.answer_history import OF_NOTE, as_judgement, read_answers, records_of_note
from sightline.casework.subject_files.models import SubjectFile
from sightline.translation.dates import long_day
from sightline.translation.messages import lazy as _


def find_answers(mentions: frozenset[str]) -> Iterable[IdentityDependant]:
    """Answers in force to "same person?"."""
    for pair, one in read_answers().in_force().items():
        if not mentions.isdisjoint(pair):
            named = tuple(pair[place] for place, side in enumerate("ab") if side not in one.body.get(OF_NOTE, ""))
            records = records_of_note(one)
            yield IdentityDependant(str(one.sequence), named, one.by, as_judgement(one).in_words, records)


def find_assignments(mentions: frozenset[str]) -> Iterable[IdentityDependant]:
    """Lead workers and police leads who are so today."""
    present = Assignment.objects.filter(Q(to_on=None) | Q(to_on__gte=clock.today())).select_related("account")
    for one in present.order_by("pk"):
        if one.mention_id in mentions:
            since = long_day(one.from_on)
            says = _("%(username)s is %(post)s since %(since)s") % {
                "username": one.account.username,
                "post": one.kind.replace("_", " "),
                "since": since,
            }
            yield IdentityDependant(str(one.pk), (one.mention_id,), one.account.username, says)


def find_item_answers(mentions: frozenset[str]) -> Iterable[IdentityDependant]:
    """Items that somebody answered: what was said of a child may have been said of two."""
    for item in Item.objects.exclude(answered_by="").order_by("pk"):
        if not mentions.isdisjoint(item.mention_ids):
            basis = ItemBasis.objects.of_item(item)
            records = tuple(basis.values_list("record_id", flat=True))
            says = _("%(answered_by)s answered: %(about)s") % {"answered_by": item.answered_by, "about": item.about}
            yield IdentityDependant(item.item_id, tuple(item.mention_ids), item.answered_by, says, records)


def find_meetings(mentions: frozenset[str]) -> Iterable[IdentityDependant]:
    """Meetings that were not called off: what was decided of one may be about two."""
    for one in Meeting.objects.exclude(entries__kind=MeetingEntryKind.CALLED_OFF).order_by("pk"):
        if not mentions.isdisjoint(one.mention_ids):
            said = _("%(opened_by)s opened a meeting: %(label)s") % {
                "opened_by": one.opened_by,
                "label": read_meeting_kinds()[one.kind].rule.label,
            }
            yield IdentityDependant(one.meeting_id, tuple(one.mention_ids), one.opened_by, said, tuple(one.record_ids))


def find_subject_files(mentions: frozenset[str]) -> Iterable[IdentityDependant]:
    """Working files that are open: what was decided of one may be about two, or about somebody else."""
    for one in SubjectFile.objects.open().order_by("pk"):
        if not mentions.isdisjoint(one.mention_ids):
            by = one.owner.username if one.owner else one.opened_by
            said = _("%(opened_by)s opened a file on a person or place") % {"opened_by": one.opened_by}
            yield IdentityDependant(one.file_id, tuple(one.mention_ids), by, said, tuple(one.record_ids))


def find_access(mentions: frozenset[str]) -> Iterable[IdentityDependant]:
    """Assignments and reasons that open a child today, or wait for a review."""
    kinds = (AccessEntryKind.ASSIGNED, AccessEntryKind.ALLOCATED, AccessEntryKind.NEEDED, AccessEntryKind.NUMBER)
    for one in AccessEntry.objects.of_kind(*kinds).not_ended().select_related("account"):
        if one.kind == AccessEntryKind.ASSIGNED:
            stands = one.on_day is None or one.on_day >= clock.today()
            says = _("%(by)s assigned a child to a team") % {"by": one.by}
            if one.account:
                says = _("%(by)s assigned a child to %(who)s") % {"by": one.by, "who": one.account.username}
        elif one.kind == AccessEntryKind.ALLOCATED:
            stands, who = True, one.account.username if one.account else ""
            says = _("An extract of their own agency assigned a child to %(who)s") % {"who": who}
        else:
            stands = one.until_at is None or one.until_at >= clock.now_at()
            says = _("%(by)s gave a reason to read a child’s records") % {"by": one.by}
        if stands and one.mention_id in mentions:
            yield IdentityDependant(one.entry_id, (one.mention_id,), one.by, str(says))


def find_watches(mentions: frozenset[str]) -> Iterable[IdentityDependant]:
    """Silent watches in force."""
    for one in load_watches():
        if one.is_in_force and one.mention_id in mentions:
            says = _("%(by)s watches who looks at this person") % {"by": one.entry.by}
            yield IdentityDependant(one.watch_id, (one.mention_id,), one.entry.by, str(says))


def find_named_adults(mentions: frozenset[str]) -> Iterable[IdentityDependant]:
    """Questions whether it is safe to tell an adult: what was replied of one may be read as of another."""
    for one in load_histories():
        if one.asked.mention_id in mentions:
            says = _("%(by)s asked whether it is safe to tell an adult") % {"by": one.asked.by}
            yield IdentityDependant(one.asked.entry_id, (one.asked.mention_id,), one.asked.by, str(says))


FINDERS: Mapping[str, DependantFinder] = {
    DependantKind.SAME_PERSON: find_answers,
    DependantKind.ITEM: find_item_answers,
    DependantKind.ASSIGNMENT: find_assignments,
    DependantKind.MEETING: find_meetings,
    DependantKind.SUBJECT_FILE: find_subject_files,
    DependantKind.ACCESS: find_access,
    DependantKind.WATCH: find_watches,
    DependantKind.NAMED_ADULT: find_named_adults,
}
