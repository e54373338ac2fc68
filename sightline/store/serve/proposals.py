"""Reads proposals from `serve.sqlite`: of what notes name, and of one event. Every function asks for a RowFilter.

A proposal exists only for a reader who may see the records of both sides.
"""

import json
from collections.abc import Sequence

from sightline.model.rows.matches import ServedFullProposalSide, ServedNotedNaming, ServedProposal, ServedProposalSide
from sightline.model.rows.records import ServedNamedText, ServedSameEventSide
from sightline.model.serve_tables.matches import OF_MENTION, OF_NAMING
from sightline.model.visibility import RowFilter
from sightline.store.serve.ids import MOST_ASKED
from sightline.store.serve.rows import RowReader

# What a side does not have, because it is a naming or because it is a mention.
WITHOUT: dict[str, None] = dict.fromkeys((*OF_NAMING, *OF_MENTION))


class NotedReader(RowReader):
    """The reading functions over one open `serve.sqlite`."""

    def proposals(self, *, sight: RowFilter, after: int, size: int) -> list[ServedProposal]:
        """Proposals after a place in their order, for a reader who may see both records."""
        return self._read_declared(
            ServedProposal,
            f"SELECT * FROM proposal WHERE place > ? AND {_both(sight)} ORDER BY place LIMIT ?",
            [after, *sight.parameters, size],
        )

    def proposal(self, *, proposal_id: str, sight: RowFilter) -> ServedProposal | None:
        """One proposal; None where there is none of which the reader may see both sides."""
        sql = f"SELECT * FROM proposal WHERE proposal_id = ? AND {_both(sight)}"
        return self._one(ServedProposal, sql, [proposal_id, *sight.parameters])

    def alike(self, *, proposal_id: str, sight: RowFilter, size: int) -> list[ServedProposal]:
        """Other proposals of the same rule beside the very same mention or naming, both sides visible."""
        return self._read_declared(
            ServedProposal,
            "SELECT proposal.* FROM proposal AS asked JOIN proposal_side AS beside ON beside.proposal_id = ? "
            "AND beside.side = 'b' JOIN proposal_side AS also ON also.id = beside.id AND also.side = 'b' "
            "JOIN proposal ON proposal.proposal_id = also.proposal_id AND proposal.rule_id = asked.rule_id "
            f"WHERE asked.proposal_id = ? AND proposal.proposal_id <> ? AND {_both(sight)} "
            "ORDER BY proposal.place LIMIT ?",
            [proposal_id, proposal_id, proposal_id, *sight.parameters, size],
        )

    def sides(self, *, proposal_ids: Sequence[str], sight: RowFilter) -> dict[str, tuple[ServedFullProposalSide, ...]]:
        """The two sides of each, a and b: id, is_naming, person_id, record_id, and what `body` says."""
        placeholders = ", ".join("?" * len(proposal_ids))
        rows = self._read_declared(
            ServedProposalSide,
            f"SELECT * FROM proposal_side WHERE proposal_id IN ({placeholders}) AND {sight.sql} "
            "ORDER BY proposal_id, side",
            [*proposal_ids, *sight.parameters],
        )
        found: dict[str, tuple[ServedFullProposalSide, ...]] = {}
        for row in rows:
            side = self._as(ServedFullProposalSide, {**WITHOUT, **row, **json.loads(row["body"])})
            found[row["proposal_id"]] = (*found.get(row["proposal_id"], ()), side)
        return found

    def naming(self, *, naming_id: str, sight: RowFilter) -> ServedNotedNaming | None:
        """What a naming says, and its record; None where it is not there or may not be seen."""
        sql = f"SELECT * FROM noted_naming WHERE naming_id = ? AND {sight.sql}"
        return self._one(ServedNotedNaming, sql, [naming_id, *sight.parameters])

    def mention(self, *, mention_id: str, sight: RowFilter) -> ServedNamedText | None:
        """What a mention says, and its record; None where it is not there or its record may not be seen."""
        return self._one(
            ServedNamedText,
            f"SELECT record_id, text FROM record_naming WHERE mention_id = ? AND {sight.sql} AND EXISTS "
            f"(SELECT 1 FROM record WHERE record.record_id = record_naming.record_id AND latest AND {sight.sql})",
            [mention_id, *sight.parameters, *sight.parameters],
        )


class SameEventsReader(RowReader):
    """The reading functions over one open `serve.sqlite`."""

    def pairs_of(self, *, record_ids: Sequence[str], sight: RowFilter) -> list[ServedSameEventSide]:
        """The pairs in which both records are among these and may be seen: once each, the smaller id first."""
        found: dict[tuple[str, str], ServedSameEventSide] = {}
        for start in range(0, len(record_ids), MOST_ASKED):
            some = record_ids[start : start + MOST_ASKED]
            rows = self._read_declared(
                ServedSameEventSide,
                f"SELECT * FROM same_event_side WHERE record_id IN ({', '.join('?' * len(some))}) AND {sight.sql}",
                [*some, *sight.parameters],
            )
            found |= {(row["record_id"], row["other_id"]): row for row in rows}
        return [row for (one, other), row in sorted(found.items()) if one < other and (other, one) in found]


def _both(sight: RowFilter) -> str:
    return (
        "2 = (SELECT count(*) FROM proposal_side WHERE proposal_side.proposal_id = proposal.proposal_id "
        f"AND {sight.sql})"
    )
