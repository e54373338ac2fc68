"""Made-up pages, as casework gives them: what templates are tried with before there is any data."""

from datetime import date

from sightline.casework.chronology.lines import fold_entries
from sightline.casework.chronology.pages.lines import MonthOfGrid, PersonPage
from sightline.casework.data import pages as data_pages
from sightline.casework.missing.pages import MissingState, MissingStatus
from sightline.casework.overview.pages import PersonFrame
from sightline.casework.people.pages import people as r

PERSON, OTHER, RECORD = "a" * 20, "b" * 20, "c" * 20


def entry(**changed: object) -> r.Entry:
    plain: dict[str, object] = {
        "entry_id": "d" * 20,
        "record_id": RECORD,
        "agency": "police",
        "organisation": "police",
        "kind": "police_missing",
        "as_role": "subject",
        "what": "Missing from home: did not come back from school.",
        "present": ("Jo Made-Up (FOUND WITH)",),
        "childs_words": "",
        "occurred_from": "2024-03-05T17:30:00Z",
        "occurred_to": None,
        "date_precision": "exact",
        "date_words": "05/03/2024 17:30",
        "known_from": date(2024, 3, 6),
        "source_file": "police_missing.csv",
        "source_rows": (12,),
        "standing": "current",
        "versions": 1,
        "restricted": False,
    }
    return r.Entry(**(plain | changed))  # type: ignore[arg-type]


def summary(birth_dates: tuple[date, ...] = (date(2010, 3, 27), date(2010, 3, 17))) -> r.PersonSummary:
    return r.PersonSummary(
        person_id=PERSON,
        name="Ash Made-Up",
        other_names=("Ashley Made-Up",),
        birth_dates=birth_dates,
        agencies=("police", "school"),
        entries=4,
        first_seen_on=date(2024, 3, 5),
        last_seen_on=date(2024, 9, 1),
    )


def identity_page() -> r.IdentityPage:
    said = (
        r.IdentityStatement("name", "Ash Made-Up", 3, date(2024, 3, 5), RECORD),
        r.IdentityStatement("birth date", "2010-03-27", 2, None, RECORD),
        r.IdentityStatement("NHS number", "9991234567", 1, None, RECORD),
        r.IdentityStatement("phone", "07700 900123", 1, None, RECORD),
        r.IdentityStatement("own number", "N1", 1, None, RECORD),
        r.IdentityStatement("UPN", "A1", 1, None, RECORD),
    )
    views = (
        r.AgencyView("police", ("police",), said, 4, date(2024, 3, 5), date(2024, 9, 1), "2024-09-30T08:00:00Z"),
        r.AgencyView("school", ("Northfield School",), said[:1], 1, None, None, None),
    )
    return r.IdentityPage(person=summary(), views=views)


def person_frame(state: MissingState = MissingState.HERE, **changed: object) -> PersonFrame:
    """The head of a person's pages; `changed` are fields of the missing status."""
    now = "2024-09-30T09:00:00Z"
    known = {"is_known": True, "may_have_changed": False, "police_data_of": "2024-09-30T05:00:00Z", "now": now}
    return PersonFrame(summary(), (), ("F",), 2, MissingStatus(state, **(known | changed)))  # type: ignore[arg-type]


def person_page() -> PersonPage:
    entries = (
        entry(),
        entry(
            entry_id="e" * 20,
            record_id="1" * 20,
            agency="school",
            organisation="Northfield School",
            kind="school_concerns",
            childs_words="I don’t want to go  home.\nNot tonight.",
            occurred_from="2024-03-01",
            date_precision="month",
            standing="not_in_extract",
            versions=3,
            restricted=True,
        ),
        entry(
            entry_id="f" * 20,
            record_id="2" * 20,
            occurred_from=None,
            date_precision="unknown",
            date_words="summer, she thinks",
        ),
    )
    return PersonPage(
        person=summary(),
        entries=entries,
        lines=fold_entries(entries),
        total=4,
        weeks=0,
        next_after="2024-03-05 " + "f" * 20,
        agencies=(("police", 3), ("school", 1)),
        kinds=(("police_missing", 3), ("school_concerns", 1)),
        grid=(MonthOfGrid("2024-03", 2, missing=True), MonthOfGrid("2022-09", 1, missing=False)),
        snapshot_id="s",
    )


def record_page() -> r.RecordPage:
    row = r.RowAsItCame(
        "police_missing.csv",
        "",
        12,
        2,
        "current",
        "2024-05-01T08:00:00Z",
        "2024-05-01T08:00:00Z",
        {"Surname": "Made-Up"},
    )
    older = r.RowAsItCame(
        "police_missing.csv",
        "",
        11,
        1,
        "superseded",
        "2024-05-01T08:00:00Z",
        "2024-04-01T08:00:00Z",
        {"Surname": "Mayd"},
    )
    return r.RecordPage(
        RECORD, "police", "police", "police_missing", 2, "2024-03-05T17:30:00Z", None, "exact", "2024-03-06",
        "2024-05-01T08:00:00Z", date(2024, 3, 6), True, ("RESTRICTED",), "not_in_extract", (older, row),
        (
            r.NamedOn("subject", "", "Ash Made-Up", "person", PERSON),
            r.NamedOn("found_with#2", "FOUND WITH", "Jo Made-Up", "person", ""),
            r.NamedOn("vehicle", "", "AB12 CDE", "vehicle", ""),
        ),
    )  # fmt: skip


def home_page() -> data_pages.HomePage:
    fresh = data_pages.AgencyAsOf("school", "Northfield School", "2024-09-30T08:00:00Z", date(2024, 9, 29), 1234)
    whole = data_pages.AgencyAsOf("school", "school", "2024-09-30T08:00:00Z", None, 1234, parts=(fresh,))
    return data_pages.HomePage("s", date(2024, 9, 30), (whole,), data_pages.HeldCounts(300, 5678, 120, named_only=40))


def file_lines() -> tuple[data_pages.ReceivedFileLine, ...]:
    good = data_pages.ReceivedFileLine(
        1, "police_missing.csv", "", "police_missing", "police", False, "2024-09-30", 10, 7, 1, 2, 0, 3
    )
    bad = data_pages.ReceivedFileLine(1, "school.xlsx", "Sheet1", "", "", True, "2024-09-30", 10, 7, 1, 1, 4, 0)
    nothing = (0,) * 6
    begun = data_pages.ReceivedFileLine(
        2, "died.csv", "", "", "", False, "2024-10-01T08:00:00Z", *nothing, state="unfinished"
    )
    refused = data_pages.ReceivedFileLine(2, "pipe.csv", "", "", "", False, "2024-10-01T08:00:00Z", *nothing, state="refused",
                         reason="This is no file.", what_to_do="Copy it here.")  # fmt: skip
    return good, bad, begun, refused


def run_lines() -> tuple[data_pages.RunLine, ...]:
    done = data_pages.RunLine(
        "2024-09-30T08:00:00Z",
        "2024-09-30T08:01:00Z",
        "operator",
        date(2024, 9, 30),
        data_pages.RunState.DONE,
        "s",
        True,
        {"person": 300},
    )
    return done, data_pages.RunLine(
        "2024-09-29T08:00:00Z",
        None,
        "operator",
        date(2024, 9, 29),
        data_pages.RunState.INTERRUPTED,
        "",
        False,
        {},
        "It stopped.",
    )
