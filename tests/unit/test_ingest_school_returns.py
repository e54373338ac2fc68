"""The school census and the Common Transfer File: read from XML, sealed as whole registers are, records once opened."""

from datetime import date
from functools import partial
from pathlib import Path

import pytest
from support.canary import find_words
from support.exports import MORNING, WEEK_AFTER, Tables, new_workspace
from support.rolls import agree_on_rolls, give_key

from sightline import ingest
from sightline.agreements import compile_policy, read_agreements
from sightline.agreements.drafts import write_draft
from sightline.agreements.vocabulary import Tier
from sightline.ingest.opened_rows import each_sealed, open_rows, plan_openings
from sightline.ingest.rows.roll_rows import RollSealer
from sightline.linkage.live.link_keys import list_sealed_links
from sightline.sealing.roll_keys import find_roll_keys
from sightline.store import Workspace

FILES = Path(__file__).parents[1] / "data" / "school_returns"
CENSUS = (FILES / "school_census.xml").read_text(encoding="utf-8")
TRANSFER = (FILES / "school_ctf.xml").read_text(encoding="utf-8")
CANARIES = ("Zzquill", "Zzvex", "Zzhale", "Zzoak", "Zzfen", "Zzmill", "A9994001", "07700900321", "7700900321")


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def take(room: Workspace, path: Path, batch: int = 1) -> list[ingest.Receipt]:
    return ingest.take_file(workspace=room, path=path, batch=batch, received_at=MORNING)


def counted(receipts: list[ingest.Receipt]) -> dict[str, int]:
    return {one.mapping: one.rows_taken for one in receipts}


def test_each_row_of_a_census_has_its_pupil_and_each_pupil_its_days(tmp_path: Path) -> None:
    room = new_workspace(tmp_path)
    receipts = take(room, written(tmp_path / "census.xml", CENSUS))
    assert counted(receipts) == {
        "school_census/pupil": 2, "school_census/leaver": 1, "school_census/exclusion": 3, "school_census/sessions": 1,
    }  # fmt: skip
    assert sum(one.rows_rejected for one in receipts) == 0
    tables = Tables(room)
    assert tables.ask("SELECT DISTINCT agency, organisation FROM agency_record") == [("school", "4001")]
    assert tables.ask("SELECT DISTINCT CAST(known_from AS VARCHAR) FROM fact") == [("2026-10-20",)]
    assert tables.ask(
        "SELECT surname, fact.name, fact.occurred_from, what FROM fact JOIN mention USING (record_id) WHERE slot = 'subject' "
        "AND fact.occurred_from <> '' ORDER BY 3, 2"
    ) == [
        ("Zzhale", "joined", "2022-09-05", ""),
        ("Zzquill", "joined", "2023-09-04", ""),
        ("Zzvex", "joined", "2024-09-02", ""),
        ("Zzquill", "exclusion", "2026-05-11", "Category: FIXD. Reasons: DA;PP. Sessions: 4"),
        ("Zzquill", "exclusion", "2026-06-15", "Category: PERM. Reasons: OW"),
        ("Zzhale", "exclusion", "2026-06-22", "Category: FIXD"),
        ("Zzhale", "left", "2026-07-03", ""),
    ]
    assert tables.ask(
        "SELECT DISTINCT upn, CAST(birth_date AS VARCHAR), sex FROM mention WHERE surname = 'Zzquill'"
    ) == [("A999400120001", "2012-03-05", "F")]


def test_a_census_of_the_next_term_brings_only_what_changed(tmp_path: Path) -> None:
    room = new_workspace(tmp_path)
    take(room, written(tmp_path / "autumn.xml", CENSUS))
    later = (
        CENSUS.replace("2026-10-20T", "2027-01-21T")
        .replace("<Term>AUT", "<Term>SPR")
        .replace("<Year>2026", "<Year>2027")
    )
    receipts = take(room, written(tmp_path / "spring.xml", later), batch=2)
    assert {one.mapping: one.rows_taken for one in receipts if one.rows_taken} == {"school_census/sessions": 1}
    assert sum(one.rows_unchanged for one in receipts) == 6


def test_the_modules_of_pupils_are_read_as_csv_files_too(tmp_path: Path) -> None:
    room = new_workspace(tmp_path)
    on_roll = (
        "pupilonrolltableid,NativeId,dob,surname,forename,upn,sex,entrydate,hoursatsetting,enrolstatus,ncyearactual\n"
        "t1,SCH7,2012-Mar-05 00:00:00,Zzquill,Mia,A999400120001,F,2023-Sep-04 00:00:00,770.0,C,9\n"
    )
    gone = (
        "pupilnolongeronrolltableid,NativeId,dob,surname,forename,upn,sex,entrydate,leavingdate\n"
        "t3,SCH7,2011-Jun-01 00:00:00,Zzhale,Tess,A999400120003,F,2022-Sep-05 00:00:00,2026-Jul-03 00:00:00\n"
    )
    found = [
        *take(room, written(tmp_path / "on.csv", on_roll)),
        *take(room, written(tmp_path / "off.csv", gone), batch=2),
    ]
    assert counted(found) == {"school_census/pupil": 1, "school_census/leaver": 1}
    assert Tables(room).ask("SELECT occurred_from FROM fact WHERE name = 'left'") == [("2026-07-03",)]


