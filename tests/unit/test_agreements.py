"""Agreements: compiled to a table that a slow reader of the same files agrees with; what cannot be used is refused."""

import hashlib
import json
import tomllib
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from support.agreed import agree

from sightline.agreements import (
    AgreementBook,
    Bodies,
    PolicyQuestion,
    PutInForce,
    ReadingBody,
    Suspension,
    Suspensions,
    compile_policy,
    keep_here,
    narrow_shared,
    read_agreements,
)
from sightline.agreements.drafts import CONCERNS, DOCUMENTS, shipped_layouts, write_draft, write_invented
from sightline.agreements.invented_files import holds_invented_files
from sightline.agreements.suspensions import NONE_SUSPENDED
from sightline.agreements.vocabulary import Mode, Purpose
from sightline.model.errors import Refused, Usage
from sightline.model.nouns import Agency
from sightline.model.visibility import NotShared
from sightline.rulebook.files import read_toml_folder

DAY = date(2026, 3, 10)
SAID = {
    "provider": "police", "controller": "police", "regime": "dpa2018_part3", "lawful_basis": "Invented basis",
    "special_category_condition": "Invented condition", "gateway": "unverified", "tier": "record",
    "retention_rule": "Invented", "handling": "Invented", "signed_by": "Records manager", "purposes": ["safeguarding"],
    "starts_on": date(2026, 3, 1), "review_on": date(2026, 12, 1), "data_kinds": ["police_missing"],
    "recipient_types": ["HEALTH"],
}  # fmt: skip
CONTACT = '\n[contact]\npost = "Records desk"\ntelephone = "01632 960 000"\n'
ORGANISATIONS = [
    {"id": "police", "name": "Police", "type": "POLICE", "agency": "police"},
    {"id": "trust", "name": "A trust", "type": "HEALTH", "agency": "health"},
    {"id": "clinic", "name": "A clinic", "type": "HEALTH"},
    {"id": "school", "name": "A school", "type": "EDUCATION", "agency": "school"},
]

KINDS = {one["id"]: one["type"] for one in ORGANISATIONS}


