"""Which organisation holds each record that a reader sees, as the register of organisations knows them now."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace

from sightline.agreements import Bodies
from sightline.casework.accounts.governance_scope import bodies_known
from sightline.casework.core.session import ReaderSession
from sightline.known_facts.holders import NO_HOLDER, RecordHolders, name_holder
from sightline.model.nouns import Agency
from sightline.review.aftermath import find_organisations
from sightline.store import DuckDBEngine


def read_record_holders(session: ReaderSession, engine: DuckDBEngine) -> RecordHolders:
    """The holders of the records in the working table `visible_record`.

    Rights take every agency to have several bodies while the register cannot be read. What was known does not.
    """
    bodies = replace(bodies_known(actor=session.actor), is_known=True)
    rows = find_organisations(engine=engine, agencies=[str(one) for one in Agency if bodies.has_several(one)])
    named = [(row["agency"], row["organisation"], row["layout"]) for row in rows]
    holders = _name_holders(bodies, set(named))
    return RecordHolders({row["record_id"]: holders[name] for row, name in zip(rows, named, strict=True)})


def _name_holders(bodies: Bodies, named: Collection[tuple[str, str, str]]) -> dict[tuple[str, str, str], str]:
    """By agency, organisation and layout the holder: by the register's name, or the first of the names as written."""
    of = {name: bodies.body_of(name[0], name[1], layout=name[2]) for name in named}
    listed = {one.id: one.name for one in bodies.book.organisations}
    written: dict[str, set[str]] = defaultdict(set)
    for (_, organisation, _), body in of.items():
        written[body].add(organisation)
    return {
        name: name_holder(name[0], listed.get(body) or min(written[body])) if body else NO_HOLDER
        for name, body in of.items()
    }
