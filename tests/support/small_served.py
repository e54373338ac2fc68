"""Pages over the small partnership: its snapshot is served, and each role has an account."""

from pathlib import Path
from typing import Any

from django.test import Client
from support import small_partnership as small

from sightline.casework.core.actor import Actor, actor_for_username
from sightline.casework.core.models import Account, CurrentSnapshot
from sightline.store import Workspace


def point_at(built: Path, settings: Any) -> Workspace:
    """The workspace that was built, as pages read it in one test."""
    settings.SIGHTLINE_WORKSPACE = built
    (snapshot,) = (folder.name for folder in Workspace(built).snapshots.iterdir())
    CurrentSnapshot.objects.create(id=1, snapshot_id=snapshot, changed_at="2024-12-02T06:00:00Z")
    return Workspace(built)


def serve(built: Path, settings: Any) -> Workspace:
    """The same, with an account of each role."""
    for role, (agency, organisation) in small.ROLES.items():
        Account.objects.create(username=small.username(role), role=role, agency=agency, organisation=organisation)
    return point_at(built, settings)


def actor(role: str) -> Actor:
    """Who acts with the account of a role."""
    return actor_for_username(small.username(role))


def signed_in(role: str) -> Client:
    """A browser in which the account of a role is signed in."""
    client = Client()
    client.force_login(Account.objects.get(username=small.username(role)))
    return client
