"""The part of a report on the agencies' own accounts of possible missed opportunities, with a place for each to sign.

Who speaks is told by agency, body and job title. Words that may be a name are left out of a draft.
"""

from collections.abc import Iterator, Mapping, Sequence

from sightline.review.opportunities.findings import OpportunityMoment
from sightline.review.report.nouns import ReportAccount, ReportList, ReportPart, ReportReply, ReportSentence
from sightline.review.report.sentences import say_body, say_day, say_people

NOT_ASKED = "Not asked for yet"
STATES = {"accept": "Accepted", "dispute": "Disputed", "context": "Received"}
REPLIES = {
    "accept": "The agency accepts this.",
    "dispute": "The agency disputes this.",
    "context": "The agency adds how it came about.",
}
ERASED = "Its words are erased."
CUT = "Words that may be a name are left out."
NO_RECORD = "The review does not show the record that it names."
WHAT = (
    "Each agency gives its own account of a moment: it accepts, disputes by a record, or adds how it came about. "
    "Ask each before you use a moment."
)
SIGNING = "Place for each agency to sign"
HEADINGS = ("Moment", "Agency", "Role", "Account", "Signed by (role)", "Signature and day")


def make_accounts(
    missed: Sequence[OpportunityMoment],
    accounts: Sequence[ReportAccount],
    *,
    numbers: Mapping[str, str],
    called: Mapping[str, str],
) -> ReportPart:
    """What each agency that was asked said, and for each possible missed opportunity a place to sign.

    `numbers` are of the records that the draft may name, `called` says what each person is called.
    """
    lines = [line for one in accounts for line in _say_account(one, numbers)]
    none = [] if accounts else [ReportSentence("accounts/none", "The review has not asked an agency yet.")]
    table = ReportList(
        SIGNING,
        HEADINGS,
        tuple(_row(one, accounts, called) for one in missed),
        rests_on=tuple(one.record_ids for one in missed),
    )
    return ReportPart(
        "accounts",
        "The agencies’ own accounts",
        3,
        (ReportSentence("accounts/what", WHAT), *none, *lines) if missed or accounts else (),
        (table,) if missed else (),
    )


def say_account_state(one: OpportunityMoment, accounts: Sequence[ReportAccount]) -> ReportSentence:
    """Beside a moment, whether its agency was asked for its account, and what it said."""
    text = f"The agency’s own account: {_state_of(one, accounts)}."
    return ReportSentence(f"missed/{one.moment_id}/account", text, rests_on=one.record_ids)


def _state_of(one: OpportunityMoment, accounts: Sequence[ReportAccount]) -> str:
    """`Disputed on 3 March 2024`: by the last that was said, or asked where nothing was."""
    asked = [each for each in accounts if each.moment_id == one.moment_id]
    if replies := [reply for each in asked for reply in each.replies]:
        last = max(replies, key=lambda reply: reply.on)
        return f"{STATES[last.reply]} on {say_day(last.on)}"
    return f"Asked for on {say_day(asked[-1].asked_on)}, not received" if asked else NOT_ASKED


def _row(one: OpportunityMoment, accounts: Sequence[ReportAccount], called: Mapping[str, str]) -> tuple[str, ...]:
    who = f", about {say_people([called[one.person_id]])}" if one.person_id in called else ""
    moment = f"{say_day(one.known_on)}{who}: {one.kind.label}. {one.says}"
    return moment, say_body(one.agency, one.organisation), one.role, _state_of(one, accounts), "", ""


def _say_account(one: ReportAccount, numbers: Mapping[str, str]) -> Iterator[ReportSentence]:
    place = f"accounts/{one.asked_id}"
    day = f"{say_day(one.known_on)}. " if one.known_on else ""
    asked = f"The review asked for its account on {say_day(one.asked_on)}."
    none = "" if one.replies else " It has not given one."
    text = f"{day}{say_body(one.agency, one.organisation)}: {one.what or ERASED} {asked}{none}"
    yield ReportSentence(
        place, text, tuple(each for each in one.record_ids if each in numbers), rests_on=one.record_ids
    )
    for number, reply in enumerate(one.replies, start=1):
        yield from _say_reply(f"{place}/{number}", one, reply, numbers)


def _say_reply(
    place: str, one: ReportAccount, reply: ReportReply, numbers: Mapping[str, str]
) -> Iterator[ReportSentence]:
    is_shown = reply.record_id in numbers
    who = f"{say_body(one.agency, one.organisation)}, {reply.role}, {say_day(reply.on)}"
    notes = (NO_RECORD if reply.record_id and not is_shown else "", CUT if reply.is_cut else "")
    text = " ".join(filter(None, (f"{who}: {REPLIES[reply.reply]}", *notes, "" if reply.words else ERASED)))
    records = (reply.record_id,) if is_shown else ()
    yield ReportSentence(place, text, records, rests_on=one.record_ids)
    if reply.words:
        yield ReportSentence(f"{place}/words", f"“{reply.words}”", records, rests_on=one.record_ids)
