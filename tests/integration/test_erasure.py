"""Canaries: what an erased record said is nowhere afterwards, nor in a backup of before once it is restored."""

import logging
import re
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest
from django.db import connection
from django.urls import reverse
from support import worried
from support.agreed import agree
from support.canary import find_said, find_words
from support.exports import write_export
from support.sessions import leaving, session_of
from support.small_partnership import PASSWORD, let_each_choose_a_second_step, run_commands, sightline
from support.typed_rows import make_row

from sightline.casework.attachments.services.documents import NewDocument, add_document
from sightline.casework.audit import hash_chain
from sightline.casework.audit.services import export_chain, verify_audit
from sightline.casework.audit.trail import audited
from sightline.casework.backup.services import BackupOptions, make_backup
from sightline.casework.blind_questions.models import BlindAsk
from sightline.casework.blind_questions.pages import AskKind, NewAsk
from sightline.casework.blind_questions.writer import write_text
from sightline.casework.comments.services import add_comment
from sightline.casework.concerns.models import Concern
from sightline.casework.concerns.services.drafts import begin_correction
from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account, AnswerText, AuditEntry, Decision
from sightline.casework.data.ingest import ingest_files
from sightline.casework.data.runs import run_pipeline
from sightline.casework.erasure.audit_log import drop_old_rows
from sightline.casework.erasure.casework_rows import compact_database
from sightline.casework.erasure.phases import PHASES
from sightline.casework.erasure.services import apply_erasures, decide_erasure
from sightline.casework.erasure.subjects import holders_of
from sightline.casework.finding.models import SavedSearch
from sightline.casework.finding.query import unpack_asked
from sightline.casework.finding.services import save_search
from sightline.casework.journal.models import JournalEntry
from sightline.casework.keys.sealed_secrets import unseal
from sightline.casework.papers.pages import NewPaper
from sightline.casework.papers.services import record_paper
from sightline.casework.protection.free_text import keep_text
from sightline.casework.retention.pages import NewHold
from sightline.casework.retention.selectors import read_holds
from sightline.casework.retention.services import lift_hold, place_hold
from sightline.casework.word_index.models import IndexedText
from sightline.model.errors import Refused, Usage
from sightline.model.retention import ErasureGround, HoldKind
from sightline.store import Workspace
from sightline.store.batches import read_rejects
from sightline.store.chain_files import verify_file

NAME, PHONE, TEXT = "Zzquavertine", "07700 900817", "glimmerfrosted"
CANARIES = (NAME, PHONE, PHONE.replace(" ", ""), PHONE[1:].replace(" ", ""), TEXT, "Zzlantern", "ZQ9 8XW", "zq98xw")
HUNDRED = tuple(f"Zzcanary{chr(97 + number // 10)}{chr(97 + number % 10)}" for number in range(100))
WHY = "The controller agreed on Monday that this record was sent to us by mistake."
CHILD = {"Person ID": "P9009", "Surname": NAME, "Forename": "Ottoline", "DOB": "04/05/2013", "Sex": "F",
         "Address": "8 Zzlantern Row", "Postcode": "ZQ9 8XW"}  # fmt: skip
OTHER = {"Person ID": "P1001", "Surname": "Ashdown", "Forename": "Wren", "DOB": "27/03/2010", "Sex": "F"}
MISSING = {"Surname": NAME.upper(), "Forenames": "Ottoline", "DOB": "04/05/2013", "Risk Grade": "MEDIUM"}


class Killed(BaseException):
    """The process dies here."""


def note(child: dict[str, str], day: str, text: str) -> dict[str, str]:
    return child | {"Event Type": "CASE NOTE", "Event Date": day, "Text": text, "Entered On": day}


