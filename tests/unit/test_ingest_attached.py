"""Files attached to an e-mail are files of their own: each is read as its kind is, and is in no other file that is kept."""

from datetime import date
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from functools import partial
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from support.agreed import agree
from support.canary import find_words
from support.exports import MORNING, Tables, new_workspace, write_export
from support.rolls import agree_on_rolls, give_key

from sightline import ingest
from sightline.agreements import compile_policy, read_agreements
from sightline.agreements.vocabulary import Tier
from sightline.ingest.folders import find_files
from sightline.ingest.limits import Limits
from sightline.ingest.preview import PreviewedFile, preview_file
from sightline.ingest.rows.roll_rows import RollSealer
from sightline.ingest.sheets.reader import read_sheets
from sightline.linkage.live.link_keys import list_sealed_links
from sightline.model.errors import BadInput
from sightline.sealing.roll_keys import find_roll_keys
from sightline.store import Workspace
from sightline.store.arrivals import Arriving
from sightline.workbooks.documents.mail import read_mail
from sightline.workbooks.documents.mail_parts import MOST_FILES, split_mail

CHILD = "Child: Mia Quillonby, Date of birth: 05/03/2012"
WORD = "application", "vnd.openxmlformats-officedocument.wordprocessingml.document"
WEEK = {"School": "Oak School", "Surname": "Ashgrove", "Forename": "Ada", "DOB": "05/03/2012",
        "Week Commencing": "07/09/2026", "Marks": "/ / / / / / / / / /"}  # fmt: skip


def written(body: str = f"{CHILD}\n\nSee attached.") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = "Rose Alder <rose@school.example>", "duty@council.example"
    message["Subject"], message["Date"] = "Minutes", "Mon, 04 May 2026 09:12:40 +0100"
    message.set_content(body)
    return message


def attach(
    message: EmailMessage, data: bytes, name: str, kind: tuple[str, str] = ("application", "octet-stream")
) -> None:
    message.add_attachment(data, maintype=kind[0], subtype=kind[1], filename=name)


def minutes(path: Path, said: str = "Seen at noon.") -> bytes:
    made = docx.Document()
    for words in (CHILD, said):
        made.add_paragraph(words)
    made.save(str(path))
    return path.read_bytes()


def save(path: Path, message: EmailMessage) -> Path:
    path.write_bytes(bytes(message))
    return path


def take(room: Workspace, path: Path, batch: int = 1) -> dict[str, list[ingest.Receipt]]:
    """The receipts of each file that is found."""
    return {
        one.name: ingest.take_file(
            workspace=room, path=one.path, member=one.member, attached=one.attached, attached_as=one.attached_as,
            batch=batch, received_at=MORNING, agency="school",
        )
        for one in find_files([path], limits=Limits()).files
    }  # fmt: skip


def kept(room: Workspace) -> list[bytes]:
    return [one.read_bytes() for one in room.received.iterdir() if one.is_file()]


