"""The growth of a group: fixed places, every quarter, and two counts that may differ; legible with few and many."""

import random
import re
from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from support.picture_laws import check_picture

from sightline.casework.networks.pages.networks import ActionsTaken, GroupPage, Member
from sightline.casework.people.pages.nodes import Node
from sightline.pictures.growth.drawing import draw_growth
from sightline.pictures.growth.facts import GrownMember, GrownTie, GrowthStory, MemberKind
from sightline.pictures.growth.quarters import children_known
from sightline.pictures.growth.shapes import MOST_DOTS
from sightline.pictures.palette import DEEP, PAPER
from sightline.web.pictures.growth_views import tell_growth

FIRST, UP_TO = date(2024, 10, 8), date(2026, 3, 20)


def member(key: str, kind: MemberKind, seen_on: date) -> GrownMember:
    return GrownMember(
        key, f"{key.capitalize()} Ashdown" if kind is MemberKind.CHILD else f"{key} 7", kind, seen_on, "/m/"
    )


CHILD, ASKED = MemberKind.CHILD, "Asked the other way: 6 other times."
STORY = GrowthStory(
    (
        member("nell", CHILD, FIRST),
        member("amara", CHILD, date(2025, 1, 24)),
        member("hasan", CHILD, date(2025, 4, 12)),
        member("car", MemberKind.VEHICLE, date(2025, 1, 24)),
        member("dee", MemberKind.UNIDENTIFIED, date(2025, 2, 1)),
    ),
    (GrownTie("nell", "car", date(2025, 1, 24)), GrownTie("amara", "car", date(2025, 1, 24))),
    (("police", "nell", FIRST), ("police", "amara", date(2025, 1, 24)), ("school", "hasan", date(2025, 4, 12))),
    date(2025, 1, 24),
    UP_TO,
    asked_other_way=ASKED,
)


def test_every_quarter_is_there_and_the_counts_are_of_what_was_known_by_then() -> None:
    picture = draw_growth(STORY)
    check_picture(picture)
    said = [[cell.text for cell in row] for row in picture.table.rows]
    counts = [(row[2], row[3].partition(":")[0]) for row in said]
    assert counts == [("1", "1"), ("2", "2"), ("3", "2"), ("3", "2"), ("3", "2"), ("3", "2")]
    assert said[0][3] == "1: Police" and picture.as_file.count(">PO<") == 3 + 1, "in each chart, and in the key"
    assert said[0][:2] == ["October to December 2024", "1: Nell Ashdown (child)"] and said[3][1] == "nothing new"
    assert "show 3 children now; the most that one agency knows is 2." in picture.finding
    assert picture.as_file.count("all records show the group from 24 Jan 2025") == 1
    assert ASKED in picture.finding
    with pytest.raises(ValueError, match="the other way"):
        replace(STORY, asked_other_way="")


def test_quarters_in_which_nothing_is_new_are_one_line_and_stay_rows_of_the_table() -> None:
    picture = draw_growth(STORY)
    assert "Nothing new in 3 quarters" in picture.as_file and "July 2025 to March 2026" in picture.as_file
    assert picture.as_file.count(">Nell Ashdown<") == 3 and len(picture.table.rows) == 6
    later = replace(
        STORY, known=(*STORY.known, ("school", "nell", date(2025, 11, 3)), ("school", "amara", date(2025, 11, 3)))
    )
    drawn = draw_growth(later).as_file  # one agency knows of more children than any before: that is new
    assert "Nothing new in 1 quarter<" in drawn and drawn.count(">Nell Ashdown<") == 4


def children(many: int) -> GrowthStory:
    """A group of so many children, of whom the police know the first two."""
    members = tuple(member(f"c{n}", CHILD, FIRST) for n in range(many))
    known = tuple(("police", one.key, FIRST) for one in members[:2])
    return GrowthStory(members, (), known, FIRST, FIRST, asked_other_way=ASKED)


