"""Asks the clinician before sealed health rows of a child are opened, where the agreement says so.

An update asks once for a child and what would open the rows: a rule, or a person's reason. A yes opens them at the next
update, those that later files bring as well. A no stands: another rule or person asks anew.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sightline.casework.audit.trail import Trail
from sightline.casework.core import clock
from sightline.casework.core.agreements_in_force import policy_in_force
from sightline.casework.core.errors import NotHere
from sightline.casework.core.house_reader import people_of
from sightline.casework.core.models import AuditEntry
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import CLINICIAN_YES, Candidate, calendar, open_item
from sightline.casework.escalation.models import Item
from sightline.casework.journal.writer import all_or_none
from sightline.casework.rolls.kinds import ANSWERS, RollEntryKind
from sightline.casework.rolls.models import RollEntry
from sightline.casework.rolls.writer import ROLLS, RollDraft
from sightline.escalation import read_escalation_rules
from sightline.model.calendar import Unit
from sightline.model.nouns import Agency
from sightline.model.when import london_day
from sightline.sealing.triggers import Trigger, TriggerMet
from sightline.store import Workspace
from sightline.translation.messages import lazy as _

ACTION = "ask_clinician"
ABOUT = _("Sealed health rows of a child would be opened. Say yes or no.")


@dataclass(frozen=True, slots=True)
class RowsHeldBack:
    """Rows of one child that stay sealed until the clinician says yes: what would open them, and how many."""

    subject_id: str
    trigger: Trigger
    met: TriggerMet
    counts: dict[str, int]

    @property
    def opener(self) -> str:
        """What would open them: the entry of whoever asked, else the rule."""
        return self.met.asked or self.trigger.id


@dataclass(slots=True)
class ClinicianConsent:
    """Of which layouts the clinician is asked first, for whom there is a yes, and what an update holds back."""

    layouts: frozenset[str] = frozenset()
    allowed: frozenset[tuple[str, str]] = frozenset()
    held_back: list[RowsHeldBack] = field(default_factory=list)

    def opens(self, subject_id: str, opener: str, layout: str) -> bool:
        """Whether rows of a layout are opened without asking, or with a yes."""
        return layout not in self.layouts or (subject_id, opener) in self.allowed


def read_consent(workspace: Workspace, *, on: date) -> ClinicianConsent:
    """What agreements say on a day, and clinicians said before."""
    from sightline.ingest.mappings.files import list_mappings  # not at the top: a web process reads no file

    policy = policy_in_force(workspace.root, on=on)
    health = {one.layout.partition("/")[0] for one in list_mappings() if one.agency == Agency.HEALTH}
    covering = {layout: policy.cover(agency=Agency.HEALTH, layout=layout) for layout in health}
    layouts = frozenset(layout for layout, one in covering.items() if one and one.asks_clinician)
    said = set(RollEntry.objects.of_kind(RollEntryKind.CLINICIAN_YES).values_list("about", flat=True))
    asked = RollEntry.objects.of_kind(RollEntryKind.CLINICIAN_ASKED)
    return ClinicianConsent(layouts, frozenset((one.mention_id, one.about) for one in asked if one.entry_id in said))


def ask_clinicians(session: ReaderSession, held_back: Iterable[RowsHeldBack]) -> int:
    """Ask about what was held back; how many questions.

    Rules ask once about a child until there is a yes, however many are met. Each person who asks is one more question.
    """
    asked = list(RollEntry.objects.of_kind(RollEntryKind.CLINICIAN_ASKED))
    people = set(RollEntry.objects.of_kind(RollEntryKind.ASKED).values_list("entry_id", flat=True))
    yes = set(RollEntry.objects.of_kind(RollEntryKind.CLINICIAN_YES).values_list("about", flat=True))
    before = {(one.mention_id, one.about) for one in asked}
    by_rules = {one.mention_id for one in asked if one.about not in people and one.entry_id not in yes}
    number = 0
    for one in held_back:
        if (one.subject_id, one.opener) not in before and (one.met.asked or one.subject_id not in by_rules):
            _ask(session, one)
            by_rules |= set() if one.met.asked else {one.subject_id}
            number += 1
    return number


def reply_by(*, asked_at: str) -> str:
    """The last moment to say yes or no."""
    days = read_escalation_rules()[CLINICIAN_YES].value_at("working_days", london_day(asked_at))
    return calendar().due_at(started=asked_at, amount=int(days), unit=Unit.WORKING_DAYS)


def make_question(entry: RollEntry, *, person_id: str = "") -> Candidate:
    """The action that asks. It names the child, and no record. The person is whom the mention is of today."""
    return Candidate(
        rule_id=CLINICIAN_YES, rule_version=read_escalation_rules()[CLINICIAN_YES].version, source=CLINICIAN_YES,
        due_at=entry.at, about=ABOUT, agency=Agency.HEALTH, about_id=entry.entry_id, always=True, arrived_at=entry.at,
        mention_ids=(entry.mention_id,), person_id=person_id, deadline_at=reply_by(asked_at=entry.at),
    )  # fmt: skip


def find_question(entry_id: str) -> tuple[RollEntry, Item]:
    """The entry that asks, and its action; NotHere where there is none."""
    entry = RollEntry.objects.of_kind(RollEntryKind.CLINICIAN_ASKED).filter(entry_id=entry_id).first()
    item = Item.objects.filter(item_id=make_question(entry).item_id).first() if entry else None
    if entry is None or item is None:
        raise NotHere
    return entry, item


def find_answer(entry_id: str) -> RollEntry | None:
    """What the clinician said; None where nobody has."""
    return RollEntry.objects.filter(kind__in=ANSWERS, about=entry_id).order_by("pk").first()


def count_asked(entry_id: str) -> Counter[str]:
    """How many rows of each layout an update held back when it asked, by its audit row."""
    rows: Counter[str] = Counter()
    for details in AuditEntry.objects.filter(action=ACTION, ids__icontains=entry_id).values_list("details", flat=True):
        rows.update(details["rows"])
    return rows


def _ask(session: ReaderSession, one: RowsHeldBack) -> None:
    draft = RollDraft(
        kind=RollEntryKind.CLINICIAN_ASKED, mention_id=one.subject_id, about=one.opener, record_ids=one.met.records
    )
    trail = Trail(details={
        "trigger": one.trigger.id, "rule_version": one.trigger.version, "met_on": one.met.met_on.isoformat(),
        "rows": one.counts,
    })  # fmt: skip
    with all_or_none(actor=session.actor, action=ACTION, trail=trail):
        entry = ROLLS.write(session, subject=None, draft=draft, trail=trail)
        person_id = people_of(session, [entry.mention_id]).get(entry.mention_id, "")
        open_item(session, candidate=make_question(entry, person_id=person_id), opened_at=entry.at, now=clock.now_at())
