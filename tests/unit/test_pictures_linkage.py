"""The pictures of matching quality: legible, the table says the same, and no mark or place says a hidden number."""

import random
import re
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
    PairsByWeight,
    PairWeight,
    SharedNames,
)
from sightline.casework.learning.selectors import linkage_quality
from sightline.linkage.candidates import NUMBERS, ONE_HOME
from sightline.linkage.evaluation.quality import SAME_DETAILS
from sightline.linkage.link_decision import VERDICTS
from sightline.linkage.questions import name_groups
from sightline.linkage.settings import read_settings
from sightline.pictures.linkage.facts import WeightPanel, WeightPartFact, WeightPartsStory, WeightsStory
from sightline.pictures.linkage.weight_parts import draw_weight_parts, in_bits
from sightline.pictures.linkage.weights import draw_weights
from sightline.pictures.trend_facts import ShownNumber
from sightline.web.data.linkage_pictures import (
    AGAINST,
    BLOCKS,
    PAIRS,
    against_in_words,
    blocking_in_words,
    draw_quality,
)

UP_TO = date(2026, 3, 20)


def shown(number: int) -> ShownNumber:
    return ShownNumber("under 5") if 0 < number < 5 else ShownNumber(f"{number:,}", number)


BANDS = tuple(range(-2, 41, 2))


def bands(*numbers: int) -> tuple[ShownNumber, ...]:
    """As many bands as a page has, with these numbers of pairs over and over."""
    return tuple(shown(numbers[place % len(numbers)]) for place in range(len(BANDS)))


def weights_story(*panels: tuple[ShownNumber, ...], threshold: float = 6.0, near: float = 10.0) -> WeightsStory:
    """A panel for each of these lists of numbers."""
    named_panels = tuple(WeightPanel(f"Pairs of kind {place}", numbers) for place, numbers in enumerate(panels))
    return WeightsStory("w", "Pairs by weight", "Words.", "pairs", BANDS, named_panels, 2, threshold, near, UP_TO)


def pairs_of(*kinds: str, joined: int) -> tuple[PairsByWeight, ...]:
    return tuple(PairsByWeight(kind, bands(joined, 7 * place, 12_345)) for place, kind in enumerate(kinds))


def named(**numbers: int) -> tuple[NamedNumber, ...]:
    return tuple(NamedNumber(name.removeprefix("_"), shown(number)) for name, number in numbers.items())


def quality(joined: int = 40) -> LinkageQuality:
    return LinkageQuality(
        up_to=UP_TO, version="england-2", threshold=6.0, near_until=10.0, compared="1,204", band_bits=2,
        bands=BANDS, reach=bands(joined, 0, 61), below=shown(12), weights=pairs_of("joined", "asked", joined=joined),
        scored=pairs_of("join", "left_apart", "kept_apart", "too_little", joined=joined),
        answered=pairs_of("same", "not_same", joined=joined), too_little=named(no_forename=12, no_birth_date=31, neither=joined),
        sizes=named(_1=400, _2=90, _3=joined, _5=12, _10=5, _20=0, _50=0),
        joins=named(same_details=80, number=14, model=joined, near=9, person=0), weak_people="9", bridges="0",
        sparse="0", names_capped="0", not_compared="0",
        shared_names=SharedNames("12", "9", named(birth_dates=7, sexes=0)), blocking=BlockingRecall(shown(50), shown(45), shown(5), named(same_nhs_number=20, phone_and_forename=joined)),
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
    assert set(drawn) == {"weights", "scored", "pair", "reach", "too_little", "sizes", "joins", "blocks"}
    for picture in drawn.values():
        check_picture(picture)
    said = {name: [tuple(cell.text for cell in row) for row in one.table.rows] for name, one in drawn.items()}
    assert said["weights"][:2] == [("below 0", "40", "40"), ("0 to 2", "0", "7")]
    assert said["weights"][-1] == ("40 or more", "40", "40")
    assert drawn["scored"].table.head == (
        "Weight in bits", "Agree enough to be matched", "Held back by a rule; another record can still match them",
        "Kept separate by a rule", "Agree on too little", "Answer: the same person",
        "Answer: two different people",
    )  # fmt: skip
    assert said["scored"][1] == ("0 to 2", "0", "7", "14", "21", "0", "7")
    assert said["reach"][1:3] == [("0 to 2", "0"), ("2 to 4", "61")]
    assert "stay below the threshold of 6 bits: 12." in drawn["reach"].finding
    assert said["sizes"][2:4] == [("3 or 4 records", "40"), ("5 to 9 records", "12")]
    assert said["too_little"] == [
        ("No forename", "12"), ("No full birth date", "31"), ("No forename and no full birth date", "40"),
    ]  # fmt: skip
    assert said["blocks"] == [("Same NHS number", "20"), ("Same telephone and forename", "40")]
    assert drawn["blocks"].finding.endswith("The rules find 45 of them. Sightline would never compare the other 5.")


def test_what_the_rules_find_is_said_so_that_nothing_missed_reads_as_no_error() -> None:
    none = BlockingRecall(shown(0), shown(0), shown(0), ())
    assert blocking_in_words(none).endswith("there is nothing to count yet.")
    assert blocking_in_words(BlockingRecall(shown(7), shown(7), shown(0), ())).endswith("The rules find all of them.")


def test_a_hidden_number_is_the_same_picture_whatever_it_is() -> None:
    for name in ("weights", "scored", "reach", "too_little", "sizes", "joins", "blocks"):
        one, other = (draw_quality(page(quality(joined)))[name] for joined in (2, 4))
        assert one.as_file == other.as_file
        assert "under 5" in [cell.text for row in one.table.rows for cell in row]
        check_picture(one)


def test_a_section_without_numbers_has_no_picture_and_before_the_first_update_none_has() -> None:
    empty = replace(
        quality(), weights=(), scored=(), reach=(), too_little=named(no_forename=0, no_birth_date=0, neither=0)
    )
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
    panels = [bands(*drawn.sample(numbers, 5)) for _ in range(drawn.randrange(1, 7))]
    story = weights_story(*panels, threshold=drawn.uniform(0, 30), near=drawn.uniform(5, 39))
    check_picture(draw_weights(story))
    parts = tuple(WeightPartFact(drawn.choice(("sex the same", "a level with very many words " * 4)),
                                 drawn.uniform(-20, 20)) for _ in range(drawn.randrange(1, 13)))  # fmt: skip
    weight = -17.6 + sum(part.bits for part in parts)
    check_picture(draw_weight_parts(WeightPartsStory("p", -17.6, parts, weight, 6.0, UP_TO)))


def test_every_rule_of_blocking_has_words() -> None:
    rules = (*NUMBERS, ONE_HOME, *read_settings().blocking)
    assert BLOCKS.keys() == {SAME_DETAILS, *(rule.id for rule in rules)}


def test_every_verdict_has_words() -> None:
    assert {"joined", "asked", "same", "not_same", *VERDICTS} == PAIRS.keys()


def test_what_contradicts_in_one_name_is_said_in_words_and_small_numbers_stay_hidden() -> None:
    said = against_in_words(SharedNames("12", "9", named(birth_dates=7, sexes=0, upns=3)))
    assert said == [("Birth dates or ages that cannot be one person’s", "7"), ("Different pupil numbers", "under 5")]
    kinds = set(re.findall(r"THEN '([a-z_]+)'", name_groups.SQL.fill("name_against", grown_years=16, young_years=25)))
    assert set(AGAINST) == set(linkage_quality.AGAINST) == kinds
