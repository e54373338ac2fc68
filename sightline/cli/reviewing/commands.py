"""The commands `review ...`: what agencies knew of a child on an earlier day, as a report or as JSON lines."""

import dataclasses
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sightline.cli.context import Context, context_of
from sightline.cli.options import DAYS, As, Workspace
from sightline.cli.output import out, print_table, progress_bar, write_label
from sightline.cli.reviewing.earliest_report import print_statement, write_statement
from sightline.model.agency_names import name_agency
from sightline.translation.messages import gettext_noop
from sightline.translation.terminal import gettext as _
from sightline.translation.terminal import ngettext

if TYPE_CHECKING:
    from sightline.casework.earlier_knowledge.pages import FactLine, KnowledgePage
    from sightline.casework.reviews.pages.day_conclusions import (
        ConclusionOfDay,
        DayConclusions,
        HindsightCause,
        HindsightConclusion,
    )
    from sightline.review.knowledge import FactOfDay

app = typer.Typer(no_args_is_help=True, help="Learning review: what each agency knew, and when.")
Person = Annotated[
    str,
    typer.Argument(metavar="PERSON", help="The child as the review calls them, such as A; without --review, an id."),
]
People = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PERSON]...",
        help="The child as the review calls them, such as A; without --review, an id. "
        "Name several, or none for all children of the review.",
        show_default=False,
    ),
]
InReview = Annotated[
    str,
    typer.Option("--review", help="The review by whose terms it is read. Needed where people are real."),
]
On = Annotated[
    datetime, typer.Option("--on", formats=DAYS, show_default=False, help="The day, for example 2024-08-20.")
]
FileWhy = Annotated[str, typer.Option("--why", help="With --json: what the file is for.", show_default=False)]
Holders = Annotated[
    list[str] | None,
    typer.Option("--agency", help="Whose knowledge; name several. Without it: all together.", show_default=False),
]
STATES = {
    "running": gettext_noop("not yet due"),
    "met": gettext_noop("done in time"),
    "met_late": gettext_noop("done late"),
    "breached": gettext_noop("overdue"),
    "not_known": gettext_noop("not known: no data from the agency"),
    "open": gettext_noop("not answered"),
    "": gettext_noop("applied"),
}
MADE_BY = {
    "record": gettext_noop("recorded or corrected later"),
    "match": gettext_noop("matched by Sightline later"),
    "person": gettext_noop("match confirmed by a person later"),
    "reading": gettext_noop("reading of a note confirmed later"),
    "rule": gettext_noop("by a rule made later, not in force then"),
    "not_known": gettext_noop(
        "none of its own records, matches, readings or rules came later. Later records about its people, such as a "
        "home or a birth date, may have made it"
    ),
}


@app.callback()
def review(run: typer.Context, workspace: Workspace = None, act_as: As = None) -> None:
    """Take the options given before the command."""
    run.obj = context_of(run, workspace, act_as)


