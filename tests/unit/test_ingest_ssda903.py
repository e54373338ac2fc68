"""The return of looked-after children: its XML and its CSV files are the same records, and what is sensitive is restricted."""

from pathlib import Path

import pytest
from support.exports import Tables, new_workspace

from sightline import ingest
from sightline.store import Workspace

XML = """<?xml version='1.0' encoding='us-ascii'?>
<EXPSSDA903><CHILD><HEADER><CHILDID>900001</CHILDID><UPN>UN1</UPN><SEX>F</SEX><DOB>05/03/2012</DOB><ETHNIC>NOBT</ETHNIC>
<UASC>0</UASC>
<AMISSING><MISSING>M</MISSING><MIS_START>01/09/2025</MIS_START><MIS_END>03/09/2025</MIS_END></AMISSING>
<AMISSING><MISSING>A</MISSING><MIS_START>20/09/2025</MIS_START><MIS_END /></AMISSING>
<AREVIEW><REVIEW>10/06/2025</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW><MOTHER /><MC_DOB />
<OC2><SDQ_SCORE>17</SDQ_SCORE><CONVICTED>0</CONVICTED><HEALTH_CHECK>1</HEALTH_CHECK></OC2>
<AD_PLACED><DATE_PLACED>01/02/2026</DATE_PLACED></AD_PLACED>
<PERMANENCE><PREV_PERM>P1</PREV_PERM><LA_PERM /><DATE_PERM>2015</DATE_PERM></PERMANENCE></HEADER>
<EPISODE><DECOM>11/05/2025</DECOM><RNE>S</RNE><LS>C1</LS><CIN>N1</CIN><PL>U1</PL><PL_POST>ZZ1 2AB</PL_POST>
<HOME_POST>ZZ9 8YX</HOME_POST><URN>1234567</URN><PLACE_PROVIDER>PR1</PLACE_PROVIDER><DEC>01/09/2025</DEC><REC>X1</REC>
<REASON_PLACE_CHANGE>CHILD</REASON_PLACE_CHANGE></EPISODE>
<EPISODE><DECOM>01/09/2025</DECOM><RNE>P</RNE><LS>C1</LS><CIN>N1</CIN><PL>K2</PL><DEC /><REC /></EPISODE></CHILD>
<CHILD><HEADER><CHILDID>900002</CHILDID><SEX>1</SEX><DOB>30/11/2007</DOB><ETHNIC>REFU</ETHNIC><UASC>1</UASC><DUC>30/11/2025</DUC>
<DATE_INT>04/04/2025</DATE_INT><NB_ADOPTR>2</NB_ADOPTR><IN_TOUCH>YES</IN_TOUCH><ACTIV>F1</ACTIV><ACCOM>U1</ACCOM></HEADER></CHILD></EXPSSDA903>
"""
CSV = {
    "header": """CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB
900001,F,05/03/2012,NOBT,UN1,,
900002,1,30/11/2007,REFU,,,
""",
    "episodes": """CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN
900001,11/05/2025,S,C1,N1,U1,PR1,01/09/2025,X1,CHILD,ZZ9 8YX,ZZ1 2AB,1234567
900001,01/09/2025,P,C1,N1,K2,,,,,,,
""",
    "missing": """CHILD,DOB,MISSING,MIS_START,MIS_END
900001,05/03/2012,M,01/09/2025,03/09/2025
900001,05/03/2012,A,20/09/2025,
""",
    "reviews": """CHILD,DOB,REVIEW,REVIEW_CODE
900001,05/03/2012,10/06/2025,PN1
""",
    "oc2": """CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED
900001,05/03/2012,17,,0,1,,,,,,
""",
    "oc3": """CHILD,DOB,IN_TOUCH,ACTIV,ACCOM
900002,30/11/2007,YES,F1,U1
""",
    "ad1": """CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR
900002,30/11/2007,04/04/2025,,,2,,
""",
    "placed_for_adoption": """CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED
900001,05/03/2012,01/02/2026,,
""",
    "previous_permanence": """CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM
900001,05/03/2012,P1,,2015
""",
}


