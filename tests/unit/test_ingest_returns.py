"""The XML of statutory returns: read as tables, child by child, and named with its line where it is damaged."""

from pathlib import Path

import pytest
from support.exports import MORNING, Tables

from sightline import ingest
from sightline.ingest.erasure.part_rows import erase_rows, list_erased
from sightline.ingest.folders import find_files
from sightline.ingest.limits import Limits
from sightline.ingest.mappings.files import list_mappings
from sightline.ingest.mappings.headings import choose_mapping
from sightline.ingest.sheets.reader import Sheet, read_sheets
from sightline.ingest.sheets.returns import written_returns
from sightline.model.errors import BadInput
from sightline.store import Workspace
from sightline.store.erasures import ErasedKind, Erasure, need_key, read_register, write_register
from sightline.workbooks.limits import WorkbookLimits

HEAD = """<?xml version="1.0" encoding="utf-8"?>
<Message>
 <Header>
  <CollectionDetails><Collection>CIN</Collection><Year>2026</Year><ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails>
  <Source><SourceLevel>L</SourceLevel><LEA>999</LEA><DateTime>2026-06-02T11:14:05</DateTime></Source>
 </Header>
 <Children>
"""
# Wren: two referrals, an assessment with two factors, each kind of plan; the words that stand outside elements are kept.
WREN = """  <Child>
   <ChildIdentifiers>
    <LAchildID>W001</LAchildID>
    <FormerUPN>X999900100009</FormerUPN>stray
    <PersonBirthDate>2012-03-05</PersonBirthDate>
    <Sex>F</Sex>
   </ChildIdentifiers>
   <ChildCharacteristics>
    <Ethnicity>NOBT</Ethnicity>
    <Disabilities><Disability>HEAR</Disability><Disability>LD</Disability></Disabilities>
   </ChildCharacteristics>
   <CINdetails>
    <CINreferralDate>2025-05-06</CINreferralDate>
    <ReferralSource>2A</ReferralSource>
    <PrimaryNeedCode>N1</PrimaryNeedCode>
    <Assessments>
     <AssessmentActualStartDate>2025-05-09</AssessmentActualStartDate>
     <AssessmentAuthorisationDate>2025-06-20</AssessmentAuthorisationDate>
     <FactorsIdentifiedAtAssessment>
      <AssessmentFactors>10A</AssessmentFactors>
      <AssessmentFactors>11A</AssessmentFactors>
     </FactorsIdentifiedAtAssessment>
    </Assessments>
    <CINPlanDates><CINPlanStartDate>2025-06-21</CINPlanStartDate></CINPlanDates>
    <CINPlanDates/>
    <Section47>
     <S47ActualStartDate>2025-08-01</S47ActualStartDate>
     <DateOfInitialCPC>2025-08-18</DateOfInitialCPC>
     <ICPCnotRequired>false</ICPCnotRequired>
    </Section47>
    <ReferralNFA>0</ReferralNFA>
    <ChildProtectionPlans>
     <CPPstartDate>2025-08-18</CPPstartDate>
     <InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse>
     <LatestCategoryOfAbuse>SAB</LatestCategoryOfAbuse>
     <NumberOfPreviousCPP>1</NumberOfPreviousCPP>
     <Reviews><CPPreviewDate>2025-11-10</CPPreviewDate><CPPreviewDate>2026-02-09</CPPreviewDate></Reviews>
    </ChildProtectionPlans>
    <PreProceedingsandFGDM><PPStartDate>2026-03-01</PPStartDate><PPOutcome>A</PPOutcome></PreProceedingsandFGDM>
   </CINdetails>
   <CINdetails>
    <CINreferralDate>2025-04-02</CINreferralDate>
    <ReferralSource>6</ReferralSource>
    <CINclosureDate>2025-04-09</CINclosureDate>
    <ReasonForClosure>RC8</ReasonForClosure>
    <ReferralNFA>true</ReferralNFA>
   </CINdetails>
  </Child>
"""
# Bo's return is of an earlier year's form: sex by number, and no assessment.
BO = """  <Child>
   <ChildIdentifiers><LAchildID>B002</LAchildID><PersonBirthDate>2010-11-30</PersonBirthDate><GenderCurrent>1</GenderCurrent></ChildIdentifiers>
   <ChildCharacteristics><Ethnicity>REFU</Ethnicity></ChildCharacteristics>
   <CINdetails><CINreferralDate>2025-07-07</CINreferralDate><ReferralSource>1A</ReferralSource><ReferralNFA>1</ReferralNFA></CINdetails>
  </Child>
"""
END = " </Children>\n</Message>\n"
WHOLE = HEAD + WREN + BO + END


@pytest.fixture
def room(tmp_path: Path) -> Workspace:
    made = Workspace(tmp_path / "workspace")
    made.create()
    return made


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return path


def sheets_of(path: Path, limits: Limits | None = None) -> dict[str, Sheet]:
    found = read_sheets(path, folder=path.parent, limits=limits or Limits())
    return {one.name: one for one in found}


