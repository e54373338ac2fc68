"""Reads connections and groups from `serve.sqlite`. Every function asks for a RowFilter and counts what passes it.

A connection of two is made anew from the records that a reader sees, in the days that are asked of. Where all of these
are low (graded unreliable or false, or with conditions not met), there is none then, whatever other records say.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeVar

from sightline.model.analysis_tables.connections import GROUP_RULE, TOGETHER_RULE
from sightline.model.rows import groups as group_rows
from sightline.model.rows import networks as network_rows
from sightline.model.rows.records import ServedNamedRole
from sightline.model.visibility import RowFilter
from sightline.store.serve import conditions
from sightline.store.serve.own_people import list_own_people
from sightline.store.serve.rows import RowReader
from sightline.store.sql.sql_steps import Fragment, SqlSteps

Pair = TypeVar("Pair", bound=network_rows.ServedPairOfRecord)
MOST_ASKED = 400  # ids in one question: some stand in it twice, and a query has so many places and no more
EARLIEST, LATEST = "0001-01-01", "9999-12-31"
LEAST_CHILDREN = 2
LEAST_SHARED = 2
# Of several records that tell of two from one origin, one counts.
COPIED = (
    "copied AS (SELECT copy.connection_id FROM around_copy JOIN {rows} AS copy USING (connection_id) "
    "JOIN {rows} AS first ON first.connection_id = around_copy.of_id{same})"
)
COUNTED = "CASE WHEN connection_id NOT IN (SELECT connection_id FROM copied) THEN {} END"
RECORDS = f"count(DISTINCT {COUNTED.format('record_id')}) AS records"
AGENCIES = f"group_concat(DISTINCT {COUNTED.format('agency')}) AS agencies"
SQL = SqlSteps(__name__)


class NetworksReader(RowReader):
    """The reading functions over one open `serve.sqlite`. While its rule is `withdrawn` there is no group.

    Nor one that stands on nights, while theirs is.
    """

    def __init__(self, connection: sqlite3.Connection, withdrawn: frozenset[str] = frozenset()) -> None:
        super().__init__(connection)
        self._finds_groups = GROUP_RULE not in withdrawn
        self._counts_nights = TOGETHER_RULE not in withdrawn

    def around(
        self, *, ids: Sequence[str], sight: RowFilter, since: str = EARLIEST, until: str = LATEST,
        agencies: Collection[str] = (),
    ) -> list[network_rows.ServedSeenConnection]:  # fmt: skip
        """Every visible connection of these days that has one of these people or things at either end, by day."""
        seen, openable = conditions.readable(sight=sight)
        chosen, days = conditions.chosen(since=since, until=until, agencies=agencies)
        found: dict[str, network_rows.ServedAround] = {}
        for some in _portions(ids):
            placeholders = ", ".join("?" * len(some))
            for end in ("person_id", "entity_id"):
                sql = f"SELECT * FROM around WHERE {end} IN ({placeholders}) AND {seen} AND {openable[0]} AND {chosen}"
                for row in self._read_declared(
                    network_rows.ServedAround, sql, [*some, *sight.parameters, *openable[1], *days]
                ):
                    found[row["connection_id"]] = row
        copies = self._copies_among(found)
        marked: list[network_rows.ServedSeenConnection] = [
            {**row, "is_copy": int(row["connection_id"] in copies)} for row in found.values()
        ]
        return sorted(supported(marked), key=lambda row: (row["occurred_on"], row["connection_id"]))

    def _copies_among(self, found: Collection[str]) -> set[str]:
        """Those of these connections that only pass on what another of them says first."""
        copies = set[str]()
        for some in _portions(found):
            sql = f"SELECT connection_id, of_id FROM around_copy WHERE connection_id IN ({', '.join('?' * len(some))})"
            copies |= {copy for copy, of_id in self._connection.execute(sql, some) if of_id in found}
        return copies

    def around_children(self, *, kind: str, sight: RowFilter) -> list[network_rows.ServedChildrenAround]:
        """Things or adults of one kind that stand with two children or more.

        entity_id, children, adults, first_on, last_on, records, agencies (with commas between).
        """
        seen, openable = conditions.readable(sight=sight)
        return self._read_declared(
            network_rows.ServedChildrenAround,
            f"WITH seen AS (SELECT * FROM around WHERE entity_kind = ? AND {seen} AND {openable[0]}), "
            f"{COPIED.format(rows='seen', same='')}, "
            "pair AS (SELECT entity_id, person_id, max(is_child) AS is_child FROM seen GROUP BY entity_id, person_id "
            "HAVING min(graded_low) = 0), "
            "several AS (SELECT entity_id, sum(is_child) AS children, sum(NOT is_child) AS adults FROM pair "
            f"GROUP BY entity_id HAVING sum(is_child) >= {LEAST_CHILDREN}) "
            "SELECT entity_id, children, adults, min(occurred_on) AS first_on, max(occurred_on) AS last_on, "
            f"{RECORDS}, {AGENCIES} "
            "FROM several JOIN pair USING (entity_id) JOIN seen USING (entity_id, person_id) "
            "GROUP BY entity_id ORDER BY last_on DESC, entity_id",
            [kind, *sight.parameters, *openable[1]],
        )

    def shared(
        self, *, sight: RowFilter, most: int, since: str = EARLIEST, until: str = LATEST, agencies: Collection[str] = ()
    ) -> tuple[list[network_rows.ServedSharedPair], int]:
        """Pairs of a person with an adult or thing that stands with two people or more, the newest first, each once.

        person_id, is_child, entity_kind, entity_id, first_on, last_on, tied_on (the first day with a record that is not
        low), known_on (the first day on which such a record was known), unsure (where all of those are), records,
        agencies (with commas between); and how many such pairs there are. Of two adults, who stand from the side of
        each, the smaller id comes first. All is said of the records of these days and agencies; whom a thing stands
        with, and `known_on`, of all that the reader sees.
        """
        seen, openable = conditions.readable(sight=sight)
        chosen, days = conditions.chosen(since=since, until=until, agencies=agencies)
        rows = self._read_declared(
            network_rows.ServedSharedPair,
            SQL.fill(
                "shared",
                chosen=Fragment(chosen),
                seen=Fragment(seen),
                openable=Fragment(openable[0]),
                least=LEAST_SHARED,
            ),
            [*days, *sight.parameters, *openable[1], most],
        )
        return rows, rows[0]["total"] if rows else 0

    def places_by_month(self, *, sight: RowFilter, since: str, until: str) -> list[network_rows.ServedMonthOfPlace]:
        """entity_id, month, children, records: places that stand on children's records, between two days.

        A pair whose records of a month are all low is none in that month.
        """
        return self._read_declared(
            network_rows.ServedMonthOfPlace,
            f"{_places(sight, by='substr(occurred_on, 1, 7)')} SELECT entity_id, stretch AS month, "
            f"count(DISTINCT person_id) AS children, {RECORDS} "
            "FROM seen JOIN pair USING (entity_id, person_id, stretch) GROUP BY entity_id, month "
            "ORDER BY entity_id, month",
            [*sight.parameters, *conditions.readable(sight=sight)[1][1], since, until],
        )

    def places_between(self, *, sight: RowFilter, since: str, until: str) -> list[network_rows.ServedBusyPlace]:
        """The same places over all these days, the newest first: entity_id, children, records, first_on, last_on."""
        return self._read_declared(
            network_rows.ServedBusyPlace,
            f"{_places(sight)} SELECT entity_id, count(DISTINCT person_id) AS children, "
            f"{RECORDS}, min(occurred_on) AS first_on, max(occurred_on) AS last_on "
            "FROM seen JOIN pair USING (entity_id, person_id, stretch) GROUP BY entity_id "
            "ORDER BY last_on DESC, entity_id",
            [*sight.parameters, *conditions.readable(sight=sight)[1][1], since, until],
        )

    def names(self, *, ids: Sequence[str], sight: RowFilter) -> dict[str, str]:
        """The name that most visible records give each person; none where no visible record gives one."""
        return self._most_said("SELECT person_id AS id, value, records FROM said WHERE what = 'name' AND person_id",
                               ids, sight)  # fmt: skip

    def things(self, *, ids: Sequence[str], sight: RowFilter) -> dict[str, str]:
        """What most visible records call each vehicle, telephone or place."""
        return self._most_said("SELECT thing_id AS id, text AS value, 1 AS records FROM thing_said WHERE thing_id",
                               ids, sight)  # fmt: skip

    def described(self, *, ids: Sequence[str], sight: RowFilter) -> list[network_rows.ServedDescribed]:
        """Whom words describe and nobody names, of all days on which one of these was, by day and id."""
        seen, openable = conditions.readable(sight=sight)
        found: dict[str, network_rows.ServedDescribed] = {}
        for some in _portions(ids):
            sql = ("SELECT thing_id, text, described_on FROM thing_said WHERE described_on IN (SELECT described_on "
                   f"FROM thing_said WHERE thing_id IN ({', '.join('?' * len(some))})) AND {seen} AND EXISTS "
                   f"(SELECT 1 FROM around WHERE entity_id = thing_id AND {openable[0]})")  # fmt: skip
            rows = self._read_declared(network_rows.ServedDescribed, sql, [*some, *sight.parameters, *openable[1]])
            found |= {row["thing_id"]: row for row in rows}
        return sorted(found.values(), key=lambda row: (row["described_on"] or "", row["thing_id"]))

    def kinds_of_things(self, *, ids: Sequence[str], sight: RowFilter) -> dict[str, str]:
        """vehicle, phone or place, of those things that a visible record names."""
        return self._most_said("SELECT thing_id AS id, entity_kind AS value, 1 AS records FROM thing_said "
                               "WHERE thing_id", ids, sight)  # fmt: skip

    def things_called(self, *, text: str, sight: RowFilter, most: int) -> dict[str, str]:
        """The kind of each thing with these letters, blanks left out, in what a visible record calls it."""
        looked_for = "".join(text.casefold().split()).replace("|", "||").replace("%", "|%").replace("_", "|_")
        rows = self._connection.execute(
            "SELECT thing_id, min(entity_kind) AS kind FROM thing_said WHERE replace(lower(text), ' ', '') LIKE ? "
            f"ESCAPE '|' AND {sight.sql} GROUP BY thing_id ORDER BY count(*) DESC, thing_id LIMIT ?",
            [f"%{looked_for}%", *sight.parameters, most],
        )
        return dict(rows.fetchall())

    def thing_mention(self, *, thing_id: str, sight: RowFilter) -> network_rows.ServedThingMention | None:
        """A visible naming of a thing: mention_id, record_id; None where there is none."""
        return self._one(
            network_rows.ServedThingMention,
            f"SELECT mention_id, record_id FROM thing_said WHERE thing_id = ? AND {sight.sql} ORDER BY mention_id "
            "LIMIT 1",
            [thing_id, *sight.parameters],
        )

    def thing_of(self, *, mention_ids: Sequence[str], sight: RowFilter) -> dict[str, str]:
        """Which thing each of these namings is of, where the record may be seen."""
        found: dict[str, str] = {}
        for some in _portions(mention_ids):
            rows = self._connection.execute(
                f"SELECT mention_id, thing_id FROM thing_said WHERE mention_id IN ({', '.join('?' * len(some))}) "
                f"AND {sight.sql}",
                [*some, *sight.parameters],
            )
            found |= dict(rows.fetchall())
        return found

    def beside(self, *, record_ids: Sequence[str], sight: RowFilter) -> list[network_rows.ServedBeside]:
        """Whoever else stands on these records and has no birth date: record_id, person_id, standing, text."""
        found: list[network_rows.ServedBeside] = []
        for some in _portions(record_ids):
            placeholders = ", ".join("?" * len(some))
            found += self._read_declared(
                network_rows.ServedBeside,
                f"SELECT * FROM beside WHERE record_id IN ({placeholders}) AND {sight.sql} "
                "ORDER BY record_id, mention_id",
                [*some, *sight.parameters],
            )
        return found

    def place_types(self, *, ids: Sequence[str]) -> dict[str, str]:
        """The type of each of these places."""
        found: dict[str, str] = {}
        for some in _portions(ids):
            placeholders = ", ".join("?" * len(some))
            sql = f"SELECT DISTINCT place_id, place_type FROM place_person WHERE place_id IN ({placeholders})"
            found |= dict(self._connection.execute(sql, some).fetchall())
        return found

    def people_at(self, *, place_type: str, sight: RowFilter) -> dict[str, network_rows.ServedPeopleAtPlace]:
        """Of each place of a type: how many people visible records give there, over all days, and since when.

        people, first_on.
        """
        rows = self._read_declared(
            network_rows.ServedPeopleAtPlace,
            "SELECT place_id, count(DISTINCT person_id) AS people, min(occurred_on) AS first_on FROM place_person "
            f"WHERE place_type = ? AND {sight.sql} GROUP BY place_id",
            [place_type, *sight.parameters],
        )
        return {row["place_id"]: row for row in rows}

    def signs_at(self, *, place_type: str, sight: RowFilter) -> list[network_rows.ServedSignAtPlace]:
        """Each visible sign at a place of a type: place_id, person_id, occurred_on, record_id."""
        return self._read_declared(
            network_rows.ServedSignAtPlace,
            "SELECT place_id, person_id, occurred_on, record_id FROM place_person "
            f"WHERE place_type = ? AND is_sign AND occurred_on IS NOT NULL AND {sight.sql} ORDER BY occurred_on",
            [place_type, *sight.parameters],
        )

    def roles(self, *, record_ids: Sequence[str], sight: RowFilter) -> list[ServedNamedRole]:
        """How these records name their people: record_id, person_id, layout, slot, source_role."""
        found: list[ServedNamedRole] = []
        for some in _portions(record_ids):
            found += self._read_declared(
                ServedNamedRole,
                "SELECT record_id, person_id, layout, slot, source_role FROM record_naming "
                f"WHERE record_id IN ({', '.join('?' * len(some))}) AND entity_kind = 'person' AND {sight.sql}",
                [*some, *sight.parameters],
            )
        return found

    def groups(self, *, sight: RowFilter) -> list[group_rows.ServedShownGroup]:
        """The groups as they hold among what this reader sees, who may open everybody in them, by first connection.

        `widened_by` is the group that is this one and more, by notes or nights; empty where none is.
        """
        if not self._finds_groups:
            return []
        drawn, names = sight.seen("shown")
        rows = self._read_declared(
            group_rows.ServedNetworkGroup,
            f"SELECT * FROM network_group AS shown WHERE {drawn} AND NOT EXISTS ("
            "SELECT 1 FROM network_group_basis AS basis "
            f"WHERE basis.group_id = shown.group_id AND basis.view_no = shown.view_no AND ({sight.sql}) IS NOT TRUE) "
            "ORDER BY first_on, group_id",
            [*names, *sight.parameters],
        )
        rows = [row for row in rows if self._counts_nights or not row["on_together"]]
        shown = [row for row in rows if self._may_open_all(self.members(group=row), sight)]
        wider = {row["widens"]: row["group_id"] for row in shown if row["widens"]}
        return [{**row, "widened_by": wider.get(row["group_id"], "")} for row in shown]

    def members(self, *, group: group_rows.ServedGroupView) -> list[group_rows.ServedNetworkGroupMember]:
        """member_kind, member_id, since_on, last_on of a group that was shown."""
        return self._read_declared(
            group_rows.ServedNetworkGroupMember,
            "SELECT * FROM network_group_member WHERE group_id = ? AND view_no = ? ORDER BY since_on, member_id",
            [group["group_id"], group["view_no"]],
        )

    def basis(self, *, group: group_rows.ServedNetworkGroup) -> list[group_rows.ServedNetworkGroupBasis]:
        """The records that a group which was shown rests on."""
        return self._read_declared(
            group_rows.ServedNetworkGroupBasis,
            "SELECT * FROM network_group_basis WHERE group_id = ? AND view_no = ? ORDER BY record_id",
            [group["group_id"], group["view_no"]],
        )

    def _may_open_all(self, members: Sequence[group_rows.ServedNetworkGroupMember], sight: RowFilter) -> bool:
        if sight.only_people_of is None:
            return True
        people = [row["member_id"] for row in members if row["member_kind"] in ("child", "adult")]
        placeholders, (own, whose) = ", ".join("?" * len(people)), list_own_people(sight=sight)
        sql = f"SELECT count(DISTINCT person_id) FROM ({own}) WHERE person_id IN ({placeholders})"
        return self._number(sql, [*whose, *people]) == len(set(people))

    def _most_said(self, sql: str, ids: Sequence[str], sight: RowFilter) -> dict[str, str]:
        counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for some in _portions(ids):
            placeholders = ", ".join("?" * len(some))
            for one, value, records in self._connection.execute(
                f"{sql} IN ({placeholders}) AND {sight.sql}", [*some, *sight.parameters]
            ):
                counts[one][value] += records
        return {one: min(said, key=lambda value: (-said[value], value)) for one, said in counts.items()}


def _places(sight: RowFilter, *, by: str = "''") -> str:
    """Visible connections of children with places between two days, without pairs that are low throughout a stretch.

    `by`: SQL that says of which stretch a connection is; all of these days are one.
    """
    seen, openable = conditions.readable(sight=sight)
    return (
        f"WITH seen AS (SELECT *, {by} AS stretch FROM around WHERE entity_kind = 'place' AND is_child AND {seen} AND "
        f"{openable[0]} AND occurred_on BETWEEN ? AND ?), "
        f"{COPIED.format(rows='seen', same=' AND first.stretch = copy.stretch')}, "
        "pair AS (SELECT entity_id, person_id, stretch FROM seen GROUP BY 1, 2, 3 HAVING min(graded_low) = 0)"
    )


def supported(rows: Iterable[Pair]) -> Iterator[Pair]:
    """Without pairs that, among these, only low statements put together."""
    of_pair: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    for row in rows:
        of_pair[row["person_id"], row["entity_id"]].append(row)
    for some in of_pair.values():
        if not all(row["graded_low"] for row in some):
            yield from some


def _portions(ids: Iterable[str]) -> Iterator[list[str]]:
    every = sorted(set(ids))
    for start in range(0, len(every), MOST_ASKED):
        yield every[start : start + MOST_ASKED]
