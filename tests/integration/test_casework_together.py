"""Several processes append to the chain at once: no number twice, no link broken."""

import threading

import pytest
from django.db import connections
from support.sessions import session_of

from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import audited
from sightline.casework.core.actor import house_actor
from sightline.casework.core.models import AuditEntry

EACH, READERS = 15, 4


@pytest.mark.postgresql  # in memory SQLite has one connection; test_casework_boot.py does this on a file
@pytest.mark.django_db(transaction=True)
def test_readers_at_the_same_time_make_one_chain() -> None:
    def read() -> None:
        for _ in range(EACH):
            with audited(session_of(house_actor()), action="read"):
                pass
        connections.close_all()

    threads = [threading.Thread(target=read) for _ in range(READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert AuditEntry.objects.count() == EACH * READERS
    assert hash_chain.first_break(AuditEntry) is None
