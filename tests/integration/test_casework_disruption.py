"""The disruption ledger: considered by whom, used or not and why, days, breaches, end; and what the records show after.

What the records show around the car is put there by hand, beside the one record of the small partnership that gives
it with the child: intelligence of June 2024, on her own row, and a car on a child's row is nobody's own.
"""

from datetime import date
from pathlib import Path

import pytest
from support import meeting as made
from support import small_partnership as small
from support import subject_files as files
from support import worried
from support.climbing import fill_ladder, set_clock
from support.sessions import session_of
from support.trials import read_ledger_rows

from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Decision
from sightline.casework.disruption.services import end_measure, keep_breach, leave_measure, use_measure
from sightline.casework.inbox.selectors import list_notices
from sightline.casework.inbox.services import take_about_as_read
from sightline.casework.subject_files.pages.files import MeasureLine
from sightline.casework.subject_files.selectors.disruption_measures import read_measures
from sightline.casework.subject_files.selectors.files import list_subject_files, read_subject_file
from sightline.casework.subject_files.services.files import SubjectFileInput, keep_review
from sightline.escalation import NotAnAnswer
from sightline.model.errors import Refused, SightlineError, Usage
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
ENTERED = "2026-12-22T16:30:00Z"
USED = "The magistrates made it on the application of the police"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.build_workspace(tmp_path_factory.mktemp("disruption"), roles=())


