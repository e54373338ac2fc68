"""The tests that each record is asked before it is given, in their order, as `exemptions.toml` has them."""

from functools import cache

import msgspec

from sightline.casework.subject_access.pages import Exemption, RequestRelation
from sightline.model.nouns import Agency
from sightline.rulebook.files import read_toml
from sightline.rulebook.schema import read_table

FILE = ("england", "subject_access", "exemptions.toml")


class WrittenExemption(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One test as it is written."""

    id: str
    asks: str
    shown_as: str
    law: str
    status: str
    controllers: tuple[Agency, ...]
    relations: tuple[RequestRelation, ...]
    needs: tuple[str, ...]


class WrittenExemptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file."""

    id: str
    label: str
    meaning: str
    reason: str
    exemptions: tuple[WrittenExemption, ...]


@cache
def read_exemptions() -> WrittenExemptions:
    """What the file says."""
    return read_table(WrittenExemptions, read_toml(*FILE), where="/".join(FILE))


def exemptions_for(*, controller: str, relation: str) -> tuple[Exemption, ...]:
    """The tests for records of this agency and a request by such a person, in the order in which they are asked."""
    return tuple(
        Exemption(one.id, one.asks, one.shown_as, one.law, one.status == "statutory", "opinion" in one.needs)
        for one in read_exemptions().exemptions
        if controller in (one.controllers or (controller,)) and relation in (one.relations or (relation,))
    )
