"""A family by the genogram convention: legible with few and many, unsure parts dotted, and never an address."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from support.picture_laws import check_picture

from sightline.pictures.family.facts import FamilyMember, FamilyStory, Generation, GenogramShape, Stay
from sightline.pictures.family.tree import draw_family, finding_of

CHILD = FamilyMember("Nell Ashdown", "", Generation.CHILDREN, GenogramShape.FEMALE, 16)
SINCE = date(2018, 4, 11)
MOTHER = FamilyMember("Karen Ashdown", "mother", Generation.PARENTS, GenogramShape.FEMALE, 39, SINCE, same_address=True)
FATHER = FamilyMember("Paul Webb", "father", Generation.PARENTS, GenogramShape.MALE, None)
RELATIONS = {
    Generation.GRANDPARENTS: "grandmother", Generation.PARENTS: "stepfather", Generation.AUNTS: "aunt",
    Generation.CHILDREN: "brother", Generation.OWN_CHILDREN: "child", Generation.OTHERS: "relative",
}  # fmt: skip


def family(seed: int, many: int) -> FamilyStory:
    drawn = random.Random(seed)
    relatives = []
    for n in range(many):
        row = drawn.choice(list(Generation))
        relatives.append(
            FamilyMember(
                drawn.choice(("Jo Ashdown", "Maximilian Featherstonehaugh-Cholmondeley", "Ann")), RELATIONS[row], row,
                drawn.choice(list(GenogramShape)), drawn.choice((None, 3, 67)), drawn.choice((None, SINCE)), None, n % 3 + 1,
                drawn.random() < 0.5, row is Generation.PARENTS and n % 2 == 0, n % 5 == 0, "/p/",
                born_on=drawn.choice((None, SINCE)), stays=stays(drawn) if n % 2 else (),
            )
        )  # fmt: skip
    return FamilyStory(replace(CHILD, stays=stays(drawn)), tuple(relatives), date(2026, 11, 29))


def stays(drawn: random.Random) -> tuple[Stay, ...]:
    """Addresses of which some are long and some on one record."""
    days = sorted(SINCE + timedelta(days=drawn.randrange(3000)) for _ in range(6))
    return tuple(Stay(n + 1, days[2 * n], days[2 * n + n % 2], drawn.randrange(1, 9)) for n in range(3))


@pytest.mark.parametrize("many", [0, 1, 5, 12, 40])
def test_no_label_is_on_another_however_many_relatives_there_are(many: int) -> None:
    for seed in range(6):
        story = family(seed, many)
        picture = draw_family(story)
        check_picture(picture)
        assert len(picture.table.rows) == many + 1
        assert draw_family(replace(story, relatives=story.relatives[::-1])).finding == picture.finding


def test_what_is_not_sure_is_dotted_and_said() -> None:
    story = FamilyStory(CHILD, (MOTHER, FATHER), date(2026, 11, 29))
    picture = draw_family(story)
    assert finding_of(story) == (
        "Records name 2 relatives. The same address as the child: mother. Not sure: 1 relative."
    )
    sure = draw_family(replace(story, relatives=(MOTHER, replace(FATHER, records=2))))
    assert picture.as_file.count("stroke-dasharray") > sure.as_file.count("stroke-dasharray")
    assert [row[5].text for row in picture.table.rows] == ["", "1 record", "1 record, no date: not sure"]


def test_two_of_one_relation_are_counted_and_nobody_is_said_where_no_record_says_so() -> None:
    brothers = tuple(
        FamilyMember(name, "brother", Generation.CHILDREN, GenogramShape.MALE, 12, SINCE, same_address=True)
        for name in "AB"
    )
    assert "The same address as the child: 2 brothers." in finding_of(FamilyStory(CHILD, brothers, SINCE))
    assert finding_of(FamilyStory(CHILD, (), SINCE)) == "No record that you can see names a relative."


def test_who_gave_the_childs_address_and_when_is_drawn_in_days_of_records_and_a_birth_is_said_once() -> None:
    moved = (Stay(1, date(2019, 3, 4), date(2025, 8, 1), 7), Stay(2, date(2025, 9, 2), date(2026, 11, 1), 3))
    child = replace(CHILD, born_on=date(2010, 5, 6), stays=moved)
    mother = replace(MOTHER, same_address=False, born_on=date(1987, 2, 3), stays=moved[:1])
    aunt = FamilyMember("Ann", "aunt", Generation.AUNTS, GenogramShape.FEMALE, from_on=SINCE, same_address=True,
                        stays=(Stay(2, date(2026, 1, 5), date(2026, 1, 5), 1),))  # fmt: skip
    picture = draw_family(FamilyStory(child, (mother, aunt), date(2026, 11, 29)))
    check_picture(picture)
    assert "The same address as the child: aunt. Only in earlier records: mother." in picture.finding
    rows = {row[0].text: [cell.text for cell in row[2:5]] for row in picture.table.rows}
    assert rows["Karen Ashdown, 39"] == ["3 Feb 1987", "11 Apr 2018", "address 1: 4 Mar 2019 to 1 Aug 2025 (7 records)"]
    assert rows["Ann"] == ["not known", "11 Apr 2018", "address 2: 5 Jan 2026 (1 record)"]
    assert "When records give the child’s address, by person" in picture.as_file and "on one record" in picture.as_file
    alone = draw_family(FamilyStory(child, (replace(mother, stays=()),), date(2026, 11, 29)))
    assert "by person" not in alone.as_file and "born 3 Feb 1987" in alone.as_file


def test_a_protected_address_of_the_child_is_said_and_compared_with_none() -> None:
    story = FamilyStory(CHILD, (replace(MOTHER, same_address=False),), SINCE, is_protected=True)
    assert "The child’s address is protected, so Sightline does not compare it with others." in finding_of(story)


def test_where_no_record_gives_an_address_the_picture_and_its_table_say_so() -> None:
    father = replace(FATHER, no_address=True)
    picture = draw_family(FamilyStory(CHILD, (MOTHER, father), date(2026, 11, 29)))
    check_picture(picture)
    assert picture.as_file.count(">address not recorded<") == 1
    assert [row[4].text for row in picture.table.rows][-1] == "address not recorded"
    none = FamilyStory(replace(CHILD, no_address=True), (father,), date(2026, 11, 29))
    assert "No record gives the child’s address." in finding_of(none)
    assert draw_family(none).as_file.count(">address not recorded<") == 2
