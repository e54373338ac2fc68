"""The parts of a report that say what it is about, what it is made from, and what that leaves out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from sightline.review.report.nouns import (
    LinkageError,
    ReportContact,
    ReportFact,
    ReportList,
    ReportMaterial,
    ReportPart,
    ReportSentence,
)
from sightline.review.report.sentences import (
    count_of,
    join_words,
    late_by,
    say_agency,
    say_day,
    say_days,
    say_holder,
    say_people,
)

NONE = "none"
CONTACTS = {
    "contacted": "contacted, and it was safe to tell them.",
    "declined": "contacted, and they do not want to take part.",
    "read_first": "they read the report before it was published.",
    "wait": "not contacted, because the officer asked the review to wait.",
    "unsafe": "not contacted, because it is not safe to tell them.",
}


def make_terms(material: ReportMaterial) -> ReportPart:
    """The terms of the review."""
    terms = material.terms
    lines = [
        ReportSentence("terms/asks", f"What the review must find out: {terms.asks or 'erased'}"),
        ReportSentence("terms/people", f"The review is about {say_people((*terms.children, *terms.adults))}."),
        ReportSentence("terms/period", f"It covers {say_days(terms.from_on, terms.to_on)}."),
        ReportSentence("terms/agencies", f"It reads records of: {join_words(map(say_agency, terms.agencies))}."),
    ]
    for kind in terms.proceedings:
        text = f"Proceedings: {kind}. This draft may have to be disclosed in them."
        lines.append(ReportSentence(f"terms/proceedings/{kind}", text))
    lines += [ReportSentence(f"terms/date/{what}", f"{say_day(day)}: {what}") for what, day in terms.dates]
    return ReportPart("terms", "Terms of the review", lines=tuple(lines))


def make_contacts(contacts: Iterable[ReportContact]) -> ReportPart:
    """Whether each person of the review, and each other by role, was contacted or read the report first."""
    lines = tuple(ReportSentence(f"contacts/{one.called}", _say_contact(one)) for one in contacts)
    return ReportPart("contacts", "Contact with survivors and witnesses", 3, lines)


def _say_contact(one: ReportContact) -> str:
    who = say_people([one.called])
    if one.known_as:
        who = f"{who} ({one.known_as})"
    if one.on is None:
        return f"{who}: no contact is recorded."
    officer = " The officer in the case agreed first." if one.officer_agreed else ""
    return f"{who}: {CONTACTS[one.outcome]} Recorded for {say_day(one.on)}, by role: {one.role}.{officer}"


def make_limits(material: ReportMaterial) -> ReportPart:
    """How the draft was made, and what it cannot tell."""
    terms = material.terms
    lines = [
        ReportSentence("limits/data", f"Data up to {say_day(terms.up_to)}, frozen on {say_day(terms.frozen_on)}."),
        ReportSentence("limits/sentences", "Each sentence is made from a record. Its number is in the margin."),
        ReportSentence("limits/held", "A sentence says what an agency recorded. It does not say that it is true."),
        ReportSentence("limits/restricted", _restricted(terms.holders)),
        _unsure(material),
        ReportSentence(
            "limits/error",
            "People decide possible matches. A record that Sightline did not match to a child is not in this draft.",
        ),
        *_linkage(material.linkage),
    ]  # fmt: skip
    if material.imported_rows:
        rows = count_of(len(material.imported_rows), "row", "rows")
        text = (
            f"This draft does not use {rows} of agencies’ own chronologies. They are in the chronology of the review."
        )
        lines.append(ReportSentence("limits/imported", text, rests_on=material.imported_rows))
    return ReportPart("limits", "Method and limits", lines=tuple(lines), lists=(_received(material),))


def _restricted(holders: Iterable[str]) -> str:
    held = join_words(map(say_holder, holders))
    return (
        "Restricted records are left out." if held == NONE
        else f"Restricted records are used of: {held}. Those of other agencies are left out."
    )  # fmt: skip


def _unsure(material: ReportMaterial) -> ReportSentence:
    """How many records likeness alone joins to a child of the review."""
    every = {one.record_id for one in material.facts}
    some, every_one = tuple(sorted(every & material.unsure)), tuple(sorted(every))
    if not some:
        text = (
            f"All {count_of(len(every), 'record is', 'records are')} joined by a number, a rule or a person’s answer."
        )
        return ReportSentence("limits/unsure", text, rests_on=every_one)
    text = (
        f"{len(some)} of {count_of(len(every), 'record is', 'records are')} joined to people of the review by likeness "
        "alone. Nobody has confirmed these matches."
    )
    return ReportSentence("limits/unsure", text, some, rests_on=every_one)


def _linkage(error: LinkageError) -> Iterator[ReportSentence]:
    """How often matching is wrong or misses, in numbers with their day and place, and what is still asked."""
    text = (
        f"Matching was measured on {say_day(error.measured_on)} on {error.where}. Fewer than {error.wrong_below} of "
        f"10,000 matches {'was' if error.wrong_below == 1 else 'were'} wrong, and {error.missed} of 100 were missed."
    )
    yield ReportSentence("limits/measured", text)
    if error.is_own_model:
        text = "The frozen data were matched by a model that was trained on these data. That measurement is not of it."
        yield ReportSentence("limits/own-model", text)
    text = (
        f"Here people answered {error.answered} possible matches. "
        f"Sightline alone judges {error.agreed} of them as they did."
        if error.answered
        else "Too few possible matches are answered here to measure matching on these data."
    )
    yield ReportSentence("limits/answered", text)
    matches = count_of(error.open_questions, "possible match", "possible matches")
    yield ReportSentence("limits/open", f"Still to answer about people of this review: {matches}.")


def _received(material: ReportMaterial) -> ReportList:
    """Of each agency what was received, and the longest time without a record."""
    by_agency = _by_agency(material.facts)
    rows, ids = [], []
    for one in material.data:
        facts = by_agency.get(one.agency, [])
        gap = longest_gap(facts)
        rows.append(
            (
                say_agency(one.agency),
                say_day(one.last_received_on) if one.last_received_on else NONE,
                str(len({fact.record_id for fact in facts})),
                f"{say_days(*gap)} ({(gap[1] - gap[0]).days} days)" if gap else NONE,
                str(one.rows_not_imported),
            )
        )
        ids.append(_records_of(facts))
    headings = ("Agency", "Last file received", "Records used", "Longest time without a record", "Rows not imported")
    return ReportList("Data received and gaps", headings, tuple(rows), rests_on=tuple(ids))


def make_holdings(material: ReportMaterial) -> ReportPart:
    """Which agency held how many records of each child or adult, and since when."""
    terms, rows, ids, every = material.terms, [], [], []
    for called in (*terms.children, *terms.adults):
        for agency, facts in sorted(_by_agency(one for one in material.facts if called in one.called).items()):
            known = sorted(one.known_from for one in facts if one.known_from)
            first = [one for one in facts if known and one.known_from == known[0]]
            rows.append(
                (
                    say_people([called]),
                    say_agency(agency),
                    str(len({one.record_id for one in facts})),
                    say_day(known[0]) if known else "not recorded",
                    say_day(known[-1]) if known else "not recorded",
                    str(len({one.record_id for one in facts if late_by(one)})),
                )
            )
            ids.append(_records_of(first))
            every.append(_records_of(facts))
    headings = ("About", "Agency", "Number of records", "First known", "Last known", "Recorded later")
    held = ReportList(
        "Records by person and agency, with the first of each", headings, tuple(rows), tuple(ids), tuple(every)
    )
    line = ReportSentence("held/none", "The frozen data hold no record of these people in the period.")
    return ReportPart("held", "Who held what", lines=() if rows else (line,), lists=(held,) if rows else ())


def _records_of(facts: Iterable[ReportFact]) -> tuple[str, ...]:
    return tuple(sorted({one.record_id for one in facts}))


def _by_agency(facts: Iterable[ReportFact]) -> dict[str, list[ReportFact]]:
    found: dict[str, list[ReportFact]] = defaultdict(list)
    for one in facts:
        found[one.agency].append(one)
    return found


def longest_gap(facts: Iterable[ReportFact]) -> tuple[date, date] | None:
    """The longest time between two days of which an agency has records; None where there are fewer than two days."""
    days = sorted({day for one in facts for day in (one.first_on, one.last_on) if day})
    return max(pairwise(days), key=lambda two: two[1] - two[0], default=None)