def lines(sheet: Sheet) -> list[dict[str, str]]:
    headings, *rows = sheet.rows()
    return [{name: cell for name, cell in zip(headings, row, strict=True) if cell} for row in rows]


def take(room: Workspace, path: Path, batch: int = 1, received_at: str = MORNING) -> list[ingest.Receipt]:
    return ingest.take_file(workspace=room, path=path, batch=batch, received_at=received_at)


def test_each_element_that_is_a_row_has_the_values_of_its_own_parents(tmp_path: Path) -> None:
    sheets = sheets_of(written(tmp_path / "a.xml", WHOLE))
    counted = {name: len(lines(sheet)) for name, sheet in sheets.items()}
    assert counted == {
        "children": 2, "referrals": 3, "assessments": 1, "child in need plans": 1, "section 47 enquiries": 1,
        "child protection plans": 1, "child protection reviews": 2, "pre-proceedings": 1,
    }  # fmt: skip
    of_wren = {
        "LEA": "999", "DateTime": "2026-06-02T11:14:05", "LAchildID": "W001", "PersonBirthDate": "2012-03-05", "Sex": "F",
    }  # fmt: skip
    assert lines(sheets["assessments"]) == [
        of_wren | {
            "CINreferralDate": "2025-05-06", "AssessmentActualStartDate": "2025-05-09",
            "AssessmentAuthorisationDate": "2025-06-20", "AssessmentFactors": "10A;11A",
        }
    ]  # fmt: skip
    assert [one["CPPreviewDate"] for one in lines(sheets["child protection reviews"])] == ["2025-11-10", "2026-02-09"]
    assert [one["CINreferralDate"] for one in lines(sheets["referrals"])] == ["2025-05-06", "2025-04-02", "2025-07-07"]
    wren, bo = lines(sheets["children"])
    assert wren["Disabilities"] == "HEAR;LD" and wren["Other elements"] == "ChildIdentifiers: stray"
    assert bo["Sex"] == "1"


def test_what_no_column_takes_stands_in_the_row_that_it_is_in(tmp_path: Path) -> None:
    text = WHOLE.replace("<PPOutcome>A</PPOutcome>", '<New kind="x">word</New>')
    text = text.replace("<ReasonForClosure>RC8", "<Fresh><Inner>1</Inner></Fresh><ReasonForClosure>RC8")
    sheets = sheets_of(written(tmp_path / "a.xml", text))
    assert lines(sheets["pre-proceedings"])[0]["Other elements"] == "New: word;New@kind: x"
    assert [one.get("Other elements") for one in lines(sheets["referrals"])] == [None, "Inner: 1", None]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1252"])
def test_namespaces_and_encodings_make_no_difference(tmp_path: Path, encoding: str) -> None:
    said = WHOLE.replace('encoding="utf-8"', f'encoding="{encoding.removesuffix("-sig")}"').replace("stray", "café")
    prefixed = said.replace("<Message>", '<d:Message xmlns:d="urn:x">').replace("</Message>", "</d:Message>")
    sheets = sheets_of(written(tmp_path / "a.xml", prefixed, encoding))
    assert len(lines(sheets["referrals"])) == 3
    assert lines(sheets["children"])[0]["Other elements"] == "ChildIdentifiers: café"


def test_a_return_becomes_records_known_from_the_day_it_was_made(room: Workspace, tmp_path: Path) -> None:
    receipts = take(room, written(tmp_path / "cin.xml", WHOLE))
    assert sum(one.rows_taken for one in receipts) == 12 and sum(one.rows_rejected for one in receipts) == 0
    tables = Tables(room)
    assert tables.ask("SELECT DISTINCT agency, organisation FROM agency_record") == [("childrens_services",) * 2]
    assert tables.ask("SELECT DISTINCT CAST(known_from AS VARCHAR) FROM fact") == [("2026-06-02",)]
    assert tables.ask(
        "SELECT f.name, f.occurred_from, f.what FROM fact f JOIN agency_record r USING (record_id) "
        "WHERE r.layout = 'cin_census/referral' ORDER BY 2, 1"
    ) == [
        ("referral", "2025-04-02", "Source: 6. No further action: true"),
        ("closed", "2025-04-09", "Reason: RC8"),
        ("referral", "2025-05-06", "Source: 2A. Primary need: N1. No further action: 0"),
        ("referral", "2025-07-07", "Source: 1A. No further action: 1"),
    ]
    assert tables.ask(
        "SELECT DISTINCT local_id, CAST(birth_date AS VARCHAR), sex FROM mention WHERE slot = 'subject' ORDER BY 1"
    ) == [("B002", "2010-11-30", "M"), ("W001", "2012-03-05", "F")]


