"""Small invented worlds that change from day to day, for linking that goes on: rows come, are corrected and go.

People share homes, birth dates, numbers and parents, so that a new row touches others: a number becomes one of many, a
block becomes too large, a home becomes protected, a twin turns up, an answer is given and undone.
"""

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

from sightline.model.judgements import Judgement, PairAnswer
from sightline.model.nouns import HandlingMarking

Cells = dict[str, Any]
FORENAMES = (
    "Lena",
    "Lina",
    "Elena",
    "Tobias",
    "Toby",
    "Samir",
    "Samira",
    "Amina",
    "Mei Ling",
    "Mei Hui",
    "Unknown",
    "",
)
SURNAMES = ("Ashdown", "Ashdowne", "Khan", "Khan-Bibi", "O'Hale", "Wren", "")
HOMES = (
    ("4 Alder Road", "ZZ1 1AA"),
    ("Flat 2, 4 Alder Rd", "ZZ1 1AA"),
    ("9 Birch Close", "ZZ1 2BB"),
    ("", "ZZ1 2BB"),
    ("", ""),
)
BIRTHS = (dt.date(2009, 4, 3), dt.date(2009, 4, 4), dt.date(2009, 3, 4), dt.date(2011, 4, 3), dt.date(1900, 1, 1), None)
NHS = ("9990000018", "9990000026", "", "", "", "")
UPNS = ("C999400015002", "", "", "")
AGES = ("14", "15 yrs", "", "")
PHONES = ("07700 900001", "07700 900002", "", "")
MOTHERS = ("Perpetua Quillfeather", "Dana Kestrel", "")
AGENCIES = ("police", "school", "health", "childrens_services")
PLACES = (("Plain Park", ""), ("Plain Park", "ZZ2 2BB"), ("12 Long Row", "ZZ3 3CC"))
PLAIN: list[str] = []
MARKINGS = (*[PLAIN] * 6, [HandlingMarking.PROTECTED_ADDRESS], [HandlingMarking.SEALED_IDENTITY])
SAID = (PairAnswer.SAME, PairAnswer.NOT_SAME, PairAnswer.CANNOT_TELL)


class LinkDays:
    """The rows and answers of a world as they are on one day, and which rows the day touched."""

    def __init__(self, seed: int, *, rows: int) -> None:
        self._chance = random.Random(seed)
        self._day, self._made = 0, 0
        self._rows: dict[str, list[Cells]] = {}
        self.judgements: list[Judgement] = []
        self.touched: set[str] = set()
        self._add(rows)

    def pass_one(self) -> None:
        """The next day: a few rows come, a few are corrected, one goes; answers are given, and one is undone."""
        self._day += 1
        self.touched = set()
        for row_id in self._pick(3):
            self._rows[row_id] = self._write(row_id)
            self.touched.add(row_id)
        for row_id in self._pick(1):
            del self._rows[row_id]
            self.touched.add(row_id)
        self._add(4)
        if self.judgements:
            self.judgements.remove(self._chance.choice(self.judgements))
        for _ in range(3):
            self._answer()

    def pass_quietly(self) -> None:
        """The next day: one row comes."""
        self._day += 1
        self.touched = set()
        self._add(1)

    def list_mentions(self) -> Iterator[Cells]:
        """Every mention of every row."""
        for mentions in self._rows.values():
            yield from mentions

    def _add(self, count: int) -> None:
        for _ in range(count):
            self._made += 1
            row_id = f"row-{self._made:03d}"
            self._rows[row_id] = self._write(row_id)
            self.touched.add(row_id)

    def _pick(self, count: int) -> list[str]:
        return self._chance.sample(sorted(self._rows), count)

    def _answer(self) -> None:
        people = sorted(one["mention_id"] for one in self.list_mentions() if one["entity_kind"] == "person")
        a, b = sorted(self._chance.sample(people, 2))
        sequence = 1 + max((one.sequence for one in self.judgements), default=self._day * 100)
        self.judgements.append(Judgement(sequence, a, b, self._chance.choice(SAID), "mara", dt.date(2026, 5, 3)))

    def _write(self, row_id: str) -> list[Cells]:
        draw = self._chance.choice
        common: Cells = {
            "row_id": row_id,
            "record_id": f"record-{row_id}",
            "batch": self._day,
            "agency": draw(AGENCIES),
            "occurred_on": dt.date(2024, 1, 1) + dt.timedelta(days=self._chance.randrange(400)),
            "markings": list(draw(MARKINGS)),
            "restricted": draw((False, False, True)),
        }
        address, postcode = draw(HOMES)
        born = draw(BIRTHS)
        child: Cells = {
            "mention_id": f"{row_id}-subject",
            "entity_kind": "person",
            "surname": draw(SURNAMES),
            "forename": draw(FORENAMES),
            "birth_date": born,
            "birth_date_as_written": "" if born else draw(AGES),
            "sex": draw(("F", "M", "")),
            "nhs_number": draw(NHS),
            "upn": draw(UPNS),
            "local_id": draw(("7", "8", "9", "")),
            "address": address,
            "postcode": postcode,
            "phone": draw(PHONES),
        }
        mother: Cells = {
            "slot": "related",
            "source_role": "Mother",
            "entity_kind": "person",
            "name_as_written": draw(MOTHERS),
        }
        place, code = draw(PLACES)
        found: Cells = {"slot": "found_at", "entity_kind": "place", "value_as_written": place, "postcode": code}
        beside = [mother | {"mention_id": f"{row_id}-mother"}, found | {"mention_id": f"{row_id}-place"}]
        return [common | one for one in (child, *beside)]


