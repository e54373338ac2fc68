"""What a person's page says first, and which kinds of record are significant events, as the nation's file has it."""

from functools import cache

from sightline.rulebook.files import read_toml
from sightline.rulebook.schema import Text, Written, read_table

FILE = ("england", "key_facts.toml")


class KeyFactStatus(Written, frozen=True):
    """What a record of these kinds says; with `name` only its fact of that name. `runs`: it has not ended."""

    fact: Text
    kinds: tuple[Text, ...]
    says: Text
    name: str = ""
    runs: bool = False


class Carers(Written, frozen=True):
    """Relationships, in lower case, that make somebody a parent or carer."""

    relationships: tuple[Text, ...]


class Significant(Written, frozen=True):
    """Kinds of record that are significant events; a kind stands for its finer ones."""

    kinds: tuple[Text, ...]


class LastSeen(Written, frozen=True):
    """Words, in lower case, of a sentence that says how or where a missing child was last seen."""

    words: tuple[Text, ...]


class ChronologyLayout(Written, frozen=True):
    """How a chronology is laid out: what each mark of the school register is, and from how many days a gap is named."""

    gap_days: int
    attended: tuple[str, ...]
    late: tuple[str, ...]
    without_leave: tuple[str, ...]
    no_session: tuple[str, ...]


class KeyFactRules(Written, frozen=True):
    """The whole file."""

    statuses: tuple[KeyFactStatus, ...]
    carers: Carers
    significant: Significant
    last_seen: LastSeen
    chronology: ChronologyLayout


@cache
def read_key_facts() -> KeyFactRules:
    """The nation's file; OurFault where it cannot be used."""
    return read_table(KeyFactRules, read_toml(*FILE), where="/".join(FILE))
