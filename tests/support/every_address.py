"""Every address of the pages with ids of the small partnership, so that each page can be asked for."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import duckdb
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.html import strip_tags
from support import small_partnership as small

from sightline.casework.core.models import Account
from sightline.model.ids import make_id
from sightline.store import Workspace
from sightline.web.core.menu import GROUPS

NEVER_AN_ID = "0" * 20
# As Python writes an object: a page has none, unless its template names the wrong thing.
AN_OBJECT = re.compile(r"\b[A-Z][a-z]\w*\([a-z_]+=")
MOST_IN_A_MENU = 7
# The word of each page in the menu; a first page is headed by what its role does.
MENU_WORDS = {page.page: str(page.label) for group in GROUPS for page in group.pages if page.page != "home"}
# Ids of what the small partnership has none of, or what a test of its own asks about with objects of `rights_objects`.
NOT_IN_IT = frozenset(
    {
        "breach_id",
        "complaint_id",
        "correction_id",
        "dispute_id",
        "conclusion_dispute_id",
        "onward_id",
        "request_id",
        "review_id",
        "moment_id",
        "draft_id",
        "quotation_id",
        "closure_id",
        "import_id",
        "row_id",
        "adult_id",
        "restriction_id",
        "comment_id",
        "group_id",
        "other_id",
        "passage_id",
        "mark_id",
        "mention_id",
        "proposal_id",
        "concern_id",
        "item_id",
        "instance_key",
        "meeting_id",
        "entry_id",
        "team_id",
        "task_id",
        "file_id",
        "document_id",
        "owner_id",
        "saved_id",
        "node_id",
        "bulk",
        "key",
    }
)


@cache
def ask(served: Workspace, sql: str) -> tuple[str, ...]:
    """One column of the analysis file, which holds what pages must not show; asked once, for each address asks again."""
    (snapshot,) = served.snapshots.iterdir()
    with duckdb.connect(str(snapshot / "analysis.duckdb"), read_only=True) as analysis:
        return tuple(str(row[0]) for row in analysis.execute(sql).fetchall())


def wren(served: Workspace) -> str:
    (person_id,) = ask(served, f"SELECT person_id FROM person WHERE list_contains(names, '{small.CHILD}')")
    return person_id


def wrens_visit(served: Workspace) -> str:
    (record_id,) = ask(served, "SELECT record_id FROM agency_record WHERE kind = 'childrens_services_events/visit'")
    return record_id


def a_question(served: Workspace) -> str:
    (question_id, *_) = ask(served, "SELECT question_id FROM question ORDER BY question_id")
    return question_id


def an_unanswered(served: Workspace) -> str:
    """One that rests on a record of children's services alone: a school lead sees it too."""
    (question_id,) = ask(served, "SELECT question_id FROM unanswered WHERE rule_id = 'account_without_outcome'")
    return question_id


def a_clock(served: Workspace) -> str:
    """One that rests on a missing report and an interview alone: a school lead sees it too."""
    (clock_id, *_) = ask(served, "SELECT clock_id FROM clock WHERE rule_id = 'return_interview' ORDER BY started_at")
    return clock_id


def headings_of(page: str) -> list[str]:
    """The words of a page's first heading, and of the caption that may stand before them."""
    (heading,) = re.findall(r"<h1\b[^>]*>(.*?)</h1>", page, re.DOTALL)
    return [strip_tags(part).strip() for part in heading.split("</span>")]


def long_menus(page: str) -> list[str]:
    """Each menu or list of tabs of a page that has more entries than somebody can take in at a look."""
    menus = re.findall(r"<nav\b.*?</nav>", page, re.DOTALL)
    return [one for one in menus if max(one.count("<li"), len(re.findall(r"<a\s", one))) > MOST_IN_A_MENU]


def every_pattern(patterns: list[Any] | None = None) -> Iterator[URLPattern]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from every_pattern(pattern.url_patterns)
        else:
            yield pattern


def is_of_others(pattern: URLPattern) -> bool:
    """Whether an address is about something that the small partnership does not have."""
    return not NOT_IN_IT.isdisjoint(pattern.pattern.converters)


def address(pattern: URLPattern, served: Workspace) -> str:
    ids: dict[str, Any] = dict.fromkeys(NOT_IN_IT, NEVER_AN_ID) | {
        "token": "guessed-words",
        "account_number": Account.objects.get(username=small.username("practitioner")).pk,
        "act": "unlock",
        "pk": 1,
        "owner": "concern",
        "provider_id": "directory",
        "request_number": 1,
        "recovery_number": 1,
        "person_id": wren(served),
        "record_id": wrens_visit(served),
        "question_id": a_question(served),
        "asked_id": an_unanswered(served),
        "sequence": 1,
        "kind": "place",
        "format": "csv",
        "measure_id": "sexual_risk_order",
        "page": "decision",
        "clock_id": a_clock(served),
        "what": "deadline",
        "conclusion_id": a_clock(served),
        "name": "who",
        "outcome": "closed",
        "place": 0,
        "agency": "police",
        "number": 1,
        "ladder": "police",
        "post_id": make_id("post", "police", "team_manager", "holder", ""),
        "rule_id": "repeat_missing",
        "decision": 1,
    }
    return reverse(pattern.name or "", kwargs={name: ids[name] for name in pattern.pattern.converters})
