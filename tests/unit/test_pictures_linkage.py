"""The pictures of matching quality: legible, the table says the same, and no mark or place says a hidden number."""

import random
from dataclasses import replace
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from support.picture_laws import SVG, check_picture

from sightline.casework.learning.pages import (
    AnsweredPairChoice,
    BlockingRecall,
    ComparisonWeight,
    LinkageQuality,
    LinkageQualityPage,
    NamedNumber,
    PairWeight,
)
from sightline.linkage.candidates import NUMBERS, ONE_HOME
from sightline.linkage.evaluation.quality import SAME_DETAILS
from sightline.linkage.settings import read_settings
from sightline.pictures.linkage.facts import WeightBand, WeightPartFact, WeightPartsStory, WeightsStory
from sightline.pictures.linkage.weight_parts import draw_weight_parts, in_bits
from sightline.pictures.linkage.weights import draw_weights
from sightline.pictures.trend_facts import ShownNumber
from sightline.web.data.linkage_pictures import BLOCKS, draw_quality

UP_TO = date(2026, 3, 20)


def shown(number: int) -> ShownNumber:
    return ShownNumber("under 5") if 0 < number < 5 else ShownNumber(f"{number:,}", number)


def bands(*numbers: int) -> tuple[WeightBand, ...]:
    """As many bands as a page has, with these numbers of matched pairs over and over."""
    return tuple(
        WeightBand(least, shown(numbers[place % len(numbers)]), shown(7 * place))
        for place, least in enumerate(range(-2, 41, 2))
    )


def named(**numbers: int) -> tuple[NamedNumber, ...]:
    return tuple(NamedNumber(name.removeprefix("_"), shown(number)) for name, number in numbers.items())


def quality(joined: int = 40) -> LinkageQuality:
    return LinkageQuality(
        up_to=UP_TO, version="england-2", threshold=6.0, near_until=10.0, compared="1,204", band_bits=2,
        weights=bands(joined, 0, 12_345), too_little=named(no_forename=12, no_birth_date=31, neither=joined),
        sizes=named(_1=400, _2=90, _3=joined, _5=12, _10=5, _20=0, _50=0),
        joins=named(same_details=80, number=14, model=joined, near=9, person=0), weak_people="9", bridges="0",
        sparse="0", blocking=BlockingRecall(shown(50), shown(45), shown(5), named(same_nhs_number=20, phone_and_forename=joined)),
    )  # fmt: skip


def page(made: LinkageQuality | None, chosen: PairWeight | None = None) -> LinkageQualityPage:
    return LinkageQualityPage("england-2", "", None, made, chosen is not None, False, (), chosen)


PAIR = PairWeight(
    AnsweredPairChoice(7, ("Mia Ashdown", "Mia Ashdowne")), -17.6,
    (ComparisonWeight("forename", "forename the same", 8.3, 1.25), ComparisonWeight("surname", "surname nearly the same", 6.3, 0.0),
     ComparisonWeight("birth_date", "birth date within a year", -5.5, 0.0)), -7.25,
)  # fmt: skip


def test_each_section_has_its_picture_and_the_table_says_the_same_in_the_same_order() -> None:
    drawn = draw_quality(page(quality(), PAIR))
    assert set(drawn) == {"weights", "pair", "too_little", "sizes", "joins", "blocks"}
    for picture in drawn.values():
        check_picture(picture)
    said = {name: [tuple(cell.text for cell in row) for row in one.table.rows] for name, one in drawn.items()}
    assert said["weights"][:2] == [("below 0", "40", "0"), ("0 to 2", "0", "7")]
    assert said["weights"][-1] == ("40 or more", "40", "147")
    assert said["sizes"][2:4] == [("3 or 4 records", "40"), ("5 to 9 records", "12")]
    assert said["too_little"] == [
        ("No forename", "12"), ("No full birth date", "31"), ("No forename and no full birth date", "40"),
    ]  # fmt: skip
    assert said["blocks"] == [("Same NHS number", "20"), ("Same telephone and forename", "40")]
    assert drawn["blocks"].finding.endswith("At least one rule finds: 45. No rule finds: 5.")


def test_a_hidden_number_is_the_same_picture_whatever_it_is() -> None:
    for name in ("weights", "too_little", "sizes", "joins", "blocks"):
        one, other = (draw_quality(page(quality(joined)))[name] for joined in (2, 4))
        assert one.as_file == other.as_file
        assert "under 5" in [cell.text for row in one.table.rows for cell in row]
        check_picture(one)


def test_a_section_without_numbers_has_no_picture_and_before_the_first_update_none_has() -> None:
    empty = replace(quality(), weights=(), too_little=named(no_forename=0, no_birth_date=0, neither=0))
    assert draw_quality(page(None)) == {}
    assert set(draw_quality(page(empty))) == {"sizes", "joins", "blocks"}


def test_the_parts_of_a_weight_follow_each_other_and_end_at_the_weight() -> None:
    picture = draw_quality(page(quality(), PAIR))["pair"]
    said = [tuple(cell.text for cell in row) for row in picture.table.rows]
    assert said[1:4] == [
        ("forename the same", "+8.3"), ("How rare this forename is", "+1.2"), ("surname nearly the same", "+6.3"),
    ]  # fmt: skip
    assert said[-1] == ("Weight of the pair", in_bits(-7.25)) and said[0][1] == in_bits(-17.6)
    assert "is not reached" in picture.finding
    bars = [
        (float(one.get("x", 0)), float(one.get("x", 0)) + float(one.get("width", 0)))
        for one in ElementTree.fromstring(picture.as_file).iter(f"{SVG}rect")
        if one.get("height") == "18"
    ]
    assert len(bars) == len(said)
    for (left, right), (next_left, next_right) in pairwise(bars[:-1]):
        assert any(abs(a - b) < 0.3 for a in (left, right) for b in (next_left, next_right)), "each begins at an end"


@pytest.mark.parametrize("seed", range(5))
def test_any_weights_and_parts_are_legible(seed: int) -> None:
    drawn = random.Random(seed)
    numbers = [drawn.choice((0, 1, 6, 48, 1_234_567)) for _ in range(22)]
    check_picture(
        draw_weights(WeightsStory("w", bands(*numbers), 2, drawn.uniform(0, 30), drawn.uniform(5, 39), UP_TO))
    )
    parts = tuple(WeightPartFact(drawn.choice(("sex the same", "a level with very many words " * 4)),
                                 drawn.uniform(-20, 20)) for _ in range(drawn.randrange(1, 13)))  # fmt: skip
    weight = -17.6 + sum(part.bits for part in parts)
    check_picture(draw_weight_parts(WeightPartsStory("p", -17.6, parts, weight, 6.0, UP_TO)))


def test_every_rule_of_blocking_has_words() -> None:
    rules = (*NUMBERS, ONE_HOME, *read_settings().blocking)
    assert BLOCKS.keys() == {SAME_DETAILS, *(rule.id for rule in rules)}
