"""Reads the signs, mentions and sentences worth reading of `serve.sqlite`. Every function asks for a RowFilter.

A sign is as restricted as its record, and some are more so (a child who is made to bring others). The filter is asked
of the sign's own columns.
"""

import json
from collections.abc import Sequence
from typing import Any

from sightline.model.passages import Level
from sightline.model.rows.arrivals import ServedAccount, ServedReadSign, ServedSign
from sightline.model.rows.sentences import ServedWorthChecking, ServedWorthReading
from sightline.model.visibility import RowFilter
from sightline.store.serve.rows import RowReader

IN_ORDER = 'record_id, source_row, field, start, "end", indicator'


class SignsReader(RowReader):
    """The reading functions over one open `serve.sqlite`."""

    def of_person(self, *, person_id: str, sight: RowFilter) -> list[ServedReadSign]:
        """The signs of every row that is about a person, the oldest first; those of no day come last."""
        return self._signs(
            "SELECT sign.* FROM sign_person JOIN sign USING (row_id) WHERE sign_person.person_id = ? "
            f"AND indicator <> '' AND {sight.sql} "
            "ORDER BY happened IS NULL, happened, record_id, field, start, indicator",
            [person_id, *sight.parameters],
        )

    def of_record(self, *, record_id: str, sight: RowFilter) -> list[ServedReadSign]:
        """The signs and mentions of a record's rows, by cell and place."""
        return self._signs(
            f"SELECT * FROM sign WHERE record_id = ? AND {sight.sql} "
            'ORDER BY source_row, field, start, "end", indicator',
            [record_id, *sight.parameters],
        )

    def accounts_out_of_sight(self, *, person_id: str, sight: RowFilter, not_layout: str) -> list[ServedAccount]:
        """As the house, for one line alone: agency and record_id of each account that the reader may not see.

        None of a sealed identity, and none in `not_layout`.
        """
        return self._read_declared(
            ServedAccount,
            "SELECT DISTINCT agency, record_id FROM sign_person JOIN sign USING (row_id) "
            "WHERE sign_person.person_id = ? AND indicator = 'account_given' AND polarity = 'affirmed' "
            "AND experiencer = 'subject' AND time <> 'hypothetical' AND NOT sealed AND layout <> ? "
            f"AND ({sight.sql}) IS NOT TRUE ORDER BY agency, record_id",
            [person_id, not_layout, *sight.parameters],
        )

    def _signs(self, sql: str, parameters: Sequence[Any]) -> list[ServedReadSign]:
        rows = self._read_declared(ServedSign, sql, parameters)
        return [self._as(ServedReadSign, {**row, "cues": json.loads(row["cues"] or "[]")}) for row in rows]


class SentencesReader(RowReader):
    """The reading functions of sentences that the model marked and no rule did."""

    def of_person(self, *, person_id: str, sight: RowFilter) -> list[ServedWorthReading]:
        """The sentences of every row that is about a person, the newest first; those of no day come last."""
        return self._read_declared(
            ServedWorthReading,
            "SELECT worth_reading.* FROM sign_person JOIN worth_reading USING (row_id) "
            f"WHERE sign_person.person_id = ? AND level <> '{Level.SET_ASIDE}' AND {sight.sql} "
            f"ORDER BY happened IS NULL, happened DESC, {IN_ORDER}",
            [person_id, *sight.parameters],
        )

    def of_record(self, *, record_id: str, sight: RowFilter) -> list[ServedWorthReading]:
        """The sentences of a record's rows, by cell and place, and those whose sign by a rule is set aside."""
        return self._read_declared(
            ServedWorthReading,
            f"SELECT * FROM worth_reading WHERE record_id = ? AND {sight.sql} ORDER BY {IN_ORDER}",
            [record_id, *sight.parameters],
        )

    def worth_checking(self, *, person_id: str, sight: RowFilter) -> list[ServedWorthChecking]:
        """What would complete a pattern about a person, by day: where the reader sees every record of it."""
        rows = self._read_declared(
            ServedWorthChecking,
            "SELECT * FROM worth_checking AS one WHERE person_id = ? AND NOT EXISTS (SELECT 1 FROM worth_checking "
            f"WHERE proposal_id = one.proposal_id AND ({sight.sql}) IS NOT TRUE) "
            "ORDER BY first_true_on, proposal_id, record_id",
            [person_id, *sight.parameters],
        )
        return list({row["proposal_id"]: row for row in rows}.values())

    def proposed(self, *, sight: RowFilter, after: int, size: int) -> list[ServedWorthChecking]:
        """What would complete a pattern about anybody, the latest first: where the reader sees every record of it."""
        return self._read_declared(
            ServedWorthChecking,
            "SELECT one.* FROM worth_checking AS one JOIN (SELECT proposal_id, min(record_id) AS first_id "
            f"FROM worth_checking GROUP BY proposal_id HAVING min(({sight.sql}) IS TRUE)) AS seen "
            "ON seen.proposal_id = one.proposal_id AND seen.first_id = one.record_id "
            "ORDER BY one.first_true_on DESC, one.proposal_id LIMIT ? OFFSET ?",
            [*sight.parameters, size, after],
        )

    def marked(self, *, mark_ids: Sequence[str], sight: RowFilter) -> list[ServedWorthReading]:
        """These sentences, by record and place; of a sign that few are told of only where the reader is one of them."""
        placeholders = ", ".join("?" * len(mark_ids))
        return self._read_declared(
            ServedWorthReading,
            f"SELECT * FROM worth_reading WHERE mark_id IN ({placeholders}) AND {sight.sql} ORDER BY {IN_ORDER}",
            [*mark_ids, *sight.parameters],
        )

    def asked(self, *, signs: Sequence[str], rule_signs: Sequence[str], sight: RowFilter) -> list[ServedWorthReading]:
        """The sentences to ask about, of rows in which no rule states that sign of the child now; by record and place.

        `signs`: of these the sentences that the model finds likely; `rule_signs`: of these those that rules marked and
        the gate finds unlikely.
        """
        likely, unlikely = (", ".join("?" * len(some)) for some in (signs, rule_signs))
        return self._read_declared(
            ServedWorthReading,
            f"SELECT * FROM worth_reading WHERE ((indicator IN ({likely}) AND level = '{Level.MARKED}') "
            f"OR (indicator IN ({unlikely}) AND level = '{Level.ASKED}')) AND alone "
            f"AND {sight.sql} ORDER BY {IN_ORDER}",
            [*signs, *rule_signs, *sight.parameters],
        )
