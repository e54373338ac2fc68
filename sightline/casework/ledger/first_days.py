"""On which day a record first reached a reader of another agency through Sightline, by the sharing ledger."""

from collections.abc import Sequence
from datetime import date

from django.db.models import F

from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.ledger.pages import SharingWay
from sightline.known_facts.holders import parts_of_holder
from sightline.model.when import london_day


def first_shared_with(handovers: Sequence[tuple[str, str]], *, by: date) -> dict[tuple[str, str], date]:
    """By record and holder the first day on which that agency, or organisation, was shown it; none after `by`."""
    ways = (SharingWay.SHOWN, SharingWay.LEFT)
    rows = SharedRecord.objects.of_records([record for record, _ in handovers]).filter(way__in=ways)
    found: dict[tuple[str, str, str], date] = {}
    for hashed, agency, body, at in rows.order_by("at").values_list("record_id", "to_agency", "to_organisation", "at"):
        if london_day(at) <= by:
            for organisation in {"", body}:
                found.setdefault((hashed, agency, organisation), london_day(at))
    shown = {(record, holder): found.get((hash_id(record), *parts_of_holder(holder))) for record, holder in handovers}
    return {handover: day for handover, day in shown.items() if day}


def first_shared(record_ids: Sequence[str], *, by: date) -> dict[str, date]:
    """By record the first day on which another agency was shown it or took it in a file; none after `by`."""
    ways = (SharingWay.SHOWN, SharingWay.LEFT)
    rows = SharedRecord.objects.of_records(record_ids).filter(way__in=ways).exclude(to_agency=F("from_agency"))
    found: dict[str, date] = {}
    for hashed, at in rows.order_by("at").values_list("record_id", "at"):
        if london_day(at) <= by:
            found.setdefault(hashed, london_day(at))
    return {one: found[hash_id(one)] for one in record_ids if hash_id(one) in found}
