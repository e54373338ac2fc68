"""What an upgraded workspace must still do, in a process of its own: `python upgraded_process.py WORKSPACE TOLD`, as JSON."""

import base64
import hashlib
import hmac
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]
told = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))

from sightline.casework.boot import open_workspace  # noqa: E402

open_workspace(Path(sys.argv[1]).resolve())

import duckdb  # noqa: E402
from django.test import Client  # noqa: E402
from support.vocabularies import words_kept, words_outside  # noqa: E402

from sightline.casework.audit import hash_chain  # noqa: E402
from sightline.casework.concerns.models import Concern  # noqa: E402
from sightline.casework.core.models import Decision  # noqa: E402
from sightline.casework.core.serving import current_snapshot, current_workspace  # noqa: E402
from sightline.casework.operations.key_listing import read_keys  # noqa: E402
from sightline.casework.operations.typed_words import SEALED, count_plain  # noqa: E402


def code_now() -> str:
    """What an authenticator app shows for the second step of the account."""
    counter = (int(time.time()) // 30).to_bytes(8, "big")
    digest = hmac.new(base64.b32decode(told["second_step"]), counter, hashlib.sha1).digest()
    place = digest[-1] & 15
    return f"{(int.from_bytes(digest[place : place + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06d}"


def sign_in(code: Callable[[], str]) -> Client:
    """Sign in with the code of the moment at which it is asked for: the first page of a process may take seconds."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.post("/accounts/login/", {"login": told["username"], "password": told["password"]})
    assert "_auth_user_id" not in client.session, "the second step was asked for"
    client.post("/accounts/2fa/authenticate/", {"code": code()})
    return client


def row_is_there(model: type, head: str) -> bool:
    """The row of that number, with its hash of before; where its chain was sealed since, a decision says so."""
    number, _, row_hash = head.partition(" ")
    row = model.objects.get(sequence=int(number))
    return bool(row.hash == row_hash or Decision.objects.of_kind(SEALED).exists())


client = sign_in(code_now)
snapshot = current_snapshot(current_workspace())
with duckdb.connect(str(snapshot.analysis), read_only=True) as held:
    answered = held.execute(
        "SELECT count(DISTINCT person_id) FROM resolved WHERE mention_id IN (?, ?)", told["answered_same"]
    ).fetchone()
sys.stdout.write(
    json.dumps(
        {
            "signed_in": "_auth_user_id" in client.session,
            "signed_in_by_recovery_code": "_auth_user_id" in sign_in(lambda: told["recovery_code"]).session,
            "pages": [client.get(path, follow=True).status_code for path in ("/", f"/people/{told['child']}/")],
            "people_of_answer": answered[0],
            "concern_taken": Concern.objects.get(concern_id=told["concern"]).taken_sha != "",
            "heads_are_there": [
                row_is_there(model, told["heads"][model._meta.db_table]) for model in hash_chain.CHAINS
            ],
            "breaks": list(hash_chain.verify_chains().values()),
            "kinds": list(Decision.objects.order_by("sequence").values_list("kind", flat=True)),
            "keys": [[one.key, one.left] for one in read_keys(current_workspace())],
            "snapshot": snapshot.id,
            "vocabularies": sum(map(bool, words_kept().values())),
            "words_outside": words_outside(),
            "plain": count_plain(current_workspace()),
        }
    )
)
