"""What a selector tells does not depend on a child whom the reader may not know of: asked of every selector there is.

The selectors are listed from the code. A new one is asked too; one that needs an argument that is not known here fails.
"""

import inspect
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any, get_type_hints
from unittest.mock import patch

import pytest
from django.db.models import Model, QuerySet
from support import held, worried
from support import rights_objects as made
from support.climbing import set_clock
from support.rights_objects import Objects
from support.sessions import session_of
from test_need_to_know import NEEDING, TODAY, WITHOUT_BEN

from sightline import casework
from sightline.casework.access.models import AccessEntry
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import AuditFailed
from sightline.casework.networks.selectors.ego_picture import PictureChoice
from sightline.casework.people.pages.people import SearchTerms
from sightline.model.errors import SightlineError
from sightline.store import Workspace
from sightline.store.layout import people

pytestmark = pytest.mark.django_db
BEN = made.make_id("mention", "ben")
CANARIES = ("Ben Hale", held.BEN, held.record_of("ben"), BEN)
FIRST_DAY = {"in_force": date(2026, 1, 1), "assigned": None}
MOST_ASKED = 2
# How far each agency's data reach is said to everybody, of nobody: let it be the same with him and without.
REACH = (
    "SELECT DISTINCT agency, organisation, '2024-07-01T00:00:00Z', '2024-08-01', '2024-01-01', 9 FROM agency_record "
    "ORDER BY agency, organisation"
)
# His records come last, so that without them the others have the days that they have with them.
HIS = tuple(one for one in made.MORE_RECORDS if one[3] == held.BEN)
# What an argument of a name is, where no object gives it.
GIVEN: dict[str, Any] = {
    "person": held.BEN,
    "person_id": held.BEN, "person_ids": [held.BEN], "record_id": held.record_of("ben"), "node_id": held.BEN,
    "record_ids": [held.record_of("ben")], "mention_ids": [BEN], "question_id": made.make_id("question", "open"),
    "agency": "police", "version": 1, "rule_id": "repeat_missing", "purpose": "", "ladder": "police",
    "text": "Ben Hale", "terms": SearchTerms(name="Ben Hale"), "since": date(2024, 1, 1),
    "until": date(2026, 12, 31), "on": date(2024, 7, 1), "pattern_id": "repeat_missing", "format": "csv", "which": "all",
}  # fmt: skip
# Given by whoever has read it already through the reader's own snapshot or rights: rows, lines and ids of lists.
READ_BEFORE = {
    "about_ids", "answers", "aside", "asked", "attachment_id", "clock_ids", "concerns", "controller", "correction_ids", "entry_ids", "files", "found", "held", "item", "items",
    "lines", "made", "node_ids", "notices", "one", "opened", "owner_ids", "question_ids", "rows", "said", "saved_ids", "shown",
    "review_ids", "row", "scope", "scopes", "sight", "store", "trail", "typed", "value", "wanted",
}  # fmt: skip
# Of nobody: the audit log's own question, a folder, a model, a file let in, a table of counts; and words of a file.
OF_NOBODY = {"question", "disclosure_id", "workspace", "tell", "table", "words"}
# Asked with what a form gives them.
OF_FORMS: dict[str, dict[str, Any]] = {
    "finding.selectors.find_all": {"asked": "Ben Hale"},
    "disputed_conclusions.selectors.offer_conclusion_dispute": {
        "kind": "question",
        "conclusion_id": made.make_id("question", "open"),
    },
    "earlier_knowledge.selectors.earliest.read_earliest_of": {"people": [held.BEN]},
    "earlier_knowledge.selectors.knowledge.read_knowledge_of": {"people": [held.BEN], "on": date(2024, 6, 1)},
    "networks.selectors.ego_picture.read_picture": {"choice": PictureChoice("person", held.BEN)},
}
# It counts marks over all data, for everybody alike, and names nobody.
COUNTED_FOR_ALL = ("notes.selectors.feedback.count_marks",)
# An analyst's work is also to see how well all records are matched, what marks were said of and how many matches wait:
# numbers over every child, of which one child more or less is one more or less. Every other role is asked these too.
COUNTS = {
    "analyst": (
        *COUNTED_FOR_ALL, "notes.selectors.feedback.list_marks_said",
        "home.selectors.governance.read_governance_home", "learning.selectors.linkage_quality.read_linkage_quality",
    )
}  # fmt: skip
# A place in the list of all that are asked, by which a list goes on: it says how many are ahead, and of nobody what.
PLACES = ("place", "next_after")
# It is asked of a purpose, and then tells that the child is there: test_need_to_know_limits.py says to whom.
BY_PURPOSE = "access.selectors.children.find_known"


