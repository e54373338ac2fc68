"""The rows of a chronology as its files have them, one for each event and silence; and columns that some row fills."""

from collections.abc import Callable, Mapping, Sequence

from sightline.casework.reviews.pages.ages import Births, say_ages
from sightline.casework.reviews.pages.columns import HEADINGS, SILENCE, ChronologyColumn
from sightline.casework.reviews.pages.events import AnyEvent, ImportedEvent, ReviewEvent
from sightline.casework.reviews.pages.labels import call_people
from sightline.casework.reviews.pages.silences import ChronologyRow, SilenceRow, lay_between
from sightline.casework.reviews.pages.uncertain_days import DayKind, UncertainDay
from sightline.documents.grid import GridColumn, GridValue
from sightline.model.agency_names import AGENCY_LETTERS, name_agency, say_layout
from sightline.model.rules import Rule, RuleStatus
from sightline.pictures.hindsight import say_hindsight
from sightline.translation.dates import long_day
from sightline.translation.messages import lazy as _

C = ChronologyColumn
ALWAYS = (C.NUMBER, C.CHILD, C.DATE, C.LETTERS, C.AGENCY, C.EVENT)
WIDTHS: Mapping[ChronologyColumn, int] = {
    C.NUMBER: 9, C.DATE: 14, C.WRITTEN: 14, C.LETTERS: 11, C.AGENCY: 16, C.SOURCE: 20, C.EVENT: 50, C.HEARD: 24,
    C.ACTION: 24, C.ANALYSIS: 26,
}  # fmt: skip
USUAL_WIDTH = 12
Clean = Callable[[str], str]


def make_rows(
    events: Sequence[AnyEvent],
    *,
    births: Births,
    clean: Clean = str,
    beside: Mapping[str, Mapping[ChronologyColumn, str]] | None = None,
    silences: Sequence[SilenceRow] = (),
) -> tuple[tuple[GridColumn, ...], tuple[tuple[GridValue, ...], ...]]:
    """The columns that some row fills, and a row for each event and silence. `clean` takes out what nobody may read.

    `beside` has, by event, what people said of it and what its record says in other columns. A silence has no number.
    """
    more = beside or {}
    others = sorted({heading for one in events if isinstance(one, ImportedEvent) for heading in one.row.others})
    laid = lay_between(events, silences)
    numbers = {one.event_id: number for number, one in enumerate(events, start=1)}
    rows = [
        _row_of_silence(one, births)
        if isinstance(one, SilenceRow)
        else _make_row(numbers[one.event_id], one, births, more.get(one.event_id, {}))
        for one in laid
    ]
    columns = [one for one in C if one in ALWAYS or any(row.get(one) for row in rows)]
    made = tuple(_make_column(one) for one in columns) + tuple(GridColumn(one, USUAL_WIDTH) for one in others)
    return made, tuple(
        tuple(_clean(row.get(one, ""), clean) for one in columns)
        + tuple(clean(_other(event, heading)) for heading in others)
        for row, event in zip(rows, laid, strict=True)
    )


def _make_column(column: ChronologyColumn) -> GridColumn:
    return GridColumn(str(HEADINGS[column]), WIDTHS.get(column, USUAL_WIDTH), column is C.LETTERS)


def _clean(value: GridValue, clean: Clean) -> GridValue:
    return clean(value) if isinstance(value, str) else value


def _other(event: ChronologyRow, heading: str) -> str:
    return event.row.others.get(heading, "") if isinstance(event, ImportedEvent) else ""


def _make_row(
    number: int, event: AnyEvent, births: Births, more: Mapping[ChronologyColumn, str]
) -> dict[ChronologyColumn, GridValue]:
    row = _row_of_import(event) if isinstance(event, ImportedEvent) else _row_of_record(event)
    row |= {column: "\n".join(filter(None, (str(row.get(column, "")), said))) for column, said in more.items()}
    row |= {C.NUMBER: str(number), C.LETTERS: AGENCY_LETTERS.get(event.agency, "")}
    row[C.CHILD] = call_people(event.called)
    row[C.AGENCY] = row.get(C.AGENCY) or name_agency(event.agency)
    row[C.TIME] = row.get(C.TIME) or event.clock
    row[C.PLACE] = str(event.place or "")
    row[C.AGE] = row.get(C.AGE) or say_ages(event.called, births, event.first_on)
    return row


