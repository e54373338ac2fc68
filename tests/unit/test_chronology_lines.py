"""The lines of a chronology: weeks of a register are one line, days without a record are said, and nothing is hidden."""

from datetime import date
from typing import Any

import pytest
from django.http import QueryDict
from support import made_up

from sightline.casework.chronology import export
from sightline.casework.chronology.lines import GapRule, fold_entries
from sightline.casework.chronology.pages.lines import (
    AgencyReach,
    GapLine,
    MonthOfGrid,
    SchoolWeeksLine,
    TellingLine,
    WholeChronology,
)
from sightline.casework.chronology.pages.week_words import attendance_in_words, codes_in_words, gap_title, weeks_title
from sightline.casework.chronology.selectors.note_search import keeps_words
from sightline.casework.disputes.pages import BesideKind, BesideLine
from sightline.casework.missing.pages import MissingState
from sightline.casework.people.pages.people import ChronologyFilter, Entry
from sightline.documents.blocks import HeadingBlock, NoteBlock, RecordBlock
from sightline.web.chronology.chronology_words import dated_texts, gap_says, highlight_words, line_when
from sightline.web.chronology.file_words import FileMaker, make_document
from sightline.web.chronology.filters import describe_filter
from sightline.web.chronology.forms import ChronologyAsked
from sightline.web.chronology.year_grid import draw_grid

BEGUN = date(2023, 1, 1)
REACHES = (AgencyReach("police", date(2024, 12, 1), BEGUN), AgencyReach("school", date(2024, 3, 1), BEGUN))


def told_on(day: str, number: int = 0, **changed: object) -> Entry:
    ids = {"entry_id": f"{day}{number}", "record_id": f"r{day}"}
    return made_up.entry(**(ids | {"occurred_from": day, "date_precision": "day"} | changed))


def week(day: str, marks: str) -> Entry:
    return told_on(day, kind="school_attendance", agency="school", what=f"School week: Marks: {marks}")


def test_weeks_that_follow_each_other_are_one_line_and_each_mark_is_there() -> None:
    lines = fold_entries(
        [told_on("2024-03-20"), week("2024-03-11", r"/ \ L \ O O / \ X X"), week("2024-03-04", r"/ \ / \ / \ / \ I I"),
         told_on("2024-03-01"), week("2024-02-26", "# # # # # # # # Y1 Y1")]
    )  # fmt: skip
    first, both, _, alone = lines
    assert isinstance(first, TellingLine) and isinstance(both, SchoolWeeksLine) and isinstance(alone, SchoolWeeksLine)
    assert (first.month, both.month) == ("2024-03", "")
    assert weeks_title(both) == "2 school weeks from 4 March 2024"
    assert attendance_in_words(both) == "attended 14 of 18 sessions, 1 late, 2 missed without leave"
    assert codes_in_words(both.weeks[0]) == r"Monday / \, Tuesday L \, Wednesday O O, Thursday / \, Friday X X"
    assert weeks_title(alone) == "Week of 26 February 2024"
    assert attendance_in_words(alone) == "no sessions recorded"


def test_a_week_that_cannot_be_read_shows_what_was_written() -> None:
    (line,) = fold_entries([told_on("2024-03-04", kind="school_attendance", what="School week")])
    assert isinstance(line, SchoolWeeksLine)
    assert (attendance_in_words(line), codes_in_words(line.weeks[0])) == ("no sessions recorded", "School week")


def test_what_one_record_tells_is_one_line_in_the_order_of_time() -> None:
    record = {"record_id": "one", "date_precision": "exact"}
    found = told_on("2024-03-06T04:10:00Z", what="Found", **record)
    gone = told_on("2024-03-05T21:10:00Z", what="Missing from: Left by the back door.", **record)
    reported = told_on("2024-03-05T23:05:00Z", what="Reported missing: By her mother.", **record)
    (line,) = fold_entries([found, reported, gone])
    assert isinstance(line, TellingLine)
    assert line_when(line) == "5 March 2024, 9:10pm to 6 March 2024, 4:10am"
    assert [(when, text) for when, _, text in dated_texts(line)] == [
        ("", "Missing from: Left by the back door."), ("11:05pm", "Reported missing: By her mother."),
        ("6 March 2024, 4:10am", "Found"),
    ]  # fmt: skip


