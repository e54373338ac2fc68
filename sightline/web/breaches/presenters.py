"""The words of data breaches: each kind as a link, as a heading, as a line, and what a form of it asks."""

from dataclasses import dataclass

from sightline.casework.breaches.pages import AddressExposed, BreachEntryKind, BreachLine, BreachState
from sightline.model.nouns import Agency
from sightline.translation.messages import lazy as _
from sightline.web.core.words import AGENCIES

ADDRESSES = {
    AddressExposed.YES: _("Yes, or it may be"),
    AddressExposed.NO: _("No"),
    AddressExposed.NOT_KNOWN: _("I do not know"),
}
HOLDERS = [
    ("", _("I do not know")),
    *((agency.value, AGENCIES[agency]) for agency in Agency if agency is not Agency.PARTNERSHIP),
]
STATES = {
    BreachState.TO_DECIDE: _("Needs a decision"),
    BreachState.DECIDED: _("Decided, not closed"),
    BreachState.CLOSED: _("Closed"),
}


@dataclass(frozen=True, slots=True)
class DecisionWords:
    """A kind in words: what to do, what is asked for in words, what was done, and what is said once it is kept."""

    task: str
    asks: str
    hint: str
    done: str
    kept: str


DECISIONS = {
    BreachEntryKind.REGULATOR_NOTIFIED: DecisionWords(
        _("Record that you told the regulator"),
        _("Anything to add (optional within 72 hours)"),
        _("If you told the regulator after 72 hours, say why."),
        _("Told the regulator"),
        _("We have recorded that you told the regulator."),
    ),
    BreachEntryKind.NOT_REPORTABLE: DecisionWords(
        _("Record why you do not tell the regulator"),
        _("Why is nobody’s rights or freedom at risk?"),
        _("For example, what was lost, who had it, and how you know that nobody read it."),
        _("Decided not to tell the regulator"),
        _("We have recorded why you do not tell the regulator."),
    ),
    BreachEntryKind.PEOPLE_NOTIFIED: DecisionWords(
        _("Record that you told the people at risk"),
        _("Who was told, and how?"),
        _("Do not write a protected address here."),
        _("Told the people at risk"),
        _("We have recorded that you told the people at risk."),
    ),
    BreachEntryKind.PEOPLE_NOT_NOTIFIED: DecisionWords(
        _("Record why you do not tell the people at risk"),
        _("Why are they not told?"),
        _("For example, telling them would put a child in danger."),
        _("Decided not to tell the people at risk"),
        _("We have recorded why you do not tell the people at risk."),
    ),
    BreachEntryKind.ADDRESS_EXPOSED: DecisionWords(
        _("Record that an address is exposed"),
        _("How do you know?"),
        _("Do not write the address here. Police and the agency that holds it are told at once."),
        _("An address is exposed"),
        _("We have recorded that an address is exposed. The report shows who was told. Call them as well."),
    ),
    BreachEntryKind.ADDRESS_SAFE: DecisionWords(
        _("Record that no address is exposed"),
        _("How do you know?"),
        _("Do not write an address here."),
        _("No address is exposed"),
        _("We have recorded that no address is exposed."),
    ),
    BreachEntryKind.CLOSED: DecisionWords(
        _("Close this report"),
        _("What did you learn, and what changes?"),
        _("For example, who checks addresses before a letter is sent."),
        _("Closed"),
        _("The report is closed. It stays on the list."),
    ),
}


def status_of(line: BreachLine) -> str:
    """How a report stands; what is overdue is said first."""
    return _("Overdue: regulator not told") if line.is_overdue else STATES[line.state]