@pytest.mark.parametrize("many", [1, 2, 6, 7, MOST_DOTS])
def test_there_is_a_dot_for_each_child_and_none_more(many: int) -> None:
    picture = draw_growth(children(many))
    check_picture(picture)
    fills = re.findall(r'<circle [^>]*r="5.5" fill="([^"]+)"', picture.as_file)
    assert len(fills) == 2 * many  # one row for all records together, one for the agency that knows most
    assert fills[:many] == [DEEP] * many
    assert sum(fill != PAPER for fill in fills[many:]) == min(many, 2)


def test_more_children_than_dots_have_room_are_a_bar_of_their_share() -> None:
    picture = draw_growth(children(MOST_DOTS + 4))
    check_picture(picture)
    assert 'r="5.5"' not in picture.as_file and ">16 children<" in picture.as_file
    wide = [float(one) for one in re.findall(r'<rect [^>]*width="([\d.]+)" height="11"', picture.as_file)]
    assert wide == [192, 192, 192, 24]  # of each row what there are, and of them those who are known


def test_what_is_known_on_a_day_is_not_known_before() -> None:
    assert children_known(STORY, date(2025, 4, 12)) == ((2, 2), (2, 2))
    assert children_known(STORY, date(2025, 4, 13)) == ((3, 3), (2, 2))


@pytest.mark.parametrize("many", [1, 8, 30])
def test_it_is_legible_with_any_number_of_members(many: int) -> None:
    for seed in range(4):
        drawn = random.Random(seed)
        days = [FIRST - timedelta(days=drawn.randrange(2000)) for _ in range(many)]
        members = tuple(member(f"m{n}", drawn.choice(list(MemberKind)), day) for n, day in enumerate(days))
        ties = tuple(GrownTie(drawn.choice(members).key, drawn.choice(members).key, FIRST) for _ in range(many))
        known = tuple((drawn.choice(("police", "school")), one.key, one.seen_on) for one in members)
        check_picture(draw_growth(GrowthStory(members, ties, known, FIRST, UP_TO, asked_other_way=ASKED)))


def test_a_person_has_one_form_in_the_picture_and_its_table() -> None:
    """The whole name, or the number of the table: a first name alone may be another's."""
    long = replace(STORY.members[0], label="Maximilian Featherstonehaugh-Cholmondeley")
    few, many = replace(STORY, members=(long, *STORY.members[1:])), children(8)
    for story in (STORY, few, many):
        picture = draw_growth(story)
        check_picture(picture)
        names = {cell.text for row in picture.table.rows for cell in row}
        assert not [
            one
            for one in story.members
            if one.kind is CHILD
            and f">{one.label.split()[0]}<" in picture.as_file
            and f">{one.label.split()[-1]}<" not in picture.as_file
        ], "no first name alone"
        assert any(one.label in said for said in names for one in story.members)


A_CHILD = r'<path d="M22 0[^"]*" transform="translate\([^ ]+ [^ ]+\) scale\(0.64\)"'  # no mark of the key
ARIA, LEAH, HARRY = ("a" * 20, "b" * 20, "c" * 20)
CONNOR = [member(key, CHILD, day) for key, day in (("c1", FIRST), ("c2", date(2025, 1, 24)), ("harry", FIRST))]
TWICE = GrowthStory(
    tuple(CONNOR), (), (("police", "c1", FIRST), ("police", "c2", date(2025, 1, 24)), ("school", "harry", FIRST)),
    FIRST, UP_TO, same=(("c1", "c2"),), asked_other_way=ASKED,
)  # fmt: skip


