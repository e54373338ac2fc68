"""Planted groups of which only part stands in columns: found on columns alone, and with what notes may name.

    python benchmarks/groups_partly.py [--groups N] [--seeds 1 2 3]

The rest of each group's facts is written into notes of children's services and the youth service: registrations,
telephones, addresses, nicknames. Nobody has confirmed anything. Ordinary life stands in the same files, and its cars
and telephones are in notes too. "false" are groups of nobody planted, without the look-alike "friends", who hold by the
rule.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "tests"), str(Path(__file__).parents[1])]

from support.lookalikes import LOOKALIKES, Row, Town, Who, occurrence, of
from support.patterned import TRUE_PEOPLE, read_notes, write_rows

from sightline.known_facts import Homes, Records, gather, read_words
from sightline.networks.contacts import gather_touches
from sightline.networks.groups import Group, find_with_confirmed
from sightline.networks.rules import read_group_rule
from sightline.store import DuckDBEngine

BEGINS, AS_AT, ALIKE, FRIENDS = date(2024, 9, 2), date(2025, 9, 1), 0.5, "friends"
SHARES = (1.0, 0.6, 0.4, 0.2)
IN_NOTES = {
    "car": "Seen getting out of {0} at the end of the road.",
    "phone": "Keeps getting calls from {0} and will not say who it is.",
    "flat": "Says she was at {0} again until late.",
    "nick": "Was with a man known as '{0}', who is much older.",
}
NICKS = ("Ginge", "Tiny", "Razor", "Bungle", "Sparky", "Duke", "Moose", "Flash", "Badger", "Chalky", "Lefty", "Smiler")
IDS = """
SELECT DISTINCT person_id, upper(surname || ' ' || forename || ' ' || strftime(birth_date, '%d/%m/%Y')) AS name
FROM resolved JOIN mention USING (mention_id) WHERE surname <> '' AND birth_date IS NOT NULL
"""


def note(town: Town, child: Who, text: str) -> Row:
    """A contact of a child with a note: of children's services, or of the youth service."""
    day = f"{town.day():%d/%m/%Y}"
    if town.chance.random() < 0.5:
        return {"layout": "youth_service_contacts", "Contact Ref": town.number(), "Date": day, "Entered On": day,
                "Surname": child.surname, "Forename": child.forename, "DOB": child.born, "Text": text}  # fmt: skip
    return {"layout": "childrens_services_events", "Person ID": f"{child.surname}{child.forename}", "DOB": child.born,
            "Surname": child.surname, "Forename": child.forename, "Event Type": "CONTACT", "Event Date": day,
            "Entered On": day, "Text": text}  # fmt: skip


def plant(town: Town, nick: str, share: float) -> tuple[set[str], list[Row]]:
    """Four to six children, two men, a car, a telephone, a flat and a nickname; `share` of the contacts in columns."""
    children, men = town.children(town.chance.randint(4, 6)), [town.person(adult=True) for _ in range(2)]
    things = {"car": town.mark(), "phone": town.phone(), "flat": town.home(), "nick": nick}
    rows: list[Row] = []
    rows += occurrence(town, "STOP", things["flat"], of(men[0], "SUSPECT", mark=things["car"], phone=things["phone"]))
    for child in children:
        for kind in ("man", *things):
            if town.chance.random() < 0.3:  # not every child is seen with each
                continue
            if kind == "nick" or (kind != "man" and town.chance.random() >= share):
                said = things[kind][0] if kind == "flat" else things[kind]
                rows.append(note(town, child, IN_NOTES[kind].format(said)))
                continue
            man = of(town.chance.choice(men), "SUSPECT", mark=things["car"] if kind == "car" else "",
                     phone=things["phone"] if kind == "phone" else "")  # fmt: skip
            if kind == "man" and town.chance.random() >= share:
                continue  # nobody wrote down who it was
            rows += occurrence(town, "CONCERN FOR SAFETY", things["flat"] if kind == "flat" else None,
                               of(child, "FOUND WITH"), man)  # fmt: skip
    return {called(who) for who in (*children, *men)}, rows


def told_again(town: Town, rows: list[Row]) -> Iterator[Row]:
    """What notes say of ordinary life: each car and telephone of a story beside two of its children."""
    young = [row for row in rows if row.get("Role") in ("VICTIM", "NAMED", "WITNESS") and row["DOB"][-4:] > "2008"]
    for cell, kind in (("VRM", "car"), ("Telephone", "phone")):
        for value in sorted({row[cell] for row in rows if row.get(cell)}):
            for row in town.chance.sample(young, min(3, len(young))):
                child = Who(row["Surname"], row["Forenames"], row["DOB"], "", "")
                yield note(town, child, IN_NOTES[kind].format(value))


def called(who: Who) -> str:
    """Somebody as ids are told by."""
    return f"{who.surname} {who.forename} {who.born}".upper()


def read(rows: list[Row]) -> DuckDBEngine:
    """The rows, read, with everybody joined as they truly are."""
    with tempfile.TemporaryDirectory() as folder:
        engine: DuckDBEngine = read_notes(write_rows(rows, Path(folder)), as_at=AS_AT, people=TRUE_PEOPLE)
    engine.make("together", "SELECT NULL AS nothing LIMIT 0")
    gather(engine=engine)
    return engine


def measure(seed: int, groups: int, share: float) -> Iterator[str]:
    """A line for each way of looking."""
    town = Town(seed * 50 + 40, BEGINS)
    planted, rows, friends = [], list[Row](), set[str]()
    for number in range(groups):
        members, own = plant(town, f"{NICKS[number % len(NICKS)]}{'' if number < len(NICKS) else number}", share)
        planted.append(members)
        rows += own
    for number, (name, tell) in enumerate(LOOKALIKES.items()):
        story = list(tell(Town(seed * 50 + number, BEGINS)))
        rows += [*story, *told_again(town, story)]
        if name == FRIENDS:
            friends = {f"{r['Surname']} {r['Forenames']} {r['DOB']}".upper() for r in story if r.get("Forenames")}
    engine = read(rows)
    names = {row["person_id"]: row["name"] for row in engine.query(IDS).to_pylist()}
    homes, rule = Homes(engine=engine, words=read_words()), read_group_rule(AS_AT)
    touches = gather_touches(records=Records(engine), homes=homes, as_at=AS_AT)
    found = find_with_confirmed(touches=touches, homes=homes, rule=rule)
    engine.close()
    for way, some in (("columns", [one for one in found if not one.is_of_more]), ("with notes", found)):
        yield f"seed {seed} share {share:.0%} {way}: {judge(some, names, planted, friends)}"


def judge(found: list[Group], names: dict[str, str], planted: list[set[str]], friends: set[str]) -> str:
    """Planted groups found by members (F1 of a half or more), and groups that are nobody's."""
    people = [{names[one] for one in group.members if one in names} for group in found]
    hit = {
        number
        for number, members in enumerate(planted)
        for who in people
        if 2 * len(who & members) / (len(who) + len(members)) >= ALIKE
    }
    false = sum(not any(who & members for members in planted) and not who & friends for who in people)
    return f"{len(hit)} of {len(planted)} planted, {false} false"


def main() -> None:
    """A line for each seed, share and way."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--groups", type=int, default=12)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    asked = parser.parse_args()
    for share in SHARES:
        for seed in asked.seeds:
            for line in measure(seed, asked.groups, share):
                print(line, flush=True)


if __name__ == "__main__":
    main()
