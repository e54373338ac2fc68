"""What several domains show or say: who switched a rule and why, and on which ground a file leaves."""

from dataclasses import dataclass, field
from enum import StrEnum


class FileGround(StrEnum):
    """On which ground a file leaves. Each path that makes one gives its ground, or nothing is sent.

    `PURPOSE`: for a purpose of the list, and with a second person where it names many people. `WHOLE_LIST`: under a
    request to which a second person agreed. The others ask for neither: a file that names nobody, one document as it
    was added, a paper copy of a page, and the reply to a person about their own data, which has decisions of its own.
    """

    PURPOSE = "purpose"
    WHOLE_LIST = "whole_list"
    NAMES_NOBODY = "names_nobody"
    ONE_DOCUMENT = "one_document"
    PAPER = "paper"
    OWN_DATA = "own_data"


@dataclass(frozen=True, slots=True)
class DecidedLine:
    """That somebody switched, withdrew or brought back the rule, and why."""

    kind: str
    on: bool
    at: str
    by: str
    why: str = field(repr=False)
