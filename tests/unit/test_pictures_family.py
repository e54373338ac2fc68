"""A family by the genogram convention: legible with few and many, unsure parts dotted, and never an address."""

import random
from dataclasses import replace
from datetime import date

import pytest
from support.picture_laws import check_picture

from sightline.pictures.family_facts import FamilyMember, FamilyStory, Generation, Shape
from sightline.pictures.family_tree import draw_family, finding_of

CHILD = FamilyMember("Nell Ashdown", "", Generation.CHILDREN, Shape.FEMALE, 16)
SINCE = date(2018, 4, 11)
MOTHER = FamilyMember("Karen Ashdown", "mother", Generation.PARENTS, Shape.FEMALE, 39, SINCE, same_address=True)
FATHER = FamilyMember("Paul Webb", "father", Generation.PARENTS, Shape.MALE, None)
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
                drawn.choice(list(Shape)), drawn.choice((None, 3, 67)), drawn.choice((None, SINCE)), None, n % 3 + 1,
                drawn.random() < 0.5, row is Generation.PARENTS and n % 2 == 0, "/p/",
            )
        )  # fmt: skip
    return FamilyStory(CHILD, tuple(relatives), date(2026, 11, 29))


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
    assert [row[4].text for row in picture.table.rows] == ["", "1 record", "1 record, no date: not sure"]


def test_two_of_one_relation_are_counted_and_nobody_is_said_where_no_record_says_so() -> None:
    brothers = tuple(
        FamilyMember(name, "brother", Generation.CHILDREN, Shape.MALE, 12, SINCE, same_address=True) for name in "AB"
    )
    assert "The same address as the child: 2 brothers." in finding_of(FamilyStory(CHILD, brothers, SINCE))
    assert finding_of(FamilyStory(CHILD, (), SINCE)) == "No record that you can see names family."
