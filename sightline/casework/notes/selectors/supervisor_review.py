"""Notes that a team's supervisor is asked to read again: words in them may blame a child, twice and more within a year.

It is a request, and a mark on nobody. It stands on no child's page, names no author, and only the supervisor of those
who wrote a note is shown it. What another agency wrote is its own supervisor's.
"""

from dataclasses import dataclass
from datetime import date

from sightline.casework.audit.trail import audited
from sightline.casework.concerns.pages.concerns import RecordBasis
from sightline.casework.concerns.subjects import records_of
from sightline.casework.core.actor import Actor
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.people.selectors import may_open
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.model.rows.patterns import ServedRecognisedBasis
from sightline.translation.messages import lazy as gettext_lazy


@dataclass(frozen=True, slots=True)
class ToReadAgain:
    """Notes of one team on one child, and since when there have been so many. `elsewhere`: other agencies' as well."""

    since_on: date
    notes: tuple[RecordBasis, ...]
    elsewhere: bool


def list_to_read_again(session: ReaderSession) -> tuple[ToReadAgain, ...]:
    """The notes of a supervisor's own team, the newest first; Refused for whoever supervises nobody."""
    with audited(session, action="list_to_read_again") as trail:
        check_people(actor=session.actor)
        if not is_supervisor(session.actor):
            raise Refused(
                gettext_lazy("Only the supervisor of the people who wrote these notes can see notes to read again."),
                code="not_for_role",
                what_to_do=gettext_lazy("Ask your team's manager."),
            )
        sight = session.sight
        with session.open_current() as opened:
            if opened is None:
                return ()
            reader = opened[1].patterns
            rows = [
                row for row in reader.for_supervisors(sight=sight)
                if all(may_open(opened[1], one, sight) for one in reader.people(row=row))
            ]  # fmt: skip
            found = [(row, reader.basis(rows=[row], sight=sight)) for row in rows]
        own = [
            (row, [one["record_id"] for one in basis if _is_own(session.actor, one)], len(basis))
            for row, basis in found
        ]
        shown = [one for one in own if one[1]]
        trail.add("pattern", [row["instance_key"] for row, _, _ in shown])
        trail.add("record", [record for _, records, _ in shown for record in records])
    return tuple(
        ToReadAgain(
            since_on=date.fromisoformat(row["first_true_on"]),
            notes=records_of(session, record_ids=records),
            elsewhere=len(records) < total,
        )
        for row, records, total in sorted(shown, key=lambda one: one[0]["first_true_on"], reverse=True)
    )


def is_supervisor(actor: Actor) -> bool:
    """Whether the account manages a team of an agency."""
    return actor.reader.role is Role.MANAGER and bool(actor.reader.agency)


def _is_own(actor: Actor, record: ServedRecognisedBasis) -> bool:
    body = actor.reader.organisation
    return record["agency"] == actor.reader.agency and (not body or record["organisation"] == body)
