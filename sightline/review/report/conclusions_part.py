"""The part of a report with what Sightline concludes of days that a review ran again: then, and with hindsight."""

from collections.abc import Iterable

from sightline.review.report.nouns import ReportConclusion, ReportList, ReportPart, ReportSentence
from sightline.review.report.sentences import join_words, say_agency, say_day, say_people

WHAT = (
    "A day is listed where an author ran it again. A pattern, group, deadline or question follows from the records and "
    "rules of that day, or it is marked as hindsight. It is a lead to check, not evidence."
)
NONE = "No author ran a day again for the records that this draft may use."
TOGETHER = "All agencies together"
THEN = "By records and rules of that day"
HEADINGS = ("Day", "About", "Whose records", "Conclusion", "Known then, or hindsight")
KINDS = {"pattern": "Pattern", "group": "Group", "deadline": "Deadline", "question": "Question"}
NEEDS = {"match": "Not without unconfirmed matches", "reading": "Not without readings that no person confirmed"}
LATER = {
    "record": "a record made or corrected later",
    "match": "a later match by Sightline",
    "person": "a match that a person confirmed later",
    "reading": "a reading of a note that a person confirmed later",
    "rule": "a rule made later, not in force then",
    "not_known": "what later records say about its people",
}


def make_conclusions(found: Iterable[ReportConclusion]) -> ReportPart:
    """A table of the conclusions by day, each with its records; those of the day come before those of hindsight."""
    some = sorted(found, key=lambda one: (one.on, one.called, one.agencies, bool(one.later), one.kind, one.label))
    lines = (ReportSentence("conclusions/what", WHAT), *(() if some else (ReportSentence("conclusions/none", NONE),)))
    table = ReportList(
        "Conclusions by day",
        HEADINGS,
        tuple(map(_say_row, some)),
        tuple(one.record_ids for one in some),
        tuple(one.behind for one in some),
    )
    return ReportPart("conclusions", "Conclusions by day", lines=lines, lists=(table,) if some else ())


def _say_row(one: ReportConclusion) -> tuple[str, ...]:
    who = join_words(map(say_agency, one.agencies)) if one.agencies else TOGETHER
    made = f"Hindsight: {_say_later(one)}" if one.later else THEN
    made = ". ".join((made, *(NEEDS[each] for each in one.needs)))
    return say_day(one.on), say_people([one.called]), who, f"{KINDS[one.kind]}: {one.label}", made


def _say_later(one: ReportConclusion) -> str:
    """What came later, each with its day."""
    said = (f"{LATER[by]} ({say_day(on)})" if on else LATER[by] for by, on in one.later)
    return join_words(dict.fromkeys(said))
