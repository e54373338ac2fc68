"""Reads possible matches and namesakes from `serve.sqlite`. Every function asks for a RowFilter.

A possible match is for a reader who may see the records of both sides.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sightline.model.rows.matches import ServedQuestion, ServedQuestionGroup, ServedQuestionSide
from sightline.model.rows.records import ServedNamingInRecord, ServedRecordNaming
from sightline.model.visibility import RowFilter
from sightline.store.serve.rows import RowReader

MOST_ASKED = 400  # ids in one query: it has so many places and no more
SIDE_AGENCIES = (
    "(SELECT min(agency) || ' ' || max(agency) FROM question_side s WHERE s.question_id = question.question_id)"
)


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """Questions of one rule whose two records are of these agencies, in the order of their names."""

    rule_id: str
    agencies: tuple[str, str]


class NamesakesReader(RowReader):
    """The reading functions over one open `serve.sqlite`."""

    def people_named(self, *, words: Sequence[str], sight: RowFilter, limit: int) -> list[str]:
        """Ids of people whom visible records call by every one of these words, as a whole word."""
        if not words:
            return []
        one = f"SELECT DISTINCT person_id FROM search_key WHERE key_kind = 'name' AND key_value = ? AND {sight.sql}"
        parameters = [value for word in words for value in (word, *sight.parameters)]
        sql = " INTERSECT ".join([one] * len(words))
        return self._texts(f"{sql} ORDER BY person_id LIMIT ?", [*parameters, limit])

    def namings(self, *, person_id: str, sight: RowFilter) -> list[ServedNamingInRecord]:
        """The person's namings in visible records, the open ones first: mention_id, record_id, agency, text, body.

        `body` is the record's, as JSON, with `occurred_from`.
        """
        return self._read_declared(
            ServedNamingInRecord,
            "SELECT named.*, (SELECT body FROM record WHERE record.record_id = named.record_id AND latest "
            f"AND {sight.sql}) AS body FROM (SELECT * FROM record_naming WHERE person_id = ? "
            f"AND entity_kind = 'person' AND {sight.sql}) "
            "AS named WHERE body IS NOT NULL ORDER BY named.restricted, named.mention_id",
            [*sight.parameters, person_id, *sight.parameters],
        )

    def namings_of(self, *, mention_ids: Sequence[str], sight: RowFilter) -> dict[str, ServedRecordNaming]:
        """By mention: whom each of many names, of those whose record the reader may see."""
        found: dict[str, ServedRecordNaming] = {}
        for start in range(0, len(mention_ids), MOST_ASKED):
            some = mention_ids[start : start + MOST_ASKED]
            rows = self._read_declared(
                ServedRecordNaming,
                f"SELECT * FROM record_naming WHERE mention_id IN ({', '.join('?' * len(some))}) "
                f"AND entity_kind = 'person' AND {sight.sql} AND EXISTS (SELECT 1 FROM record WHERE "
                f"record.record_id = record_naming.record_id AND latest AND {sight.sql})",
                [*some, *sight.parameters, *sight.parameters],
            )
            found |= {row["mention_id"]: row for row in rows}
        return found

    def questions(
        self, *, sight: RowFilter, after: int, size: int, group: QuestionGroup | None = None
    ) -> list[ServedQuestion]:
        """Questions after a place in their order, for a reader who may see the records of both sides."""
        within, more = (
            (f"AND rule_id = ? AND {SIDE_AGENCIES} = ?", (group.rule_id, " ".join(group.agencies)))
            if group
            else ("", ())
        )
        return self._read_declared(
            ServedQuestion,
            f"SELECT * FROM question WHERE place > ? {within} AND {_both_sides(sight)} ORDER BY place LIMIT ?",
            [after, *more, *sight.parameters, size],
        )

    def question_groups(self, *, sight: RowFilter) -> list[ServedQuestionGroup]:
        """Rule, agency_a, agency_b and how many questions of theirs the reader may see, the most first."""
        return self._read_declared(
            ServedQuestionGroup,
            "SELECT rule_id, agency_a, agency_b, count(*) AS questions FROM (SELECT rule_id, min(agency) AS agency_a, "
            f"max(agency) AS agency_b FROM question JOIN question_side USING (question_id) WHERE {sight.sql} "
            "GROUP BY question_id HAVING count(*) = 2) "
            "GROUP BY rule_id, agency_a, agency_b ORDER BY questions DESC, rule_id, agency_a, agency_b",
            list(sight.parameters),
        )

    def question(self, *, question_id: str, sight: RowFilter) -> ServedQuestion | None:
        """One question; None where there is none of which the reader may see both sides."""
        sql = f"SELECT * FROM question WHERE question_id = ? AND {_both_sides(sight)}"
        return self._one(ServedQuestion, sql, [question_id, *sight.parameters])

    def question_sides(self, *, question_ids: Sequence[str], sight: RowFilter) -> list[ServedQuestionSide]:
        """The two sides, a and b, of each: mention_id, person_id, record_id."""
        return self._read_declared(
            ServedQuestionSide,
            f"SELECT * FROM question_side WHERE question_id IN ({', '.join('?' * len(question_ids))}) AND {sight.sql} "
            "ORDER BY question_id, side",
            [*question_ids, *sight.parameters],
        )

    def questions_about(self, *, person_ids: Sequence[str], sight: RowFilter) -> list[str]:
        """Ids of the questions of which either side is one of these people, where the reader may see both sides."""
        found = set[str]()
        for start in range(0, len(person_ids), MOST_ASKED):
            some = person_ids[start : start + MOST_ASKED]
            found |= set(self._texts(
                "SELECT DISTINCT question.question_id FROM question JOIN question_side AS side USING (question_id) "
                f"WHERE side.person_id IN ({', '.join('?' * len(some))}) AND {_both_sides(sight)}",
                [*some, *sight.parameters],
            ))  # fmt: skip
        return sorted(found)

    def asked_pairs(self, *, person_ids: Sequence[str], sight: RowFilter) -> set[tuple[str, str]]:
        """Pairs of these people of whom it is asked whether they are one, where the reader may see both sides."""
        placeholders = ", ".join("?" * len(person_ids))
        rows = self._connection.execute(
            "SELECT DISTINCT a.person_id AS one, b.person_id AS other FROM question "
            "JOIN question_side AS a USING (question_id) JOIN question_side AS b USING (question_id) "
            "WHERE a.side = 'a' AND b.side = 'b' AND a.person_id <> b.person_id "
            f"AND a.person_id IN ({placeholders}) AND b.person_id IN ({placeholders}) AND {_both_sides(sight)}",
            [*person_ids, *person_ids, *sight.parameters],
        )
        return {(min(one, other), max(one, other)) for one, other in rows}


def _both_sides(sight: RowFilter) -> str:
    return (
        "2 = (SELECT count(*) FROM question_side WHERE question_side.question_id = question.question_id "
        f"AND {sight.sql})"
    )