def test_a_missing_report_ends_only_where_it_says_found() -> None:
    record = {"record_id": "one", "date_precision": "exact", "kind": "police_missing"}
    gone = told_on("2024-03-05T20:15:00Z", what="Missing from: Left by the back door.", **record)
    reported = told_on("2024-03-05T21:15:00Z", what="Reported missing: By her mother.", **record)
    found = told_on("2024-03-06T04:10:00Z", what="Found", **record)
    spoken = told_on("2024-03-05", what="Prevention interview: At home.", **(record | {"date_precision": "day"}))
    (open_report,) = fold_entries([reported, gone, spoken])
    (closed,) = fold_entries([spoken, gone, reported, found])
    assert isinstance(open_report, TellingLine) and isinstance(closed, TellingLine)
    assert line_when(open_report) == "5 March 2024, 8:15pm, no return recorded"
    assert line_when(closed) == "5 March 2024, 8:15pm to 6 March 2024, 4:10am"
    assert [when for when, _, _ in dated_texts(closed)] == ["5 March 2024", "", "9:15pm", "6 March 2024, 4:10am"]


def test_no_gap_is_named_on_days_over_which_a_report_goes() -> None:
    report = [told_on(day, record_id="long") for day in ("2024-06-01", "2024-01-01")]
    others = [told_on("2024-05-20"), told_on("2023-10-01")]
    (gap,) = gaps_of([*report, *others])
    assert (gap.from_on, gap.to_on) == (date(2023, 10, 2), date(2023, 12, 31))
    (same,) = gaps_of([others[1], *report[::-1], others[0]])
    assert (same.from_on, same.to_on) == (gap.from_on, gap.to_on)
    rule = GapRule(REACHES)
    assert [one.kind for one in fold_entries([others[0]], gaps=rule, following=others[1], passed=report)] == [
        "entry",
        "gap",
    ]


def gaps_of(entries: list[Entry], **rule: date) -> list[GapLine]:
    return [line for line in fold_entries(entries, gaps=GapRule(REACHES, **rule)) if isinstance(line, GapLine)]


def test_days_without_a_record_are_said_with_whose_data_go_past_them() -> None:
    (gap,) = gaps_of([told_on("2024-06-01"), week("2024-05-06", r"/ \ "), told_on("2024-04-01")])
    assert (gap.from_on, gap.to_on, gap.days) == (date(2024, 4, 2), date(2024, 5, 31), 60)
    assert gap_title(gap) == "No records that you can see from 2 April 2024 to 31 May 2024: 60 days"
    assert gap_says(gap) == [
        "School attendance is recorded.",
        "Still awaiting data from School (newest record 1 March 2024).",
        "Data has arrived from Police.",
    ]
    (known,) = fold_entries([told_on("2024-06-01")], gaps=GapRule(REACHES[:1]), following=told_on("2024-01-01"))[1:]
    assert isinstance(known, GapLine)
    assert gap_says(known) == ["Data for these days has arrived from every agency that knows this person."]
    assert gaps_of([told_on("2024-04-01"), told_on("2024-06-01")])[0].days == 60  # the oldest first


