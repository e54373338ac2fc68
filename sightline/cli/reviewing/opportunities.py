"""The command `review missed`: possible missed opportunities and good practice about a child."""

import dataclasses
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sightline.cli.context import Context
from sightline.cli.options import DAYS, As, Workspace
from sightline.cli.output import out, print_table, write_label
from sightline.cli.reviewing import commands, reports
from sightline.translation.messages import gettext_noop
from sightline.translation.terminal import gettext as _

if TYPE_CHECKING:
    from sightline.casework.earlier_knowledge.pages import LackShown, OpportunitiesPage
    from sightline.model.rules import Rule
    from sightline.review.opportunities.findings import Afterwards, OpportunityMoment

app = reports.app  # beside the other commands of reviews
UNCLEAR = {
    "not_known_to_agency": gettext_noop("no record shows that the agency knew"),
    "no_data": gettext_noop("the data of that time were not received"),
    "no_day": gettext_noop("no record says when it was recorded"),
    "not_read": gettext_noop("what could show it is outside the terms of the review, or kept back"),
}


@app.command()
def missed(
    run: typer.Context,
    person: commands.Person,
    review_id: commands.InReview = "",
    first: Annotated[
        datetime | None, typer.Option("--from", formats=DAYS, show_default=False, help="Known on this day or later.")
    ] = None,
    last: Annotated[
        datetime | None, typer.Option("--to", formats=DAYS, show_default=False, help="Known by this day.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON line per moment and count.")] = False,
    why: commands.FileWhy = "",
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """List possible missed opportunities about a child, what is not known, and good practice."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.earlier_knowledge.selectors.opportunities import read_opportunities

    page = read_opportunities(
        chosen.session(),
        person=person,
        review_id=review_id,
        first=first.date() if first else None,
        last=last.date() if last else None,
        why=why if as_json else None,
    )
    if as_json:
        _write_lines(page)
    else:
        _print_report(page)


def _write_lines(page: "OpportunitiesPage") -> None:
    write_label(page.label)
    for one in page.moments:
        said: dict[str, Any] = dataclasses.asdict(dataclasses.replace(one, kind=None, cited=None, timed=None))  # type: ignore[arg-type]
        said |= {"kind": one.kind.id, "rule": one.cited.id, "rule_status": str(one.cited.status)}
        said |= {"timed": one.timed.id, "source": _source(one.timed)}
        sys.stdout.write(json.dumps({"is": "moment", **said}, ensure_ascii=False, default=str) + "\n")
    for call, count in page.counts.items():
        said = {"is": "count", "call_id": call, **dataclasses.asdict(count)}
        sys.stdout.write(json.dumps(said, ensure_ascii=False) + "\n")


def _print_report(page: "OpportunitiesPage") -> None:
    when, agency, what, due, done = (
        _("Known on"),
        _("Agency and role"),
        _("What called for action"),
        _("Due"),
        _("Done"),
    )
    then, later = (
        [
            [str(one.known_on), _who(one), _what(one), _due(one), _done(one), _followed(one), _records(one)]
            for one in page.missed
            if bool(one.made_on) is hindsight
        ]
        for hindsight in (False, True)
    )
    headings = [when, agency, what, due, done, _("Recorded afterwards"), _("Records")]
    print_table(_("Possible missed opportunities"), headings, then)
    print_table(_("With hindsight: by rules made later, not in force then"), headings, later)
    print_table(
        _("Other children with the same"),
        [_("What called for action"), _("No action, harm after"), _("No action, no harm after"), _("Action in time")],
        list(_counts(page)),
    )
    print_table(
        _("No action in time, and no harm recorded"),
        [when, agency, what, due, done, _("Records")],
        [
            [str(one.known_on), _who(one), _what(one), _due(one), _done(one), _records(one)]
            for one in page.nothing_followed
        ],
    )
    print_table(
        _("Not known"),
        [when, agency, what, _("Why"), _("Records")],
        [
            [str(one.known_on), _who(one), _what(one), _(UNCLEAR[one.unclear or ""]), _records(one)]
            for one in page.cannot_tell
        ],
    )
    print_table(
        _("Good practice: done in time"),
        [when, agency, what, due, done, _("Records")],
        [[str(one.known_on), _who(one), _what(one), _due(one), _done(one), _records(one)] for one in page.taken],
    )
    for sentence in _about(page):
        out.print(sentence, markup=False, soft_wrap=True)


def _who(one: "OpportunityMoment") -> str:
    return f"{one.agency.replace('_', ' ')}: {one.role}"


def _what(one: "OpportunityMoment") -> str:
    said = f"{one.kind.label}. {one.says}"
    if one.made_on is None:
        return said
    return f"{said} {_('By a rule made on %(day)s, not in force then.') % {'day': one.made_on}}"


def _due(one: "OpportunityMoment") -> str:
    """The day, with the time in force."""
    within = _("%(day)s (within %(limit)s)") if one.limit else "%(day)s"
    return within % {"day": one.due_on, "limit": one.limit}


def _source(rule: "Rule") -> str:
    return f"{rule.citation.title}, {rule.citation.edition}, {rule.citation.url}" if rule.citation else rule.authority


def _done(one: "OpportunityMoment") -> str:
    if one.is_closed:
        return _("%(day)s, outcome: no further action") % {"day": one.acted_on}
    return str(one.acted_on or _("no record of it"))


def _records(one: "OpportunityMoment") -> str:
    return ", ".join(dict.fromkeys((*one.record_ids, *([one.acted_record] if one.acted_record else ()))))


def _followed(one: "OpportunityMoment") -> str:
    return "; ".join(
        f"{each.on} {_say_sign(each) if each.is_same_sign else _('harm')} {each.record_id}" for each in one.afterwards
    )


def _say_sign(one: "Afterwards") -> str:
    return _("the same question again") if one.is_question else _("the same sign")


def _counts(page: "OpportunitiesPage") -> Iterator[list[str]]:
    for call, said in dict.fromkeys((one.call_id, _what(one)) for one in page.missed):
        yield [said, *_numbers(page.counts[call])]


def _numbers(count: "LackShown") -> Sequence[str]:
    few = _("fewer than 5")
    numbers = (count.lacking_then_harm, count.lacking_no_harm, count.taken)
    return [few if number is None else str(number) for number in numbers]


def _about(page: "OpportunitiesPage") -> Iterator[str]:
    """What a reader must know beside the tables."""
    moments = (*page.missed, *page.nothing_followed, *page.taken)
    for rule in {rule.id: rule for one in moments for rule in (one.cited, one.timed)}.values():
        yield _("Rule “%(label)s” (%(status)s): %(source)s") % {
            "label": rule.label, "status": _(str(rule.status)), "source": _source(rule),
        }  # fmt: skip
    for label in dict.fromkeys(one.timed.label for one in moments if one.is_other_edition):
        yield _("Rule “%(label)s”: its time was set by local practice or another edition.") % {"label": label}
    yield _("A lead to check, not evidence. Ask each agency for its own account before you use a line.")
