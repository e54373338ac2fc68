"""Working files about the small partnership: on the man, the flat, the car, the phone and the child."""

import sqlite3
from datetime import date
from typing import Any

from support import meeting as made
from support import small_partnership as small
from support import worried
from support.sealed import seal
from support.sessions import session_of

from sightline.casework.core.actor import Actor
from sightline.casework.disruption.services import consider_measure
from sightline.casework.subject_files.models import SubjectFileEntry
from sightline.casework.subject_files.services.files import SubjectFileInput, name_owner
from sightline.casework.subject_files.services.opening import NewSubjectFile, open_subject_file
from sightline.store import Workspace

WHY = "Two agencies name him beside her within six weeks, and the flat is his tenancy."
CHILD_WHY = "She is said to bring other girls to the flat; nobody has asked her who made her."
AS_A_CHILD = "Her social worker sees her alone each week, and asks what was done to her before anything else."
NEXT = "Ask the tenancy officer who has keys to the flat"
FACT = "The complaint says that young people come and go at night"
VIEW = "He offers lifts so that girls owe him something"
MAN = "Jay Coleman"


def person_named(held: Workspace, name: str) -> str:
    return made.ask(held, f"SELECT person_id FROM person WHERE list_contains(names, '{name}')")[0]


def man(held: Workspace) -> str:
    """The man whom housing names with his birth date."""
    (person_id,) = made.ask(
        held,
        "SELECT DISTINCT person_id FROM mention JOIN resolved USING (mention_id) "
        "WHERE surname = 'Coleman' AND birth_date IS NOT NULL",
    )
    return person_id


def complaint(held: Workspace) -> str:
    return made.ask(held, "SELECT record_id FROM agency_record WHERE agency = 'housing' AND latest ORDER BY 1")[0]


def mention(held: Workspace, record_id: str, kind: str) -> str:
    """What a record names, of a kind."""
    return made.ask(
        held, f"SELECT mention_id FROM mention WHERE record_id = '{record_id}' AND entity_kind = '{kind}' ORDER BY 1"
    )[0]


def analyst() -> Actor:
    return worried.actor("ana", "analyst", "police")


def governance() -> Actor:
    return worried.actor("ig", "information_governance", "")


def reviewer() -> Actor:
    return worried.actor("rea", "reviewer", "partnership")


def social_worker() -> Actor:
    return worried.actor("sw", "practitioner", "childrens_services")


def open_on_man(who: Actor, held: Workspace, **more: Any) -> str:
    opening = {"record_ids": (complaint(held),), "status": "of_concern", "why": WHY, "person_id": man(held),
               "review_on": date(2027, 3, 1)} | more  # fmt: skip
    return open_subject_file(session_of(who), opening=NewSubjectFile(**opening))


def open_on_thing(who: Actor, held: Workspace, kind: str, **more: Any) -> str:
    record = more.pop("record", "") or complaint(held)
    opening = {"record_ids": (record,), "status": "of_concern", "why": WHY, "mention_id": mention(held, record, kind),
               "review_on": date(2027, 3, 1)} | more  # fmt: skip
    return open_subject_file(session_of(who), opening=NewSubjectFile(**opening))


def open_on_child(who: Actor, held: Workspace, **more: Any) -> str:
    opening = {"record_ids": (made.record(held, "childrens_services_events/visit"),), "status": "named",
               "why": CHILD_WHY, "person_id": made.wren(held), "review_on": date(2027, 1, 29),
               "as_a_child": AS_A_CHILD} | more  # fmt: skip
    return open_subject_file(session_of(who), opening=NewSubjectFile(**opening))


def own(who: Actor, file_id: str, username: str) -> None:
    name_owner(session_of(who), file_id=file_id, entered=SubjectFileInput(username=username))


def consider(actor: Actor, file_id: str, measure: str, **more: Any) -> str:
    entered = SubjectFileInput(
        **{"words": "It would keep girls away from the flat at night", "who": "MACE meeting",
           "on_day": date(2026, 12, 1)} | more
    )  # fmt: skip
    return consider_measure(session_of(actor), file_id=file_id, measure=measure, entered=entered)


def kinds(file_id: str) -> list[str]:
    """Which rows a file has, in order."""
    return [row.kind for row in SubjectFileEntry.objects.filter(subject_file__file_id=file_id).order_by("pk")]


def connect(held: Workspace, *on: tuple[str, bool]) -> None:
    """As if police records, restricted or not, had named the car beside the child on these days."""
    (snapshot,), child = held.snapshots.iterdir(), made.wren(held)
    (car,) = made.ask(held, "SELECT thing_id FROM thing WHERE value = 'ZZ10AAA'")
    with sqlite3.connect(snapshot / "serve.sqlite") as store:
        store.execute(
            "INSERT INTO thing_said (thing_id, entity_kind, text, agency, organisation, layout, restricted, sealed, "
            "mention_id, record_id) "
            "VALUES (?, 'vehicle', 'ZZ10 AAA', 'police', 'police', 'police_occurrences', 0, 0, 'm', 'r')",
            [car],
        )
        for number, (day, restricted) in enumerate(on):
            store.execute(
                "INSERT INTO around (connection_id, person_id, is_child, entity_kind, entity_id, occurred_on, "
                "known_from, graded_low, unsure, grade, record_id, agency, organisation, layout, restricted, sealed) "
                "VALUES (?, ?, 1, 'vehicle', ?, ?, ?, 0, 0, '', ?, 'police', 'police', 'police_occurrences', ?, 0)",
                [f"connection {number}", child, car, day, day, f"record {number}", restricted],
            )
    store.close()
    seal(snapshot)


__all__ = ["made", "small", "worried"]