def selectors() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public function of a module of selectors that takes the reader's session first."""
    for module in walk_packages(casework.__path__, "sightline.casework."):
        if ".selectors" in module.name:
            found = import_module(module.name)
            for name, function in vars(found).items():
                own = inspect.isfunction(function) and function.__module__ == module.name
                if (
                    own
                    and not name.startswith("_")
                    and next(iter(inspect.signature(function).parameters), "") == "session"
                ):
                    yield f"{module.name.removeprefix('sightline.casework.')}.{name}", function


def needed(function: Callable[..., Any]) -> tuple[str, ...]:
    """What must be given beside the session."""
    parameters = list(inspect.signature(function).parameters.values())[1:]
    return tuple(one.name for one in parameters if one.default is one.empty)


def lay_bare(value: Any) -> Any:
    """Everything in a value, also what it does not print."""
    if is_dataclass(value) and not isinstance(value, type):
        return type(value).__name__, {
            one.name: lay_bare(getattr(value, one.name)) for one in fields(value) if one.name not in PLACES
        }
    if isinstance(value, Mapping):
        return sorted((repr(lay_bare(key)), lay_bare(one)) for key, one in value.items())
    if isinstance(value, Model):
        return type(value).__name__, value.pk
    if isinstance(value, Path):
        return value.name
    if isinstance(value, list | tuple | QuerySet | Iterator):
        return [lay_bare(one) for one in value]
    if isinstance(value, set | frozenset):
        return sorted(map(repr, value))
    return type(value).__name__ if type(value).__repr__ is object.__repr__ else repr(value)


def asked_with(function: Callable[..., Any], objects: Objects) -> list[dict[str, Any]]:
    """The arguments to ask it with: of each object that has all of them, else those of GIVEN."""
    wanted, hints = needed(function), get_type_hints(function)
    choices = {name: hints[name]() for name in wanted if name in ("choice", "chosen") and can_be_made(hints[name])}
    things = [thing.ids for kind in objects.of.values() for thing in kind.values()]
    of_things = [{**GIVEN, **choices, **ids} for ids in things if set(ids) & set(wanted)] or [{**GIVEN, **choices}]
    every = [{name: one[name] for name in wanted} for one in of_things if set(wanted) <= set(one)]
    return [one for place, one in enumerate(every) if one not in every[:place]][:MOST_ASKED]


def can_be_made(kind: Any) -> bool:
    return is_dataclass(kind) and all(
        one.default is not MISSING or one.default_factory is not MISSING for one in fields(kind)
    )


def differing(both: tuple[Objects, Path, Path], settings: Any, *, of: str = "", role: str = "manager") -> list[str]:
    """The selectors that tell a reader of this role another thing where the child is, and those that name the child."""
    objects, *roots = both
    found = []
    for name, function in selectors():
        if name in (BY_PURPOSE, *COUNTS.get(role, COUNTED_FOR_ALL)) or not name.startswith(of):
            continue
        if set(needed(function)) & (READ_BEFORE | OF_NOBODY) and name not in OF_FORMS:
            continue
        for asked in [OF_FORMS[name]] if name in OF_FORMS else asked_with(function, objects):
            said = []
            for root in roots:
                settings.SIGHTLINE_WORKSPACE = root
                said.append(tell(function, reader_of(role), asked))
            text = str(said[0])
            named = [one for one in CANARIES if one in text and one not in str(asked)]
            if said[0] != said[1] or named:
                found.append(name)
    return list(dict.fromkeys(found))


