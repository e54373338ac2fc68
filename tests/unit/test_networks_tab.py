"""What a child's tab of connections shows open: a few of each list, the rest folded behind its count."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory
from support import made_up

from sightline.casework.networks.pages.networks import NearbyNode
from sightline.casework.people.pages.nodes import Node


@pytest.mark.parametrize(("lines", "is_tab", "open_rows"), [(12, True, 4), (5, True, 5), (12, False, 12)])
def test_a_tab_shows_a_few_of_a_long_list_and_says_how_many_more(lines: int, is_tab: bool, open_rows: int) -> None:
    day = date(2026, 3, 1)
    those = [
        NearbyNode(Node("vehicle", f"{number:020}", f"UK{number} ZZA"), day, day, 1, ("police",))
        for number in range(lines)
    ]
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    said = render_to_string(
        "networks/around_folded.html",
        {"lines": those, "caption": "Vehicles", "things": True, "frame": made_up.person_frame() if is_tab else None},
        request=request,
    )
    shown, _, folded = said.partition("<details")
    assert (shown.count("ZZA"), said.count("ZZA")) == (open_rows, lines), "a line is lost, or stands open"
    assert (f"{lines - open_rows} more" in folded) is (open_rows < lines)
