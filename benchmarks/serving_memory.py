"""How much memory a further worker takes: `python -m benchmarks.serving_memory WORKSPACE [SIGHTLINE...]`.

Serves a workspace with two workers and with three, signs in, opens pages until each worker has answered many, and reads
what the system says of each process. SIGHTLINE... is the command to run, else this checkout's.
"""

import re
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

PORT, ROUNDS, PASSWORD, NAME = 8177, 12, "a quiet river bends twice", "memory.operator"
ADDRESS = f"http://127.0.0.1:{PORT}"
PAGES = (
    "/", "/find/", "/same-person/", "/questions/", "/work/", "/work/clocks/", "/networks/", "/files/", "/runs/",
    "/concerns/", "/meetings/", "/what-sightline-looks-for/", "/help/", "/words-we-use/", "/networks/picture/data/",
)  # fmt: skip


def kilobytes(pid: int, *names: str) -> int:
    """What smaps_rollup says under these names, added up."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    return sum(int(found) for name in names for found in re.findall(rf"^{name}:\s+(\d+) kB", rollup, re.MULTILINE))


def children_of(pid: int) -> list[int]:
    """The workers of a first process."""
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]


def sign_in() -> urllib.request.OpenerDirector:
    """A browser of somebody who sees much."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    page = browser.open(f"{ADDRESS}/accounts/login/", timeout=60).read().decode()
    token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[0]
    typed = {"csrfmiddlewaretoken": token, "login": NAME, "password": PASSWORD}
    browser.open(f"{ADDRESS}/accounts/login/", data=urllib.parse.urlencode(typed).encode(), timeout=60)
    return browser


def open_pages(browser: urllib.request.OpenerDirector) -> int:
    """How many pages were opened: those of the list, and of people that they lead to."""
    opened, people = 0, set[str]()
    for turn in range(ROUNDS):
        for path in (*PAGES, *sorted(people)[turn * 5 : turn * 5 + 15]):
            try:
                page = browser.open(ADDRESS + path, timeout=120).read().decode()
            except urllib.error.HTTPError as error:
                error.close()
                continue
            opened += 1
            people |= set(re.findall(r'href="(/(?:people|records|networks/\w+)/[0-9a-f]{20}/)', page))
    return opened


def measure(workspace: Path, command: list[str], *, workers: int | None) -> None:
    """Serve, open pages, and print what each process holds, in MB."""
    file = workspace / "sightline.toml"
    kept = file.read_text(encoding="utf-8")
    if workers:
        chosen = kept.split("[serve]")[0].replace('two_step = "required"', 'two_step = "optional"')
        file.write_text(f"{chosen}[serve]\nworkers = {workers}\n", encoding="utf-8")
    server = subprocess.Popen([*command, "-w", str(workspace), "serve", "--port", str(PORT)], stdout=subprocess.DEVNULL)
    try:
        browser = wait_for_server()
        opened = open_pages(browser)
        time.sleep(2)
        print(f"\n{workers or 'as set'} workers, {opened} pages opened")
        total = 0
        for pid in (server.pid, *children_of(server.pid)):
            held = [kilobytes(pid, "Rss"), kilobytes(pid, "Pss"), kilobytes(pid, "Private_Dirty", "Private_Clean")]
            total += held[1]
            print(
                "  ".join(
                    f"{name} {value / 1024:6.1f}" for name, value in zip(("rss", "pss", "own"), held, strict=True)
                )
            )
        print(f"all together (pss) {total / 1024:6.1f}")
    finally:
        server.terminate()
        server.wait(timeout=60)
        file.write_text(kept, encoding="utf-8")


def wait_for_server() -> urllib.request.OpenerDirector:
    """Signed in, once it answers."""
    for _ in range(300):
        try:
            return sign_in()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.3)
    raise SystemExit("the server did not answer")


def main() -> None:
    """Two workers, then three; another command's settings are left as they are."""
    workspace = Path(sys.argv[1]).resolve()
    command = sys.argv[2:] or [sys.executable, "-m", "sightline"]
    account = [*command, "-w", str(workspace), "account", NAME, "--role", "operator"]
    subprocess.run(account, input=f"{PASSWORD}\n", text=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for workers in (None,) if sys.argv[2:] else (2, 3):
        measure(workspace, command, workers=workers)


if __name__ == "__main__":
    main()
