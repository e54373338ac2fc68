"""The body that a request asks for data: whose records it is given, and no other body's of the same agency."""

from dataclasses import dataclass

from sightline.agreements import Bodies
from sightline.casework.accounts.governance_scope import bodies_known, sees_every_agency
from sightline.casework.core.session import ReaderSession
from sightline.model.errors import Usage
from sightline.model.rows.clocks import ServedClockBasis
from sightline.model.rows.groups import ServedNetworkGroupBasis
from sightline.model.rows.patterns import ServedRecognisedBasis
from sightline.model.rows.questions import ServedUnansweredRecord
from sightline.model.rows.records import ServedFullRecord
from sightline.translation.messages import lazy as _

ServedRow = (
    ServedFullRecord | ServedRecognisedBasis | ServedClockBasis | ServedNetworkGroupBasis | ServedUnansweredRecord
)


@dataclass(frozen=True, slots=True)
class Controller:
    """An agency, and its organisation where it has several."""

    bodies: Bodies
    agency: str
    organisation: str

    @property
    def body(self) -> str:
        """The body; empty where the agency has several and none is named."""
        return self.bodies.body_of(self.agency, self.organisation)

    def holds(self, agency: str, organisation: str, layout: str) -> bool:
        """Whether a record of that agency, organisation and layout is this body's."""
        own = self.organisation
        return agency == self.agency and self.bodies.are_one(agency, organisation, other=own, layout=layout)

    def provided(self, row: ServedRow) -> bool:
        """Whether a row is of a record of this body."""
        return self.holds(row["agency"], row["organisation"], row["layout"])


def holder_of(session: ReaderSession, *, controller: str, organisation: str) -> str:
    """The organisation whose data a request is for; empty where its agency is one body.

    It is the account's own, or for the partnership's governance the one that they name. Usage where no record and no
    register has that name.
    """
    actor = session.actor
    bodies = bodies_known(actor=actor)
    if not bodies.has_several(controller):
        return ""
    if not sees_every_agency(actor=actor):
        return actor.reader.organisation
    if not _is_known(session, bodies, controller, organisation):
        raise Usage(
            _("This agency has several organisations, and the request names none that Sightline knows."),
            code="no_organisation",
            what_to_do=_("Enter the organisation that holds the data, as its files name it."),
        )
    return organisation.strip()


def _is_known(session: ReaderSession, bodies: Bodies, agency: str, organisation: str) -> bool:
    """Whether the register or a record has an organisation of that name."""
    body = bodies.body_of(agency, organisation)
    if not body or any(body == one.id for one in bodies.book.organisations):
        return bool(body)
    with session.open_current() as opened:
        named = opened[1].organisations_of(agency=agency) if opened else {organisation}
    return body in {bodies.body_of(agency, one) for one in named}
