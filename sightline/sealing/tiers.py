"""Whether a row of a roll is a record after all: decided by the rule of its layout, before anything is sealed.

A layout without a rule is read with care: a row with a text or a child's words is a record, every
cell of a column that no mapping knows is read for signs, and the rest is sealed.
"""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sightline.rulebook.files import read_toml_texts
from sightline.rulebook.rules import WrittenRule, read_named
from sightline.rulebook.schema import Text

FOLDER = ("england", "sharing", "tiers")
SignReader = Callable[[str], bool]
"""Whether a text reads as a sign of an account or a suspicion."""


class WrittenTier(WrittenRule, frozen=True, kw_only=True):
    """A rule about the rows of one layout."""

    layout: Text
    filled: tuple[Text, ...] = ()
    yes: tuple[Text, ...] = ()
    read: tuple[Text, ...] = ()
    unmapped: bool = False


@dataclass(frozen=True, slots=True)
class TierRule:
    """What makes a row of one layout a record: names of fields, and whether cells of no field are read too."""

    filled: tuple[str, ...]
    yes: tuple[str, ...]
    read: tuple[str, ...]
    unmapped: bool = False

    def is_record(
        self, cells: Mapping[str, str], *, unmapped: Sequence[str] = (), is_marked: bool,
        says_no: Callable[[str], bool], reads_as_sign: SignReader,
    ) -> bool:  # fmt: skip
        """Whether a row, as field -> cell, is a record. A marked row is: its marking must reach others' rows.

        `unmapped` are the cells of columns that the mapping does not know.
        """
        if is_marked or any(cells.get(name) for name in self.filled):
            return True
        if any((cell := cells.get(name)) and not says_no(cell) for name in self.yes):
            return True
        texts = (*(cells.get(name, "") for name in self.read), *(unmapped if self.unmapped else ()))
        return any(reads_as_sign(text) for text in texts if any(map(str.isalpha, text)))

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that are asked."""
        return (*self.filled, *self.yes, *self.read)


CAREFUL = TierRule(filled=("text", "childs_words"), yes=(), read=(), unmapped=True)


def tier_rule(layout: str) -> TierRule:
    """The rule of a layout, or of the workbook that a sheet is of."""
    return tier_rules().get(layout.partition("/")[0], CAREFUL)


def is_register(layout: str) -> bool:
    """Whether a rule that ships decides each row of this layout, or of the workbook that the sheet is of."""
    return layout.partition("/")[0] in tier_rules()


def tier_rules() -> dict[str, TierRule]:
    """The rule of each roll, by layout."""
    return _parse_rules(read_toml_texts(*FOLDER))


@lru_cache(maxsize=2)
def _parse_rules(texts: tuple[tuple[str, str], ...]) -> dict[str, TierRule]:
    written = [read_named(WrittenTier, tomllib.loads(text), name=name, folder=FOLDER)[0] for name, text in texts]
    return {one.layout: TierRule(one.filled, one.yes, one.read, one.unmapped) for one in written}
