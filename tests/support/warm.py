"""Commands in processes that need not start Python anew: `run` and `Process`, after `subprocess.run` and `Popen`.

For tests of what a command does. Tests of how it starts (what it imports, an installed wheel, signals to a whole
session) begin a Python of their own.
"""

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from support.patience import PATIENCE

FORKS = Path(__file__).with_name("warm_process.py")
ROOT = Path(__file__).parents[2]
NOTHING = subprocess.DEVNULL


class Spent:
    """CPU seconds of the commands that have ended: they are no children of this process, which does not count them."""

    seconds = 0.0


def run(
    words: Sequence[str], *, env: Mapping[str, str], cwd: Path = ROOT, typed: str = ""
) -> "subprocess.CompletedProcess[str]":
    """What `python WORDS` says and how it ends. TimeoutError after PATIENCE."""
    with tempfile.TemporaryFile("w+") as read, tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        read.write(typed)
        read.seek(0)
        with Process(words, env=env, cwd=cwd, files=(read, out, err)) as process:
            code = process.wait()
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess([sys.executable, *words], code, out.read(), err.read())


class Process:
    """A command that runs until it ends or is ended, and by then leaves `with`. It says what it says to `files`."""

    def __init__(
        self,
        words: Sequence[str],
        *,
        env: Mapping[str, str],
        cwd: Path = ROOT,
        files: tuple[IO[Any], IO[Any], IO[Any]] | None = None,
    ) -> None:
        asked = {"words": [str(word) for word in words], "folder": str(cwd), "environment": dict(env)}
        self._caller = socket.socket(socket.AF_UNIX)
        self._caller.settimeout(PATIENCE)
        self._caller.connect(warm_process())
        with Path(os.devnull).open("r+") as nowhere:
            numbers = [each.fileno() for each in files or (nowhere, nowhere, nowhere)]
            said = json.dumps(asked).encode() + b"\n"
            sent = socket.send_fds(self._caller, [said], numbers)
            self._caller.sendall(said[sent:])
        self._answers = self._caller.makefile()
        self.pid = int(json.loads(self._answers.readline())["pid"])
        self.returncode: int | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.wait()

    def poll(self) -> int | None:
        """The status, where it has ended."""
        if self.returncode is None:
            self._caller.settimeout(0)
            try:
                ended = self._caller.recv(1, socket.MSG_PEEK)
            except BlockingIOError:
                return None
            finally:
                self._caller.settimeout(PATIENCE)
            assert ended, "the process that forks has gone"
            return self.wait()
        return self.returncode

    def wait(self) -> int:
        """The status, once it has ended; negative where a signal ended it."""
        if self.returncode is None:
            ended = json.loads(self._answers.readline())
            Spent.seconds += ended["cpu"]
            self.returncode = int(ended["code"])
            self._answers.close()
            self._caller.close()
        return self.returncode

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)


@cache
def warm_process() -> str:
    """The socket of the process that forks, which is begun by the first command and ends with this process."""
    folder = tempfile.TemporaryDirectory(prefix="warm")
    path = f"{folder.name}/door"
    forks = subprocess.Popen(
        [sys.executable, str(FORKS), path], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert forks.stdin and forks.stdout
    assert forks.stdout.readline() == b"ready\n"

    def end() -> None:
        forks.communicate()
        folder.cleanup()

    atexit.register(end)
    return path