def test_days_before_an_agencys_data_begin_are_said_to_be_unknown_from_it() -> None:
    rule = GapRule(
        (AgencyReach("police", date(2026, 1, 1), date(2023, 11, 2)), AgencyReach("school", date(2026, 1, 1), BEGUN))
    )
    (_, before, _) = fold_entries([told_on("2021-06-16"), told_on("2011-12-22")], gaps=rule)
    assert isinstance(before, GapLine) and before.arrived == ()
    assert gap_says(before) == [
        "There are no data before these days: Police (first record 2 November 2023); "
        "School (first record 1 January 2023)."
    ]
    (_, partly, _) = fold_entries([told_on("2024-06-01"), told_on("2023-10-01")], gaps=rule)
    assert isinstance(partly, GapLine)
    assert gap_says(partly) == [
        "There are no data before these days: Police (first record 2 November 2023).",
        "Data has arrived from School.",
    ]
    (_, unknown, _) = fold_entries(
        [told_on("2024-06-01"), told_on("2024-03-01")], gaps=GapRule((AgencyReach("police", date(2026, 1, 1)),))
    )
    assert isinstance(unknown, GapLine) and gap_says(unknown) == [], (
        "where no day is known nothing is said to be complete"
    )


def test_a_gap_is_as_long_as_is_certain() -> None:
    assert gaps_of([told_on("2024-06-01"), told_on("2024-04-20")]) == []
    month = told_on("2024-04-01", date_precision="month")
    assert gaps_of([told_on("2024-06-01"), month]) == []
    undated = told_on("", occurred_from=None, date_precision="unknown")
    assert [gap.days for gap in gaps_of([undated, told_on("2024-06-01"), told_on("2024-04-01")])] == [60]


def test_what_is_open_goes_on_to_today() -> None:
    (gap,) = gaps_of([told_on("2024-04-01")], until=date(2024, 6, 1))
    assert gap_title(gap) == "No records that you can see since 2 April 2024: 61 days"


def test_a_gap_at_the_end_of_a_page_is_said_there() -> None:
    lines = fold_entries([told_on("2024-06-01")], gaps=GapRule(REACHES), following=told_on("2024-01-01"))
    assert [line.kind for line in lines] == ["entry", "gap"]


def test_words_are_found_without_capitals_and_accents_and_stay_text() -> None:
    row: Any = {
        "record_id": "one",
        "what": "A Silver van, by the Café",
        "childs_words": "",
        "present": ["Jo O’Neil (WITH)"],
    }
    looked_for = ("silver VAN", "cafe", "o'neil", "silver later", "silver car")
    found = [keeps_words(words, added={"one": "Later: a boat", "two": "car"})(row) for words in looked_for]
    assert found == [True, True, True, True, False]
    assert highlight_words("<b> silver VAN", "van") == "&lt;b&gt; silver <mark>VAN</mark>"
    assert (
        highlight_words("By the Café, Jo O’Neil", "cafe o'neil") == "By the <mark>Café</mark>, Jo <mark>O’Neil</mark>"
    )
    assert highlight_words("seen", "́") == "seen", "an accent alone is no word"


@pytest.mark.parametrize(
    ("search", "text", "marked"),
    [
        ("AB12CDE", "Got into AB12 CDE, grey", "Got into <mark>AB12 CDE</mark>, grey"),
        ("grey ab12  cde", "Got into AB12CDE, grey", "Got into <mark>AB12CDE</mark>, <mark>grey</mark>"),
        ("M 123 XYZ", "The van M123 XYZ", "The van <mark>M123 XYZ</mark>"),
        ("AB12CDE", "AB12 CDEF", ""),
    ],
)
def test_a_registration_is_found_whatever_blanks_it_is_written_with(search: str, text: str, marked: str) -> None:
    row: Any = {"record_id": "one", "what": text, "childs_words": "", "present": []}
    assert keeps_words(search, added={})(row) is bool(marked)
    assert highlight_words(text, search) == (marked or text)


