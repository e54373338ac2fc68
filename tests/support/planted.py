"""Groups that stand among ordinary life: through a takeaway, by a telephone that rings many, around one children's home.

What many share makes none of these, and hides none of them. Each has a few small things of its own besides.
"""

from collections.abc import Callable
from dataclasses import dataclass

from support.lookalikes import Row, Town, Who, contact, missing, occurrence, of, takeaway

RUNG = 40


@dataclass(frozen=True, slots=True)
class Planted:
    """Rows, and who is in the group: children, and adults."""

    rows: list[Row]
    children: list[Who]
    adults: list[Who]


def through_a_takeaway(town: Town) -> Planted:
    """Four children and two men at a takeaway that two hundred others use; one car, and one telephone."""
    rows = list(takeaway(town))
    place = next((row["Location"], row["Location Postcode"]) for row in rows if row.get("Location"))
    four, men, car, phone = town.children(4), [town.person(adult=True) for _ in range(2)], town.mark(), town.phone()
    for number, child in enumerate(four):
        man = of(men[number % 2], "SUSPECT", mark=car, phone=phone if number < 3 else "")
        rows += occurrence(town, "CONCERN FOR SAFETY", place, of(child, "FOUND WITH"), man)
    rows += occurrence(town, "STOP", place, of(four[0], "NAMED"), of(four[2], "NAMED"), of(men[1], "SUSPECT", mark=car))
    return Planted(rows, four, men)


def by_a_telephone(town: Town) -> Planted:
    """One number rings forty children, of whom four are found with its holder in one flat and one car."""
    many, man, phone, club = town.children(RUNG), town.person(adult=True), town.phone(), ("Youth Club", "ZZ5 8YC")
    rows = [contact(town, child, club) | {"Phone": phone} for child in many]
    flat, car = town.home(), town.mark()
    for child in many[:4]:
        rows += occurrence(town, "CONCERN FOR SAFETY", flat, of(child, "FOUND WITH"), of(man, "SUSPECT", mark=car))
    return Planted(rows, many, [man])


def around_a_home(town: Town) -> Planted:
    """Five who live in one children's home, collected by two men in a car and found in their flat."""
    home = ("Fern House Children's Home, Quay Rise, Tarrowby", "ZZ5 9FH")
    five, men = [town.person(home=home) for _ in range(5)], [town.person(adult=True) for _ in range(2)]
    flat, car, rows = town.home(), town.mark(), list[Row]()
    for number, child in enumerate(five):
        rows.append(missing(town, child, flat))
        rows += occurrence(
            town, "CONCERN FOR SAFETY", home, of(child, "NAMED"), of(men[number % 2], "SUSPECT", mark=car)
        )
    return Planted(rows, five, men)


PLANTED: dict[str, Callable[[Town], Planted]] = {
    "through a takeaway": through_a_takeaway,
    "by a telephone": by_a_telephone,
    "around a home": around_a_home,
}
