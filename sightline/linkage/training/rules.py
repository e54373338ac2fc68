"""What the rules say about training: how much is needed to learn from, and which pairs are looked at."""

from functools import lru_cache
from typing import Annotated

import msgspec

from sightline.linkage.settings import FOLDER, BlockingRule
from sightline.rulebook.files import read_toml
from sightline.rulebook.schema import Positive, Written, read_table

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]


class TrainingRules(Written, frozen=True):
    """`rules/linkage/training.toml`; the file says what each value is for."""

    fewest_people: Positive
    fewest_bearers: Positive
    random_pairs: Positive
    most_pairs: Positive
    fewest_matches: float
    individual: tuple[str, ...]
    lowest_bits: int
    highest_bits: int
    wrong_in_expectation: Share
    fewest_judged: Positive
    wrong_in_judged: Share
    mean_chance: Share
    least_bits: float
    wide: tuple[BlockingRule, ...]


@lru_cache(maxsize=1)
def read_training_rules() -> TrainingRules:
    """The rules of training, one file for all nations."""
    return read_table(TrainingRules, read_toml(FOLDER, "training.toml"), where=f"{FOLDER}/training")
