"""The lease of the ticker: one of several workers ticks, and one that lost the lease writes nothing more.

Any clock that doubts a lease ends it: the machine's clock, or the seconds since the machine started. Taking a lease
too early does no harm, because each lease has a number and each write of a tick first checks that number.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from sightline.casework.core import clock
from sightline.casework.core.clock import DOUBT_SECONDS, moved
from sightline.casework.escalation.models import Lease

NAME = "tick"
LEASE_SECONDS = 150
WRITES = ("INSERT", "UPDATE", "DELETE")


class LeaseLost(Exception):
    """Another worker holds the lease now, so nothing more is written. It goes on with what is left."""


def take_lease(*, holder: str, now: str) -> int:
    """The number under which `holder` may tick now; 0 where another holds the lease. A new holder gets a new number."""
    with transaction.atomic():
        Lease.objects.get_or_create(name=NAME)
        lease = Lease.objects.select_for_update().get(name=NAME)
        if lease.holder != holder:
            if is_held(lease=lease, now=now):
                return 0
            lease.holder, lease.token = holder, lease.token + 1
        lease.until_at = moved(now, seconds=LEASE_SECONDS)
        lease.boot, lease.until_steady = clock.boot_id(), clock.steady_seconds() + LEASE_SECONDS
        lease.save(update_fields=["holder", "token", "until_at", "boot", "until_steady"])
        return lease.token


def is_held(*, lease: Lease, now: str) -> bool:
    """Whether somebody holds the lease. One that ends later than any can was taken while a clock was wrong."""
    if not lease.holder or not lease.until_at:
        return False
    if not now <= lease.until_at <= moved(now, seconds=LEASE_SECONDS + DOUBT_SECONDS):
        return False
    return lease.boot != clock.boot_id() or clock.steady_seconds() <= lease.until_steady


def drop_lease(*, holder: str) -> None:
    """Let another tick at once."""
    Lease.objects.filter(name=NAME, holder=holder).update(holder="", until_at=None)


@contextmanager
def fenced(*, token: int) -> Iterator[None]:
    """Within it, in this thread, each write checks in its own transaction that the lease is still of this number."""
    checked: list[Any] = [None]

    def check(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip()[:6].upper() in WRITES and not _is_checked(checked):
            check_token(token=token)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(check):
        yield


def check_token(*, token: int) -> None:
    """LeaseLost where the lease has another number. Within a transaction nobody takes it before that ends."""
    rows = Lease.objects.filter(name=NAME, token=token)
    if connection.in_atomic_block:
        rows = rows.select_for_update()
    if not rows.values_list("token", flat=True).first():
        raise LeaseLost


def _is_checked(checked: list[Any]) -> bool:
    """Whether the present outermost transaction has been checked before; from now on it has."""
    outermost = connection.atomic_blocks[0] if connection.in_atomic_block and connection.atomic_blocks else None
    known = outermost is not None and checked[0] is outermost
    checked[0] = outermost
    return known
