"""A process that has imported what the command line imports, and forks for each command: `python warm_process.py SOCKET`.

Starting Python and importing takes longer than most commands do. Each command still runs in a process of its own, with
nothing of another in it: this one runs none, and imports nothing that depends on a workspace. `support.warm` calls it.

What arrives on the socket: a JSON line with the words after `python`, the folder and the environment, and three open
files. What goes back: the process's number, and at its end its status and its CPU seconds, each as a JSON line. It ends
with whoever began it, whose end closes its standard input.
"""

import atexit
import gc
import importlib
import json
import os
import runpy
import select
import signal
import socket
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import ScryptPasswordHasher

LONGEST = 1_000_000
ROOMS = (
    "sightline.cli", "sightline.cli.app", "sightline.pipeline", "duckdb", "pyarrow.csv", "pyarrow.parquet",
    "django.core.management", "django.db.backends.sqlite3.base", "django.db.migrations.executor", "django.forms",
    "django.template.backends.django", "django.test.utils", "django.views.generic", "gunicorn.app.base",
    "openpyxl", "phonenumbers", "rich.table", "rich.progress", "typer._adapters", "requests", "dateutil.relativedelta",
    "cryptography.fernet", "cryptography.hazmat.primitives.serialization", "csp.constants", "pyarrow.dataset",
    "django.contrib.messages", "django.contrib.staticfiles.finders", "django.shortcuts", "django.views.decorators.cache",
    "sightline.escalation.replay", "sightline.escalation.responses", "sightline.escalation.expected_items",
    "sightline.scale.tables", "sightline.sharing.accounts", "sightline.store.received_files",
)  # fmt: skip
RULES = (("england", "timescales"), ("england", "curiosity"), ("england", "escalation"), ("england", "patterns"),
         ("linkage", "rules"))  # fmt: skip


def main(path: str) -> None:
    """Import, then wait for commands."""
    sys.path[0] = str(Path(__file__).parents[2])
    sys.path.insert(0, str(Path(__file__).parent))
    importlib.import_module("few_rows")
    del sys.path[0]
    for name in ROOMS:
        importlib.import_module(name)
    importlib.import_module("sightline.casenotes.signs.compiled_rules").build_machine()
    importlib.import_module("sightline.linkage.settings").read_settings()
    for folder in RULES:
        importlib.import_module("sightline.rulebook.rules").load_rules(*folder)  # parsed anew where a file changes
    ScryptPasswordHasher.work_factor = 2**4  # as in the tests' own process
    importlib.import_module("sightline.store").DuckDBEngine.__init__.__kwdefaults__["threads"] = 1  # few rows
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(path)
        door.listen()
        os.write(1, b"ready\n")
        while door in select.select([door, sys.stdin], [], [])[0]:
            with door.accept()[0] as caller:
                if not os.fork():
                    door.close()
                    serve(caller)


def serve(caller: socket.socket) -> None:
    """Run one command in a child, and say how it ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    said, files, _, _ = socket.recv_fds(caller, LONGEST, 3)
    while not said.endswith(b"\n"):
        said += caller.recv(LONGEST)
    asked = json.loads(said)
    child = os.fork()
    if not child:
        caller.close()
        become(asked, files)
    for each in files:
        os.close(each)
    caller.sendall(json.dumps({"pid": child}).encode() + b"\n")
    _, status, spent = os.wait4(child, 0)
    ended = {"code": os.waitstatus_to_exitcode(status), "cpu": spent.ru_utime + spent.ru_stime}
    try:
        caller.sendall(json.dumps(ended).encode() + b"\n")
    finally:
        os._exit(0)


def become(asked: dict[str, Any], files: list[int]) -> None:
    """Be the command: its files, folder, environment and words; never comes back."""
    for number, each in enumerate(files):
        os.dup2(each, number)
        os.close(each)
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w", buffering=1)  # noqa: SIM115
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    few_rows = sys.modules["few_rows"]
    if os.environ.get(few_rows.ASKED):
        few_rows.EnginesForFewRows().put_in(setattr)
    tempfile.tempdir = None
    os._exit(run(asked["words"]))


def run(words: list[str]) -> int:
    """Run what `python WORDS` runs: a module, a script or a few lines. The exit status."""
    code = 0
    try:
        if words[0] == "-c":
            sys.argv, sys.path[0] = ["-c", *words[2:]], str(Path.cwd())
            exec(compile(words[1], "<string>", "exec"), {"__name__": "__main__"})
        elif words[0] == "-m":
            sys.argv, sys.path[0] = words[1:], str(Path.cwd())
            runpy.run_module(words[1], run_name="__main__", alter_sys=True)
        else:
            sys.argv, sys.path[0] = words, str(Path(words[0]).resolve().parent)
            runpy.run_path(words[0], run_name="__main__")
    except SystemExit as asked:
        code = exit_code(asked)
    except BaseException:  # as Python itself does
        sys.excepthook(*sys.exc_info())
        code = 1
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    return code


def exit_code(asked: SystemExit) -> int:
    """What Python makes of it."""
    if asked.code is None or isinstance(asked.code, int):
        return (asked.code or 0) & 0xFF
    sys.stderr.write(f"{asked.code}\n")
    return 1


if __name__ == "__main__":
    main(sys.argv[1])
