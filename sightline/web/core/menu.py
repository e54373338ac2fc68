"""The menu: at most seven groups for any role, each with its pages. What a role may not open is not in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sightline.translation.messages import lazy as _

MOST_GROUPS = 7


@dataclass(frozen=True, slots=True)
class MenuPage:
    """One page of the menu: the name of its address, its label, and which door must be open to the reader."""

    page: str
    label: str
    door: str = ""


@dataclass(frozen=True, slots=True)
class MenuGroup:
    """One entry of the menu and the pages behind it. `is_current`: the reader is on one of them."""

    label: str
    pages: tuple[MenuPage, ...]
    current: str = ""

    @property
    def page(self) -> str:
        """The name of the address to which the entry leads."""
        return self.pages[0].page

    @property
    def is_current(self) -> bool:
        """Whether the reader is on one of its pages."""
        return any(page.page == self.current for page in self.pages)


GROUPS = (
    MenuGroup(_("Home"), (MenuPage("home", _("Home")),)),
    MenuGroup(
        _("Work"),
        (
            MenuPage("work", _("Work"), "works"), MenuPage("to_ask", _("Questions to ask"), "people"),
            MenuPage("notices", _("Notices"), "works"),
        ),
    ),
    MenuGroup(
        _("People"),
        (
            MenuPage("find", _("Find a person"), "people"), MenuPage("searches", _("Saved searches"), "people"),
            MenuPage("same_person", _("Possible matches"), "answers"),
            MenuPage("networks", _("Connections"), "networks"),
            MenuPage("subject_files", _("People and places of concern"), "working_files"),
        ),
    ),
    MenuGroup(_("Concerns"), (MenuPage("concerns", _("Concerns"), "enters"),)),
    MenuGroup(
        _("Meetings"),
        (MenuPage("meetings", _("Meetings"), "people"), MenuPage("learning_reviews", _("Learning reviews"), "reviews")),
    ),
    MenuGroup(
        _("Reports"),
        (
            MenuPage("looks_for", _("Rules")), MenuPage("how_many", _("How many"), "counts"),
            MenuPage("words_used", _("Words we use"), "wording"), MenuPage("files", _("Files"), "files"),
            MenuPage("runs", _("Updates"), "files"),
            MenuPage("linkage_quality", _("Matching quality"), "matching"), MenuPage("audit", _("Audit log"), "audits"),
        ),
    ),
    MenuGroup(
        _("Settings"),
        (
            MenuPage("rule_switches", _("Rule switches"), "switches"),
            MenuPage("go_live", _("Go-live days"), "switches"),
            MenuPage("posts", _("Responsible people"), "switches"),
            MenuPage("accounts_list", _("Accounts"), "accounts"),
            MenuPage("access", _("Access to records"), "access"),
            MenuPage("agreements", _("Agreements"), "switches"),
            MenuPage("papers", _("Papers before real data"), "papers"),
        ),
    ),
)  # fmt: skip


def menu_of(*, doors: Mapping[str, Any], active: str) -> tuple[MenuGroup, ...]:
    """The groups that somebody has with these doors open, each with its pages; `active` is the page they are on."""
    found = []
    for group in GROUPS:
        pages = tuple(page for page in group.pages if not page.door or doors.get(page.door))
        if pages:
            found.append(MenuGroup(group.label, pages, active))
    return tuple(found)