def test_a_child_who_is_listed_twice_is_not_counted_as_two() -> None:
    """The second entry of Connor is a quarter later: the count is not surely one child more."""
    assert children_known(TWICE, date(2025, 1, 24)) == ((2, 2), (1, 1))
    assert children_known(TWICE, date(2025, 1, 25)) == ((2, 3), (1, 2))
    picture = draw_growth(TWICE)
    check_picture(picture)
    assert "show 2 or 3 children now; the most that one agency knows is 1 or 2." in picture.finding
    said = [[cell.text for cell in row] for row in picture.table.rows]
    assert [row[2:4] for row in said][:2] == [["2", "1: Police, School"], ["2 or 3", "1 or 2: Police"]]
    assert said[1][1] == "3: C2 Ashdown (child; may be the same person as 1)"
    assert picture.as_file.count(">2 or 3 children<") == 1 and ">3 children<" not in picture.as_file
    assert picture.as_file.count(">Same person?<") == 1, "the key of the dotted line"


def test_the_second_entry_is_hollow_and_a_dotted_line_leads_to_the_first() -> None:
    mark, dot = (re.compile(f'{shape} fill="([^"]+)" stroke="([^"]+)"') for shape in (A_CHILD, '<circle [^>]*r="5.5"'))
    drawn = draw_growth(TWICE).as_file
    assert mark.findall(drawn).count((PAPER, DEEP)) == 1
    assert (PAPER, DEEP) not in mark.findall(draw_growth(replace(TWICE, same=())).as_file)
    assert len(re.findall(r'<path [^>]*stroke-dasharray="1.5 5"', drawn)) == 1, "only where both are known"
    assert [stroke for _, stroke in dot.findall(drawn)[6:9]] == [DEEP, DEEP, DEEP]
    assert [fill for fill, _ in dot.findall(drawn)[6:9]] == [DEEP, DEEP, PAPER]


@pytest.mark.parametrize("many", [4, 7, MOST_DOTS + 4])
def test_pairs_of_many_children_are_legible(many: int) -> None:
    story = children(many)
    pairs = tuple((one.key, other.key) for one, other in zip(story.members[::2], story.members[1::2], strict=False))
    picture = draw_growth(replace(story, same=pairs))
    check_picture(picture)
    assert f"show {many - len(pairs)} to {many} children now" in picture.finding


def test_a_name_in_a_note_is_no_adult_and_is_dotted_to_the_member_of_that_name() -> None:
    day = date(2026, 1, 5)
    nodes = [Node("child", ARIA, "Aria Kaye"), Node("child", LEAH, "Leah Shaw"), Node("adult", HARRY, "Harry Oak"),
             Node("unidentified", "n1", "“Aria KAYE”"), Node("unidentified", "n2", "“man in a van”")]  # fmt: skip
    page = GroupPage(
        Node("group", "g", "2 children"), day, day, day, (), 0, tuple(Member(one, day, day, ()) for one in nodes), (), (), (),
        (), ActionsTaken((), ()), (), up_to=day,
    )  # fmt: skip
    story = tell_growth(page)
    kinds = {one.key: one.kind for one in story.members}
    assert (kinds["n1"], kinds["n2"]) == (MemberKind.PERSON, MemberKind.UNIDENTIFIED)
    assert story.same == (("n1", ARIA),)
    assert children_known(story, date.max)[0] == (2, 2), "a note counts nobody"
    picture = draw_growth(story)
    check_picture(picture)
    assert "“Aria KAYE” (person of unknown age; may be the same person as" in picture.table.rows[0][1].text
    assert tell_growth(replace(page, same=((ARIA, LEAH),))).same[0] == (ARIA, LEAH)


def test_two_who_may_be_one_are_beside_each_other() -> None:
    """However many were seen between them: a long dotted line runs over the others and cannot be followed."""
    between = [member(f"b{n}", CHILD, date(2024, 11, n + 1)) for n in range(4)]
    drawn = draw_growth(replace(TWICE, members=(*TWICE.members, *between))).as_file
    (start, end) = re.findall(r'd="M([\d.]+) [\d.]+Q[\d.]+ [\d.]+ ([\d.]+) ', drawn)[-1]
    places = sorted({float(x) for x in re.findall(f"{A_CHILD.replace('[^ ]+', '([^ ]+)', 1)}", drawn)})
    assert places
    assert not [x for x in places if float(start) < x < float(end)]


