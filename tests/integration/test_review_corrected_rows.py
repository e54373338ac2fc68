"""A row that an agency corrects to another child: each day has the version of that day, and the child it named."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support import reviewed
from support import small_partnership as small
from support.sessions import session_of
from support.small_served import point_at

from sightline.casework.earlier_knowledge.pages import KnowledgePage
from sightline.casework.earlier_knowledge.selectors.knowledge import read_knowledge
from sightline.model.analysis_tables.namings import EARLIER_NAMING
from sightline.review.knowledge import FactOfDay
from sightline.store import DuckDBEngine, Workspace

pytestmark = pytest.mark.django_db
CHILDREN = {
    "A": {"Surname": "Ashdown", "Forename": "Nell", "DOB": "04/05/2009"},
    "B": {"Surname": "Birchall", "Forename": "Ivy", "DOB": "11/09/2009"},
}
NO_ONE = {"Surname": "Quill", "Forename": "Tess", "DOB": "01/01/2010"}
BEFORE, AFTER = date(2024, 5, 1), date(2024, 9, 1)
MISTAKEN, SPELLING, STRANGER, TEXT_ALONE = (
    "Seen in a red car.", "Out without a coat.", "Said that she was hungry.", "Left early.",
)  # fmt: skip


def contact(called: str) -> dict[str, str]:
    return CHILDREN[called] | {"Person ID": f"P{called}", "Event Type": "CONTACT", "Event Date": "01/03/2024",
                               "Text": "Met.", "Entered On": "01/03/2024"}  # fmt: skip


def seen(number: int, who: dict[str, str], text: str) -> dict[str, str]:
    return {
        "Occurrence No": f"O{number}", "Occurrence Type": "NUISANCE", "Reported Date": "03/03/2024",
        "From Date": "03/03/2024", "Role": "WITNESS", "Summary": text, "Nominal Ref": f"N{number}",
        "Surname": who["Surname"], "Forenames": who["Forename"], "DOB": who["DOB"], "Entered On": "04/03/2024",
    }  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """In June the police correct four rows: whom they name, how the child is spelt, or what they say."""
    folder = tmp_path_factory.mktemp("corrected")
    first, second = CHILDREN.values()
    before = [seen(1, first, MISTAKEN), seen(2, second | {"Forename": "Ivie"}, SPELLING), seen(3, NO_ONE, STRANGER),
              seen(4, first, TEXT_ALONE)]  # fmt: skip
    after = [seen(1, second, MISTAKEN), seen(2, second, SPELLING), seen(3, second, STRANGER),
             seen(4, first, "Left at noon.")]  # fmt: skip
    for name, rows in (("files", before), ("later", after)):
        (folder / name).mkdir()
        small.sheet(folder / name / "police_occurrences.csv", rows)
    small.sheet(folder / "files" / "childrens_services_events.csv", [contact(one) for one in CHILDREN])
    small.begin(folder / "workspace", folder / "files", received="2024-03-10", as_at="2024-03-11")
    here = ["-w", str(folder / "workspace")]
    small.run_commands([
        [*here, "ingest", str(folder / "later"), "--received", "2024-06-10"], [*here, "run", "--as-at", "2024-12-01"]
    ])  # fmt: skip
    shutil.rmtree(min(Workspace(folder / "workspace").snapshots.iterdir()))  # the later update went on from it
    return folder / "workspace"


@pytest.fixture
def engine(built: Path) -> Any:
    (snapshot,) = Workspace(built).snapshots.iterdir()
    engine = DuckDBEngine(snapshot / "analysis.duckdb", read_only=True)
    yield engine
    engine.close()


@pytest.fixture
def review_id(built: Path, engine: DuckDBEngine, settings: Any) -> str:
    point_at(built, settings)
    sql = "SELECT person_id FROM resolved JOIN mention USING (mention_id) WHERE surname = ? GROUP BY 1"
    people = [engine.query(sql, [who["Surname"]]).column(0).to_pylist() for who in CHILDREN.values()]
    return reviewed.review_of([one for (one,) in people])


def known(review_id: str, person: str, on: date) -> KnowledgePage:
    return read_knowledge(session_of(reviewed.author()), person=person, review_id=review_id, on=on)


def has(facts: tuple[FactOfDay, ...], words: str) -> bool:
    return any(words in one.what for one in facts)


def test_a_row_is_known_of_the_child_whom_its_version_of_the_day_named(review_id: str) -> None:
    first, second = (known(review_id, one, BEFORE) for one in CHILDREN)
    assert has(first.known, MISTAKEN) and not has(second.facts, MISTAKEN)
    first, second = (known(review_id, one, AFTER) for one in CHILDREN)
    assert not has(first.facts, MISTAKEN) and has(second.known, MISTAKEN)
    (corrected,) = (one for one in second.known if MISTAKEN in one.what)
    assert (corrected.version, corrected.known_from) == (2, date(2024, 6, 10))


def test_a_mended_spelling_may_have_been_known_and_another_childs_words_never(review_id: str) -> None:
    before = known(review_id, "B", BEFORE)
    assert has(before.cannot_tell, SPELLING), "the birth date and the surname were those of this child"
    assert not has(before.facts, STRANGER), "nothing of the earlier naming is this child's"
    assert has(known(review_id, "B", AFTER).known, STRANGER)


def test_a_correction_of_words_alone_stays_with_the_child(review_id: str) -> None:
    assert has(known(review_id, "A", BEFORE).known, TEXT_ALONE)
    after = known(review_id, "A", AFTER).known
    assert has(after, "Left at noon.") and not has(after, TEXT_ALONE)


def test_only_replaced_versions_are_kept_and_with_no_address(engine: DuckDBEngine) -> None:
    rows = engine.query(f"SELECT * FROM {EARLIER_NAMING.name} JOIN source_row USING (row_id, row_version)").to_pylist()
    assert len(rows) == 4 and {one["standing"] for one in rows} == {"superseded"}
    assert not {"address", "postcode", "phone"} & {*EARLIER_NAMING.column_names}
