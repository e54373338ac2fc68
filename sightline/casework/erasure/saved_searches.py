"""Deletes saved searches that look for what is erased: by what was typed, and by what they find or found.

It is done while the snapshot of before is served, because afterwards nothing says any more whom a search was about.
"""

import json
from contextlib import suppress

from django.db import transaction

from sightline.casework.core.actor import actor_for_account
from sightline.casework.core.session import ReaderSession, house_session
from sightline.casework.erasure.subjects import concern_ids_of
from sightline.casework.finding.models import SavedSearch
from sightline.casework.finding.query import read_asked, unpack_asked
from sightline.casework.finding.selectors import found_ids
from sightline.casework.keys.sealed_secrets import unseal
from sightline.model.errors import SightlineError
from sightline.store.erasures import ErasedKind, ErasureRegister


def forget_searches(fresh: ErasureRegister) -> int:
    """Delete such searches of any account; how many. `fresh`: the erasures that are carried out."""
    rows = list(SavedSearch.objects.select_related("account"))
    gone = _list_gone(fresh) if rows else frozenset[str]()
    found = [one.pk for one in rows if _looks_for(one, gone, fresh)]
    with transaction.atomic(durable=True):
        SavedSearch.objects.filter(pk__in=found).delete()
    return len(found)


def _list_gone(fresh: ErasureRegister) -> frozenset[str]:
    """What a search may have found that is erased: records, concerns, and people of whom no other record is left."""
    concerns = concern_ids_of(lambda record_id: fresh.holds(ErasedKind.RECORD, record_id))
    gone = {f"concern:{one}" for one in concerns}
    with house_session().open_current() as opened:
        if opened is None:
            return frozenset(gone)
        store = opened[1]
        records = [one for one in store.list_ids(kind="record") if fresh.holds(ErasedKind.RECORD, one)]
        gone |= {f"record:{one}" for one in records}
        people = {one for named in store.people_on(record_ids=records).values() for one in named if one}
        gone |= {f"person:{one}" for one in people if set(store.records_of(person_ids=[one])) <= set(records)}
    return frozenset(gone)


def _looks_for(one: SavedSearch, gone: frozenset[str], fresh: ErasureRegister) -> bool:
    from sightline.ingest.rows.telling_cells import says_erased  # not at the top: pages do without it

    said = unseal(one.sealed)
    if says_erased(" ".join(str(value) for value in json.loads(said).values()), fresh):
        return True
    found = {*one.known, *one.fresh}
    with suppress(SightlineError):  # an account that may search no more
        found |= found_ids(ReaderSession(actor_for_account(one.account)), read_asked(unpack_asked(said)))
    return not gone.isdisjoint(found)
