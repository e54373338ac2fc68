"""Reads the unanswered questions of `serve.sqlite`. Every function asks for a RowFilter.

A question of which one record may not be seen does not exist for that reader, and is in no count.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sightline.model.rows.questions import ServedUnanswered, ServedUnansweredCount, ServedUnansweredRecord
from sightline.model.visibility import RowFilter
from sightline.store.serve.own_people import own_people
from sightline.store.serve.rows import RowReader


@dataclass(frozen=True, slots=True)
class QuestionsWanted:
    """Which questions of a list: put to which agency, body or worker; urgent ones alone; past no cap."""

    agency: str = ""
    organisation: str = ""
    worker: str = ""
    rule_id: str = ""
    urgent_only: bool = False
    most_a_child: int = 0
    most_a_worker: int = 0


class UnansweredReader(RowReader):
    """The reading functions over one open `serve.sqlite`."""

    def of_person(self, *, person_id: str, sight: RowFilter) -> list[ServedUnanswered]:
        """Every question about a person, in the order of the person's line."""
        condition, parameters = _seen(sight)
        return self._read_declared(
            ServedUnanswered,
            f"SELECT * FROM unanswered WHERE person_id = ? AND {condition} ORDER BY urgent DESC, place_of_child, place",
            [person_id, *parameters],
        )

    def listed(self, *, wanted: QuestionsWanted, sight: RowFilter, after: int, size: int) -> list[ServedUnanswered]:
        """Questions after a place in their order, at most `size`."""
        chosen, values = _chosen(wanted)
        condition, parameters = _seen(sight)
        return self._read_declared(
            ServedUnanswered,
            f"SELECT * FROM unanswered WHERE place > ? AND {chosen} AND {condition} ORDER BY place LIMIT ?",
            [after, *values, *parameters, size],
        )

    def counts(self, *, wanted: QuestionsWanted, sight: RowFilter) -> list[ServedUnansweredCount]:
        """How many there are by agency, organisation and worker: questions, urgent ones."""
        chosen, values = _chosen(wanted)
        condition, parameters = _seen(sight)
        return self._read_declared(
            ServedUnansweredCount,
            "SELECT agency, organisation, worker, count(*) AS questions, sum(urgent) AS urgent FROM unanswered "
            f"WHERE {chosen} AND {condition} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
            [*values, *parameters],
        )

    def question(self, *, question_id: str, sight: RowFilter) -> ServedUnanswered | None:
        """One question; None where there is none of which the reader may see the whole basis."""
        condition, parameters = _seen(sight)
        sql = f"SELECT * FROM unanswered WHERE question_id = ? AND {condition}"
        return self._one(ServedUnanswered, sql, [question_id, *parameters])

    def basis(self, *, question_ids: Sequence[str], sight: RowFilter) -> list[ServedUnansweredRecord]:
        """The records of these questions: conclusion_id, record_id, and the record's own day and kind (`body`)."""
        placeholders = ", ".join("?" * len(question_ids))
        return self._read_declared(
            ServedUnansweredRecord,
            "SELECT conclusion_id, record_id, agency, organisation, layout, restricted, sealed, "
            "(SELECT body FROM record WHERE record.record_id = unanswered_basis.record_id AND latest) AS body "
            f"FROM unanswered_basis WHERE conclusion_id IN ({placeholders}) AND {sight.sql} "
            "ORDER BY conclusion_id, record_id",
            [*question_ids, *sight.parameters],
        )


def _seen(sight: RowFilter) -> tuple[str, list[Any]]:
    """The whole basis may be seen, and the person is one whom the reader may open."""
    condition = (
        f"NOT EXISTS (SELECT 1 FROM unanswered_basis WHERE conclusion_id = question_id AND ({sight.sql}) IS NOT TRUE)"
    )
    own, whose = own_people(sight=sight, column="unanswered.person_id")
    return f"{condition} AND {own}", [*sight.parameters, *whose]


def _chosen(wanted: QuestionsWanted) -> tuple[str, list[Any]]:
    conditions, values = ["1 = 1"], list[Any]()
    for column in ("agency", "organisation", "worker", "rule_id"):
        if value := getattr(wanted, column):
            conditions.append(f"{column} = ?")
            values.append(value)
    if wanted.urgent_only:
        conditions.append("urgent")
    for column, most in (("place_of_child", wanted.most_a_child), ("place_of_worker", wanted.most_a_worker)):
        if most:
            conditions.append(f"{column} <= ?")
            values.append(most)
    return " AND ".join(conditions), values