@app.command()
def knowledge(
    run: typer.Context,
    on: On,
    people: People = None,
    agency: Holders = None,
    review_id: InReview = "",
    conclusions: Annotated[
        bool,
        typer.Option(help="Also run that day again: what Sightline would have concluded. It takes longer."),
    ] = False,
    hindsight: Annotated[
        bool,
        typer.Option("--hindsight", help="Also list, apart, what later records, matches or rules add."),
    ] = False,
    without_unconfirmed: Annotated[
        bool,
        typer.Option("--without-unconfirmed", help="Leave out unconfirmed matches, and say how many records that is."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON line per fact and conclusion.")] = False,
    why: FileWhy = "",
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """List what agencies had recorded about a child, or several, by the end of a day, and nothing later."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.earlier_knowledge.selectors.knowledge import read_knowledge_of

    with progress_bar() as bar:
        pages = read_knowledge_of(
            chosen.session(), people=people or (), review_id=review_id, on=on.date(), holders=agency or (),
            with_conclusions=conclusions, with_hindsight=hindsight, without_unsure=without_unconfirmed,
            why=why if as_json else None, progress=bar,
        )  # fmt: skip
    if as_json:
        write_knowledge(*pages)
    else:
        for page in pages:
            _print_report(page, is_of_several=len(pages) > 1)


def write_knowledge(*pages: "KnowledgePage") -> None:
    """What was known as JSON lines: who wrote them and what for, then a fact or conclusion a line.

    With several people, each line names its person.
    """
    write_label(pages[0].label)
    for page in pages:
        whose = {"person": page.called or page.person_id} if len(pages) > 1 else {}
        for said in _list_said(page):
            sys.stdout.write(json.dumps(whose | said, ensure_ascii=False, default=str) + "\n")


def _list_said(page: "KnowledgePage") -> Iterator[dict[str, Any]]:
    for fact in page.facts:
        yield {
            "kind": "fact",
            **dataclasses.asdict(fact),
            "disputed": fact.record_id in page.disputed,
            "unconfirmed_match": fact.record_id in page.unsure,
            "meetings": [{"on": day, "attended": attended} for day, attended in page.heard.get(fact.record_id, ())],
        }
    found, later = (page.conclusions.found, page.conclusions.hindsight or ()) if page.conclusions else ((), ())
    yield from map(dataclasses.asdict, found)
    for fact in page.hindsight or ():
        yield {
            "kind": "hindsight_fact",
            **dataclasses.asdict(fact),
            "disputed": fact.record_id in page.disputed,
            "unconfirmed_match": fact.record_id in page.unsure,
        }
    for each in later:
        yield {"kind": "hindsight_conclusion", **dataclasses.asdict(each)}
    if page.without_unsure:
        yield {"kind": "unconfirmed_matches_left_out", "records": len(page.unsure)}


def _print_report(page: "KnowledgePage", *, is_of_several: bool) -> None:
    if is_of_several:
        out.print(_("About %(person)s") % {"person": page.called or page.person_id}, markup=False)
    who = ", ".join(one.replace("_", " ") for one in page.holders) or _("all agencies together")
    records = len({one.record_id for one in page.known})
    title = ngettext(
        "Recorded by %(on)s, %(who)s: %(records)s record",
        "Recorded by %(on)s, %(who)s: %(records)s records",
        records,
    ) % {"on": page.on, "who": who, "records": records}
    _print_facts(title, page.known, page)
    if page.cannot_tell:
        _print_facts(_("Perhaps not known: no day of recording, or no certain name"), page.cannot_tell, page)
    out.print(_("The child's records are those that the update of these data matches."), soft_wrap=True)
    if page.conclusions:
        _print_conclusions(page.conclusions)
    if page.hindsight:
        later = [one for one in page.hindsight if one not in set(page.cannot_tell)]
        _print_facts(_("Hindsight: recorded or corrected after that day"), later, page)
    if page.conclusions and page.conclusions.hindsight is not None:
        _print_hindsight(page.conclusions.hindsight)
    if page.unsure:
        out.print(_say_unsure(len(page.unsure), without=page.without_unsure), soft_wrap=True)


def _say_unsure(records: int, *, without: bool) -> str:
    """How many records only an unconfirmed match joins to the child, and what became of them."""
    if without:
        said = ngettext(
            "%(records)s record is left out: only an unconfirmed match joins it to this child. So is what "
            "Sightline concludes only by it.",
            "%(records)s records are left out: only unconfirmed matches join them to this child. So is what "
            "Sightline concludes only by them.",
            records,
        )
    else:
        said = ngettext(
            "Only an unconfirmed match joins %(records)s of these records to this child.",
            "Only unconfirmed matches join %(records)s of these records to this child.",
            records,
        )
    return said % {"records": records}


def _print_facts(title: str, facts: Sequence["FactOfDay"], page: "KnowledgePage") -> None:
    from sightline.casework.earlier_knowledge.pages import list_lines

    rows = [
        [
            ", ".join(map(str, one.known)), ", ".join(str(each or "-") for each in one.happened),
            name_agency(one.fact.agency), ": ".join(filter(None, (one.fact.label, one.fact.what))),
            _remarks(one, page), one.fact.record_id,
        ]
        for one in list_lines(facts)
    ]  # fmt: skip
    print_table(title, [_("Known from"), _("Happened"), _("Agency"), _("What"), _("Remarks"), _("Record")], rows)


def _remarks(one: "FactLine", page: "KnowledgePage") -> str:
    """What a reader must know of a line beside it."""
    said = (
        _("recorded later") if one.is_recorded_later else "",
        *(_("version %(number)s") % {"number": number} for number in one.later_versions),
        *(
            _("meeting of %(day)s: %(agencies)s")
            % {"day": day, "agencies": ", ".join(each.replace("_", " ") for each in agencies)}
            for day, agencies in page.heard.get(one.fact.record_id, ())
        ),
        _("unconfirmed match") if one.fact.record_id in page.unsure else "",
        _("disputed") if one.fact.record_id in page.disputed else "",
        _("restricted") if one.is_restricted else "",
    )
    return ", ".join(filter(None, said))


def _print_conclusions(found: "DayConclusions") -> None:
    rows = [
        [str(one.since), "; ".join((one.label, *_say_without(one))), _(STATES[one.state]), ", ".join(one.record_ids)]
        for one in found.found
    ]
    print_table(
        _("Patterns, groups, deadlines and questions by what was known on the day"),
        [_("Since"), _("Rule"), _("Status"), _("Records")],
        rows,
    )
    out.print(
        ngettext(
            "By the records and answers of that day, Sightline took this child for %(people)s person.",
            "By the records and answers of that day, Sightline took this child for %(people)s "
            "people: not all records were matched.",
            found.people,
        )
        % {"people": found.people},
        soft_wrap=True,
    )


def _print_hindsight(found: Sequence["HindsightConclusion"]) -> None:
    rows = [
        [
            str(one.concluded.since), "; ".join((one.concluded.label, *_say_without(one.concluded))),
            "; ".join(map(_say_cause, one.causes)),
            ", ".join(one.concluded.record_ids),
        ]
        for one in found
    ]  # fmt: skip
    print_table(
        _("Hindsight: patterns, groups, deadlines and questions that depend on later information"),
        [_("Since"), _("Rule"), _("What came later"), _("Records")],
        rows,
    )


def _say_without(one: "ConclusionOfDay") -> Iterator[str]:
    """Since when it is so without what no person confirmed, where that is another day, or that it is not."""
    for without, since, never in (
        (one.sure, _("since %(day)s without unconfirmed matches"), _("not without unconfirmed matches")),
        (one.read, _("since %(day)s without unconfirmed readings"), _("not without unconfirmed readings")),
    ):
        if without and without.since is None:
            yield never
        elif without and without.since != one.since:
            yield since % {"day": without.since}


def _say_cause(one: "HindsightCause") -> str:
    """What made it, with its day and its records."""
    day = f" ({one.on})" if one.on else ""
    return f"{_(MADE_BY[one.by])}{day}" + (f": {', '.join(one.record_ids)}" if one.record_ids else "")


@app.command()
def earliest(
    run: typer.Context,
    people: People = None,
    review_id: InReview = "",
    discovered: Annotated[
        datetime | None,
        typer.Option(formats=DAYS, show_default=False, help="The day that the review calls discovery."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON line per statement.")] = False,
    why: FileWhy = "",
    workspace: Workspace = None,
    act_as: As = None,
) -> None:
    """Say how early each agency, two of them or all together could have seen each statement about children."""
    chosen: Context = run.obj.take(workspace, act_as)
    chosen.open()
    from sightline.casework.earlier_knowledge.selectors.earliest import read_earliest_of

    day = discovered.date() if discovered else None
    said = why if as_json else None
    pages = read_earliest_of(chosen.session(), people=people or (), review_id=review_id, discovered_on=day, why=said)
    if as_json:
        write_label(pages[0].label)
    for page in pages:
        whose = (page.called or page.person_id) if len(pages) > 1 else ""
        if whose and not as_json:
            out.print(_("About %(person)s") % {"person": whose}, markup=False)
        for one in page.statements:
            if as_json:
                write_statement(one, whose)
            else:
                print_statement(one, page.discovered_on)
    if not as_json:
        out.print(_("Each day is by the matches of that update. Other children are counted, and not named."))
