"""Makes the dated facts of a row.

A fact is known from the later of its own day and the day it was recorded, so a visit typed in a month late was not
known before then, whatever its date.
"""

from collections.abc import Callable
from datetime import date
from json.encoder import encode_basestring as quoted
from typing import Any

from sightline.ingest.dates.reader import Moment, read_moment
from sightline.ingest.mappings.mapping import Dating, FactRule
from sightline.ingest.rows.plan import RowPlan
from sightline.ingest.wording import plain_code

FactMaker = Callable[[list[str]], "tuple[Any, ...] | None"]
ENDS_A_SENTENCE = ".!?:"


def fact_makers(plan: RowPlan) -> list[FactMaker]:
    """One function for each fact of the mapping: prepared cells to the columns of parts.FACTS after row_id."""
    return [_maker(plan, ordinal, rule) for ordinal, rule in enumerate(plan.mapping.facts)]


def _maker(plan: RowPlan, ordinal: int, rule: FactRule) -> FactMaker:
    needs = [plan.place(name) for name in rule.needs]
    recorded_place = plan.place(rule.recorded or plan.mapping.recorded)
    dated = _dater(plan, rule.dates)
    what = _teller(plan, rule.what)
    details = _detailer(plan, rule.details)
    words_place = plan.place(rule.childs_words)
    formats = plan.mapping.formats

    def make(cells: list[str]) -> tuple[Any, ...] | None:
        if needs and not any(cells[place] for place in needs):
            return None
        moment = dated(cells)
        recorded = read_moment(cells[recorded_place], formats=formats)
        return (
            ordinal, rule.name, rule.label, moment.occurred_from, moment.occurred_to, str(moment.precision),
            moment.words, recorded.occurred_from, moment.day, _later(moment.day, recorded.day), rule.closes,
            what(cells), cells[words_place], details(cells),
        )  # fmt: skip

    return make


def _later(own: date | None, recorded: date | None) -> date | None:
    if own and recorded:
        return max(own, recorded)
    return own or recorded


def _dater(plan: RowPlan, dates: tuple[Dating, ...]) -> Callable[[list[str]], Moment]:
    places = [tuple(plan.place(n) for n in (d.day, d.clock, d.to, d.to_clock, d.precision)) for d in dates]
    formats = plan.mapping.formats

    def dated(cells: list[str]) -> Moment:
        chosen = next((found for found in places if cells[found[0]]), places[0] if places else (-1, -1, -1, -1, -1))
        day, clock, to, to_clock, said = chosen
        return read_moment(cells[day], cells[clock], cells[to], cells[to_clock], cells[said], formats)

    return dated


def _teller(plan: RowPlan, what: tuple[tuple[str, str], ...]) -> Callable[[list[str]], str]:
    places = [(label, plan.place(name)) for label, name in what]

    def tell(cells: list[str]) -> str:
        text = ""
        for label, place in places:
            if cells[place]:
                if text:
                    text += " " if text[-1] in ENDS_A_SENTENCE else ". "
                text += label + cells[place]
        return text

    return tell


def _detailer(plan: RowPlan, names: tuple[str, ...]) -> Callable[[list[str]], str]:
    fields = [
        (name, plan.place(name), plan.mapping.values.get(plan.mapping.columns[name].values, {}))
        for name in names
        if plan.place(name) >= 0
    ]

    def detail(cells: list[str]) -> str:
        said: list[str] = []
        for name, place, meanings in fields:
            written = cells[place]
            if written or "" in meanings:
                value = meanings.get(plain_code(written), written) if meanings else written
                said.append(f'"{name}": {{"value": {quoted(value)}, "as_written": {quoted(written)}}}')
        return "{" + ", ".join(said) + "}"

    return detail
