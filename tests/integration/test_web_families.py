"""The page for children, young people and parents: anybody may open it, from the foot of each page, without an account."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from sightline.casework.core.models import AuditEntry
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
ANCHOR = re.compile(r'href="#([\w-]+)"')


def test_anybody_may_open_it_from_the_page_on_which_people_sign_in(workspace: Workspace) -> None:
    client = Client()
    signing_in = client.get(reverse("account_login")).content.decode()
    assert f'href="{reverse("families")}">For families</a>' in signing_in
    before = AuditEntry.objects.count()
    shown = client.get(reverse("families"))
    page = shown.content.decode()
    assert shown.status_code == 200 and AuditEntry.objects.count() == before
    assert 'href="tel:08001111"' in page and "It gives you no score." in page
    anchors = set(ANCHOR.findall(page))
    assert len(anchors) > 8 and all(f'id="{one}"' in page for one in anchors)


def test_it_only_answers_who_reads(workspace: Workspace) -> None:
    assert Client().post(reverse("families")).status_code == 405