def men(many: int) -> GrowthStory:
    """A child, and so many whom words describe, each a month after the one before, all seen by children's services."""
    nell = member("nell", CHILD, FIRST)
    days = [FIRST + timedelta(days=31 * n) for n in range(many)]
    others = [
        replace(member(f"m{n}", MemberKind.UNIDENTIFIED, day), label=f"Man, not identified ({n})", said="“older male”")
        for n, day in enumerate(days)
    ]
    ties = [
        GrownTie(one.key, "nell", day, (("childrens_services", day),)) for one, day in zip(others, days, strict=True)
    ]
    return GrowthStory((nell, *others), tuple(ties), (), FIRST, UP_TO, asked_other_way=ASKED)


def test_many_who_are_not_identified_are_one_mark_with_their_number_and_rows_of_the_table() -> None:
    picture = draw_growth(men(14))
    check_picture(picture)
    said = re.findall(r">(\d+)</text>", picture.as_file)
    assert said.count("14") == 1 and said.count("3") == 1, "in the last quarter all, in the first those until then"
    assert "up to 14 adults not identified, 2 of them new" in " ".join(re.findall(r">([^<>]+)</text>", picture.as_file))
    lines = re.findall(r'<line [^>]*stroke-width="2"', picture.as_file)
    assert len(lines) == 5 + 1, "one line a chart to the mark, however many records, and one in the key"
    listed = [cell.text for row in picture.table.rows for cell in row[1:2]]
    assert sum(text.count("“older male”") for text in listed) == 14
    assert "1: Man, not identified (0): “older male”" in listed[0]
    few = draw_growth(men(3))
    check_picture(few)
    assert "up to" not in few.as_file and ">Man, not<" not in few.as_file


def test_a_line_is_dashed_until_one_agency_alone_can_follow_it_to_a_second_child() -> None:
    police, school = (("police", FIRST),), (("school", FIRST),)
    later = (*school, ("police", date(2025, 4, 12)))
    ties = (GrownTie("nell", "car", FIRST, police), GrownTie("amara", "car", FIRST, later))
    story = replace(STORY, members=tuple(replace(one, seen_on=FIRST) for one in STORY.members), ties=ties)
    assert story.only_jointly(date(2025, 4, 12)) == frozenset(ties)
    assert story.only_jointly(date(2025, 4, 13)) == frozenset({})
    assert story.only_jointly(FIRST) == frozenset(ties), "before the first record nobody can"
    picture = draw_growth(story)
    check_picture(picture)
    assert [row[4].text for row in picture.table.rows][:3] == ["2 (2 dashed)", "2 (2 dashed)", "2"]
    assert "only two or more agencies together show it" in picture.as_file
    assert "dashed" not in draw_growth(STORY).as_file, "of ties whose agencies nobody gives nothing is said"


def test_the_first_joint_action_has_a_flag_in_its_quarter_and_days_in_the_finding() -> None:
    picture = draw_growth(replace(STORY, acted_on=date(2025, 8, 5)))
    check_picture(picture)
    assert picture.as_file.count(">first joint action, 5 Aug 2025<") == 1
    assert "The first joint action that you can see was on 5 Aug 2025, 193 days later." in picture.finding
    assert "first joint action, 5 Aug 2025" in picture.table.rows[3][1].text
    assert "No record or meeting that you can see says that agencies have acted jointly." in draw_growth(STORY).finding


