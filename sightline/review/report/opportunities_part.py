"""The parts of a report on possible missed opportunities and good practice: each moment with its rule and records.

A possible missed opportunity is told with the number of others of whom the same was lacking and no harm followed.
"""

from collections.abc import Iterator, Mapping, Sequence

from sightline.review.opportunities.findings import (
    Afterwards,
    LackCount,
    MomentOutcome,
    Opportunities,
    OpportunityMoment,
    Unclear,
)
from sightline.review.opportunities.rules import read_afterwards
from sightline.review.report.accounts_part import make_accounts, say_account_state
from sightline.review.report.nouns import ReportAccount, ReportPart, ReportSentence
from sightline.review.report.rules_part import say_rule
from sightline.review.report.sentences import count_of, hide_few, join_words, say_body, say_day, say_people

WHAT = (
    "At each moment below a rule called for an action. The agency’s data show none in time. "
    "Afterwards harm or the same sign was recorded. Each is a question for the agency to answer."
)
HINDSIGHT = (
    "At each moment below a rule that was made later calls for an action. Nobody could follow that rule then. "
    "The agency’s data show no action in its time, and harm or the same sign was recorded afterwards."
)
QUIET = (
    "At each moment below a rule called for an action, and the agency’s data show none in time. "
    "In the {days} days after its time no harm and no further sign was recorded. Nobody may have recorded it."
)
APART = "The data do not say whether an action was taken in time."
PRACTICE = "At each moment below a rule called for an action, and a record shows it in time."
CLOSED = " The outcome in that record is no further action."
CLOSED_IN_TIME = "Some of these decisions took no further action. Their lines say so."
DAYS_NAMED = 3
NO_NUMBERS: Mapping[str, str] = {}
UNCLEAR = {
    Unclear.NOT_KNOWN_TO_AGENCY: "No record shows that the agency knew.",
    Unclear.NO_DATA: "The agency’s data for that time were not received.",
    Unclear.NO_DAY: "Nothing says when it was recorded.",
    Unclear.NOT_READ: "What could show it is outside the terms of the review, or kept back.",
}


def make_opportunities(
    found: Opportunities,
    counts: Mapping[str, LackCount],
    called: Mapping[str, str],
    accounts: Sequence[ReportAccount] = (),
    numbers: Mapping[str, str] = NO_NUMBERS,
) -> tuple[ReportPart, ...]:
    """Possible missed opportunities, own accounts, what had no harm recorded, what is not known, good practice.

    `counts` are of other children by call. `called` is how the review calls each person. `numbers` are of the records
    that the draft may name.
    """
    missed, quiet, unclear, taken = map(
        found.of,
        (MomentOutcome.MISSED, MomentOutcome.NOTHING_FOLLOWED, MomentOutcome.CANNOT_TELL, MomentOutcome.TAKEN),
    )
    then, later = [one for one in missed if not one.made_on], [one for one in missed if one.made_on]
    return (
        ReportPart(
            "missed",
            "Possible missed opportunities",
            lines=(
                ReportSentence("missed/what", WHAT if then else "The rules in force then found none in these records."),
                *_missed(then, counts, called, accounts),
            ),
        ),
        ReportPart(
            "missed-hindsight",
            "With hindsight: by rules made later",
            3,
            (ReportSentence("missed/hindsight", HINDSIGHT), *_missed(later, counts, called, accounts)) if later else (),
        ),
        make_accounts(missed, accounts, numbers=numbers, called=called),
        ReportPart("missed-quiet", "No action in time, and no harm recorded", 3, tuple(_quiet(quiet, called))),
        ReportPart("missed-unclear", "Not known", 3, tuple(_unclear(unclear, called))),
        ReportPart("practice", "Good practice", lines=tuple(_taken(taken, called))),
    )


def _missed(
    moments: Sequence[OpportunityMoment],
    counts: Mapping[str, LackCount],
    called: Mapping[str, str],
    accounts: Sequence[ReportAccount],
) -> Iterator[ReportSentence]:
    for one in moments:
        yield _lacking("missed", one, called)
        yield from _say_afterwards(one, "the same sign", [after for after in one.afterwards if after.is_same_sign])
        yield from _say_afterwards(one, "harm", [after for after in one.afterwards if not after.is_same_sign])
        others = _say_others(counts.get(one.call_id, LackCount()))
        yield ReportSentence(f"missed/{one.moment_id}/others", others, rests_on=one.record_ids)
        yield say_account_state(one, accounts)


