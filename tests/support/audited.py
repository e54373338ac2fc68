"""What the audit log holds: each act of each row, whether it is one of a page or the row's only one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.test import Client

from sightline.casework import middleware
from sightline.casework.audit.page_rows import PageAct, acts_of
from sightline.casework.core.actor import Actor
from sightline.casework.core.models import AuditEntry
from sightline.casework.core.session import ReaderSession


def acts_named(action: str, **of: Any) -> list[PageAct]:
    """The acts of one kind in rows of some account or outcome, in the order of the log."""
    return [
        act
        for row in AuditEntry.objects.filter(**of).order_by("sequence")
        for act in acts_of(action=row.action, ids=row.ids, details=row.details, reason=row.reason)
        if act.action == action
    ]


@contextmanager
def row_an_act(actor: Actor, *, only_reads: bool) -> Iterator[ReaderSession]:
    """A session that commits each row by itself."""
    del only_reads
    yield ReaderSession(actor)


def rows_of(client: Client, url: str) -> list[AuditEntry]:
    """The rows that one look at an address writes."""
    last = AuditEntry.objects.order_by("sequence").last()
    client.get(url)
    return list(AuditEntry.objects.filter(sequence__gt=last.sequence if last else 0).order_by("sequence"))


def acts_in_order(rows: list[AuditEntry]) -> list[tuple[Any, ...]]:
    """Who did what to which ids, and how it ended: each act, in order of its outcome and then as it was done.

    An act that is repeated word for word tells nothing more: a page reads a thing once, and keeps what it read.
    """
    found = [
        (row.outcome, row.username, row.role, row.via, act.action, act.ids, act.details, act.reason)
        for row in rows
        for act in acts_of(action=row.action, ids=row.ids, details=row.details, reason=row.reason)
    ]
    return sorted((one for at, one in enumerate(found) if one not in found[:at]), key=lambda one: one[0])


def assert_one_row_tells_the_same(
    client: Client, url: str, monkeypatch: pytest.MonkeyPatch, *, looks_before: int = 1
) -> bool:
    """One row a page says what a row an act says; whether anything was done.

    What a first look at a page changes is not of its reading: `looks_before` is 0 where it changes nothing.
    """
    for _ in range(looks_before):
        client.get(url)
    rows = rows_of(client, url)
    with monkeypatch.context() as before:
        before.setattr(middleware, "reader_session", row_an_act)
        old = rows_of(client, url)
    assert acts_in_order(rows) == acts_in_order(old), url
    done = [row for row in rows if row.outcome == "done"]
    assert len(done) <= 1, url
    assert {one for row in done for one in row.ids} == {one for row in old if row.outcome == "done" for one in row.ids}
    return bool(done)