def files(folder: Path) -> list[Path]:
    """Two days: the second has the first day's rows again, written otherwise, and a corrected one.

    Some rows of the child cannot be read, one of them in a file without another row of the child. One file has the
    child's name in its own.
    """
    told = f'Said "{TEXT}",\nthen gave {PHONE} and left.'
    first = [note(OTHER, "02/11/2026", "Kept words of another child."), note(CHILD, "03/11/2026", told)]
    again = [note(OTHER, "02/11/2026", "Kept words of another child."), note(CHILD, "03/11/2026", f" {told} "),
             note(CHILD, "04/11/2026", f"{TEXT} once more")]  # fmt: skip
    unread = note(CHILD, "31/13/2026", f"{TEXT} was not read")
    first, again = [*first, unread], [*again, unread]
    first += [
        note(CHILD | {"Person ID": f"P{8000 + at}", "Surname": name, "Postcode": ""}, "03/11/2026", f"{name} rang us.")
        for at, name in enumerate(HUNDRED)
    ]
    alone = [note(OTHER, "02/11/2026", "Kept words of a third file."), unread | {"Event Type": "REFERRAL"}]
    missing = [
        MISSING | {"Misper Ref": "ZM1", "Missing From Date": "05/11/2026", "Reported Date": "05/11/2026",
                   "Circumstances": f"Left with a {TEXT} bag."},
        {"Misper Ref": "ZM2", "Surname": "ASHDOWN", "Forenames": "Wren", "DOB": "27/03/2010", "Missing From Date": "05/11/2026",
         "Reported Date": "05/11/2026", "Circumstances": "Kept words of police."},
    ]  # fmt: skip
    return [
        write_export(folder / "first" / "childrens_services_events.csv", "childrens_services_events", *first),
        write_export(folder / "second" / "childrens_services_events.csv", "childrens_services_events", *again),
        write_export(folder / "second" / f"police_missing {NAME}.csv", "police_missing", *missing),
        write_export(
            folder / "third" / "childrens_services_events.csv",
            "childrens_services_events",
            *again,
            note(OTHER, "09/11/2026", "New words of another child."),
        ),
        write_export(folder / "second" / "events_alone.csv", "childrens_services_events", *alone),
    ]


def records_of(workspace: Path, name: str) -> list[str]:
    """The ids of the records that name somebody, in any snapshot."""
    found: set[str] = set()
    for path in workspace.glob("snapshots/*/analysis.duckdb"):
        with duckdb.connect(str(path), read_only=True) as database:
            sql = "SELECT DISTINCT record_id FROM mention WHERE lower(name_as_written) LIKE ?"
            found |= {record for (record,) in database.execute(sql, [f"%{name.casefold()}%"]).fetchall()}
    return sorted(found)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """A workspace with the records, exported and backed up, and the papers on holds recorded."""
    folder = tmp_path_factory.mktemp("erasure")
    workspace = folder / "workspace"
    files(folder)
    sightline("init", workspace)
    let_each_choose_a_second_step(workspace)
    agree(workspace)
    here = ["-w", str(workspace)]
    paper = [
        "--signed-by",
        "I. Governor",
        "--post",
        "Information governance",
        "--date",
        "2026-11-01",
        "--kept",
        "Cabinet",
    ]
    for name, day in (("first", "2026-11-05"), ("second", "2026-11-06")):
        sightline(*here, "ingest", folder / name, "--received", day)  # a row of each cannot be read
        sightline(*here, "run", "--as-at", day)
    run_commands([[*here, "run"], [*here, "account", "ivy", "--role", "information_governance"]], typed=f"{PASSWORD}\n")
    run_commands([
        *([*here, "paper", "record", one, *paper, "--as", "ivy"] for one in ("inquiry_holds", "prosecution_holds")),
    ], typed=f"{PASSWORD}\n")  # fmt: skip
    records = records_of(workspace, NAME)
    assert len(records) >= 3
    why = f"{NAME} asked her solicitor for all of it."
    hold = ["--kind", "legal", "--name", "Invented claim", "--until", "2099-01-01", "--why", why]
    about = [word for one in records for word in ("--record", one)]
    said = run_commands([[*here, "retention", "hold", *hold, *about, "--as", "ivy"]], typed=f"{PASSWORD}\n")
    number = said.split("Hold ")[1].split()[0]
    lift = ["retention", "lift", number, "--why", f"She gave {PHONE}, so nothing is held.", "--as", "ivy"]
    run_commands([[*here, *lift]], typed=f"{PASSWORD}\n")
    run_commands([[*here, "backup", str(folder / "backup"), "--keys", str(folder / "keys")]])
    assert erased_reasons(workspace) == ()
    assert {Path(found).parts[0] for found in find_words(workspace, *CANARIES)} >= {"received", "batches", "snapshots"}
    typed = (int(number), int(number) + 1)
    hundred = records_of(workspace, "Zzcanary")
    assert len(hundred) == len(HUNDRED)
    return SimpleNamespace(folder=folder, workspace=workspace, records=records, typed=typed, hundred=hundred)


