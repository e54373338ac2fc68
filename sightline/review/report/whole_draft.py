"""Makes the whole draft of a report, part by part, in the order in which a review is read."""

from sightline.model.agency_names import say_layout
from sightline.review.report.conclusions_part import make_conclusions
from sightline.review.report.earliest_part import make_earliest
from sightline.review.report.episodes import ReportEpisode, find_episodes
from sightline.review.report.limits import make_contacts, make_holdings, make_limits, make_terms
from sightline.review.report.nouns import DraftReport, ReportList, ReportMaterial, ReportPart, ReportSentence
from sightline.review.report.opportunities_part import make_opportunities
from sightline.review.report.questions import make_questions
from sightline.review.report.rules import read_report_rules
from sightline.review.report.rules_part import make_rules
from sightline.review.report.sentences import (
    count_of,
    say_agency,
    say_ages,
    say_day,
    say_days,
    say_fact,
    say_few,
    say_rows,
    say_words,
)
from sightline.review.report.silences_part import make_silences

CONSENT_UNKNOWN = "Consent to use these words is not recorded."  # what is recorded by then replaces it
NO_CONSENT = f"{CONSENT_UNKNOWN} They may name a person: check them first."


def make_draft(material: ReportMaterial) -> DraftReport:
    """The draft. The same material gives the same draft."""
    rules = read_report_rules()
    numbers = {one.record_id: one.number for one in material.sources}
    parts = (
        make_terms(material),
        make_contacts(material.terms.contacts),
        make_limits(material),
        make_holdings(material),
        *_episodes(material),
        make_silences(material.silences),
        *make_earliest(material),
        make_conclusions(material.conclusions),
        *make_opportunities(material.opportunities, material.lacks, material.called, material.accounts, numbers),
        _scale(material),
        *make_questions(material, rules),
        make_rules(material.lacks),
    )
    used = DraftReport(parts, numbers).record_ids
    return DraftReport(
        (*parts, _sources(material, frozenset(used))), {one: numbers[one] for one in used if one in numbers}
    )


def _episodes(material: ReportMaterial) -> tuple[ReportPart, ...]:
    """Each key episode: the child's own words first, then what was recorded."""
    rules = read_report_rules()
    found = find_episodes(facts=material.facts, rules=rules)
    records = tuple(sorted({fact.record_id for one in found for fact in one.facts}))
    count = f"{count_of(len(found), 'key episode', 'key episodes')}."
    says = (
        f"Key events with at most "
        f"{rules.episode_gap_days} days between them are one episode. It is key where {rules.fewest_agencies} agencies "
        "recorded it, or a child’s own words are in it."
    )
    lines = (ReportSentence("episodes/count", count, rests_on=records), ReportSentence("episodes/what", says))
    head = ReportPart("episodes", "Key episodes", lines=lines)
    return head, *(_episode(number, one, material) for number, one in enumerate(found, start=1))


def _episode(number: int, one: ReportEpisode, material: ReportMaterial) -> ReportPart:
    place = one.episode_id
    words = (line for fact in one.words for line in say_words(fact, place=place, consent=NO_CONSENT))
    ages = say_ages(one.called, material.terms.births, one.first_on)
    every = tuple(dict.fromkeys(fact.record_id for fact in one.facts))
    about = (ReportSentence(f"{place}/ages", f"{ages}.", rests_on=every),) if ages else ()
    said = {line.key + line.text: line for line in (say_fact(fact, place=place) for fact in one.facts)}
    return ReportPart(
        place,
        f"Key episode {number}",
        3,
        (*about, *words, *said.values()),
        days=say_days(one.first_on, one.last_on),
        rests_on=every,
    )


def _scale(material: ReportMaterial) -> ReportPart:
    """Of how many children of the partnership each statement was true; small numbers are not told."""
    terms = material.terms
    period = f"from {say_day(terms.from_on)} to {say_day(min(terms.to_on, terms.up_to))}"
    lines = tuple(
        ReportSentence(
            f"scale/{one.label}",
            f"{one.label}: {period}, true of children here: {say_few(one.children)}.",
        )
        for one in material.scale
    )
    rule = ReportSentence(
        "scale/rule", "Children are counted once. Restricted records are not counted. Numbers of 1 to 4 are not told."
    )
    return ReportPart("scale", "Scale", lines=(*lines, rule))


def _sources(material: ReportMaterial, used: frozenset[str]) -> ReportPart:
    """The appendix: each record that the draft is made from. No file is named: its name may be that of a person."""
    some = [one for one in material.sources if one.record_id in used]
    rows = tuple(
        (
            one.number,
            say_agency(one.agency),
            say_layout(one.layout),
            say_rows(one.source_rows),
            f"version {one.version}" + (f", received {say_day(one.received_on)}" if one.received_on else ""),
        )
        for one in some
    )  # fmt: skip
    headings = ("Number", "Agency", "Kind of record", "Rows", "Version")
    table = ReportList("Records behind this draft", headings, rows, tuple((one.record_id,) for one in some))
    return ReportPart("sources", "Appendix: sources", lists=(table,))