# Whole names, homes and things of many families, few of which share one: a day touches some of them and not the others.
HUES = ("Ada", "Bruno", "Carys", "Dilip", "Edith", "Farid", "Greta", "Hamza", "Ines", "Jorge", "Kofi", "Leila")
ROOTS = (
    "Ashdown",
    "Birchall",
    "Coldwell",
    "Dunmore",
    "Elmswood",
    "Fairlie",
    "Garside",
    "Holroyd",
    "Ibbotson",
    "Jessop",
)
SLOTS = ("subject", "accompanied_by", "related", "tenant")


class FamilyDays(LinkDays):
    """Rows about families: a name is mostly one family's, and a telephone, place or school ties its namings.

    A record may have two rows, which change together, and a file of rows may go at once.
    """

    FAMILIES = 24

    def pass_one(self) -> None:
        """The next day: one record comes with a name of another family, one is corrected, one goes; sometimes a file."""
        self._day += 1
        self.touched = set()
        for record in self._records(1):
            for row_id in self._rows_of(record):
                self._rows[row_id] = self._write(row_id)
                self.touched.add(row_id)
        for record in self._records(2 if self._chance.random() < 0.8 else 6):
            for row_id in self._rows_of(record):
                del self._rows[row_id]
                self.touched.add(row_id)
        self._add(2)
        if self.judgements and self._chance.random() < 0.5:
            self.judgements.remove(self._chance.choice(self.judgements))
        self._answer()

    def _add(self, count: int) -> None:
        """As `ingest` says it: with one row of a record all its rows are touched."""
        super()._add(count)
        records = {self._record_of(row_id) for row_id in self.touched}
        self.touched |= {row_id for record in records for row_id in self._rows_of(record)}

    def _records(self, count: int) -> list[str]:
        return self._chance.sample(sorted({self._record_of(row_id) for row_id in self._rows}), count)

    def _rows_of(self, record: str) -> list[str]:
        return [row_id for row_id in sorted(self._rows) if self._record_of(row_id) == record]

    @staticmethod
    def _record_of(row_id: str) -> str:
        return f"record-{int(row_id.removeprefix('row-')) // 2}"

    def _answer(self) -> None:
        """An answer about two people of one surname: another would rarely matter."""
        people = sorted(
            (one["surname"], one["mention_id"]) for one in self.list_mentions() if one["entity_kind"] == "person"
        )
        at = self._chance.randrange(len(people) - 1)
        a, b = sorted(mention for _, mention in people[at : at + 2])
        sequence = 1 + max((one.sequence for one in self.judgements), default=self._day * 100)
        self.judgements.append(Judgement(sequence, a, b, self._chance.choice(SAID), "mara", dt.date(2026, 5, 3)))

    def _write(self, row_id: str) -> list[Cells]:
        draw, number = self._chance.choice, self._chance.randrange(self.FAMILIES)
        agency = draw(AGENCIES)
        common: Cells = {
            "row_id": row_id,
            "record_id": self._record_of(row_id),
            "batch": self._day,
            "agency": agency,
            "organisation": f"{agency}-{number % 5}",
            "occurred_on": dt.date(2024, 1, 1) + dt.timedelta(days=self._chance.randrange(400)),
            "markings": list(draw(MARKINGS)) if self._chance.random() < 0.3 else [],
            "restricted": self._chance.random() < 0.1,
        }
        slots = self._chance.sample(SLOTS, 2)
        people = [
            common | self._person(number, slot) | {"mention_id": f"{row_id}-{slot}", "slot": slot} for slot in slots
        ]
        place = {"slot": "found_at", "entity_kind": "place", "mention_id": f"{row_id}-place"}
        place |= {"value_as_written": f"{self._near(number) % 9} Long Row", "postcode": draw(("", "ZZ3 3CC"))}
        return [*people, common | place] if self._chance.random() < 0.6 else people

    def _near(self, number: int) -> int:
        """This family, or now and then another."""
        return self._chance.randrange(self.FAMILIES) if self._chance.random() < 0.15 else number

    def _person(self, number: int, slot: str) -> Cells:
        draw, chance = self._chance.choice, self._chance
        of_name, child = self._near(number), slot == "subject"
        forename = HUES[(of_name * 5 + (3 if child else 0)) % len(HUES)]
        born = dt.date(2009 if child else 1985, 1 + of_name % 12, 1 + of_name % 28)
        known = chance.random() < 0.35
        return {
            "entity_kind": "person",
            "surname": f"{ROOTS[of_name % len(ROOTS)]}{'e' if chance.random() < 0.05 else ''}",
            "forename": forename[:-1] if chance.random() < 0.05 else forename,
            "birth_date": born if known else None,
            "birth_date_as_written": "" if known else draw(("", "", "15" if child else "39")),
            "source_role": "Mother" if slot == "related" and chance.random() < 0.7 else "",
            "sex": draw(("F" if of_name % 2 else "M", "")),
            "phone": f"07700 9001{self._near(number):02d}" if chance.random() < 0.3 else "",
            "address": f"{self._near(number)} Alder Road" if chance.random() < 0.4 else "",
            "postcode": draw(("ZZ1 1AA", "")),
        }


