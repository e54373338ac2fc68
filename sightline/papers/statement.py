"""What a paper is made of: statements with their source, and open questions with the post that answers each.

A paper has a version: a hash of its lines. Counts are printed and are no part of it, because each update changes them.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

VERSION_LENGTH = 12


class PaperKind(StrEnum):
    """The papers that Sightline prints."""

    DPIA = "dpia"
    ROPA = "ropa"
    PRIVACY_NOTICE = "privacy_notice"
    EQUALITY = "equality"
    AGREEMENTS = "agreements"
    ATRS = "atrs"


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that a paper says, and what it is taken from. `key` stays the same while the words change.

    `version` of a source that can change without a change of this text: it is printed, and not compared.
    """

    key: str
    text: str = field(repr=False)
    source: str
    version: str = ""
    is_count: bool = False

    @property
    def whole_source(self) -> str:
        """The source with its version."""
        return f"{self.source}, version {self.version}" if self.version else self.source


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """What only people can answer, and the job title of the person who does."""

    key: str
    text: str = field(repr=False)
    post: str


@dataclass(frozen=True, slots=True)
class PaperSection:
    """A heading, what Sightline says under it, and what it leaves open."""

    heading: str
    statements: tuple[Statement, ...] = ()
    questions: tuple[PaperQuestion, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedPaper:
    """A whole paper. `is_for_public`: it is read by families, so sources come last. `is_invented`: of a trial."""

    kind: PaperKind
    title: str
    about: str
    sections: tuple[PaperSection, ...]
    is_for_public: bool = False
    is_invented: bool = False

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Every statement, in order."""
        return tuple(one for section in self.sections for one in section.statements)

    @property
    def questions(self) -> tuple[PaperQuestion, ...]:
        """Every open question, in order."""
        return tuple(one for section in self.sections for one in section.questions)

    @property
    def lines(self) -> dict[str, str]:
        """Each line that a signature is for, by its key: no counts."""
        return dict(_lines_of(self))

    @property
    def version(self) -> str:
        """A hash of the lines: two prints that say the same have one version."""
        canonical = json.dumps(self.lines, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(canonical.encode()).hexdigest()[:VERSION_LENGTH]


def _lines_of(paper: PrintedPaper) -> Iterator[tuple[str, str]]:
    for statement in paper.statements:
        if not statement.is_count:
            yield statement.key, f"{statement.text} [{statement.source}]"
    for question in paper.questions:
        yield f"question.{question.key}", f"{question.text} [{question.post}]"
