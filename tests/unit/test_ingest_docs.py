"""The pages on mappings and errors are held to the code."""

import re
import tomllib
from pathlib import Path

from support.exports import Tables, new_workspace, take

from sightline.ingest.limits import OF_WORKBOOK, OWN, Limits
from sightline.ingest.rejects import SENTENCES
from sightline.ingest.sheets.refused_kinds import REFUSED
from sightline.ingest.sheets.workbooks import SENTENCES as OF_WORKBOOKS
from sightline.workbooks.limits import WorkbookLimits

ROOT = Path(__file__).parents[2]
MAPPINGS = (ROOT / "docs" / "reference" / "mappings.md").read_text(encoding="utf-8")
ERRORS = (ROOT / "docs" / "reference" / "errors-ingest.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", MAPPINGS, re.DOTALL)
    assert found
    return found[1]


def test_the_worked_example_reads_its_export(tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text(block("toml"), encoding="utf-8")
    (tmp_path / "anti_social_behaviour.csv").write_text(block(""), encoding="utf-8")
    room = new_workspace(tmp_path)
    receipt = take(room, tmp_path / "anti_social_behaviour.csv", mapping_file=tmp_path / "m.toml")
    assert (receipt.mapping, receipt.rows_taken) == (tomllib.loads(block("toml"))["id"], 1)
    made = Tables(room)
    assert made.ask("SELECT slot, name_as_written, value_as_written FROM mention ORDER BY 1") == [
        ("home", "", "7 Mill Court"), ("tenant", "Ash, Dean", ""),
    ]  # fmt: skip
    assert made.ask("SELECT label, what FROM fact") == [
        ("Report to housing", "Cars at all hours. Reported by: Neighbour")
    ]


def test_every_code_that_ingest_uses_is_explained() -> None:
    package = ROOT / "sightline"
    written = [
        *(package / "ingest").rglob("*.py"),
        *(package / "workbooks").glob("*.py"),
        package / "store" / "arrivals.py",
        package / "store" / "archives.py",
        package / "rulebook" / "settings.py",
        package / "casework" / "data" / "rereadings.py",
    ]
    source = "".join(path.read_text(encoding="utf-8") for path in written)
    used = set(re.findall(r'code="(\w+)"', source)) | set(SENTENCES) | set(OF_WORKBOOKS)
    used |= {code for _, code, _ in REFUSED.values()}
    assert used | {"disk_full", "file_failed", "unforeseen", "left", "not_begun", "preview", "rejects"} == explained(
        "Limits", before=True
    )


def explained(heading: str, *, before: bool) -> set[str]:
    """What is first in the lines of the tables before a heading, or of the one below it."""
    above, _, rest = ERRORS.partition(f"## {heading}\n")
    below, _, after = rest.partition("\n## ")
    return set(re.findall(r"^\| `(\w+)` \|", above + after if before else below, re.MULTILINE))


def test_every_limit_is_listed_with_its_number() -> None:
    own = {name: getattr(Limits(), name) for name in OWN}
    of_workbook = {name: getattr(WorkbookLimits(), field) for name, field in OF_WORKBOOK.items()}
    assert explained("Limits", before=False) == set(own | of_workbook)
    for name, number in (own | of_workbook).items():
        assert f"| `{name}` | {number:,} |" in ERRORS
