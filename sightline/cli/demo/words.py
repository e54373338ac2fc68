"""What the demo prints of what it made: in words, never by the names of tables."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from sightline.cli.output import out, print_table

if TYPE_CHECKING:
    from sightline.casework.counts.services import CountResult
    from sightline.casework.data.ingest import IngestReport

# Table -> what its rows are, in the order in which somebody new would ask.
FOUND: Final[Mapping[str, str]] = {
    "agency_record": "Records of agencies",
    "reject": "Rows not imported, each with the reason and what to do",
    "person": "People, as Sightline matched their records",
    "question": "Possible matches that a person must decide",
    "thing": "Addresses, vehicles and telephones",
    "chronology": "Entries in chronologies",
    "passage": "Signs read in case notes",
    "proposal": "Names in notes that may be a person on record",
    "named": "Names in notes that a person has confirmed",
    "clock": "Deadlines",
    "pattern": "Patterns found across agencies",
    "grouping": "Groups of adults around several children",
    "together": "Pairs of children missing at the same time more often than by chance",
    "unanswered": "Questions that no record answers",
}


def print_taken(reports: Iterable["IngestReport"]) -> None:
    """The sums of all files, by the file's name."""
    sums: dict[str, list[int]] = {}
    for report in reports:
        for one in report.receipts:
            row = sums.setdefault(one.source_file, [0, 0, 0, 0])
            for place, number in enumerate((one.rows_read, one.rows_taken, one.rows_rejected, one.rows_unchanged)):
                row[place] += number
    print_table(
        "Files imported", ["File", "Rows read", "Imported", "Not imported", "Unchanged"],
        [[name, *(f"{number:,}" for number in numbers)] for name, numbers in sorted(sums.items())],
    )  # fmt: skip


def print_found(counts: Mapping[str, int]) -> None:
    """What the last update found."""
    rows = [[words, f"{counts.get(table, 0):,}"] for table, words in FOUND.items()]
    print_table("Found", ["What", "How many"], rows)


def print_counted(made: "CountResult") -> None:
    """How many children were counted, and how many may be on no list."""
    out.print(f'Children counted: {made.count.known:,}. The page "How many" shows how the number grew.', markup=False)
    if made.estimate:
        from sightline.scale.reports.wording import say_result  # not at the top: no other command waits for SciPy

        for sentence in say_result(made.estimate):
            out.print(sentence, markup=False, soft_wrap=True)
