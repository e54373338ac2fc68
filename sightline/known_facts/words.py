"""Lists that several conclusions share: kinds of place, services, codes of the school register.

These are no rules of their own. They stand beside the patterns, as data.
"""

from functools import cache

from sightline.rulebook.files import read_toml
from sightline.rulebook.schema import Positive, WrittenPart, read_table

FILE = ("england", "patterns", "words.toml")


class WordLists(WrittenPart, frozen=True):
    """Lists that several patterns share: kinds of place, services, codes of the school register."""

    settings: tuple[str, ...]
    many_people: tuple[str, ...]
    official: tuple[str, ...]
    not_relatives: tuple[str, ...]
    described_adults: tuple[str, ...]
    described_in_notes: tuple[str, ...]
    described_ages: tuple[str, ...]
    before_ages: tuple[str, ...]
    signs_of_adults: tuple[str, ...]
    at_work: tuple[str, ...]
    many_from: Positive
    copied_within_days: Positive
    streets: tuple[str, ...]
    emergency: tuple[str, ...]
    not_brought: tuple[str, ...]
    unauthorised: tuple[str, ...]
    no_session: tuple[str, ...]
    no_school: tuple[str, ...]
    provisional: tuple[str, ...]
    sessions: tuple[str, ...]
    organisations: tuple[str, ...]
    licensed: tuple[str, ...]
    signs: tuple[str, ...]


@cache
def read_words() -> WordLists:
    """The lists that are no rule of their own."""
    return read_table(WordLists, read_toml(*FILE), where="/".join(FILE))
