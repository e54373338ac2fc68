"""Every command of the how-to pages is run as it stands there, in the small partnership.

`/srv/sightline`, `/backups` and `/keys` become folders of the test. run-it.md, run-in-containers.md and check-a-release.md
have tests of their own.
"""

import json
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.patience import PATIENCE
from support.run_it import HERE, HOW_TO, read_blocks
from support.small_partnership import ROOT, build_workspace, elsewhere_removed

# The pages in an order in which one workspace can follow them: accounts before their work, keys and upgrades last.
FOLLOWED = (
    "take-in-files", "mend-a-row", "accounts", "keep-a-rota", "go-live", "restricted-records", "switch-a-rule",
    "confirm-a-rule", "train-the-reader-of-notes", "check-the-audit", "back-up-and-restore", "rotate-keys", "upgrade",
)  # fmt: skip
ELSEWHERE = {"run-it", "run-in-containers", "check-a-release"}
# Commands that no test runs here, by what they need.
NOT_RUN = {
    "serves until it is stopped": "test_readme.py serves",
    "needs your own account": "its twin below names the reader; --as is held by test_cli_authorisation.py",
    "needs the number of a shift": "test_casework_rotas.py ends shifts",
    "needs a year of extracts": "test_rehearsal.py rehearses",
    "needs confirmed sentences and ten minutes": "test_casework_note_models.py trains by a few sentences",
    "needs the version of a model": "test_casework_note_models.py puts one in force and goes back",
}
INVITED = ("duty_desk", "edt", "force_control_room")


def pages_with_commands() -> dict[str, Path]:
    """Each how-to page that has a block of commands, by its name."""
    return {page.stem: page for page in HOW_TO.glob("*.md") if "```sh\n" in page.read_text(encoding="utf-8")}


def test_every_page_with_commands_is_followed_and_says_of_each_block_whether_it_is_run() -> None:
    pages = pages_with_commands()
    assert set(pages) == {*FOLLOWED, *ELSEWHERE, "rehearse-your-rules"}
    for name in set(pages) - ELSEWHERE:
        blocks = read_blocks(pages[name])
        assert len(blocks) == pages[name].read_text(encoding="utf-8").count("```sh\n"), f"{name}: mark each block"
        assert {block.needs for block in blocks} <= {HERE, *NOT_RUN}, name


def commands_of(name: str, places: dict[str, str]) -> list[list[str]]:
    """The commands of a page, one a line, as words; what a shell would write to a file is left on the screen."""
    found = []
    for block in read_blocks(HOW_TO / f"{name}.md"):
        if block.needs == HERE:
            for line in block.text.replace("\\\n", " ").splitlines():
                program, *words = shlex.split(line.partition(" > ")[0])
                assert program == "sightline", f"{name}: {line}"
                found.append([put(word, places) for word in words])
    return found


def put(word: str, places: dict[str, str]) -> str:
    """A word of a command with the folders of the test in place of the page's."""
    for named, here in places.items():
        if word.startswith(named):
            return word.replace(named, here, 1)
    return word


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The workspace after every page was followed, and what the commands said."""
    folder = tmp_path_factory.mktemp("how_to")
    workspace = build_workspace(folder / "made", roles=[])
    (workspace / "inbox").mkdir()
    shutil.copy(workspace.parent / "files" / "police_missing.csv", workspace / "inbox")
    places = {"/srv/sightline": str(workspace), "/backups": str(folder / "backups"), "/keys": str(folder / "keys")}
    (folder / "backups").mkdir()
    (folder / "keys").mkdir()
    commands = [["account", "invite", name, "--role", "practitioner", "--agency", agency, "--post", "Duty desk"]
                for name, agency in zip(INVITED, ("childrens_services", "childrens_services", "police"), strict=True)]  # fmt: skip
    for name in FOLLOWED:
        commands += commands_of(name, places)
    # A process has one workspace: each restore, which makes another, has a process of its own.
    restores = [words for words in commands if words[0] == "restore"]
    said = give(workspace, [words for words in commands if words not in restores])
    return workspace, said + "".join(give(workspace, [words]) for words in restores)


def give(workspace: Path, commands: list[list[str]]) -> str:
    """What the commands say, given one after another inside the workspace."""
    several = ROOT / "tests" / "support" / "several_commands.py"
    done = subprocess.run(
        [sys.executable, several, json.dumps(commands)],
        cwd=workspace, env=elsewhere_removed(), capture_output=True, text=True, timeout=PATIENCE,
    )  # fmt: skip
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


def test_the_commands_do_what_the_pages_say(followed: tuple[Path, str]) -> None:
    workspace, said = followed
    assert said.count("Verified: whole") == 3 and "NOT whole" not in said
    for made in ("rejects.csv", "audit-2026-11.jsonl", "decisions-2026-11.jsonl"):
        assert (workspace / made).stat().st_size > 0, made
    for restored in ("sightline-restored", "sightline-before"):
        assert (workspace.parent / f"workspace{restored.removeprefix('sightline')}" / "casework.sqlite3").is_file()