def _lacking(part: str, one: OpportunityMoment, called: Mapping[str, str]) -> ReportSentence:
    acted = f" It is recorded on {say_day(one.acted_on)}, late." if one.acted_on else " None is recorded."
    closed = CLOSED if one.is_closed else ""
    text = f"{_begin(one, called)} An action was due by {say_day(one.due_on)}.{acted}{closed} {say_rule(one)}"
    acted_record = (one.acted_record,) if one.acted_record else ()
    return ReportSentence(f"{part}/{one.moment_id}", text, one.record_ids, rests_on=acted_record)


def _quiet(moments: Sequence[OpportunityMoment], called: Mapping[str, str]) -> Iterator[ReportSentence]:
    what = QUIET.format(days=read_afterwards().within_days) if moments else "There is no such moment."
    yield ReportSentence("quiet/what", what)
    for one in moments:
        yield _lacking("quiet", one, called)


def _say_afterwards(one: OpportunityMoment, what: str, found: Sequence[Afterwards]) -> Iterator[ReportSentence]:
    """On which days it was recorded later: the first of them, and how many more."""
    if found:
        days = [say_day(after.on) for after in found[:DAYS_NAMED]]
        more = [count_of(len(found) - DAYS_NAMED, "later day", "later days")] if len(found) > DAYS_NAMED else []
        said = "the same question was raised" if any(after.is_question for after in found) else f"{what} was recorded"
        text = f"Afterwards {said} on {join_words([*days, *more])}."
        records = tuple(after.record_id for after in found)
        yield ReportSentence(f"missed/{one.moment_id}/{what}", text, records, rests_on=one.record_ids)


def _unclear(moments: Sequence[OpportunityMoment], called: Mapping[str, str]) -> Iterator[ReportSentence]:
    yield ReportSentence("unclear/what", APART if moments else "There is no such moment.")
    for one in moments:
        why = UNCLEAR[one.unclear] if one.unclear else ""
        text = f"{_begin(one, called)} An action was due by {say_day(one.due_on)}. {why} {say_rule(one)}"
        yield ReportSentence(f"unclear/{one.moment_id}", text, one.record_ids)


def _taken(moments: Sequence[OpportunityMoment], called: Mapping[str, str]) -> Iterator[ReportSentence]:
    yield ReportSentence("practice/what", PRACTICE if moments else "The rules found no action taken in time.")
    closed = tuple(record for one in moments if one.is_closed for record in (*one.record_ids, one.acted_record))
    if closed:
        yield ReportSentence("practice/closed", CLOSED_IN_TIME, rests_on=closed)
    for one in moments:
        done = f"An action is recorded on {say_day(one.acted_on)}" if one.acted_on else "An action is recorded"
        due = f"it was due by {say_day(one.due_on)}.{CLOSED if one.is_closed else ''}"
        text = f"{_begin(one, called)} {done}; {due} {say_rule(one, is_lacking=False)}"
        records = tuple(dict.fromkeys((*one.record_ids, *([one.acted_record] if one.acted_record else []))))
        yield ReportSentence(f"practice/{one.moment_id}", text, records)


def _begin(one: OpportunityMoment, called: Mapping[str, str]) -> str:
    who = f", about {say_people([called[one.person_id]])}" if one.person_id in called else ""
    return f"{say_day(one.known_on)}. {say_body(one.agency, one.organisation)} ({one.role}){who}: {one.says}"


def _say_others(one: LackCount) -> str:
    """Of how many other children it was so; small numbers are not told."""
    return (
        f"The same for other children: no action and then harm, {hide_few(one.lacking_then_harm)}; no action and no "
        f"harm recorded, {hide_few(one.lacking_no_harm)}; action in time, {hide_few(one.taken)}; "
        f"not known, {hide_few(one.cannot_tell)}."
    )