# Names of twins that one short form may stand for, and names with a slip of the pen that nobody else bears.
TWINS = (("Catrin", "Catriona", "Cat"), ("Christian", "Christina", "Chris"))
SLIPS = (
    ("Tobias", "Tobais"),
    ("Ferdinand", "Ferdinadn"),
    ("Gabriel", "Gbariel"),
    ("Theodore", "Thoedore"),
    ("Benjamin", "Benjamni"),
    ("Dominic", "Domiinc"),
    ("Patricia", "Patrciia"),
    ("Rosalind", "Rosalidn"),
)


def write_number(place: int) -> str:
    """A valid NHS number of those that nobody has."""
    figures = f"999{place * 7:06d}"
    check = -sum(int(figure) * (10 - at) for at, figure in enumerate(figures)) % 11
    return f"{figures}{check}" if check < 10 else ""


class TwinDays(LinkDays):
    """Families with twins, and children whose forename one clerk mistyped.

    A newcomer may be as like one of the twins, be a child of the same home, or bear the mistyped name: then a match is
    held back that stood, or a slip is none any more, also in a family that the newcomer has nothing to do with.
    """

    FAMILIES = 18

    def pass_one(self) -> None:
        """The next day: two rows come, one is corrected, one goes; an answer is given, and now and then one undone."""
        self._day += 1
        self.touched = set()
        for row_id in self._pick(1):
            self._rows[row_id] = self._write(row_id)
            self.touched.add(row_id)
        for row_id in self._pick(1):
            del self._rows[row_id]
            self.touched.add(row_id)
        self._add(2)
        if self.judgements and self._chance.random() < 0.5:
            self.judgements.remove(self._chance.choice(self.judgements))
        if self._chance.random() < 0.5:
            self._answer()

    def _write(self, row_id: str) -> list[Cells]:
        draw, number = self._chance.choice, self._chance.randrange(self.FAMILIES)
        family = number if self._chance.random() < 0.9 else self._chance.randrange(self.FAMILIES)
        born = dt.date(2009 + family // 12, 1 + family % 12, 3 + self._chance.choices((0, 1), (0.8, 0.2))[0])
        right, odd = SLIPS[number // 2 % len(SLIPS)]
        names = TWINS[number // 2 % len(TWINS)] if number % 2 else (right, right, right, right, odd)
        forename = draw(names)
        whose = number * 2 + (names.index(forename) % 2 if number % 2 else 0)
        return [
            {
                "row_id": row_id,
                "record_id": f"record-{row_id}",
                "mention_id": f"{row_id}-subject",
                "entity_kind": "person",
                "batch": self._day,
                "agency": draw(AGENCIES),
                "occurred_on": dt.date(2024, 1, 1) + dt.timedelta(days=self._chance.randrange(400)),
                "markings": [HandlingMarking.SEALED_IDENTITY] if self._chance.random() < 0.02 else [],
                "surname": f"{ROOTS[family % len(ROOTS)]}{'' if family < len(ROOTS) else 'by'}",
                "forename": forename,
                "birth_date": born,
                "address": f"{family} Alder Road" if self._chance.random() < 0.7 else "",
                "postcode": "ZZ1 1AA",
                "nhs_number": write_number(whose) if self._chance.random() < 0.3 else "",
            }
        ]  # fmt: skip
