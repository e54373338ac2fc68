"""The menu: at most seven groups for any role, each with its pages. What a role may not open is not in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

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
    MenuGroup("Home", (MenuPage("home", "Home"),)),
    MenuGroup(
        "Work",
        (
            MenuPage("work", "Your work", "works"), MenuPage("to_ask", "Questions to ask", "people"),
            MenuPage("notices", "Notices", "works"),
        ),
    ),
    MenuGroup(
        "People",
        (
            MenuPage("find", "Find a person", "people"), MenuPage("searches", "Saved searches", "people"),
            MenuPage("same_person", "Possible matches", "answers"),
            MenuPage("networks", "Connections", "networks"), MenuPage("subject_files", "Of concern", "working_files"),
        ),
    ),
    MenuGroup("Concerns", (MenuPage("concerns", "Concerns", "enters"),)),
    MenuGroup("Meetings", (MenuPage("meetings", "Meetings", "people"),)),
    MenuGroup(
        "Reports",
        (
            MenuPage("looks_for", "Rules"), MenuPage("how_many", "How many", "counts"),
            MenuPage("words_used", "Words we use", "wording"), MenuPage("files", "Files", "files"),
            MenuPage("runs", "Updates", "files"), MenuPage("audit", "Audit log", "audits"),
        ),
    ),
    MenuGroup(
        "Settings",
        (
            MenuPage("rule_switches", "Rule switches", "switches"), MenuPage("go_live", "Go-live days", "switches"),
            MenuPage("posts", "Posts", "switches"), MenuPage("accounts_list", "Accounts", "accounts"),
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
