"""What a backup must keep, in a process of its own: `python backup_process.py WORKSPACE append|ask`.

`append` brings people, a concern and an answer, then writes audit rows and decisions until it is told to stop, and says
each once it is committed; then, as `ask` does, it prints what pages answer and what the database holds, as JSON.
"""

import hashlib
import json
import re
import signal
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]
folder, what = Path(sys.argv[1]).resolve(), sys.argv[2]

from sightline.casework.boot import open_workspace  # noqa: E402

open_workspace(folder)

import duckdb  # noqa: E402
from django.test import Client  # noqa: E402
from support import worried  # noqa: E402
from support.sessions import session_of  # noqa: E402
from support.small_partnership import UPN  # noqa: E402

from sightline.casework.accounts.services.accounts import create_account  # noqa: E402
from sightline.casework.audit import hash_chain  # noqa: E402
from sightline.casework.audit.trail import audited  # noqa: E402
from sightline.casework.core.actor import house_actor  # noqa: E402
from sightline.casework.core.models import Account, CurrentSnapshot, Decision  # noqa: E402
from sightline.casework.core.serving import current_snapshot, current_workspace  # noqa: E402
from sightline.casework.same_person.services.answers import answer_same_person  # noqa: E402

INVENTED = "invented"
PASSWORD = "three-plain-made-up-words"
CHANGES_EACH_TIME = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


def fill() -> None:
    (snapshot,) = (path.name for path in (folder / "snapshots").iterdir())
    CurrentSnapshot.objects.update_or_create(
        id=1, defaults={"snapshot_id": snapshot, "changed_at": "2024-12-02T06:00:00Z"}
    )
    for name, role, agency in (("ann", "practitioner", "childrens_services"), ("max", "manager", "childrens_services")):
        create_account(session_of(house_actor()), username=name, role=role, agency=agency, password=PASSWORD)
    one, other = (row[0] for row in query("SELECT mention_id FROM mention WHERE name_as_written LIKE '%Linden%'"))
    answer_same_person(
        session_of(worried.actor("max", "manager", "")),
        mention_id_a=one,
        mention_id_b=other,
        answer="same",
        why="Invented.",
    )
    worried.enter(worried.youth_worker())


def query(sql: str) -> list[tuple]:
    with duckdb.connect(str(current_snapshot(current_workspace()).analysis), read_only=True) as held:
        return held.execute(sql).fetchall()


def append() -> None:
    fill()
    told: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: told.append(number))
    while not told:
        with audited(session_of(house_actor()), action="read"):
            row = hash_chain.append(Decision, kind=INVENTED, by="operator", body={"told": len(told)})
        say(row.sequence)
    ask()


def ask() -> None:
    (child,) = query(f"SELECT DISTINCT person_id FROM resolved JOIN mention USING (mention_id) WHERE upn = '{UPN}'")[0]
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(Account.objects.get(username="ann"))
    say(
        {
            "pages": {path: read_page(client, path) for path in ("/", f"/people/{child}/", "/concerns/")},
            "breaks": list(hash_chain.verify_chains().values()),
            "snapshot": current_snapshot(current_workspace()).id,
        }
    )


def read_page(client: Client, path: str) -> str:
    page = client.get(path, follow=True)
    assert page.status_code == 200, path
    return hashlib.sha256(CHANGES_EACH_TIME.sub("", page.content.decode()).encode()).hexdigest()


def say(what: object) -> None:
    sys.stdout.write(f"{json.dumps(what)}\n")
    sys.stdout.flush()


{"append": append, "ask": ask}[what]()
