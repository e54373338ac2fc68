"""The sentences of a report: each says one fact, in words that do not judge, and calls people by letter and role."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from sightline.known_facts.holders import parts_of_holder
from sightline.model.agency_names import AGENCY_NAMES
from sightline.model.when import years_on
from sightline.review.report.nouns import FEW, ReportFact, ReportSentence, SentenceKind
from sightline.review.report.rules import read_report_rules
from sightline.review.rules import read_knowledge_rules

WORD = re.compile(r"[^\W_]+")
LONGEST_VALUE = 60  # a longer value is no code: it may name a person
LEAST_COUNTED = 5
NO_DAY = "Day not recorded"
OTHER = "other-"  # before the number of a person outside the terms


def say_day(day: date) -> str:
    """`22 May 2016`."""
    return f"{day.day} {day:%B %Y}"


def say_days(first: date, last: date) -> str:
    """`22 May 2016`, or `22 May 2016 to 3 June 2016`."""
    return say_day(first) if first == last else f"{say_day(first)} to {say_day(last)}"


def say_agency(agency: str) -> str:
    """An agency as a heading has it."""
    return AGENCY_NAMES.get(agency, agency)


def say_body(agency: str, organisation: str) -> str:
    """An agency with the body of it, where the agency has several: `School, Ashdown Academy`."""
    return f"{say_agency(agency)}, {organisation}" if organisation not in ("", agency) else say_agency(agency)


def say_job(title: str) -> str:
    """A job title whose words are all listed, because others may name a person; else that it is a member of staff."""
    rules = read_report_rules()
    return _only(title, rules.job_words) or rules.unlisted["decision_role"]


def say_role(role: str) -> str:
    """The role of a person outside the terms whose words are all listed; else nothing, because others may name them."""
    rules = read_report_rules()
    return _only(role, (*rules.job_words, *rules.role_words))


def _only(text: str, listed: Iterable[str]) -> str:
    """The text where all its words are listed; else nothing."""
    words = {word.casefold() for word in WORD.findall(text)}
    return text.strip() if words and words <= set(listed) else ""


def say_holder(holder: str) -> str:
    """`Police`, or `School (Elm School)` where an agency has several organisations."""
    agency, organisation = parts_of_holder(holder)
    return f"{say_agency(agency)} ({organisation})" if organisation else say_agency(agency)


def say_people(called: Iterable[str]) -> str:
    """`Child A and Adult 1`, or `Other person 1`."""
    return join_words(map(_say_person, called))


def _say_person(called: str) -> str:
    if called.startswith(OTHER):
        return f"Other person {called.removeprefix(OTHER)}"
    return f"Adult {called}" if called.isdigit() else f"Child {called}"


def join_words(words: Iterable[str]) -> str:
    """`a, b and c`."""
    found = list(words)
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}" if found else "none"


def count_of(number: int, one: str, many: str) -> str:
    """`1 record`, or `2 records`."""
    return f"{number:,} {one if number == 1 else many}"


def say_rows(rows: Iterable[int]) -> str:
    """`row 3`, or `rows 3, 4`."""
    found = list(rows)
    return f"{'row' if len(found) == 1 else 'rows'} {', '.join(map(str, found))}"


def say_few(number: int | None) -> str:
    """A number of children, or that it is too small to tell."""
    return FEW if number is None else str(number)


def hide_few(number: int) -> str:
    """A number of children or moments of theirs as it may be told."""
    return str(number) if number == 0 or number >= LEAST_COUNTED else FEW


def say_ages(called: Iterable[str], births: Mapping[str, tuple[date, ...]], day: date) -> str:
    """`Child A aged 14`: of those whose records agree on the birth date."""
    known = [(one, births[one][0]) for one in called if len(births.get(one, ())) == 1 and births[one][0] <= day]
    return (
        join_words(f"{say_people([one])} aged {years_on(born=born, day=day)}" for one, born in known) if known else ""
    )


def late_by(fact: ReportFact) -> int:
    """How many days after it happened a fact was recorded; 0 where that is not counted as late."""
    if fact.recorded_on is None or fact.last_on is None:
        return 0
    days = (fact.recorded_on - fact.last_on).days
    return days if days > read_knowledge_rules().recorded_later_days else 0


def say_fact(fact: ReportFact, *, place: str) -> ReportSentence:
    """A fact as a sentence: the day, whose record, what kind, coded values; recorded later or disputed."""
    rules = read_report_rules()
    values = [
        f"{label}: {_say_value(name, fact.details[name].strip())}"
        for name, label in rules.details.items()
        if fact.details.get(name, "").strip() and (name in rules.listed or len(fact.details[name]) <= LONGEST_VALUE)
    ]
    when = say_days(fact.first_on, fact.last_on or fact.first_on) if fact.first_on else fact.date_words or NO_DAY
    about = f", about {say_people(fact.called)}" if fact.called else ""
    named = [] if any(one.startswith(f"{fact.label}: ") for one in values) else [fact.label]
    parts = [f"{when}. {say_agency(fact.agency)} recorded{about}: {'. '.join((*named, *values))}"]
    late = late_by(fact)
    if late and fact.recorded_on:
        parts.append(f"Recorded on {say_day(fact.recorded_on)}, {count_of(late, 'day', 'days')} later")
    if fact.is_disputed:
        parts.append("This record is disputed")
    return ReportSentence(f"{place}/{_key(fact)}", f"{'. '.join(parts)}.", (fact.record_id,))


def _say_value(name: str, value: str) -> str:
    """A value as entered; of what agencies type freely only a listed one, because others may name a person."""
    rules = read_report_rules()
    listed = {one.casefold() for one in rules.listed.get(name, (value,))}
    return value if value.casefold() in listed else rules.unlisted[name]


def say_words(fact: ReportFact, *, place: str, consent: str) -> tuple[ReportSentence, ReportSentence]:
    """A child's own words as recorded, and where they come from. `consent` says what is known of their use."""
    key = f"{place}/words/{_key(fact)}"
    recorded = f", {say_day(fact.first_on)}" if fact.first_on else ""
    is_changed = any(one in fact.childs_words for one in ("[Child ", "[Adult "))
    how = "Names of people of this review are replaced by letters" if is_changed else "Word for word"
    check = f" Check these words: {', '.join(fact.words_to_check)}." if fact.words_to_check else ""
    source = f"{say_people(fact.called)}, as recorded by {say_agency(fact.agency)}{recorded}. {how}. {consent}{check}"
    return (
        ReportSentence(key, f"“{fact.childs_words.strip()}”", (fact.record_id,), SentenceKind.WORDS),
        ReportSentence(f"{key}/source", source, (fact.record_id,), SentenceKind.SOURCE),
    )


def _key(fact: ReportFact) -> str:
    """Which fact of its record it is, whatever its values."""
    return f"{fact.record_id}/{fact.label}/{fact.first_on or ''}"
