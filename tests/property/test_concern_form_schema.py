"""Whatever people write comes through the file of a run letter for letter, and a concern of any boxes can be read."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sightline.casework.concerns.extract import write_rows
from sightline.casework.concerns.models import Concern
from sightline.casework.concerns.pages.form_schema import PAGES, as_typed, happened_on, hash_said, read_said
from sightline.casework.concerns.rows import cells_of, make_ids
from sightline.ingest.rows.one_row import read_row
from sightline.ingest.sheets.reader import read_sheets

ANYTHING = st.text(max_size=200) | st.text(alphabet=";\t,\"'\n #=@|", min_size=1, max_size=400)
BOXES = st.fixed_dictionaries({box: ANYTHING for names in PAGES.values() for box in names}).map(
    lambda boxes: {box: as_typed(text) for box, text in boxes.items()}
)


def concern_of(boxes: dict[str, str], **more: str) -> Concern:
    """A concern as it would be sent of these boxes; nothing is written to a database."""
    said = read_said(boxes | more)
    return Concern(
        concern_id="c" * 20, entered_at="2026-11-25T14:03:22Z", begun_at="2026-11-25T14:00:00Z", author="yaz", said=said,
        agency="youth_service", organisation="youth_service", layout="sightline_concerns", restricted=False,
    )  # fmt: skip


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(boxes=BOXES)
def test_every_cell_comes_through_the_file_as_it_was_typed(boxes: dict[str, str]) -> None:
    cells = cells_of(concern_of(boxes))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "concerns.csv"
        write_rows(path, [cells])
        (sheet,) = read_sheets(path)
        headings, row = sheet.rows()
    assert dict(zip(headings, row, strict=True)) == cells
    assert cells["Child's Words"] == boxes["childs_words"] and cells["Seen and Heard"] == boxes["seen_heard"]


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(boxes=BOXES, day=st.dates().map(str) | st.sampled_from(["not_known", "other", ""]))
def test_a_concern_of_any_boxes_is_read_with_the_ids_that_it_was_given(boxes: dict[str, str], day: str) -> None:
    concern = concern_of(boxes, day=day)
    row = read_row(
        mapping_id="sightline_concerns", cells=cells_of(concern), agency="youth_service", organisation="youth_service",
        received_at=concern.entered_at,
    )  # fmt: skip
    ids = make_ids(
        layout="sightline_concerns", agency="youth_service", organisation="youth_service", concern_id=concern.concern_id
    )
    subjects = [one["mention_id"] for one in row.mentions if one["slot"] == "subject"]
    assert (row.record["record_id"], *subjects) == ids
    (fact,) = row.facts
    assert fact["childs_words"] in (boxes["childs_words"].strip(), "")
    on = happened_on(boxes | {"day": day})
    assert fact["occurred_from"] is None if on is None else fact["occurred_from"] is not None


@given(boxes=BOXES)
def test_the_same_words_give_the_same_hash_and_others_another(boxes: dict[str, str]) -> None:
    said = read_said(boxes)
    assert hash_said(said) == hash_said(dict(reversed(said.items())))
    assert hash_said(said) != hash_said(said | {"childs_words": said["childs_words"] + "."})


def test_what_is_quoted_does_not_choose_the_sign_between_cells(tmp_path: Path) -> None:
    path = tmp_path / "semicolons.csv"
    path.write_text('Ref,Text\n1,"a;b;c;d;e;f"\n', encoding="utf-8")
    assert list(read_sheets(path)[0].rows()) == [["Ref", "Text"], ["1", "a;b;c;d;e;f"]]
    path.write_text('"Ref";"Text"\n"1";"a,b,c,d,e,f"\n', encoding="utf-8")
    assert list(read_sheets(path)[0].rows()) == [["Ref", "Text"], ["1", "a,b,c,d,e,f"]]