def test_a_transfer_file_has_the_schools_the_family_and_a_destination_nobody_knows(tmp_path: Path) -> None:
    room = new_workspace(tmp_path)
    receipts = take(room, written(tmp_path / "9994001_CTF_XXXXXXX_001.xml", TRANSFER))
    assert counted(receipts) == {
        "school_ctf/pupil": 1, "school_ctf/school": 2, "school_ctf/attendance": 1, "school_ctf/contact": 1,
    }  # fmt: skip
    tables = Tables(room)
    (said,) = tables.ask("SELECT what FROM fact WHERE name = 'transfer'")
    assert said == ("To school (XXXX is not known): XXXX. Council of that school: XXX. School year: 10. In care: true",)
    assert tables.ask("SELECT occurred_from, occurred_to, what FROM fact WHERE name = 'school' ORDER BY 1") == [
        ("2015-09-07", "2022-07-22", "Zzmill Primary. Number: 2002"),
        ("2022-09-05", "2026-07-03", "Zzfen School. Number: 4001. Last school: true"),
    ]
    assert tables.ask("SELECT forename, source_role, phone FROM mention WHERE slot = 'related'") == [
        ("Rose", "MOT", "07700900321")
    ]


def test_other_writers_of_a_transfer_file_are_read_to_the_same_pupil(tmp_path: Path) -> None:
    room = new_workspace(tmp_path)
    text = TRANSFER.replace("CTFpupilData>", "Pupils>").replace("<Sex>", "<Gender>").replace("</Sex>", "</Gender>")
    text = text.replace("<Surname>Zzhale</Surname><Forename>Tess</Forename><DOB>2011-06-01</DOB>", "").replace(
        "<BasicDetails>",
        "<BasicDetails><LegalSurname>Zzhale</LegalSurname><LegalForename>Tess</LegalForename><DOB>2011-06-01</DOB>",
    )
    take(room, written(tmp_path / "ctf.xml", text))
    assert Tables(room).ask("SELECT DISTINCT surname, forename, sex, upn FROM mention WHERE slot = 'subject'") == [
        ("Zzhale", "Tess", "F", "A999400120003")
    ]


@pytest.mark.parametrize(("text", "rows"), [(CENSUS, 7), (TRANSFER, 5)], ids=["census", "transfer"])
def test_every_row_is_sealed_and_nothing_of_it_is_in_the_clear_until_it_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, rows: int
) -> None:
    give_key(monkeypatch)
    room = Workspace(tmp_path / "sealed")
    room.create()
    agree_on_rolls(room.root, tier=Tier.ROLL)
    keys = find_roll_keys(room.root)
    assert keys
    sealer = RollSealer(keys, partial(list_sealed_links, secret=keys.hashes), lambda said: "hit her" in said)
    policy = compile_policy(read_agreements(room.root), on=date(2026, 12, 31))

    def take_sealed(path: Path, batch: int) -> list[ingest.Receipt]:
        return ingest.take_file(
            workspace=room, path=path, batch=batch, received_at=MORNING, policy=policy, sealer=sealer
        )

    receipts = take_sealed(written(tmp_path / "roll.xml", text), 1)
    assert sum(one.rows_sealed for one in receipts) == rows
    assert find_words(room.root, *CANARIES) == []
    assert Tables(room).ask("SELECT count(*) FROM mention") == [(0,)]
    handles = {
        one for found in each_sealed(room) for (one,) in found._connection.execute("SELECT handle FROM sealed_row")
    }
    open_rows(
        room, planned=plan_openings(room, handles=handles, opened_on=date(2026, 12, 1)), keys=keys, now=WEEK_AFTER
    )
    assert Tables(room).ask("SELECT count(DISTINCT row_id) FROM source_row") == [(rows,)]

    note = "<Notes>She said that he hit her</Notes>"
    told = text.replace("<BasicDetails>", f"{note}<BasicDetails>").replace(
        "<PupilNoLongerOnRoll>", f"<PupilNoLongerOnRoll>{note}"
    )
    again = take_sealed(written(tmp_path / "told.xml", told.replace("A999400120003", "A999400120009")), 2)
    assert sum(one.rows_read - one.rows_sealed for one in again) == 1, "the row of what was said is a record"


def test_an_agreement_on_either_is_drafted_as_one_on_a_roll(tmp_path: Path) -> None:
    for layout in ("school_census", "school_ctf"):
        path = write_draft(tmp_path, layout=layout, on=date(2026, 12, 1))
        assert 'tier = "roll"' in path.read_text(encoding="utf-8")