def test_what_is_attached_becomes_what_its_kind_becomes_and_the_rest_is_named(tmp_path: Path) -> None:
    room, inner, message = new_workspace(tmp_path), written(f"{CHILD}\n\nHer aunt rang."), written()
    of_inner = minutes(tmp_path / "b.docx", "Seen at one.")
    attach(inner, of_inner, "later.docx", WORD)
    attach(message, word := minutes(tmp_path / "a.docx"), "minutes.docx", WORD)
    attach(message, b"\x89PNG", "photo.png")
    message.add_attachment(inner)
    attach(message, b"PK\x03\x04", "more.zip")
    path = save(tmp_path / "visit.eml", message)
    first = take(room, path)
    assert {name: [(one.sheet, one.mapping, one.rows_taken) for one in said] for name, said in first.items()} == {
        "attachment 1 of visit.eml: minutes.docx": [("document", "document/text", 2)],
        "attachment 3 of visit.eml": [("document", "document/text", 2)],
        "attachment 1 of attachment 3 of visit.eml: later.docx": [("document", "document/text", 2)],
        "visit.eml": [("document", "document/text", 2), ("attachment 2", "", 0), ("attachment 4", "", 0)],
    }
    assert {one.received_at for said in first.values() for one in said} == {MORNING}
    tables = Tables(room)
    assert tables.ask("SELECT sheet, code FROM reject ORDER BY sheet") == [
        ("attachment 2", "attachment_kind"), ("attachment 4", "attachment_kind")
    ]  # fmt: skip
    assert tables.ask("SELECT count(DISTINCT record_id) FROM agency_record") == [(4,)]
    files = kept(room)
    assert len(files) == 4 and word in files and of_inner in files
    again = take(room, path, batch=2)
    assert [one.file_sha for said in again.values() for one in said] == [
        one.file_sha for said in first.values() for one in said
    ]
    assert Tables(room).ask("SELECT count(*), max(batch) FROM source_row") == [(8, 1)]
    assert sorted(kept(room)) == sorted(files)


def test_only_the_files_are_cut_out_and_it_stays_the_same_document(tmp_path: Path) -> None:
    message = written()
    attach(message, b"a,b\n1,2\n", "list.csv")
    attach(message, b"%PDF-", "plan.pdf")
    whole = bytes(message).replace(b"\n", b"\r\n")
    text, files = split_mail(whole)
    assert [(one.number, one.name, one.data) for one in files] == [
        ("1", "list.csv", b"a,b\n1,2\n"), ("2", "plan.pdf", b"%PDF-")
    ]  # fmt: skip
    assert split_mail(text) == (text, [])
    assert [one.text for one in read_mail(text).parts] == [one.text for one in read_mail(whole).parts]
    assert read_mail(text).attachments == ["", ""] and read_mail(whole).attachments == ["attachment"] * 2
    assert text.startswith(whole[: whole.index(b"--===")]) and b"list.csv" not in text
    ids = set()
    for number, data in enumerate((whole, text)):
        (path := tmp_path / f"{number}.eml").write_bytes(data)
        headings, first, *_ = read_sheets(path, folder=tmp_path)[0].rows()
        ids.add(dict(zip(headings, first, strict=False))["Document"])
    assert len(ids) == 1


def test_a_preview_reads_what_is_attached_and_keeps_nothing(tmp_path: Path) -> None:
    room, message = new_workspace(tmp_path), written()
    attach(message, minutes(tmp_path / "a.docx"), "minutes.docx", WORD)
    with ZipFile(tmp_path / "week.zip", "w") as archive:
        archive.writestr("visit.eml", bytes(message))
    files = find_files([tmp_path / "week.zip"], limits=Limits()).files
    assert [one.name for one in files] == [
        "attachment 1 of visit.eml in week.zip: minutes.docx",
        "visit.eml in week.zip",
    ]
    for one in files:
        said = PreviewedFile(room, one.path, one.name, MORNING, one.member, "school", attached=one.attached)
        assert [sheet.receipt.mapping for sheet in preview_file(said)] == ["document/text"]
    assert kept(room) == []


def test_a_register_that_is_attached_is_sealed_and_is_not_in_the_e_mail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = new_workspace(tmp_path)
    give_key(monkeypatch)
    agree_on_rolls(room.root, tier=Tier.ROLL)
    keys = find_roll_keys(room.root)
    assert keys
    sealer = RollSealer(keys, partial(list_sealed_links, secret=keys.hashes), lambda _: False)
    message = written()
    register = write_export(tmp_path / "in" / "marks.csv", "school_attendance", WEEK).read_text(encoding="utf-8")
    message.add_attachment(register, subtype="csv", filename="Ashgrove.csv", cte="8bit")
    path = save(tmp_path / "in" / "visit.eml", message)
    assert b"Ashgrove,Ada" in path.read_bytes()
    policy = compile_policy(read_agreements(room.root), on=date(2026, 12, 31))
    for number, one in enumerate(find_files([path], limits=Limits()).files, start=1):
        (receipt,) = ingest.take_file(
            workspace=room, path=one.path, attached=one.attached, attached_as=one.attached_as, batch=number,
            received_at=MORNING, agency="school", policy=policy, sealer=sealer,
        )  # fmt: skip
        assert (receipt.rows_sealed, receipt.rows_taken) == ((1, 1) if one.attached == "1" else (0, 2))
    assert list(find_words(room.root, "Ashgrove,Ada", "07/09/2026")) == []