def tell(function: Callable[..., Any], who: Actor, asked: Mapping[str, Any]) -> Any:
    """What it answers, or how it refuses."""
    try:
        return lay_bare(function(session_of(who), **asked))
    except SightlineError as error:
        assert not isinstance(error, AuditFailed), "what is asked here is audited, as everywhere"
        return type(error).__name__, error.code


@pytest.fixture(scope="module")
def both(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any
) -> Iterator[tuple[Objects, Path, Path]]:
    """The objects, and two workspaces: in the second there is no record of Ben."""
    folder = tmp_path_factory.mktemp("both")
    one, other = Workspace(folder / "with"), Workspace(folder / "without")
    with (
        patch.dict(people.FILLS, {"as_of": REACH}),
        patch.object(made, "MORE_RECORDS", (*WITHOUT_BEN, *HIS)),
        made.made_once(one, django_db_blocker) as objects,
    ):
        shutil.copytree(one.root, other.root)  # with its keys: what is sealed in the database opens in both
        shutil.rmtree(other.snapshots)
        other.snapshots.mkdir()
        kept: dict[str, Any] = {"MORE_RECORDS": WITHOUT_BEN}
        kept |= {
            name: {key: keys for key, keys in getattr(made, name).items() if "ben" not in keys}
            for name in ("QUESTIONS", "ASKED")
        }
        proposals = {name: keys for name, keys in held.PROPOSALS.items() if "ben" not in keys}
        with patch.multiple(made, **kept), patch.object(held, "PROPOSALS", proposals):
            made.store(other)
        yield objects, one.root, other.root


@pytest.fixture
def role() -> str:
    return "manager"


@pytest.fixture
def in_force(both: tuple[Objects, Path, Path], monkeypatch: pytest.MonkeyPatch, role: str) -> None:
    """Need to know is in force, and a reader of the role has a reason for Aoife."""
    set_clock(monkeypatch, TODAY)
    for number, (kind, mention) in enumerate((("in_force", ""), ("assigned", held.AOIFE))):
        AccessEntry.objects.create(
            entry_id=f"{number:020}", at=TODAY, by="ig", decision=10**9 + number, kind=kind, on_day=FIRST_DAY[kind],
            mention_id=mention, account_id=reader_of(role).account_id,
        )  # fmt: skip


def reader_of(role: str) -> Actor:
    return worried.actor("new_reader", *NEEDING[role])


def test_every_selector_can_be_asked_here(both: tuple[Objects, Path, Path]) -> None:
    """One that needs a new argument must get its value above, or its reason why it tells of nobody by itself."""
    known, every = READ_BEFORE | OF_NOBODY, dict(selectors())
    unknown = [
        (name, needed(function))
        for name, function in every.items()
        if name not in (BY_PURPOSE, *OF_FORMS)
        and not set(needed(function)) & known
        and not asked_with(function, both[0])
    ]
    assert unknown == []
    assert len(every) > 200


# The widest role of an agency each time; with `make soak` those who ask most, of another agency, and of one school.
@pytest.mark.parametrize(
    "role",
    ["manager", *(pytest.param(one, marks=pytest.mark.soak) for one in ("practitioner", "analyst", "school_lead"))],
)
@pytest.mark.usefixtures("in_force")
def test_no_selector_tells_of_a_child_whom_the_reader_may_not_know_of(
    both: tuple[Objects, Path, Path], settings: Any, role: str
) -> None:
    found = differing(both, settings, role=role)
    assert not found, " ".join(found)


@pytest.mark.usefixtures("in_force")
def test_the_same_selectors_tell_it_to_whoever_has_a_reason(both: tuple[Objects, Path, Path], settings: Any) -> None:
    """Else the test above could not fail."""
    AccessEntry.objects.create(
        entry_id="e" * 20, at=TODAY, by="ig", decision=10**9 + 9, kind="assigned", mention_id=held.BEN,
        account_id=reader_of("manager").account_id,
    )  # fmt: skip
    assert len(differing(both, settings, of="overview")) >= 3