@pytest.fixture
def held(built: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    copy = worried.copy_of(built, workspace)
    set_clock(monkeypatch, ENTERED)
    return copy


@pytest.fixture
def mia(held: Workspace) -> Actor:
    for other in (made.officer, files.social_worker):
        other()
    return made.manager()


def ledger(who: Actor, file_id: str) -> tuple[MeasureLine, ...]:
    return read_subject_file(session_of(who), file_id=file_id).measures


def use(who: Actor, file_id: str, entry_id: str, **more: object) -> str:
    entered = SubjectFileInput(**{"words": USED, "on_day": date(2026, 12, 1), "to_day": date(2026, 12, 20)} | more)  # type: ignore[arg-type]
    return use_measure(session_of(who), file_id=file_id, entry_id=entry_id, entered=entered)


def test_a_measure_is_considered_used_breached_renewed_and_ended(held: Workspace, mia: Actor) -> None:
    file_id, record = files.open_on_man(mia, held, owner="omar"), files.complaint(held)
    entry = files.consider(mia, file_id, "sexual_risk_order")
    (line,) = ledger(mia, file_id)
    assert (line.label, line.undecided, line.considered.who) == ("Sexual risk order", True, "MACE meeting")
    decision = Decision.objects.get(kind="working_file_considered")
    assert decision.body["measure_version"] == read_measures()["sexual_risk_order"].rule.version
    use(mia, file_id, entry)
    (line,) = ledger(mia, file_id)
    assert line.run_out and line.used and line.used.to_day == date(2026, 12, 20)
    keep_breach(
        session_of(mia), file_id=file_id, entry_id=entry,
        entered=SubjectFileInput(words="Seen at the flat with two girls by a patrol.", on_day=date(2026, 12, 18), record_ids=(record,)),
    )  # fmt: skip
    use(mia, file_id, entry, to_day=date(2027, 12, 20))
    (line,) = ledger(mia, file_id)
    assert not line.run_out and [one.on_day for one in line.breaches] == [date(2026, 12, 18)]
    end_measure(
        session_of(mia), file_id=file_id, entry_id=entry,
        entered=SubjectFileInput(words="Lifted on appeal, which found the wrong man named.", on_day=date(2026, 12, 22)),
    )  # fmt: skip
    (line,) = ledger(mia, file_id)
    assert line.ended and not line.run_out and not line.undecided
    with pytest.raises(NotHere):
        use(mia, file_id, entry)
    assert files.kinds(file_id) == ["status", "owner", "considered", "used", "breach", "used", "ended"]


def test_a_fact_in_two_words_is_whole_and_one_word_is_not(held: Workspace, mia: Actor) -> None:
    file_id = files.open_on_man(mia, held)
    entry = files.consider(mia, file_id, "sexual_risk_order")
    for words in ("Noted.", "Granted."):
        with pytest.raises(NotAnAnswer):
            use(mia, file_id, entry, words=words)
    use(mia, file_id, entry, words="Granted by the court.")
    entered = SubjectFileInput(words="It ran out.", on_day=date(2026, 12, 21))
    end_measure(session_of(mia), file_id=file_id, entry_id=entry, entered=entered)
    assert ledger(mia, file_id)[0].ended


def test_not_to_use_one_says_why(held: Workspace, mia: Actor) -> None:
    file_id = files.open_on_thing(mia, held, "place")
    entry = files.consider(mia, file_id, "closure_child_sex_offences")
    with pytest.raises(NotAnAnswer):
        leave_measure(session_of(mia), file_id=file_id, entry_id=entry, entered=SubjectFileInput(words="No."))
    why = "The tenancy ends on Friday, and a child of the family still sleeps there until then."
    leave_measure(session_of(mia), file_id=file_id, entry_id=entry, entered=SubjectFileInput(words=why))
    (line,) = ledger(mia, file_id)
    assert not line.undecided and line.not_used and line.not_used.words == why


@pytest.mark.parametrize(
    ("measure", "change", "error"),
    [
        ("no_such_measure", {}, Usage),
        ("hotel_notice", {}, Usage),  # it is for a place, and this is a person
        ("police_protection", {}, Usage),  # it protects a child, and this is an adult
        ("sexual_risk_order", {"who": ""}, Usage),
        ("sexual_risk_order", {"on_day": None}, Usage),
        ("sexual_risk_order", {"on_day": date(2026, 12, 23)}, Usage),  # it has not come
        ("sexual_risk_order", {"words": "Yes."}, NotAnAnswer),
    ],
)
def test_what_is_not_whole_does_not_stand(
    held: Workspace, mia: Actor, measure: str, change: dict[str, object], error: type[SightlineError]
) -> None:
    file_id = files.open_on_man(mia, held)
    with pytest.raises(error):
        files.consider(mia, file_id, measure, **change)
    assert ledger(mia, file_id) == ()


def test_days_that_the_law_does_not_let_it_run_are_asked_for_again(held: Workspace, mia: Actor) -> None:
    file_id = files.open_on_thing(mia, held, "place")
    entry = files.consider(mia, file_id, "closure_child_sex_offences")
    for to_day in (date(2026, 11, 30), date(2027, 3, 2)):
        with pytest.raises(Usage):
            use(mia, file_id, entry, to_day=to_day)
    use(mia, file_id, entry, to_day=date(2027, 3, 1))
    assert ledger(mia, file_id)[0].used


def test_an_owner_considers_and_writes_breaches_and_does_not_decide(held: Workspace, mia: Actor) -> None:
    sw = files.social_worker()
    file_id = files.open_on_man(mia, held, owner="sw")
    entry = files.consider(sw, file_id, "sexual_risk_order")
    for call in (use_measure, leave_measure, end_measure):
        with pytest.raises(Refused):
            call(
                session_of(sw),
                file_id=file_id,
                entry_id=entry,
                entered=SubjectFileInput(words=USED, on_day=date(2026, 12, 1)),
            )
    with pytest.raises(Usage):
        keep_breach(
            session_of(sw),
            file_id=file_id,
            entry_id=entry,
            entered=SubjectFileInput(words="Seen at the flat again.", on_day=date(2026, 12, 2)),
        )  # nobody has used it


def test_unused_and_run_out_stand_before_managers(held: Workspace, mia: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    person, place = files.open_on_man(mia, held, owner="sw"), files.open_on_thing(mia, held, "place")
    files.consider(mia, person, "sexual_risk_order", on_day=date(2026, 12, 10))
    entry = files.consider(mia, place, "closure_nuisance", on_day=date(2026, 11, 1))
    use(mia, place, entry, to_day=date(2026, 12, 5))
    settled = files.consider(mia, person, "gang_injunction", on_day=date(2026, 10, 1))
    leave_measure(
        session_of(mia),
        file_id=person,
        entry_id=settled,
        entered=SubjectFileInput(words="He is in no group that police know of."),
    )
    entered = [(one.measure.label, one.file.file_id) for one in list_subject_files(session_of(mia)).ledger]
    assert entered == [("Closure of premises: nuisance or disorder", place), ("Sexual risk order", person)]
    assert list_subject_files(session_of(files.social_worker())).ledger == ()
    waits = {one.what for one in list_subject_files(session_of(files.social_worker())).lines[0].waits}
    assert "undecided" in waits  # whoever owns it sees it on the file
    rows = read_ledger_rows(session_of(mia))
    assert [row[rows[0].index("waits")] for row in rows[1:]] == ["undecided", "", "run_out"]


def test_what_the_records_show_before_and_after_is_counted_and_no_cause_is_said(held: Workspace, mia: Actor) -> None:
    files.connect(held, ("2024-03-11", False), ("2024-06-08", False), ("2024-06-09", False), ("2024-06-10", False))
    file_id = files.open_on_thing(mia, held, "vehicle")
    entry = files.consider(mia, file_id, "vehicle_seizure", on_day=date(2024, 6, 9))
    use(mia, file_id, entry, on_day=date(2024, 6, 10), to_day=None)
    shown = ledger(mia, file_id)[0].shown_after
    assert shown and (shown.days, shown.is_cut) == (90, False)
    assert (shown.before.records, shown.before.children) == (3, 1)  # 11 March is a day too early
    assert (shown.after.records, shown.after.children) == (1, 1)
    assert shown.before.last_on == date(2024, 6, 9) and shown.after.first_on == date(2024, 6, 10)
    rows = read_ledger_rows(session_of(mia))
    row = dict(zip(rows[0], rows[1], strict=True))
    assert (row["records_before"], row["records_after"], row["days_each_side"]) == ("3", "1", "90")


def test_where_few_days_have_passed_both_sides_count_as_many(held: Workspace, mia: Actor) -> None:
    file_id = files.open_on_thing(mia, held, "vehicle")
    entry = files.consider(mia, file_id, "vehicle_seizure", on_day=date(2024, 11, 20))
    use(mia, file_id, entry, on_day=date(2024, 11, 22), to_day=None)  # the data go to 2 December
    shown = ledger(mia, file_id)[0].shown_after
    assert shown and (shown.days, shown.is_cut, shown.before.records) == (10, True, 0)
    use(mia, file_id, entry, on_day=date(2024, 12, 1), to_day=None)
    again = ledger(mia, file_id)[0].shown_after
    assert again and again.after.first_on == date(2024, 11, 22), "a renewal is no new beginning"
    phone = files.open_on_thing(mia, held, "phone")
    entry = files.consider(mia, phone, "drug_line_restriction", on_day=date(2024, 11, 20))
    use(mia, phone, entry, on_day=date(2024, 12, 2), to_day=None)
    assert ledger(mia, phone)[0].shown_after is None


def test_what_came_after_the_window_is_counted_too_for_an_order_runs_on(held: Workspace, mia: Actor) -> None:
    files.connect(held, ("2024-03-09", False), ("2024-03-11", False), ("2024-09-01", False), ("2024-11-30", False))
    file_id = files.open_on_thing(mia, held, "vehicle")
    entry = files.consider(mia, file_id, "vehicle_seizure", on_day=date(2024, 3, 9))
    use(mia, file_id, entry, on_day=date(2024, 3, 10), to_day=None)
    shown = ledger(mia, file_id)[0].shown_after
    assert shown and (shown.after.records, shown.since.records, shown.since.children) == (2, 4, 1)
    assert (shown.since.newest_on, shown.since.last_on) == (date(2024, 11, 30), date(2024, 12, 2))
    rows = read_ledger_rows(session_of(mia))
    row = dict(zip(rows[0], rows[1], strict=True))
    assert (row["records_since"], row["newest_since"], row["since_then_to"]) == ("4", "2024-11-30", "2024-12-02")


def test_of_a_child_it_is_counted_on_how_many_records_they_stand_with_others(held: Workspace, mia: Actor) -> None:
    file_id = files.open_on_child(mia, held)
    entry = files.consider(mia, file_id, "nrm_referral", on_day=date(2024, 3, 9))
    use(mia, file_id, entry, on_day=date(2024, 3, 10), to_day=None)
    before = ledger(mia, file_id)[0].shown_after
    files.connect(held, ("2024-03-11", False), ("2024-09-01", False))
    shown = ledger(mia, file_id)[0].shown_after
    assert before and shown and shown.since.records == before.since.records + 2 and shown.since.children == 1


def test_a_file_without_any_measure_and_one_left_stand_before_managers_with_why(
    held: Workspace, mia: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = files.open_on_man(mia, held)
    assert list_subject_files(session_of(mia)).ledger == (), "not on its first day"
    set_clock(monkeypatch, "2026-12-29T09:00:00Z")
    page = list_subject_files(session_of(mia))
    assert [(one.what, one.file.file_id, one.since_on) for one in page.ledger] == [
        ("none_considered", person, date(2026, 12, 22))
    ]
    rows = read_ledger_rows(session_of(mia))
    assert [dict(zip(rows[0], row, strict=True))["waits"] for row in rows[1:]] == ["none_considered"]
    entry = files.consider(mia, person, "sexual_risk_order", on_day=date(2026, 12, 28))
    why = "He is remanded until March, and the court has forbidden him to go near the flat."
    leave_measure(session_of(mia), file_id=person, entry_id=entry, entered=SubjectFileInput(words=why))
    page = list_subject_files(session_of(mia))
    assert page.ledger == ()
    assert [one.measure.not_used.words for one in page.left if one.measure and one.measure.not_used] == [why]
    for who in (files.analyst(), files.social_worker()):
        shown = list_subject_files(session_of(who))
        assert (shown.ledger, shown.left) == ((), ())


def test_a_breach_tells_owner_and_manager_and_stands_until_somebody_looked(held: Workspace, mia: Actor) -> None:
    people = fill_ladder("police")
    manager, officer = people["team_manager"], made.officer()
    file_id = files.open_on_man(mia, held, owner="omar")
    entry = files.consider(mia, file_id, "sexual_risk_order")
    use(mia, file_id, entry, to_day=None)

    def entered(who: Actor) -> list[str]:
        return [line.about_id for line in list_notices(session_of(who)).lines if line.kind == "breach"]

    assert entered(manager) == entered(officer) == []
    breach = SubjectFileInput(words="Seen at the flat with two girls by a patrol.", on_day=date(2026, 12, 18))
    keep_breach(session_of(mia), file_id=file_id, entry_id=entry, entered=breach)
    assert entered(manager) == entered(officer) == [file_id] and entered(mia) == []
    ask = [(one.what, one.since_on) for one in list_subject_files(session_of(mia)).ledger]
    assert ask == [("breach", date(2026, 12, 18))]
    looked = SubjectFileInput(words="Looked at with police, who arrest him tonight.", on_day=date(2027, 1, 4))
    keep_review(session_of(mia), file_id=file_id, entered=looked)
    assert list_subject_files(session_of(mia)).ledger == ()
    take_about_as_read(session_of(officer), about_id=file_id)
    assert list_notices(session_of(officer)).unread == 0


def test_two_readers_a_breach_on_a_record_that_an_owner_may_not_see_is_no_notice(held: Workspace, mia: Actor) -> None:
    officer, sw = made.officer(), files.social_worker()
    file_id = files.open_on_man(mia, held, owner="sw")
    entry = files.consider(officer, file_id, "sexual_risk_order")
    use(officer, file_id, entry, to_day=None)
    entered = SubjectFileInput(words="Seen by police with two girls.", on_day=date(2026, 12, 18),
                record_ids=(made.restricted_police(held),))  # fmt: skip
    keep_breach(session_of(officer), file_id=file_id, entry_id=entry, entered=entered)
    assert [line.kind for line in list_notices(session_of(sw)).lines] == ["working_file"]
    assert [one.what for one in list_subject_files(session_of(officer)).ledger] == ["breach"]
    assert list_subject_files(session_of(mia)).ledger == ()


def test_two_readers_what_is_counted_is_what_each_may_see(held: Workspace, mia: Actor) -> None:
    files.connect(held, ("2024-06-08", True), ("2024-06-09", False))
    file_id = files.open_on_thing(mia, held, "vehicle")
    entry = files.consider(mia, file_id, "vehicle_seizure", on_day=date(2024, 6, 9))
    use(mia, file_id, entry, on_day=date(2024, 6, 10), to_day=None)
    mine, police = (ledger(who, file_id)[0].shown_after for who in (mia, made.officer()))
    assert mine and police and (mine.before.records, police.before.records) == (2, 3)
