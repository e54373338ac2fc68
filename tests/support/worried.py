"""People who enter concerns in tests, and a concern written page by page as a form would."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from django.test import Client
from support.sessions import session_of

from sightline.casework.concerns.pages.form_schema import PAGES
from sightline.casework.concerns.selectors.drafts import read_draft
from sightline.casework.concerns.services.drafts import DraftPageInput, FormOpening, begin_draft, finish_page
from sightline.casework.concerns.services.submission import send_concern
from sightline.casework.core.actor import Actor, actor_for_account
from sightline.casework.core.models import Account, CurrentSnapshot
from sightline.store import Workspace

SEEN = 'Waited outside for an hour; a grey van came back twice.\n“Comma, semicolon; tab\tand "quotes"” all stand.'
WISH = "I want it to stop,\nand to stay at my school."
WORDS = "  He says I owe him now.\nI don't, do I;"


def copy_of(built: Path, workspace: Workspace) -> Workspace:
    """The files, batches and snapshot of a workspace that was built before, served from one of this test's own."""
    shutil.copytree(built, workspace.root, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.sqlite3*"))
    (snapshot,) = (folder.name for folder in workspace.snapshots.iterdir())
    CurrentSnapshot.objects.update_or_create(
        id=1, defaults={"snapshot_id": snapshot, "changed_at": "2024-12-02T06:00:00Z"}
    )
    return workspace


def account(username: str, role: str, agency: str, organisation: str = "", post: str = "") -> Account:
    """An account that is there and open."""
    made, _ = Account.objects.get_or_create(
        username=username, defaults={"role": role, "agency": agency, "organisation": organisation, "post": post}
    )
    return made


def actor(username: str, role: str, agency: str, organisation: str = "") -> Actor:
    """Somebody signed in on the web."""
    return actor_for_account(account(username, role, agency, organisation))


def client_of(who: Actor) -> Client:
    """A browser in which they are signed in."""
    client = Client()
    client.force_login(Account.objects.get(username=who.reader.username))
    return client


def youth_worker() -> Actor:
    return actor("yaz", "practitioner", "youth_service")


def written(about: str = "new", **boxes: str) -> dict[str, dict[str, str]]:
    """The boxes of each page of a whole concern; what is given stands instead."""
    whole = {
        "name": "Wren Ashdown", "about": about, "day": "2026-11-20", "at": "16:30", "where": "Bus station", "seen_heard": SEEN,
        "childs_words": WORDS, "heard_by": "Y. Zaman", "asked": "unasked", "suspicion": "Y", "others_named": "Jay Coleman",
        "phones": "07700 900123\n07700 900124", "registrations": "ZZ10 AAA", "safe_contact": "Through school, at lunch",
        "avoid": "Do not ring his phone", "referral": "Y",
        "child_knows": "Y", "wishes": WISH, "family_knows": "not_asked", "why_not_asked": "It may put the child at risk",
    } | boxes  # fmt: skip
    return {page: {box: whole[box] for box in names if box in whole} for page, names in PAGES.items()}


def write_draft(who: Actor, pages: Mapping[str, Mapping[str, str]]) -> str:
    """Write every page; the draft's number."""
    draft = read_draft(actor=who) or begin_draft(session_of(who))
    for page, boxes in pages.items():
        opening = FormOpening(f"opening of {page}", draft.written.get(page, 0))
        draft = finish_page(
            session_of(who), typed=DraftPageInput(draft.number, page, boxes, opening), next_page="check"
        )
    return draft.number


def enter(who: Actor, about: str = "new", **boxes: str) -> str:
    """Write and send; the concern's id."""
    return send_concern(session_of(who), number=write_draft(who, written(about, **boxes)))
