"""What the page of results is given: each person once, with why, already filtered for the reader."""

from dataclasses import dataclass, field
from datetime import date

from sightline.casework.people.pages.people import PerhapsAlso, PersonSummary, SearchTerms

# Why somebody is found, in the order in which people are listed: exact before misspelt, and names before words.
KEY, NAME, OTHER_FORM, SPELT_OTHERWISE = "key", "name", "form", "spelt"
IN_TEXT, IN_CONCERN, IN_MINUTES, IN_FILE, ON_DAY = "text", "concern", "minutes", "file", "day"
IN_COMMENT, IN_DOCUMENT = "comment", "document"


@dataclass(frozen=True, slots=True)
class SnippetPart:
    """Some words of a text; `is_hit` where they are what was looked for."""

    words: str = field(repr=False)
    is_hit: bool = False


@dataclass(frozen=True, slots=True)
class WrittenAt:
    """On which page something stands that was written in Sightline, and which entry, comment or document it is.

    `kind`: concern, item, meeting or working file. `part` and `part_id` are empty for a whole concern, and for the
    title of a working file.
    """

    kind: str
    owner_id: str
    part: str = ""
    part_id: str = ""

    @property
    def known_as(self) -> str:
        """What a saved search keeps of it."""
        kind = "file" if self.kind == "working_file" else self.kind
        return f"{self.part}:{self.part_id}" if self.part else f"{kind}:{self.owner_id}"


@dataclass(frozen=True, slots=True)
class WhyFound:
    """One reason why somebody is found.

    `how` is one of those above; `what` the kind of key, or the part of a record that holds the words. `record_id` is
    where it is said, empty for a name; `place` what was written here, and `title` the name of a document. `key_value`
    is the number, date, phone or vehicle that the record says.
    """

    how: str
    what: str = ""
    layout: str = ""
    on: date | None = None
    record_id: str = ""
    place: WrittenAt | None = None
    title: tuple[SnippetPart, ...] = field(default=(), repr=False)
    key_value: str = field(default="", repr=False)
    snippet: tuple[SnippetPart, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """One person of the results, and why. `person` is None for what is about nobody whom the reader may open."""

    person: PersonSummary | None
    why: tuple[WhyFound, ...]


@dataclass(frozen=True, slots=True)
class SavedSearchLine:
    """One saved search of an account: what it looks for, whether it is watched, and how much was new at `fresh_at`.

    `ends_at` is when it is deleted. `username` is whose it is, where information governance reads it.
    """

    saved_id: str
    asked: str | SearchTerms = field(repr=False)
    saved_at: str
    is_watched: bool
    fresh: int
    fresh_at: str
    ends_at: str = ""
    username: str = ""


@dataclass(frozen=True, slots=True)
class FoundPage:
    """Who was found, in order. `more`: there are more than are listed. `kinds` says what was typed was read as.

    `terms` are what was typed, box by box.
    """

    people: tuple[FoundPerson, ...] = ()
    more: bool = False
    perhaps: tuple[PerhapsAlso, ...] = ()
    kinds: tuple[str, ...] = ()
    terms: SearchTerms = field(default=SearchTerms(), repr=False)

    @property
    def named(self) -> int:
        """How many people are listed, without what is about nobody whom the reader may open."""
        return sum(one.person is not None for one in self.people)
