"""The questions that a review must put to each agency, each because of what its records say or leave out."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from sightline.review.report.nouns import DatedStatement, ReportFact, ReportMaterial, ReportPart, ReportSentence
from sightline.review.report.rules import ReportRules
from sightline.review.report.sentences import count_of, late_by, say_agency, say_day, say_holder, say_people
from sightline.review.sharings import TraceIn


def make_questions(material: ReportMaterial, rules: ReportRules) -> tuple[ReportPart, ...]:
    """A part for each agency of the terms, under one heading."""
    parts = [
        ReportPart(f"questions-{agency}", say_agency(agency), 3, lines)
        for agency in material.terms.agencies
        if (lines := tuple(_of_agency(material, agency, rules)))
    ]
    says = (
        "Each question comes from what the records say, or from what they leave out."
        if parts
        else "The records raise no question of these kinds."
    )
    head = ReportPart("questions", "Questions to ask each agency", lines=(ReportSentence("questions/what", says),))
    return head, *parts


def _of_agency(material: ReportMaterial, agency: str, rules: ReportRules) -> Iterator[ReportSentence]:
    facts = [one for one in material.facts if one.agency == agency]
    place = f"questions/{agency}"
    for child in material.terms.children:
        own = [one for one in facts if child in one.called]
        if not own:
            text = f"Did you hold records of {say_people([child])} in the period? Sightline has none."
            yield ReportSentence(f"{place}/none/{child}", text)
        yield from _silences(place, child, own, rules)
    yield from _handovers(material, agency, place)
    yield from _grouped(f"{place}/late", "Why was this recorded later", (one for one in facts if late_by(one)), rules)
    undated = (one for one in facts if one.recorded_on is None and not one.is_whole_on_the_day)
    yield from _grouped(f"{place}/undated", "When was this recorded", undated, rules)
    unsure = [one for one in facts if one.record_id in material.unsure]
    about = "Likeness alone joins this to the child. Is it about the child"
    yield from _grouped(f"{place}/unsure", about, unsure, rules)


def _silences(place: str, child: str, facts: Sequence[ReportFact], rules: ReportRules) -> Iterator[ReportSentence]:
    days = sorted({day for one in facts for day in (one.first_on, one.last_on) if day})
    for before, after in pairwise(days):
        if (after - before).days > rules.silence_days:
            text = (
                f"What contact did you have with {say_people([child])} between {say_day(before)} and {say_day(after)}?"
            )
            yield ReportSentence(f"{place}/silence/{child}/{before}", text, _ids_on(facts, (before, after)))


def _ids_on(facts: Iterable[ReportFact], days: tuple[date, date]) -> tuple[str, ...]:
    return tuple(sorted({one.record_id for one in facts if {one.first_on, one.last_on} & set(days)}))


def _handovers(material: ReportMaterial, agency: str, place: str) -> Iterator[ReportSentence]:
    """Records that other holders would have needed."""
    holder_of = {one.record_id: one.agency for one in material.sources}
    asked = {
        (record, other)
        for statements in material.statements.values()
        for one in statements
        for record, other in one.handovers
        if holder_of.get(record) == agency and (record, other) not in _named_in_record(one)
    }
    for record, other in sorted(asked):
        text = f"Did you share this record with {say_holder(other)}? If so, when?"
        yield ReportSentence(f"{place}/shared/{record}/{other}", text, (record,))


def _named_in_record(one: DatedStatement) -> set[tuple[str, str]]:
    """Hand-overs of which the record itself says the day."""
    return {(each.record_id, each.holder) for each in one.traces if each.by is TraceIn.RECORD}


def _grouped(key: str, asks: str, facts: Iterable[ReportFact], rules: ReportRules) -> Iterator[ReportSentence]:
    """One question about all of these records; it names the first of them."""
    ids = tuple(dict.fromkeys(one.record_id for one in facts))
    if ids:
        named = ids[: rules.records_named]
        more = len(ids) - len(named)
        rest = f" The same is asked of {count_of(more, 'other record', 'other records')}." if more else ""
        yield ReportSentence(key, f"{asks}?{rest}", named, rests_on=ids)
