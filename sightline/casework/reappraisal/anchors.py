"""Keeps decisions with the person whom they are about, when the mention that they name leaves the data.

A decision is never changed. A row beside it says which mention is read in its place: only where nobody else can be
meant. What nobody can tell is put to whoever decided it, to be looked at again.
"""

from __future__ import annotations  # Django's Field takes no parameters when it runs

from collections.abc import Callable, Iterator, Mapping

from django.apps import apps
from django.db import models

from sightline.casework.audit.id_hashes import HASH_SIGN, hash_id
from sightline.casework.core import clock
from sightline.casework.core.models import Decision, LookAgain, MentionSuccessor, PersonChange
from sightline.casework.core.session import house_session
from sightline.casework.core.sight_decisions import GIVEN
from sightline.casework.escalation.models import Item, ItemBasis
from sightline.casework.same_person.vanished_mentions import AnchorChanges, find_anchor_changes
from sightline.model.visibility import RowFilter
from sightline.store.snapshots import Snapshot

# An action is made again by each update, and these say themselves what changed.
MADE_ANEW = (Item, ItemBasis, LookAgain, PersonChange)
NOT_SEALED = RowFilter("sealed = 0", ())


def named_mentions() -> set[str]:
    """Every mention by which a decision, a journal or a table of casework names a person."""
    found = {str(body["mention_id"]) for body in Decision.objects.of_kind(GIVEN).values_list("body", flat=True)}
    for model in apps.get_app_config("casework").get_models():
        for column in _columns(model) if model not in MADE_ANEW else ():
            for value in model._default_manager.values_list(column, flat=True).iterator():
                found.update([value] if isinstance(value, str) else value)
    return {one for one in found if one and not one.startswith(HASH_SIGN)}


def find_moved(*, before: Snapshot, after: Snapshot) -> AnchorChanges:
    """What became of them from one snapshot to the next."""
    followed = {one for one in MentionSuccessor.objects.read() if not one.startswith(HASH_SIGN)}
    return find_anchor_changes(before=before, after=after, named=named_mentions(), followed=followed)


def write_successors(changes: AnchorChanges) -> None:
    """Keep which mention is read in place of each that is gone, within the caller's transaction."""
    on = clock.today()
    rows = [MentionSuccessor(mention_id=one.mention_id, successor=one.stand_in, since_on=on)
            for one in changes.gone if one.is_sure]  # fmt: skip
    rows += [MentionSuccessor(mention_id=one, successor="", since_on=on) for one in changes.returned]
    MentionSuccessor.objects.bulk_create(rows, batch_size=500)


def follow_erased(erased: Mapping[str, str], *, is_erased: Callable[[str], bool]) -> None:
    """The same for mentions on records that are being erased, before rows have hashes of them.

    `erased` are the mentions that rows name, each with its record. Another mention of the same person, on a record that
    stays, is read in place of each. A person with no such mention is no longer in the data.
    """
    with house_session().open_current() as opened:
        if opened is None:
            return
        store = opened[1]
        people = store.people_of(mention_ids=sorted(erased))
        left: dict[str, str] = {}
        for person in sorted(set(people.values())):
            namings = store.namings(person_id=person, sight=NOT_SEALED)
            stay = [row["mention_id"] for row in namings if not is_erased(row["record_id"])]
            left |= {person: min(stay)} if stay else {}
    on = clock.today()
    rows = [MentionSuccessor(mention_id=hash_id(one), successor=left[person], since_on=on)
            for one, person in sorted(people.items()) if person in left]  # fmt: skip
    MentionSuccessor.objects.bulk_create(rows, batch_size=500)


def _columns(model: type[models.Model]) -> Iterator[str]:
    """The columns of a table that hold a mention, or a list of them."""
    for one in model._meta.concrete_fields:
        if "mention_id" in one.name or (model is MentionSuccessor and one.name == "successor"):
            yield one.name