def test_a_file_says_who_made_it_and_why_and_shows_what_the_page_shows() -> None:
    child = told_on(
        "2024-06-01", childs_words="I told secretplace.", what="Contact: At secretplace.", present=("secretplace",)
    )
    entries = (child, week("2024-05-06", r"/ \ O O / \ / \ / /"), told_on("2024-04-01", restricted=True))
    whole = WholeChronology(made_up.summary(), entries, fold_entries(entries, gaps=GapRule(REACHES)), 1)
    made = make_document(
        whole,
        maker=FileMaker(
            "sam (practitioner, Police)", "2026-11-28T07:40:00Z", "a meeting at secretplace", ("Key events",)
        ),
        chosen=ChronologyFilter(oldest_first=False),
        missing=made_up.person_frame(MissingState.MISSING, since="2024-09-29T20:15:00Z").missing,
        additions={
            child.record_id: [BesideLine(BesideKind.ADDED, "2024-06-02T08:00:00Z", "kim", "Later: secretplace")]
        },
        clean=lambda text: text.replace("secretplace", "(withheld)"),
    )
    assert "secretplace" not in str(made.__reduce_ex__(2))
    assert made.preface[:3] == (
        "The child was missing when this file was made: since 29 September 2024, 9:15pm. Call the police to check. In danger now? Call 999.",
        "Made by sam (practitioner, Police), 28 November 2026, 7:40am, for: a meeting at (withheld).",
        "2 entries and 1 school week, all dates, newest first.",
    )
    assert made.preface[3] == "Some entries are left out. Only these were chosen: Key events."
    heading, record, gap, weeks, *_ = made.blocks
    assert isinstance(heading, HeadingBlock) and isinstance(record, RecordBlock) and isinstance(weeks, NoteBlock)
    assert (record.letters, record.quotes, record.texts[-1]) == (
        "PO", ("I told (withheld).",), "Added by kim, 2 June 2024, 9am: Later: (withheld)",
    )  # fmt: skip
    assert isinstance(gap, NoteBlock) and gap.title.startswith("No records that you can see from 2 April 2024")
    assert weeks.title == "Week of 6 May 2024: attended 8 of 10 sessions, 2 missed without leave"
    assert weeks.texts[0].startswith(r"Monday / \, Tuesday O O")


def test_the_commands_page_has_the_lines_that_a_download_has(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = (
        told_on("2024-02-01"),
        week("2024-05-06", r"/ \ O O / \ / \ / /"),
        week("2024-05-13", " ".join(5 * ["/ \\"])),
    )
    whole = WholeChronology(made_up.summary(), entries, fold_entries(entries, gaps=GapRule(REACHES)), 2)
    monkeypatch.setattr(export, "read_chronology", lambda *_, **__: whole)
    monkeypatch.setattr(export, "list_beside", lambda *_, **__: {})
    monkeypatch.setattr(export, "redact_response", lambda _session, _type, text: text)
    session: Any = None
    page = export.write_chronology(session, person_id="p", purpose="case")
    assert "1 entry, oldest first. Also, 2 school weeks." in page and page.count("<li") == len(whole.lines) == 2
    assert "2 school weeks from 6 May 2024: attended 18 of 20 sessions, 2 missed without leave" in page
    assert "Week of 6 May 2024: attended 8 of 10 sessions" in page and "Week of 13 May" not in page
    assert export.write_chronology(session, person_id="p", purpose="case", format="csv").count("School week") == 2


def test_each_year_leads_to_its_first_entry_on_the_page() -> None:
    months = (MonthOfGrid("2022-09", 1, missing=False), MonthOfGrid("2024-03", 4, missing=True))
    newest = draw_grid(months, oldest_first=False)
    assert [(row.year, row.after) for row in newest] == [("2024", "2025"), ("2023", "2024"), ("2022", "2023")]
    assert (newest[0].cells[2].shade, newest[0].cells[2].missing, newest[1].cells[2].shade) == (3, True, 0)
    assert draw_grid(months, oldest_first=True)[-1].after == "2022"


def test_the_words_looked_for_are_in_no_link() -> None:
    asked = ChronologyAsked(QueryDict("agency=police&after=2024"))
    shown = made_up.person_page()
    words = describe_filter(asked.sent, asked.chosen(search="silver van"), shown)
    assert "silver" not in repr(words)
    assert (words.query, words.query_first) == ("agency=police", "agency=police")