@pytest.fixture
def room(tmp_path: Path) -> Workspace:
    return new_workspace(tmp_path)


def take_text(room: Workspace, path: Path, text: str, batch: int = 1) -> list[ingest.Receipt]:
    path.write_text(text, encoding="utf-8")
    return ingest.take_file(workspace=room, path=path, batch=batch, received_at=f"2026-11-2{batch}T09:00:00Z")


def test_the_xml_and_the_csv_files_are_the_same_records(room: Workspace, tmp_path: Path) -> None:
    taken = take_text(room, tmp_path / "903.xml", XML)
    assert sum(one.rows_rejected for one in taken) == 0
    assert {one.mapping for one in taken} == {
        "ssda903/child", "ssda903/episode", "ssda903/missing", "ssda903/review", "ssda903/uasc", "ssda903/health",
        "ssda903/care_leaver", "ssda903/adoption", "ssda903/placed_for_adoption", "ssda903/earlier_permanence",
    }  # fmt: skip
    rows = {one.mapping: one.rows_taken for one in taken}
    for name, text in CSV.items():
        (receipt,) = take_text(room, tmp_path / f"{name}.csv", text, batch=2)
        assert (receipt.rows_taken, receipt.rows_unchanged) == (0, rows[receipt.mapping]), name


def test_what_is_sensitive_is_restricted_and_no_postcode_becomes_a_place(room: Workspace, tmp_path: Path) -> None:
    take_text(room, tmp_path / "903.xml", XML)
    tables = Tables(room)
    restricted = {layout for (layout,) in tables.ask("SELECT DISTINCT layout FROM agency_record WHERE restricted")}
    assert restricted == {
        "ssda903/uasc", "ssda903/health", "ssda903/adoption", "ssda903/placed_for_adoption",
        "ssda903/earlier_permanence",
    }  # fmt: skip
    assert tables.ask("SELECT DISTINCT entity_kind FROM mention") == [("person",)]
    said = " ".join(f"{what} {details}" for what, details in tables.ask("SELECT what, details FROM fact"))
    assert "ZZ1" not in said and "ZZ9" not in said
    (child,) = tables.ask("SELECT original FROM source_row WHERE layout = 'ssda903/child' AND source_row = 2")
    assert "UASC" not in child[0] and "ADOPTR" not in child[0], "nothing restricted is beside the child's own row"


def test_episodes_and_missing_episodes_have_their_days(room: Workspace, tmp_path: Path) -> None:
    take_text(room, tmp_path / "903.xml", XML)
    assert Tables(room).ask(
        "SELECT f.name, f.occurred_from, f.occurred_to, f.what FROM fact f JOIN agency_record r USING (record_id) "
        "WHERE r.layout IN ('ssda903/episode', 'ssda903/missing') ORDER BY 2, 1"
    ) == [
        ("episode", "2025-05-11", "2025-09-01", "Reason: S. Legal status: C1. Placement: U1. Need: N1"),
        ("ended", "2025-09-01", None, "Reason: X1. Placement changed: CHILD"),
        ("episode", "2025-09-01", None, "Reason: P. Legal status: C1. Placement: K2. Need: N1"),
        ("missing", "2025-09-01", "2025-09-03", "Kind: M"),
        ("returned", "2025-09-03", None, ""),
        ("missing", "2025-09-20", None, "Kind: A"),
    ]


def test_social_workers_and_deprivation_of_liberty_are_read_from_csv(room: Workspace, tmp_path: Path) -> None:
    workers = "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON\r\n900001,05/03/2012,SW000001,01/04/2025,01/10/2025,LEFTRL\r\n"
    (receipt,) = take_text(room, tmp_path / "sw.csv", "\ufeff" + workers)
    assert (receipt.mapping, receipt.rows_taken) == ("ssda903/social_worker", 1)
    (receipt,) = take_text(
        room, tmp_path / "dolo.csv", "CHILD,DOB,DOLO_START,DOLO_END\n900001,05/03/2012,01/01/2026,\n"
    )
    assert (receipt.mapping, receipt.rows_taken) == ("ssda903/deprivation_of_liberty", 1)