def test_what_records_add_together_is_said_and_nothing_where_one_agency_alone_had_it() -> None:
    """The police had all four children in the quarter in which "together they showed the group"."""
    assert (
        "One agency alone had all of them by then: Police. Together, records add nothing." in draw_growth(STORY).finding
    )
    few = replace(STORY, known=(("police", "nell", FIRST), ("school", "amara", date(2025, 1, 24))))
    said = draw_growth(few).finding
    assert "By then, the most that one agency alone had was 1 of them: Police, School." in said
    school = (("school", FIRST),)
    ties = tuple(GrownTie(one, "car", FIRST, by) for one, by in (("nell", (("police", FIRST),)), ("amara", school)))
    assert "Police. Together, records add 2 connections." in draw_growth(replace(STORY, ties=ties)).finding


def test_no_quarter_is_said_to_go_on_after_the_day_of_the_data() -> None:
    """The last line said "to December 2026" of data that stop in November."""
    picture = draw_growth(replace(STORY, up_to=date(2026, 2, 27)))
    assert "July 2025 to February 2026" in picture.as_file and "March 2026" not in picture.as_file
    assert picture.table.rows[-1][0].text == "January to February 2026"
    assert draw_growth(replace(STORY, up_to=date(2026, 1, 9))).table.rows[-1][0].text == "January 2026"


def test_a_place_whose_name_has_no_room_is_called_a_place_with_its_number_in_the_table() -> None:
    place = replace(member("p", MemberKind.PLACE, FIRST), label="Northumberlandshire-Sportsground, Tarrowby")
    others = tuple(member(f"c{n}", MemberKind.VEHICLE, FIRST) for n in range(5))
    picture = draw_growth(
        GrowthStory((*STORY.members[:3], place, *others), (), STORY.known, FIRST, UP_TO, asked_other_way=ASKED)
    )
    check_picture(picture)
    drawn = " ".join(label.box.what for label in picture.canvas.labels)
    number = re.findall(r"(\d+): Northumberlandshire", picture.table.rows[0][1].text)[0]
    assert f"place {number} in the table" in drawn


def test_those_not_identified_are_said_to_be_adults() -> None:
    assert "adults not identified, how many at most" in [word for _mark, word in draw_growth(men(14)).canvas.key]


def test_a_thing_that_is_on_a_record_with_a_thing_alone_has_a_line_to_it() -> None:
    """A place that only a record of a car gave had no line in any quarter."""
    day = FIRST
    child, car, place, phone = (
        Node(kind, letter * 20, label)
        for kind, letter, label in (("child", "a", "Nell Ashdown"), ("vehicle", "b", "UH20 OYF"), ("place", "c", "Mill Yard"),
                                    ("phone", "d", "07700 900003"))
    )  # fmt: skip
    page = GroupPage(
        Node("group", "g", "1 child"), day, day, day, (), 0, tuple(Member(one, day, day, ()) for one in (child, car, place, phone)),
        (), (), (), (), ActionsTaken((), ()), (), up_to=UP_TO,
    )  # fmt: skip
    evidence: Any = tuple(
        SimpleNamespace(nodes=nodes, record=SimpleNamespace(known_on=day, agency="police"))
        for nodes in ((child, car), (car, place), (car, phone), (child, phone))
    )
    story = tell_growth(replace(page, evidence=evidence))
    assert {(one.one[0], one.other[0]) for one in story.ties} == {("a", "b"), ("a", "d"), ("b", "c")}
    picture = draw_growth(story)
    check_picture(picture)
    assert len(re.findall(r'<path d="M[\d.]+ [\d.]+Q', picture.as_file)) == 1, "over the marks of its row"


def test_a_mark_without_a_line_is_said_to_have_none_and_why() -> None:
    """A place of which only notes and several records together tell had no line, and nothing said so."""
    said = "A mark without a line: no one record here connects it."
    assert said in draw_growth(STORY).as_file, "nobody ties the adult who is not identified"
    tied = replace(STORY, ties=(*STORY.ties, GrownTie("nell", "dee", date(2025, 2, 1))))
    check_picture(draw_growth(tied))
    assert said not in draw_growth(tied).as_file
