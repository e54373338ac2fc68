"""When the columns of a file are so far amiss that it is held until a person has looked at them."""

from collections.abc import Collection, Iterator, Sequence
from functools import cache, cached_property
from typing import Annotated

import msgspec

from sightline.ingest.quality.columns import ColumnQuality
from sightline.model.errors import BadInput
from sightline.rulebook.local_lists import read_decided
from sightline.rulebook.schema import Text, Written

Percent = Annotated[int, msgspec.Meta(ge=1, le=100)]
SENTENCES = {
    "unread": "{share} of 100 dates in '{heading}' cannot be read.",
    "implausible": "{share} of 100 dates in '{heading}' are in the future, of 1900, or of a person older than 120.",
    "contradicted": "'{heading}' has dates that are day first, and dates that are month first.",
    "empty_words": "{share} of 100 cells in '{heading}' say NULL or the like.",
    "several_people": "{share} of 100 cells in '{heading}' seem to name several people.",
    "wrong_digits": "{share} of 100 numbers in '{heading}' have a wrong check digit.",
}


class QualityRules(Written, frozen=True, kw_only=True, dict=True):
    """`rules/workshop/quality.toml`: from which percentage on a file is held."""

    at_least: int
    unread: Percent
    implausible: Percent
    contradicted: Percent
    empty_words: Percent
    several_people: Percent
    wrong_digits: Percent
    gone: Percent
    nothing_words: tuple[Text, ...]

    @cached_property
    def nothing(self) -> frozenset[str]:
        """Words for nothing, in small letters."""
        return frozenset(self.nothing_words)


@cache
def read_quality_rules() -> QualityRules:
    """The rules that ship."""
    return read_decided(QualityRules, "workshop", "quality.toml")


def find_faults(
    columns: Sequence[ColumnQuality], *, gone: int, held: int, is_other_body: bool = False, replaced: int = 0,
    filled_before: Collection[str] = (),
) -> tuple[str, ...]:  # fmt: skip
    """Why a file is held, one sentence each; `gone` of the `held` rows of its full export are no longer there.

    `is_other_body`: it has none of the rows of before, and nothing says that it is of the same body. `replaced` rows of
    before have new versions in it; `filled_before` are the fields that the last file of the layout filled.
    """
    rules = read_quality_rules()
    found = [sentence for column in columns for sentence in _of_column(column, rules)]
    lost = [column.heading for column in columns if column.is_missing and column.becomes in filled_before]
    if replaced and lost:
        found.append(
            f"The last file of this layout had columns that this one lacks: {', '.join(lost)}. {replaced:,} rows of "
            "before would lose what they say there."
        )
    if is_other_body:
        found.append(
            f"None of the {gone:,} rows of the last full export is in it. If another body sent that export, say with "
            "--organisation who sent this file."
        )
    elif held >= rules.at_least and 100 * gone > rules.gone * held:
        found.append(f"{100 * gone // held} of 100 rows that were in the last full export are not in this one.")
    return tuple(found)


def _of_column(column: ColumnQuality, rules: QualityRules) -> Iterator[str]:
    if column.near:
        yield f"It has no column '{column.heading}'. Did you mean that by '{column.near}'?"
    if column.is_in_other_order:  # the others are read wrong without a word, however few they are
        read, other = ("month", "day") if column.day_first else ("day", "month")
        yield (
            f"Dates in '{column.heading}' are read {read} first. {column.against:,} can only be {other} first, and "
            f"none can only be {read} first."
        )
    if column.filled < rules.at_least:
        return
    for name, sentence in SENTENCES.items():
        count = getattr(column, name)
        if 100 * count > getattr(rules, name) * column.filled:
            yield sentence.format(share=round(100 * count / column.filled), heading=column.heading)


def hold(faults: Sequence[str]) -> BadInput:
    """The refusal of a file that is held."""
    return BadInput(
        f"The file is held: {' '.join(faults)}",
        code="held",
        what_to_do="See its columns with 'sightline ingest FILE --dry-run'. If all is right, import it with --accept.",
    )
