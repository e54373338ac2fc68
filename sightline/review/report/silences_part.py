"""The part of a report with contacts that a rule expected, and of which received data have no record in time."""

from collections.abc import Iterable

from sightline.review.report.nouns import ReportPart, ReportSentence, ReportSilence
from sightline.review.report.sentences import say_agency, say_day, say_days, say_people

RULE = (
    "A deadline of a listed timescale ended, and no received record shows the contact in time. "
    "Contacts of days that the received data do not cover are not listed."
)
NONE = "The records that this draft uses show no such contact."


def make_silences(silences: Iterable[ReportSilence]) -> ReportPart:
    """Each silence with its rule, and the last day that the data reach."""
    lines = tuple(map(_say_silence, silences)) or (ReportSentence("silences/none", NONE),)
    return ReportPart(
        "silences", "Expected contacts without a record", lines=(ReportSentence("silences/what", RULE), *lines)
    )


def _say_silence(one: ReportSilence) -> ReportSentence:
    within = f", within {one.limit}" if one.limit else ""
    came = (
        f"The next record of it is of {say_day(one.came_on)}" if one.came_on else f"No record by {say_day(one.to_on)}"
    )
    made = f" With hindsight: by a rule made on {say_day(one.made_on)}, not in force then." if one.made_on else ""
    text = (
        f"{say_days(one.from_on, one.to_on)}. {say_people(one.called)}, {say_agency(one.agency)}: no record of "
        f"“{one.label}”. Expected by {say_day(one.due_on)}{within}. {came}. The rule: {one.says}{made}"
    )
    return ReportSentence(f"silences/{one.silence_id}", text, one.record_ids, rests_on=one.behind)
