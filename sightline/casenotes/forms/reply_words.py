"""The replies of forms as `rules/casenotes/form_answers.toml` lists them, made into patterns once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sightline.rulebook.files import read_toml
from sightline.rulebook.schema import Text, Written, read_table

FILE = ("casenotes", "form_answers.toml")
# "Not seen" speaks against no denial.
NOT_BEFORE = "".join(f"(?<!{word} )" for word in ("not", "n't", "never", "no", "none", "nothing", "nobody"))


class WrittenReplies(Written, frozen=True, kw_only=True):
    """The lists of replies as their file writes them."""

    no: tuple[Text, ...]
    no_alone: tuple[Text, ...]
    goes_on: tuple[Text, ...]
    not_known: Text
    left_open: tuple[Text, ...]
    bare_names: tuple[Text, ...]
    says_yes: tuple[Text, ...]
    speaks_against: tuple[Text, ...]
    asked: tuple[Text, ...]
    tells: tuple[Text, ...]
    done: tuple[Text, ...]
    asks_else: tuple[Text, ...]
    before_number: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class ReplyWords:
    """The patterns of the file: replies behind a divider, on a line of their own, and what a question may be about."""

    behind_divider: re.Pattern[str]
    bare: re.Pattern[str]
    alone: re.Pattern[str]
    asked: re.Pattern[str]
    asked_alone: re.Pattern[str]
    bare_name: re.Pattern[str]
    says_yes: re.Pattern[str]
    speaks_against: re.Pattern[str]
    asks_else: re.Pattern[str]
    tells: re.Pattern[str]
    done: re.Pattern[str]
    before_number: frozenset[str]


@cache
def read_reply_words() -> ReplyWords:
    """The patterns, made once. OurFault where the file is not whole."""
    said = read_table(WrittenReplies, read_toml(*FILE), where="/".join(FILE))
    goes_on = rf"(?:,? (?:{'|'.join(said.goes_on)})){{0,3}}"
    no = rf"(?:{'|'.join([said.not_known, *sorted(said.no, key=len, reverse=True)])}){goes_on}"
    no = rf"(?:{no}|(?:{'|'.join(said.no_alone)})(?=\W*\Z))"
    reply = rf"(?:(?P<no>{no})|(?P<open>(?:{'|'.join(said.left_open)}){goes_on}))(?![\w/])"
    speaker = rf"(?:{'|'.join(said.asked)})(?: said| says)?[ \t]*[.:-]"
    alone = r"(?=(?:(?! - |:).)*\Z)"  # nobody else is asked on this line
    ends = r"(?=\s*(?:[;,|(\r\n]|\.(?!\s*\d)|\Z)|\s+-\s|\t| {2,}| [^\W\d_][\w' /&-]{2,40}[:?])"
    # It begins with the signs that divide, so that a search passes over all others at once.
    divider = (
        r"[?(:|\s-](?:(?<=\?)(?:\s*[:-])?|(?<=\()y/n\)[:?]?|(?<=:)(?:\s*-)?|(?<=\s)-|(?<=-)(?=\s)|(?<=[|\t])"
        r"|(?<= ) +)"
    )
    return ReplyWords(
        behind_divider=re.compile(rf"{divider}[ \t]*(?P<speaker>(?<=\? ){speaker}[ \t]*{alone})?{reply}{ends}"),
        bare=re.compile(rf" (?:{no})\.?\s*\Z"),
        alone=re.compile(
            rf"(?:(?:{speaker}|(?:answer|reply|response|ans|a)[.:])[ \t]*)?(?P<answer>{reply})[.]?[ \t|]*\Z"
        ),
        asked=re.compile(rf"{speaker}[ \t]*(?=\S)"),
        asked_alone=re.compile(rf"(?:(?:{'|'.join(said.asked)})|(?:dr|mrs?|ms|miss|pc|sgt)\.?)(?!\w)"),
        bare_name=re.compile(rf"(?:{'|'.join(said.bare_names)})(?: ?\([^)]*\))?[ ?:-]*"),
        says_yes=_any_of(said.says_yes),
        speaks_against=re.compile(rf"{NOT_BEFORE}(?<!\w)(?:{'|'.join(said.speaks_against)})(?!\w)"),
        asks_else=_any_of(said.asks_else),
        tells=_any_of(said.tells),
        done=_any_of(said.done),
        before_number=frozenset(said.before_number),
    )


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)")