def toml(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else json.dumps(value)


def table(said: dict[str, Any]) -> str:
    return "".join(f"{key} = {toml(value)}\n" for key, value in said.items() if value is not None)


def write(root: Path, name: str, *exceptions: dict[str, Any], **said: Any) -> None:
    """One agreement, and the register if there is none."""
    folder = root / "agreements"
    folder.mkdir(exist_ok=True)
    whole = "".join(f"[[organisations]]\n{table(each)}" for each in ORGANISATIONS)
    (folder / "organisations.toml").write_text(whole, encoding="utf-8")
    text = table({"id": name, **SAID, **said}) + CONTACT
    text += "".join(f"[[exceptions]]\n{table(each)}" for each in exceptions)
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")


# The small world of exchange.md: organisations, kinds, purposes, modes and days, with every kind of exception.
def small_world(root: Path) -> AgreementBook:
    both, deny, allow = ["existence", "content"], {"effect": "deny"}, {"effect": "allow"}
    why = {"reason": "Invented reason."}
    write(root, "missing", {**allow, **why, "recipients": ["school"], "modes": ["existence"]},
          {**deny, **why, "recipient_types": ["HEALTH", "EDUCATION"], "purposes": ["crime"]},
          {**allow, **why, "recipients": ["clinic"], "purposes": ["crime"]},
          modes=both, purposes=["safeguarding", "crime"], ends_on=DAY + timedelta(days=1))  # fmt: skip
    write(root, "occurrences", {**deny, **why, "recipients": ["clinic"], "data_kinds": ["police_intelligence"],
                                "starts_on": DAY, "ends_on": DAY},
          data_kinds=["police_occurrences", "police_intelligence"], recipients=["clinic"])  # fmt: skip
    write(root, "visits", {**deny, **why, "recipient_types": ["POLICE"], "recipients": ["school"]},
          provider="trust", controller="trust", regime="uk_gdpr", data_kinds=["health_attendances"], modes=both,
          recipient_types=["POLICE", "EDUCATION"], suspended_on=DAY)  # fmt: skip
    write(root, "later", provider="school", controller="school", data_kinds=["school_concerns"], modes=both,
          recipient_types=["POLICE"], starts_on=DAY + timedelta(days=1))  # fmt: skip
    return read_agreements(root)


def slowly(written: list[dict[str, Any]], day: date, question: PolicyQuestion) -> bool:
    """The same answer, from the TOML one rule after another."""
    return any(says(said, day, question) for said in written)


def read_written(root: Path) -> list[dict[str, Any]]:
    paths = [path for path in (root / "agreements").glob("*.toml") if path.name != "organisations.toml"]
    return [tomllib.loads(path.read_text(encoding="utf-8")) for path in paths]


def says(said: dict[str, Any], day: date, asked: PolicyQuestion) -> bool:
    if said["provider"] != asked.source or asked.kind not in said["data_kinds"]:
        return False
    if day < said["starts_on"] or day > said.get("ends_on", date.max) or day >= said.get("suspended_on", date.max):
        return False

    def reaches(rule: dict[str, Any]) -> bool:
        named = rule.get("recipients")
        return asked.destination in named if named else KINDS[asked.destination] in rule.get("recipient_types", [])

    effects = [
        one["effect"]
        for one in said.get("exceptions", [])
        if reaches(one)
        and asked.kind in one.get("data_kinds", [asked.kind])
        and asked.mode in one.get("modes", [asked.mode])
        and asked.purpose in one.get("purposes", [asked.purpose])
        and one.get("starts_on", date.min) <= day <= one.get("ends_on", date.max)
    ]
    if effects:
        return "deny" not in effects
    return reaches(said) and asked.purpose in said["purposes"] and asked.mode in said.get("modes", ["existence"])


def test_the_table_says_of_every_question_what_a_slow_reader_says(tmp_path: Path) -> None:
    book, written = small_world(tmp_path), read_written(tmp_path)
    layouts = ("police_missing", "police_occurrences", "police_intelligence", "health_attendances", "school_concerns")
    ids = [one["id"] for one in ORGANISATIONS]
    allowed = 0
    for days in range(-12, 5):
        day = DAY + timedelta(days=days)
        policy = compile_policy(book, on=day)
        for asked in map(PolicyQuestion._make, product(ids, ids, layouts, Purpose, Mode)):
            assert policy.rule(asked).is_allowed == slowly(written, day, asked), (day, asked)
            allowed += policy.rule(asked).is_allowed
    assert allowed > 100, "else the world is too small to tell anything"


def test_a_body_is_shown_what_the_slow_reader_allows_each_of_its_organisations(tmp_path: Path) -> None:
    """By name the organisation itself; without one every organisation of its agency, and nobody where there is none."""
    book, written = small_world(tmp_path), read_written(tmp_path)
    bodies = {("school", ""): ["school"], ("health", " a  TRUST"): ["trust"], ("health", "A clinic"): ["clinic"],
              ("police", ""): ["police"], ("housing", ""): [], ("", ""): []}  # fmt: skip
    seen = set[tuple[bool, bool]]()
    for days, purpose, (body, ids) in product(range(-12, 5), Purpose, bodies.items()):
        day = DAY + timedelta(days=days)
        policy, reads = compile_policy(book, on=day), ReadingBody(*body, purpose)
        kept = narrow_shared(NotShared(), bodies=Bodies(book), policy=policy, unreadable=(), body=reads)
        for (agency, layout), agreement in policy.covering.items():
            asked = [PolicyQuestion(agreement.provider, one, layout, purpose, Mode.CONTENT) for one in ids]
            own = agency == body[0] != "school"  # each school is a body of its own
            content = own or (bool(ids) and all(slowly(written, day, one) for one in asked))
            told = bool(ids) and all(slowly(written, day, one._replace(mode=Mode.EXISTENCE)) for one in asked)
            assert kept.hides(agency=agency, layout=layout) == (not content), (day, purpose, body, layout)
            assert kept.withholds(agency=agency, layout=layout) == (not content and not told)
            assert kept.of_existence().hides(agency=agency, layout=layout) == (not content and not told)
            assert not kept.is_taken_back(agency=agency, layout=layout)
            assert not kept.taken_back().hides(agency=agency, layout=layout)
            seen.add((content, told))
    assert seen >= {(True, True), (False, True), (False, False)}, "else the world is too small to tell anything"


def test_invented_agreements_show_everybody_everything_for_every_purpose_and_in_files(tmp_path: Path) -> None:
    """So the demo shows all that it holds."""
    write_invented(tmp_path, all_records=True)
    book = read_agreements(tmp_path)
    policy = compile_policy(book, on=DAY)
    for agency, organisation, purpose in product(["", *Agency], ["", "Elm School"], Purpose):
        body = ReadingBody(agency, organisation, purpose)
        kept = narrow_shared(NotShared(), bodies=Bodies(book), policy=policy, unreadable=(), body=body)
        assert kept.kinds == () == keep_here(kept, bodies=Bodies(book), policy=policy, body=body).kinds, body


def test_a_sheet_that_an_exception_names_is_ruled_by_itself(tmp_path: Path) -> None:
    why = {"reason": "Invented reason.", "recipient_types": ["HEALTH"], "data_kinds": ["mace_tracker/adults"]}
    for effect, modes, hidden in (("deny", ["existence", "content"], "adults"), ("allow", ["existence"], "children")):
        root = tmp_path / effect
        root.mkdir()
        write(root, "tracker", {"effect": effect, **why}, data_kinds=["mace_tracker"], modes=modes)
        book = read_agreements(root)
        kept = narrow_shared(
            NotShared(),
            bodies=Bodies(book),
            policy=compile_policy(book, on=DAY),
            unreadable=(),
            body=ReadingBody("health", "A trust"),
        )
        found = [one for one in ("adults", "children") if kept.hides(agency="police", layout=f"mace_tracker/{one}")]
        assert found == [hidden]


def test_deny_beats_allow_and_the_ruling_names_agreement_and_reason(tmp_path: Path) -> None:
    policy = compile_policy(small_world(tmp_path), on=DAY)
    crime = PolicyQuestion("police", "clinic", "police_missing", Purpose.CRIME, Mode.EXISTENCE)
    assert policy.rule(crime) == (False, "missing", "exception", "Invented reason.")
    nothing = PolicyQuestion("police", "clinic", "police_missing", Purpose.STATISTICS, Mode.EXISTENCE)
    assert policy.rule(nothing) == (False, "", "no rule", "No agreement in force allows it.")


def test_existence_alone_is_told_where_an_agreement_does_not_say_more(tmp_path: Path) -> None:
    write(tmp_path, "missing", modes=None)
    policy = compile_policy(read_agreements(tmp_path), on=DAY)
    asked = PolicyQuestion("police", "trust", "police_missing", Purpose.SAFEGUARDING, Mode.EXISTENCE)
    assert policy.rule(asked).is_allowed and not policy.rule(asked._replace(mode=Mode.CONTENT)).is_allowed


def test_the_version_changes_on_the_days_on_which_something_begins_or_ends_and_on_no_other(tmp_path: Path) -> None:
    book = small_world(tmp_path)
    days = [DAY + timedelta(days=days) for days in range(-12, 8)]
    versions = [compile_policy(book, on=day).version for day in days]
    changed = {day for day, before, now in zip(days[1:], versions, versions[1:], strict=False) if before != now}
    assert changed == {date(2026, 3, 1), DAY, DAY + timedelta(days=1), DAY + timedelta(days=2)}
    assert versions == [compile_policy(small_world(tmp_path), on=day).version for day in days]


SUSPENDED = Suspensions((Suspension(1, "missing", "police", ("police_missing",), DAY),))


def is_covered(root: Path, suspensions: Suspensions) -> bool:
    policy = compile_policy(read_agreements(root, suspensions=suspensions), on=DAY)
    return policy.cover(agency="police", layout="police_missing") is not None


def test_a_suspension_applies_to_the_layouts_whatever_the_file_is_called_until_a_decision_about_that_file(
    tmp_path: Path,
) -> None:
    """To change the id, the end or `suspended_on` in the file is no way round it."""
    file = tmp_path / "agreements" / "missing.toml"
    for said in ({"id": "missing2"}, {"ends_on": DAY + timedelta(days=900)}, {"data_kinds": ["police_missing", "x"]}):
        write(tmp_path, "missing", **said)
        assert is_covered(tmp_path, NONE_SUSPENDED) and not is_covered(tmp_path, SUSPENDED), said
    write(tmp_path, "missing", id="missing2")
    freed = PutInForce(2, "missing2", hashlib.sha256(file.read_bytes()).hexdigest())
    assert is_covered(tmp_path, replace(SUSPENDED, put_in_force=(freed,)))
    assert not is_covered(tmp_path, replace(SUSPENDED, put_in_force=(replace(freed, agreement="missing"),)))
    write(tmp_path, "missing", id="missing2", ends_on=DAY + timedelta(days=900))
    assert not is_covered(tmp_path, replace(SUSPENDED, put_in_force=(freed,))), "the file is another"
    write(tmp_path, "missing", id="missing2")
    again = replace(SUSPENDED.suspended[0], number=3, agreement="missing2")
    assert not is_covered(tmp_path, Suspensions((*SUSPENDED.suspended, again), (freed,))), "suspended once more"


def test_a_suspension_of_one_sheet_or_workbook_means_the_other_and_no_other_agency(tmp_path: Path) -> None:
    sheet = Suspension(1, "a", "police", ("police_missing/list_1",), DAY)
    write(tmp_path, "missing")
    assert not is_covered(tmp_path, Suspensions((sheet,)))
    assert not is_covered(tmp_path, Suspensions((replace(sheet, agency=""),))), "the register could not be read"
    assert is_covered(tmp_path, Suspensions((replace(sheet, agency="health"),)))
    assert is_covered(tmp_path, Suspensions((replace(sheet, data_kinds=("police_intelligence",)),)))


def test_a_suspension_takes_the_layout_away_at_once_and_a_new_agreement_may_follow(tmp_path: Path) -> None:
    write(tmp_path, "missing")
    assert compile_policy(read_agreements(tmp_path), on=DAY).cover(agency="police", layout="police_missing")
    write(tmp_path, "renewed", starts_on=DAY)
    with pytest.raises(Usage, match="also covers 'police_missing'"):
        read_agreements(tmp_path)
    renewed = tmp_path / "agreements" / "renewed.toml"
    freed = PutInForce(2, "renewed", hashlib.sha256(renewed.read_bytes()).hexdigest())
    suspended = read_agreements(tmp_path, suspensions=replace(SUSPENDED, put_in_force=(freed,)))
    cover = compile_policy(suspended, on=DAY).cover(agency="police", layout="police_missing")
    assert cover is not None and cover.id == "renewed"
    renewed.unlink()
    policy = compile_policy(read_agreements(tmp_path, suspensions=SUSPENDED), on=DAY)
    assert policy.cover(agency="police", layout="police_missing") is None
    assert ("police", "police_missing") in policy.held


def test_a_workbook_is_covered_sheet_by_sheet_and_another_agency_is_not(tmp_path: Path) -> None:
    agree(tmp_path)
    policy = compile_policy(read_agreements(tmp_path), on=DAY)
    assert policy.cover(agency="childrens_services", layout="ofsted_annex_a/list_8")
    assert policy.cover(agency="police", layout="ofsted_annex_a/list_8") is None


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"regime": "gdpr"}, "'regime' is 'gdpr'; it must be one of"),
        ({"lawful_basis": ""}, "'lawful_basis' must be"),
        ({"surprise": 1}, "'surprise' is not a key that is known here"),
        ({"purposes": []}, "'purposes' must name at least one"),
        ({"recipient_types": []}, "'recipients' or 'recipient_types' must name at least one"),
        ({"modes": ["content"]}, "'modes' must include 'existence'"),
        ({"review_on": date(2026, 1, 1)}, "'review_on' must not be before 'starts_on'"),
        ({"ends_on": date(2026, 1, 1)}, "'ends_on' must not be before 'starts_on'"),
        ({"recipients": ["nobody"]}, "'recipients' names 'nobody', which is not in organisations.toml"),
        ({"provider": "clinic"}, "'provider' names 'clinic', which has no 'agency'"),
        ({"starts_on": None}, "'starts_on' is missing"),
    ],
)
def test_an_agreement_that_cannot_be_used_is_refused_by_its_file_and_field(
    tmp_path: Path, said: dict[str, Any], words: str
) -> None:
    write(tmp_path, "missing", **said)
    with pytest.raises(Usage) as refused:
        read_agreements(tmp_path)
    assert words in refused.value.what and refused.value.where == "agreements/missing.toml"
    assert "sightline agreement check" in refused.value.what_to_do