def _row_of_import(event: ImportedEvent) -> dict[ChronologyColumn, GridValue]:
    texts = {ChronologyColumn(name): text for name, text in event.row.texts.items()}
    row: dict[ChronologyColumn, GridValue] = {name: text for name, text in texts.items() if name is not C.DISPUTED}
    day = event.row.day
    row[C.DATE] = typed_day(day)
    row[C.WRITTEN] = day.words if day.kind is not DayKind.DAY or day.is_doubtful or day.words != str(day.first) else ""
    row[C.SOURCE] = row.get(C.SOURCE) or event.file_name
    return row


def typed_day(day: UncertainDay) -> GridValue:
    """A day as a day; what is no single day as it was written."""
    return day.first if day.kind is DayKind.DAY and day.first else day.words


def _row_of_record(event: ReviewEvent) -> dict[ChronologyColumn, GridValue]:
    entry = event.entry
    said = ": ".join(map(say_layout, entry.kind.lower().split("/")))
    kind = said[:1].upper() + said[1:]
    body = "" if entry.organisation == event.agency else entry.organisation  # an agency that is one body
    known = str(_("known from %(day)s") % {"day": entry.known_from}) if entry.known_from else ""
    return {
        C.DATE: event.first_on or entry.date_words or "",
        C.WRITTEN: "" if entry.date_precision in ("exact", "day") else entry.date_words or entry.date_precision,
        C.SOURCE: "; ".join(one for one in (entry.source_file, body, known) if one),
        C.EVENT: "\n".join([kind, *event.texts]),
        C.HEARD: "\n".join(event.own_words),
    }


def _row_of_silence(one: SilenceRow, births: Births) -> dict[ChronologyColumn, GridValue]:
    values = {
        "label": one.rule.label, "day": long_day(one.due_on), "limit": one.limit, "number": one.begun_number,
        "last": long_day(one.to_on), "came": long_day(one.came_on) if one.came_on else "",
    }  # fmt: skip
    lines = [
        _("No record of: %(label)s."),
        _("Expected by %(day)s, within %(limit)s.") if one.limit else _("Expected by %(day)s."),
        _("Expected because of event %(number)s."),
        _("The next record of it is of %(came)s.") if one.came_on else _("No record by %(last)s."),
    ]
    hindsight = [say_hindsight(one.made_on)] if one.made_on else []
    return {
        C.CHILD: call_people(one.called),
        C.DATE: one.from_on,
        C.WRITTEN: str(_("%(first)s to %(last)s") % {"first": long_day(one.from_on), "last": long_day(one.to_on)}),
        C.AGE: say_ages(one.called, births, one.from_on),
        C.LETTERS: AGENCY_LETTERS.get(one.agency, ""),
        C.AGENCY: name_agency(one.agency),
        C.KIND: str(SILENCE),
        C.SOURCE: say_authority(one.rule),
        C.EVENT: "\n".join([*(str(line % values) for line in lines), one.rule.says, *hindsight]),
    }


def say_authority(rule: Rule) -> str:
    """On what authority a rule stands: where it is written, who decided it, or that nobody has checked it.

    The edition and what was looked for are on the page of the rules: here it would fill the cell.
    """
    if rule.citation:
        return ", ".join(filter(None, (rule.citation.title, rule.citation.paragraph)))
    if rule.status is RuleStatus.UNVERIFIED:
        return str(_("Not yet checked against the guidance."))
    return str(_("Decided by %(who)s") % {"who": rule.authority.partition(". ")[0]})