def erased_reasons(workspace: Path) -> tuple[int, ...]:
    """The decisions whose reason nobody can read, in a workspace whose chains are whole."""
    audit, decisions = verify_file(path=workspace / "casework.sqlite3")
    assert (audit.wrong, decisions.wrong) == ("", "")
    return decisions.erased


@pytest.fixture
def place(built: SimpleNamespace, tmp_path: Path) -> Path:
    return shutil.copytree(built.workspace, tmp_path / "workspace")


def decide(place: Path, records: list[str]) -> list[str]:
    return ["-w", str(place), "retention", "erase", *records, "--ground", "mistake", "--why", WHY, "--as", "ivy"]


def export_chains(place: Path, folder: Path) -> None:
    """Write both chains to a folder: ivy asks, and a second person of information governance agrees."""
    here, why = ["-w", str(place)], "The auditor checks both chains."
    run_commands([[*here, "account", "gus", "--role", "information_governance"]], typed=f"{PASSWORD}\n")
    for name in ("audit", "decisions"):
        ask = ["bulk-export", "ask", name, "--purpose", "oversight", "--why", why, "--as", "ivy"]
        said = run_commands([[*here, *ask]], typed=f"{PASSWORD}\n")
        number = re.findall(r"\d+", said)[0]
        run_commands([[*here, "bulk-export", "agree", number, "--as", "gus"]], typed=f"{PASSWORD}\n")
        export = ["audit", "export", str(folder / f"{name}.jsonl"), "--chain", name, "--request", number, "--as", "ivy"]
        run_commands([[*here, *export]], typed=f"{PASSWORD}\n")