def test_an_exception_that_applies_to_nobody_or_to_another_layout_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "missing", {"effect": "deny", "reason": "Said."})
    with pytest.raises(Usage, match="must name 'recipients' or 'recipient_types'"):
        read_agreements(tmp_path)
    deny = {"effect": "deny", "reason": "Said.", "recipients": ["trust"], "data_kinds": ["school_concerns"]}
    write(tmp_path, "missing", deny)
    with pytest.raises(Usage, match="names the layout 'school_concerns'"):
        read_agreements(tmp_path)


def test_a_draft_is_refused_until_people_have_said_what_only_they_can(tmp_path: Path) -> None:
    draft = write_draft(tmp_path, layout="police_missing", on=date(2024, 2, 29))
    assert read_agreements(tmp_path) == AgreementBook(), "a draft is not in force"
    with pytest.raises(Refused):
        write_draft(tmp_path, layout="police_missing", on=DAY)
    for path in (draft, draft.with_name("organisations.toml")):
        path.rename(tmp_path / "agreements" / path.name)
    with pytest.raises(Usage) as refused:
        read_agreements(tmp_path)
    assert refused.value.where == "agreements/police_missing.toml"


def test_an_invented_agreement_says_so_also_without_its_key(tmp_path: Path) -> None:
    agree(tmp_path)
    assert not read_agreements(tmp_path).holds_invented and not holds_invented_files(tmp_path)
    write_invented(tmp_path / "other", all_records=True)
    folder = tmp_path / "other"
    assert all(one.invented for one in read_agreements(folder).agreements) and holds_invented_files(folder)
    for path in (folder / "agreements").glob("*.toml"):
        path.write_text(path.read_text(encoding="utf-8").replace("invented = true\n", ""), encoding="utf-8")
    assert all(one.is_invented for one in read_agreements(folder).agreements) and holds_invented_files(folder)


def test_invented_agreements_cover_every_layout_that_ships(tmp_path: Path) -> None:
    write_invented(tmp_path, all_records=True)
    book = read_agreements(tmp_path)
    policy = compile_policy(book, on=DAY)
    shipped = [(each["agency"], one["id"]) for each in read_toml_folder("agencies").values() if each.get("agency")
               for one in each.get("sheets", [each])]  # fmt: skip
    assert len(shipped) > 20 and len(shipped_layouts()) > 15
    assert all(policy.cover(agency=agency, layout=layout) for agency, layout in shipped)
    assert all(policy.cover(agency="health", layout=layout) for layout in (*CONCERNS, *DOCUMENTS))
    assert {one.tier for one in book.agreements} == {"record"}
    write_invented(tmp_path, all_records=False)
    assert {one.data_kinds[0] for one in read_agreements(tmp_path).agreements if one.tier == "roll"} == {
        "school_attendance", "licensing_register", "health_attendances", "school_census", "school_ctf",
    }  # fmt: skip
