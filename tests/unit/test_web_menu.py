"""The menu has at most seven entries for every role, and leads to every page that it led to before."""

from typing import Any

import pytest
from django.template import Context
from django.test import RequestFactory

from sightline.casework.core.models import Account
from sightline.model.nouns import Role
from sightline.web.core.menu import GROUPS, MOST_GROUPS, menu_of
from sightline.web.templatetags.sightline import who

pytestmark = pytest.mark.django_db


def doors(role: Role) -> dict[str, Any]:
    request = RequestFactory().get("/")
    agency = "school" if role is Role.SCHOOL_LEAD else "police"
    request.user = Account(username="sam", role=role, agency=agency, organisation="Elm School" * (agency == "school"))
    return who(Context({"request": request}))


@pytest.mark.parametrize("role", Role)
def test_no_role_has_more_than_seven_entries_and_only_pages_whose_door_is_open(role: Role) -> None:
    open_doors = doors(role)
    groups = menu_of(doors=open_doors, active="work")
    assert 2 <= len(groups) <= MOST_GROUPS == len(GROUPS)
    assert all(not page.door or open_doors[page.door] for group in groups for page in group.pages)
    assert [group.label for group in groups if group.is_current] == ([] if role is Role.ELECTED_MEMBER else ["Work"])


def test_every_door_of_the_menu_is_one_that_is_asked() -> None:
    asked = doors(Role.PRACTITIONER)
    assert {page.door for group in GROUPS for page in group.pages if page.door} <= asked.keys()
