"""What every printed page says across it: who printed it, on which day, and what they said that they need it for."""

import pytest
from django.test import Client
from django.urls import reverse
from support import held, worried
from support.climbing import set_clock
from support.worried import client_of

from sightline.casework.core.actor import PURPOSE_KEY
from sightline.store import Workspace

pytestmark = pytest.mark.django_db


def test_a_printed_page_names_its_reader_the_day_and_the_purpose(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.create()
    held.serve_snapshot(workspace)
    set_clock(monkeypatch, "2026-12-01T09:00:00Z")
    browser = client_of(worried.actor("mel", "manager", "police", "police"))
    page = browser.get(reverse("person", args=[held.AOIFE])).content.decode()
    assert 'sl-watermark" aria-hidden="true">mel, 1 December 2026' in page
    assert "Printed by mel, 1 December 2026." in page and "Purpose:" not in page
    session = browser.session
    session[PURPOSE_KEY] = "missing"
    session.save()
    page = browser.get(reverse("person", args=[held.AOIFE])).content.decode()
    assert "<br>This child is missing</p>" in page and "Purpose: This child is missing" in page
    assert "sl-watermark" not in Client().get(reverse("help")).content.decode()