@pytest.mark.soak
def test_nothing_of_an_erased_record_is_left_and_none_of_it_comes_back(
    built: SimpleNamespace, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = ["-w", str(place)]
    run_commands([decide(place, [*built.records, *built.hundred])], typed=f"{PASSWORD}\n")
    every = (*CANARIES, *HUNDRED)
    assert find_said(place, *HUNDRED) == set(HUNDRED)
    with pytest.raises(AssertionError, match="Another person must"):
        run_commands([[*here, "retention", "apply"]])
    monkeypatch.setenv("LOGNAME", "other")
    said = run_commands([[*here, "retention", "apply"]])
    assert not [word for word in every if word in said]
    assert find_words(place, *every) == [], "received files, tables, snapshots, the database and its log"
    assert find_words(place, "Kept words of another child"), "the others' rows stay as they came"
    assert erased_reasons(place) == built.typed
    again = [str(built.folder / one) for one in ("second", "third")]
    sightline(*here, "ingest", *again)
    left = tmp_path / "left"
    left.mkdir()
    run_commands(
        [
            [*here, "run"],
            [*here, "audit", "verify"],
            [*here, "backup", str(left / "backup"), "--keys", str(left / "keys")],
        ]
    )
    export_chains(place, left)
    assert find_words(left, *every) == [] and len(list(left.glob("*.jsonl"))) == 2, "exports and a new backup"
    codes = Counter(read_rejects(Workspace(place)).column("code").to_pylist())
    assert codes == {"erased_before": 2, "unreadable_date": 4}
    assert find_words(place, "Kept words of a third file"), "a row that could not be read goes alone"
    assert find_words(place, *every) == [], "an agency sent the rows again, in the same file and in another"
    assert find_words(place, "New words of another child")
    restored, register = tmp_path / "restored", place / "erasures.jsonl"
    source = [str(built.folder / "backup"), "--keys", str(built.folder / "keys"), "--to", str(restored)]
    run_commands([["restore", *source, "--erased", str(register)]])
    assert find_words(restored, *every) == []
    assert find_words(restored, "Kept words of another child")
    assert erased_reasons(restored) == built.typed


def governance() -> Actor:
    return worried.actor("ivy", "information_governance", "")


def record_papers() -> None:
    for one in ("inquiry_holds", "prosecution_holds"):
        paper = NewPaper(one, "I. Governor", "Information governance", date(2026, 11, 1), "Cabinet")
        record_paper(session_of(governance()), paper=paper)


def decide_here(workspace: Workspace, records: list[str]) -> int:
    said = {"record_ids": records, "ground": ErasureGround.MISTAKE, "why": WHY}
    return decide_erasure(session_of(governance()), workspace=workspace, **said)


@pytest.fixture
def here(workspace: Workspace, tmp_path: Path) -> Workspace:
    """The same records in a workspace of this process, with a concern that somebody entered."""
    (workspace.root / "sightline.toml").touch()
    agree(workspace.root)
    paths = files(tmp_path / "files")
    ingest_files(session_of(house_actor()), workspace=workspace, paths=[*paths[1:3], paths[4]])
    worried.enter(worried.youth_worker(), name=f"Ottoline {NAME}", seen_heard=f"She said {TEXT} twice.", phones=PHONE)
    run_pipeline(session_of(house_actor()), workspace=workspace)
    return workspace


@pytest.mark.django_db(transaction=True)
def test_an_erasure_that_dies_after_any_step_is_seen_and_finished(here: Workspace, tmp_path: Path) -> None:
    record_papers()
    records = records_of(here.root, NAME)
    assert Concern.objects.filter(record_id__in=records).count() == 1
    (concern,) = Concern.objects.filter(record_id__in=records)
    yaz = session_of(worried.youth_worker())
    add_comment(yaz, owner="concern", owner_id=concern.concern_id, words=f"She said {TEXT} to me as well.")
    add_document(
        yaz,
        owner="concern",
        owner_id=concern.concern_id,
        document=NewDocument("note.txt", TEXT.encode(), size=len(TEXT)),
    )
    assert list(here.root.rglob("*.sealed"))
    for asked in (f"Ottoline {NAME}", TEXT, "Wren Ashdown"):
        save_search(yaz, asked=asked, watch=True)
    assert said_in_database(*CANARIES)
    asked, other = ask_by_name(NAME, "2013-05-04", PHONE), ask_by_name("Wrenfold", "2013-05-04", "0191 498 0000")
    type_reasons(records)
    assert Decision.objects.last().why == f"She gave {PHONE}, so nothing is held."
    kept = {model: model.objects.count() for model in (Decision, AuditEntry)}
    decide_here(here, records)
    type_reasons(records)
    add_comment(yaz, owner="concern", owner_id=concern.concern_id, words="Zzlantern was said after the decision.")
    begin_correction(yaz, concern_id=concern.concern_id)
    for step in ("register", *PHASES):
        with pytest.raises(Killed):
            apply_erasures(session_of(house_actor()), workspace=here, after_phase=dying_after(step))
        for refused in (
            lambda: ingest_files(session_of(house_actor()), workspace=here, paths=[tmp_path / "files" / "first"]),
            lambda: run_pipeline(session_of(house_actor()), workspace=here),
            lambda: make_backup(
                session_of(house_actor()), workspace=here, folder=tmp_path / "b", wanted=BackupOptions(tmp_path)
            ),
        ):
            with pytest.raises(Refused, match="has not finished"):
                refused()
    report = apply_erasures(session_of(house_actor()), workspace=here)
    assert len(report.erasures) == 1
    assert find_words(here.root, *CANARIES) == []
    assert not Concern.objects.filter(record_id__in=records).exists()
    assert not IndexedText.objects.filter(source__in=("concern", "document")).exists()
    assert not list(here.root.rglob("*.sealed"))
    assert said_in_database(*CANARIES) == set()
    assert {row.why for row in Decision.objects.of_kind("retention_hold_placed", "retention_hold_lifted")} == {"Erased"}
    assert all(model.objects.count() > before for model, before in kept.items()), "who decided what and when stays"
    check_erased_rows(here, tmp_path)
    assert set(AnswerText.objects.filter(pk__in=[asked, other], erased_at=None)) == {AnswerText.objects.get(pk=other)}
    assert [unpack_asked(unseal(one.sealed)) for one in SavedSearch.objects.all()] == ["Wren Ashdown"]
    if connection.vendor == "postgresql":
        assert find_words(files_of_server(), *CANARIES) == [], "tables, samples of columns and the write-ahead log"
    named = said_in_database(*records)
    assert not named & {"casework_auditentry", "casework_sharedrecord"}, "no row says whose records were read"
    assert not named & {one._meta.db_table for one in JournalEntry.__subclasses__()}, "nor does a journal"
    assert find_words(here.root, *records) == [], named
    for who, page in ((worried.youth_worker(), "home"), (worried.youth_worker(), "concerns"), (governance(), "home")):
        assert worried.client_of(who).get(reverse(page), follow=True).status_code == 200
    assert set(hash_chain.verify_chains().values()) == {None}
    assert apply_erasures(session_of(house_actor()), workspace=here).erasures == ()
    run_pipeline(session_of(house_actor()), workspace=here)


def ask_by_name(surname: str, born: str, phone: str) -> str:
    """A blind question about a child who is named in its words alone; the hash of these."""
    ask = NewAsk(
        name=f"Ottoline {surname}", born=date.fromisoformat(born), asker="A. Nurse", phone=phone, worry="worried"
    )
    said = write_text(ask)
    sha = keep_text(words=said.words, what=said.what, who=said.who)
    given = {"kind": AskKind.QUESTION, "agency": "health", "text_sha": sha, "about": "", "record_ids": []}
    make_row(BlindAsk, say=str, given=given)
    return sha


def type_reasons(records: list[str]) -> None:
    """Reasons with the child's words and telephone, in decisions and in the audit log."""
    hold = NewHold(HoldKind.LEGAL, "Invented claim", date(2100, 1, 1), record_ids=tuple(records))
    number = place_hold(session_of(governance()), hold=hold, why=f"Ottoline said {TEXT} to her solicitor.")
    lift_hold(session_of(governance()), hold=number, why=f"She gave {PHONE}, so nothing is held.")
    with audited(leaving(governance()), action="write_chronology", reason=f"{NAME} asked for it.") as trail:
        trail.add("record", records)


def check_erased_rows(workspace: Workspace, folder: Path) -> None:
    """Everything is whole, in the workspace and in a copy of the database, and the erased rows are named."""
    typed = {
        "audit": tuple(
            AuditEntry.objects.filter(action="write_chronology").oldest_first().values_list("sequence", flat=True)
        ),
        "decisions": tuple(
            Decision.objects.of_kind("retention_hold_placed", "retention_hold_lifted")
            .oldest_first()
            .values_list("sequence", flat=True)
        ),
    }
    found = verify_audit(session_of(house_actor()), workspace=workspace)
    assert [(one.name, one.wrong, one.erased) for one in found] == [(name, "", rows) for name, rows in typed.items()]
    for name, rows in typed.items():
        path = folder / f"{name}.jsonl"
        export_chain(leaving(house_actor()), name=name, path=path)
        assert [(one.wrong, one.erased) for one in verify_file(path=path)] == [("", rows)]
        assert not find_words(path.parent, f"{TEXT} to her") and "sealed:" in path.read_text(encoding="utf-8")


def said_in_database(*words: str) -> set[str]:
    """The tables of which a row says one of these words."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            said = str(cursor.fetchall()).casefold()
            found |= {table for word in words if word.casefold() in said}
    return found


@pytest.mark.django_db(transaction=True)
def test_a_compacted_database_holds_nothing_that_was_deleted() -> None:
    Account.objects.create(username="kept", role="practitioner", post=f"{TEXT} of the kept")
    Account.objects.bulk_create(
        Account(username=f"{NAME}{number}", role="practitioner", post=NAME) for number in range(200)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    Account.objects.exclude(username="kept").delete()
    assert compact_database() == (connection.vendor == "postgresql")
    if connection.vendor == "postgresql":
        assert find_words(files_of_server(), TEXT), "what was not deleted is there"
        assert find_words(files_of_server(), NAME) == []
    else:
        connection.ensure_connection()
        held = connection.connection.serialize()  # the database's pages, as they are in its file
        assert TEXT.encode() in held
        assert NAME.encode() not in held


def files_of_server() -> Path:
    """The files of a server of PostgreSQL, once its administrator has emptied the log as the how-to says."""
    with connection.cursor() as cursor:
        for sql in ("ALTER SYSTEM SET wal_recycle = off", "SELECT pg_reload_conf()", "SELECT pg_sleep(0.2)",
                    "SELECT pg_switch_wal()", "CHECKPOINT", "SELECT pg_switch_wal()", "CHECKPOINT"):  # fmt: skip
            cursor.execute(sql)
        cursor.execute("SHOW data_directory")
        return Path(cursor.fetchone()[0])


def dying_after(wanted: str) -> Callable[[str], None]:
    def die(step: str) -> None:
        if step == wanted:
            raise Killed

    return die


@pytest.mark.django_db(transaction=True)
def test_nothing_is_erased_without_the_papers_or_against_a_hold(here: Workspace) -> None:
    records = records_of(here.root, NAME)
    with pytest.raises(Refused, match="inquiry_holds"):
        decide_here(here, records)
    record_papers()
    inquiry = NewHold(HoldKind.INQUIRY, "Invented inquiry", date(2100, 1, 1), agency="police")
    hold = place_hold(session_of(governance()), hold=inquiry, why=WHY)
    with pytest.raises(Refused, match=f"hold keeps these records: {hold}"):
        decide_here(here, records)
    lift_hold(session_of(governance()), hold=hold, why=WHY)
    number = decide_here(here, records)
    with pytest.raises(Refused, match="Another person must"):
        apply_erasures(session_of(replace(house_actor(), reader=governance().reader)), workspace=here)
    again = place_hold(session_of(governance()), hold=inquiry, why=WHY)
    (held,) = apply_erasures(session_of(house_actor()), workspace=here).held
    assert (held.sequence, held.holds, held.of_file) == (number, (again,), False)
    assert find_words(here.root, NAME), "a hold of after the decision keeps the records too"
    assert [line.waiting for line in read_holds(session_of(governance())).lines] == [(number,)]
    lift_hold(session_of(governance()), hold=again, why=WHY)
    with pytest.raises(Killed):
        apply_erasures(session_of(house_actor()), workspace=here, after_phase=dying_after("register"))
    again = place_hold(session_of(governance()), hold=inquiry, why=WHY)
    with pytest.raises(Refused, match="erasure that was begun waits"):
        apply_erasures(session_of(house_actor()), workspace=here)
    assert find_words(here.root, NAME), "what was begun does not go on through a hold"
    assert read_holds(session_of(governance())).is_begun
    lift_hold(session_of(governance()), hold=again, why=WHY)
    assert not read_holds(session_of(governance())).is_begun
    assert apply_erasures(session_of(house_actor()), workspace=here).erasures
    with pytest.raises(Refused):
        place_hold(session_of(worried.youth_worker()), hold=inquiry, why=WHY)


@pytest.mark.django_db(transaction=True)
def test_a_hold_on_one_child_lets_another_be_erased(here: Workspace) -> None:
    """Holds on the other child, its records and a period long ago: the erasure goes on, and begun it goes on too."""
    record_papers()
    mine, others = records_of(here.root, NAME), records_of(here.root, "Ashdown")
    with session_of(governance()).need_current() as (_, store):
        (child,) = {one for people in store.people_on(record_ids=others).values() for one in people if one}
    said = (HoldKind.INQUIRY, "Invented inquiry", date(2100, 1, 1))
    for hold in (
        NewHold(*said, people=(child,)),
        NewHold(*said, record_ids=tuple(others)),
        NewHold(*said, agency="school"),
        NewHold(*said, last_on=date(2001, 1, 1)),
        NewHold(*said, kinds=("school_attendance", "ofsted_annex_a")),
        NewHold(*said, agency="police", kinds=("police_occurrences",)),
    ):
        place_hold(session_of(governance()), hold=hold, why=WHY)
    number = decide_here(here, mine)
    assert [line.waiting for line in read_holds(session_of(governance())).lines] == [()] * 6
    on_kind = NewHold(*said, agency="police", kinds=("police_missing",))
    again = place_hold(session_of(governance()), hold=on_kind, why=WHY)
    assert read_holds(session_of(governance())).lines[-1].waiting == (number,), "her records of that type"
    lift_hold(session_of(governance()), hold=again, why=WHY)
    with pytest.raises(Usage, match="no such type"):
        place_hold(session_of(governance()), hold=NewHold(*said, kinds=("police_mising",)), why=WHY)
    with pytest.raises(Killed):
        apply_erasures(session_of(house_actor()), workspace=here, after_phase=dying_after("received files"))
    report = apply_erasures(session_of(house_actor()), workspace=here)
    assert (len(report.erasures), report.held) == (1, ()), number
    assert find_words(here.root, NAME) == []
    assert records_of(here.root, "Ashdown") == others


@pytest.mark.django_db(transaction=True)
def test_a_hold_keeps_the_file_of_which_no_bytes_would_be_kept(here: Workspace) -> None:
    """A row that is not found in its file takes the file's bytes along, and with them the row of a child on hold."""
    record_papers()
    mine, others = records_of(here.root, NAME), records_of(here.root, "Ashdown")
    (told,) = (one for one in here.received.iterdir() if b"ZM2" in one.read_bytes())
    told.chmod(0o600)
    told.write_bytes(told.read_bytes().replace(b"bag", b"box"))
    hold = NewHold(HoldKind.INQUIRY, "Invented inquiry", date(2100, 1, 1), record_ids=tuple(others))
    again = place_hold(session_of(governance()), hold=hold, why=WHY)
    number = decide_here(here, mine)
    (held,) = apply_erasures(session_of(house_actor()), workspace=here).held
    assert (held.sequence, held.holds, held.of_file) == (number, (again,), True)
    assert b"ZM2" in told.read_bytes() and find_words(here.root, NAME)
    lift_hold(session_of(governance()), hold=again, why=WHY)
    assert apply_erasures(session_of(house_actor()), workspace=here).without_bytes


@pytest.mark.django_db(transaction=True)
def test_one_agency_decides_nothing_about_the_records_of_another(here: Workspace) -> None:
    record_papers()
    police = session_of(worried.actor("polly", "information_governance", "police"))
    of_all = records_of(here.root, NAME)
    holders = holders_of(session_of(governance()), of_all)
    own = [one for one in of_all if holders[one].agency == "police"]
    assert own and set(own) != set(of_all)
    for asked in (of_all, [*own, "nothing"]):
        with pytest.raises(NotHere):
            decide_erasure(police, workspace=here, record_ids=asked, ground=ErasureGround.MISTAKE, why=WHY)
        with pytest.raises(NotHere):
            place_hold(
                police, hold=NewHold(HoldKind.LEGAL, "Claim", date(2100, 1, 1), record_ids=tuple(asked)), why=WHY
            )
    for agency in ("", "school"):
        hold = NewHold(HoldKind.LEGAL, "Claim", date(2100, 1, 1), agency, is_everything=not agency)
        with pytest.raises(Refused, match="can place this hold"):
            place_hold(police, hold=hold, why=WHY)
        number = place_hold(session_of(governance()), hold=hold, why=WHY)
        with pytest.raises(Usage, match="no such hold"):
            lift_hold(police, hold=number, why=WHY)
        lift_hold(session_of(governance()), hold=number, why=WHY)
    hold = NewHold(HoldKind.LEGAL, "Claim", date(2100, 1, 1), record_ids=tuple(own))
    lift_hold(police, hold=place_hold(police, hold=hold, why=WHY), why=WHY)
    assert decide_erasure(police, workspace=here, record_ids=own, ground=ErasureGround.MISTAKE, why=WHY)


@pytest.mark.django_db(transaction=True)
def test_another_persons_name_alone_decides_nothing_at_the_command_line(workspace: Workspace) -> None:
    named = session_of(replace(governance(), via="cli", os_name="someone"))
    paper = NewPaper("inquiry_holds", "I. Governor", "Information governance", date(2026, 11, 1), "Cabinet")
    for attempt in (
        lambda: decide_erasure(named, workspace=workspace, record_ids=["x"], ground=ErasureGround.MISTAKE, why=WHY),
        lambda: lift_hold(named, hold=1, why=WHY),
        lambda: drop_old_rows(named, workspace=workspace, why=WHY),
        lambda: record_paper(named, paper=paper),
    ):
        with pytest.raises(Refused, match="password"):
            attempt()
    with pytest.raises(Refused, match="named person"):
        record_paper(session_of(house_actor()), paper=paper)


@pytest.mark.soak
@pytest.mark.django_db(transaction=True)
def test_a_hundred_canaries_leave_and_a_hundred_others_stay(
    workspace: Workspace, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    (workspace.root / "sightline.toml").touch()
    agree(workspace.root)
    kinds = {"Zzcanary": 0, "Wrenfold": 100}
    rows = [
        note(
            {
                "Person ID": f"P{first + number}",
                "Surname": f"{word}{letters(number)}",
                "Forename": "Ada",
                "DOB": "04/05/2013",
            },
            "03/11/2026",
            f"Called from {word}{letters(number)} house about school.",
        )
        for word, first in kinds.items()
        for number in range(100)
    ]
    path = write_export(tmp_path / "childrens_services_events.csv", "childrens_services_events", *rows)
    ingest_files(session_of(house_actor()), workspace=workspace, paths=[path])
    run_pipeline(session_of(house_actor()), workspace=workspace)
    record_papers()
    asked = {ask_by_name(f"Zzcanary{letters(number)}", "2013-05-04", "0191 498 0000") for number in range(100)}
    stay = {ask_by_name(f"Wrenfold{letters(number)}", "2013-05-04", "0191 498 0000") for number in range(100)}
    shown_by("Zzcanary", records_of(workspace.root, "Zzcanary")[:3])
    decide_here(workspace, records_of(workspace.root, "Zzcanary"))
    assert apply_erasures(session_of(house_actor()), workspace=workspace).rows == 100
    assert find_words(workspace.root, *(f"Zzcanary{letters(number)}" for number in range(100))) == []
    assert said_in_database("Zzcanary") == set()
    left = AnswerText.objects.filter(erased_at=None).values_list("pk", flat=True)
    assert stay <= set(left) and asked.isdisjoint(left), "what was asked about them by name alone"
    (tmp_path / "left").mkdir()
    for name in ("audit", "decisions"):
        export_chain(leaving(house_actor()), name=name, path=tmp_path / "left" / f"{name}.jsonl")
    assert find_words(tmp_path / "left", "Zzcanary") == []
    assert "zzcanary" not in caplog.text.casefold(), "no log has a name"
    if connection.vendor == "postgresql":
        assert find_words(files_of_server(), "Zzcanary") == []
    for number in range(0, 100, 25):
        assert find_words(workspace.root, f"Wrenfold{letters(number)}")


def shown_by(name: str, records: list[str]) -> None:
    """Pages of children are read by somebody who may: none has the name in its title, nor in its address."""
    client = worried.client_of(worried.actor("sam", "practitioner", "childrens_services"))
    for record_id in records:
        page = client.get(reverse("record", args=[record_id]), follow=True)
        title = page.content.decode().partition("<title>")[2].partition("</title>")[0]
        assert name not in title + page.request["PATH_INFO"] + page.request["QUERY_STRING"]


def letters(number: int) -> str:
    """A number as two letters."""
    return chr(97 + number // 10) + chr(97 + number % 10)
