"""Commands with `--as` inside a test's own process, where the account counts as proved without a password.

For tests of what a command does once the account is proved. How it is proved: tests/integration/test_act_as.py.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from unittest.mock import patch

from sightline.cli.app import context

if TYPE_CHECKING:
    from sightline.casework.core.actor import Actor


@contextmanager
def proved() -> Iterator[None]:
    """Accounts that are open are proved by nothing. The options of an earlier command are forgotten."""
    forget()
    with patch("sightline.casework.accounts.services.proof.prove_account", _as_if):
        yield
    forget()


def forget() -> None:
    """What an earlier command of this process was given: it is kept from one to the next."""
    context.folder = context.username = context.password_file = None
    context.proved = context.password = ""


def _as_if(*, username: str, password: str, ask_code: Callable[[], str]) -> "Actor":
    from sightline.casework.core.actor import actor_for_username

    del password, ask_code
    return actor_for_username(username)