def test_a_file_that_no_agreement_covers_is_refused_where_it_is_attached(tmp_path: Path) -> None:
    room = new_workspace(tmp_path)
    agree(room.root)
    policy = compile_policy(read_agreements(room.root), on=date(1990, 1, 1))
    message = written()
    attach(message, minutes(tmp_path / "a.docx"), "minutes.docx", WORD)
    path = save(tmp_path / "visit.eml", message)
    for number in ("1", "text"):
        with pytest.raises(Exception, match="agreement"):
            ingest.take_file(
                workspace=room, path=path, attached=number, batch=1, received_at=MORNING, agency="school", policy=policy
            )
    assert kept(room) == []


def test_beyond_the_bounds_files_stay_in_the_e_mail_and_are_named() -> None:
    message = written()
    for number in range(MOST_FILES + 2):
        attach(message, b"a,b\n", f"{number}.csv")
    text, files = split_mail(bytes(message))
    assert len(files) == MOST_FILES
    assert read_mail(text).attachments == [""] * MOST_FILES + ["attachment"] * 2
    for _ in range(4):
        outer = written()
        outer.add_attachment(message if _ else written())
        message = outer
    _, files = split_mail(bytes(message))
    assert [one.number for one in files] == ["1", "1.1", "1.1.1"]
    assert read_mail(files[-1].data).attachments == ["attachment"]


@pytest.mark.parametrize(
    "headings",
    [
        b'Content-Disposition: attachment; filename="../../\\\\etc\\\\a.csv"\n',
        b"Content-Disposition: attachment; filename*=unicode_escape''%5Cud800.csv\n",
        b"Content-Type: text/csv\n",
        b'Content-Type: text/csv; name="=?utf-8?q?a\xff?="\nContent-Disposition: attachment; filename=.csv\n',
    ],
)
def test_an_e_mail_that_is_one_file_and_a_name_made_to_harm(tmp_path: Path, headings: bytes) -> None:
    start = b"From: a@b.example\nTo: c@d.example\nSubject: x\n"
    (path := tmp_path / "a.eml").write_bytes(start + headings + b"\nA,B\n1,2\n")
    text, files = split_mail(path.read_bytes())
    assert text == b"X-Kept-Apart: as a file of its own\r\n" + start + headings + b"\n" or files == []
    assert all(one.data == b"A,B\n1,2\n" and "/" not in one.name for one in files)
    assert all(one.name for one in find_files([path], limits=Limits()).files)
    assert BytesParser(policy=default).parsebytes(text)["Subject"] == "x"


def test_a_file_that_is_not_in_the_e_mail_any_more_is_refused(tmp_path: Path) -> None:
    room = new_workspace(tmp_path)
    path = save(tmp_path / "a.eml", written())
    assert find_files([path], limits=Limits()).files == [Arriving(path)]
    with pytest.raises(BadInput) as refused:
        ingest.take_file(workspace=room, path=path, attached="1", batch=1, received_at=MORNING, agency="school")
    assert refused.value.code == "not_in_e_mail" and kept(room) == []


def test_a_person_who_says_yes_to_one_file_says_it_of_the_whole_e_mail(tmp_path: Path) -> None:
    message = written()
    attach(message, b"a,b\n", "a.csv")
    path = save(tmp_path / "a.eml", message)
    assert find_files([path], limits=Limits(), with_attached=False).files == [Arriving(path)]