def test_the_same_children_in_a_file_made_later_are_unchanged(room: Workspace, tmp_path: Path) -> None:
    take(room, written(tmp_path / "cin.xml", WHOLE))
    later = WHOLE.replace("2026-06-02T", "2026-07-01T").replace(
        "<LatestCategoryOfAbuse>SAB", "<LatestCategoryOfAbuse>EMO"
    )
    receipts = take(room, written(tmp_path / "again.xml", later), batch=2, received_at="2026-11-21T08:00:00Z")
    assert sum(one.rows_unchanged for one in receipts) == 11
    assert [one.sheet for one in receipts if one.rows_taken] == ["child protection plans"]


def test_a_file_cut_off_keeps_the_children_before_and_names_the_line(room: Workspace, tmp_path: Path) -> None:
    cut = HEAD + WREN + BO[: BO.index("<CINreferralDate>")]
    receipts = take(room, written(tmp_path / "cut.xml", cut))
    assert sum(one.rows_taken for one in receipts) == 10
    rest = receipts[-1]
    assert (rest.sheet, rest.mapping) == ("(the rest of the file)", "")
    (said,) = Tables(room).ask("SELECT code, reason FROM reject")
    line = len(cut.splitlines())
    assert said[0] == "xml_damaged" and f"line {line}." in said[1]
    assert sum(one.rows_taken for one in take(room, written(tmp_path / "whole.xml", WHOLE), batch=2)) == 2


BOMB = '<!DOCTYPE Message [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<feed><entry/></feed>", "unknown_return"),
        ("<Message><Children/></Message>", "unknown_return"),
        ("<Message><Children><Child></Children>", "xml_damaged"),
        (WHOLE.replace("<Message>", f"{BOMB}<Message>"), "document_type"),
        (WHOLE.replace("<Message>", '<!DOCTYPE Message SYSTEM "file:///etc/passwd"><Message>'), "document_type"),
        (WHOLE.replace("W001", "&b;"), "xml_damaged"),
        (HEAD + "<x>" * 200, "xml_damaged"),
        (HEAD + "<Child>" + "<x>" * 200, "xml_damaged"),
        (HEAD + "<Child><x>" + "a" * 1_000_001, "child_too_big"),
        (HEAD + "<Child>" + "<x/>" * 100_001, "child_too_big"),
    ],
)  # fmt: skip
def test_other_and_hostile_xml_is_named_with_what_to_do(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_sheets(written(tmp_path / "a.xml", text), folder=tmp_path)
    assert refused.value.code == code and refused.value.what_to_do


def test_a_large_return_is_read_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "large.xml"
    with path.open("w", encoding="utf-8") as stream:
        stream.write(HEAD)
        for number in range(20_000):
            stream.write(WREN.replace("W001", f"W{number}"))
        stream.write(END)
    little = Limits(workbook=WorkbookLimits(memory_bytes=256 << 20))
    sheets = sheets_of(path, little)
    assert sum(1 for _ in sheets["referrals"].rows()) == 40_001
    assert sum(1 for _ in sheets["child protection reviews"].rows()) == 40_001


def test_every_column_of_a_return_is_known_to_the_mapping_that_reads_its_table() -> None:
    for name, said in written_returns().items():
        mappings = [one for one in list_mappings() if one.id.startswith(f"{name}/")]
        for table in said.tables:
            headings = [*said.columns, *table.columns, "Other elements"]
            fit = choose_mapping(top=[headings], mappings=mappings, sheet=table.name)
            unknown = {heading for place, heading in enumerate(headings) if place not in fit.places.values()}
            assert unknown - {"UASC"} == {"Other elements"}, (name, table.name)


def test_an_erased_child_is_in_no_file_also_where_the_return_came_again(room: Workspace, tmp_path: Path) -> None:
    take(room, written(tmp_path / "cin.xml", WHOLE))
    later = written(tmp_path / "again.xml", WHOLE.replace("2026-06-02T", "2026-07-01T"))
    take(room, later, batch=2, received_at="2026-11-21T08:00:00Z")
    found = Tables(room).ask("SELECT DISTINCT record_id FROM mention WHERE local_id = 'W001'")
    register = need_key(room.root)
    hashes = {str(ErasedKind.RECORD): tuple(register.hash(ErasedKind.RECORD, str(one)) for (one,) in found)}
    write_register(room.root, register.with_erasure(Erasure("e1", "2026-11-30", hashes)))
    erase_rows(room, row_ids=list_erased(room, read_register(room.root)), register=read_register(room.root))
    assert {cell for (cell,) in Tables(room).ask("SELECT local_id FROM mention")} == {"B002"}
    kept = [path.read_bytes() for path in room.received.rglob("*") if path.is_file()]
    assert len(kept) >= 2 and not any(b"W001" in one for one in kept)
    assert any(b"B002" in one for one in kept)


def test_a_return_in_a_folder_is_imported_like_any_other_file(tmp_path: Path) -> None:
    written(tmp_path / "delivery" / "cin.XML", WHOLE)
    assert [one.name for one in find_files([tmp_path / "delivery"], limits=Limits()).files] == ["cin.XML"]
