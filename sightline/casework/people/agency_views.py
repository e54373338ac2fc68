"""Who each agency says a person is, from the records that the reader may see."""

from collections import defaultdict
from collections.abc import Sequence

from sightline.casework.core.errors import NotHere
from sightline.casework.people.pages.people import AgencyView, IdentityStatement
from sightline.casework.people.selectors import edge_of, may_open
from sightline.model.rows.people import ServedAsOf, ServedSaidOfPerson, ServedSaidValue
from sightline.model.visibility import RowFilter
from sightline.store.snapshot_reader import SnapshotReader

IN_RECORDS = "in records"  # what `said` calls the bare count of records that name somebody


def said_of(store: SnapshotReader, person_id: str, sight: RowFilter) -> list[ServedSaidOfPerson]:
    """What visible records say of the person; NotHere where that is nothing, or the reader may not open them."""
    said = store.said(person_ids=[person_id], sight=sight)
    if not said or not may_open(store, person_id, sight):
        raise NotHere
    return said


def view_by_agency(said: Sequence[ServedSaidValue], as_of: Sequence[ServedAsOf]) -> tuple[AgencyView, ...]:
    """Who each agency says this is."""
    received: dict[str, str] = {}
    for body in as_of:
        received[body["agency"]] = max(received.get(body["agency"], ""), body["last_received_at"])
    by_agency: dict[str, list[ServedSaidValue]] = defaultdict(list)
    for row in said:
        by_agency[row["agency"]].append(row)
    return tuple(_view(agency, rows, received.get(agency)) for agency, rows in sorted(by_agency.items()))


def _view(agency: str, rows: Sequence[ServedSaidValue], data_as_of: str | None) -> AgencyView:
    return AgencyView(
        agency=agency,
        organisations=tuple(sorted({row["organisation"] for row in rows})),
        said=_add_up_said([row for row in rows if row["what"] != IN_RECORDS]),
        records=sum(row["records"] for row in rows if row["what"] == IN_RECORDS),
        first_on=edge_of(rows, "first_on"),
        last_on=edge_of(rows, "last_on"),
        data_as_of=data_as_of,
    )


def _add_up_said(rows: Sequence[ServedSaidValue]) -> tuple[IdentityStatement, ...]:
    """What the agency's organisations say, each value once, the most frequent first."""
    alike: dict[tuple[str, str], list[ServedSaidValue]] = defaultdict(list)
    for row in rows:
        alike[row["what"], row["value"]].append(row)
    said = (
        IdentityStatement(
            what, value, sum(row["records"] for row in same), edge_of(same, "last_on"), same[0]["record_id"]
        )
        for (what, value), same in alike.items()
    )
    return tuple(sorted(said, key=lambda one: (one.what, -one.records, one.value)))
