"""What the partnership decided about draft reports: rules/england/review/report.toml."""

from functools import cache

from sightline.rulebook.local_lists import read_decided
from sightline.rulebook.schema import Text, Written


class ReportRules(Written, frozen=True):
    """Which facts make a key episode, and which coded values of a fact a sentence says, each with its label.

    Facts at most `episode_gap_days` apart are one episode. `silence_days` without a record are asked about. A question
    names at most `records_named` records. A job title is said where each word of it is among `job_words`, and the role
    of a person outside the terms where each is among these or `role_words`. Of details that agencies type freely only
    `listed` values are said, and `unlisted` words in place of others.
    """

    episode_gap_days: int
    fewest_agencies: int
    silence_days: int
    records_named: int
    job_words: tuple[Text, ...]
    role_words: tuple[Text, ...]
    details: dict[str, Text]
    listed: dict[str, tuple[Text, ...]]
    unlisted: dict[str, Text]


@cache
def read_report_rules() -> ReportRules:
    """The rules as they are now."""
    return read_decided(ReportRules, "england", "review", "report.toml")
