"""Who holds a record, as the register of organisations knows it now: an agency, or one of its organisations."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace

from sightline.agreements import Bodies
from sightline.casework.accounts.governance_scope import bodies_known
from sightline.casework.core.actor import Actor
from sightline.known_facts.holders import NO_HOLDER, name_holder

Named = tuple[str, str, str]
"""The agency, organisation and layout of a record."""


def bodies_of_knowledge(*, actor: Actor) -> Bodies:
    """The bodies that know something each by itself.

    Rights take every agency to have several bodies while the register cannot be read. What was known does not.
    """
    return replace(bodies_known(actor=actor), is_known=True)


def name_holders(bodies: Bodies, named: Collection[Named]) -> dict[Named, str]:
    """The holder of each of these: by the register's name, or the first of the names as written."""
    of = {name: bodies.body_of(name[0], name[1], layout=name[2]) for name in named if bodies.has_several(name[0])}
    listed = {one.id: one.name for one in bodies.book.organisations}
    written: dict[str, set[str]] = defaultdict(set)
    for (_, organisation, _), body in of.items():
        written[body].add(organisation)
    several = {
        name: name_holder(name[0], listed.get(body) or min(written[body])) if body else NO_HOLDER
        for name, body in of.items()
    }
    return {name: several.get(name, name[0]) for name in named}
