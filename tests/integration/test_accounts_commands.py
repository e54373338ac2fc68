"""The commands of accounts, from an empty workspace: the older form still adds one, and links are printed once."""

import re
from pathlib import Path

from support.small_partnership import PASSWORD, run_commands, sightline

LINK = re.compile(r"http://127\.0\.0\.1:8000/accounts/link/[\w-]{20,}/")
WHY = ["--why", "asked by the head of service"]


def test_a_workspace_gets_its_people_by_commands(tmp_path: Path) -> None:
    workspace = tmp_path / "workspace"
    sightline("init", workspace)
    words = [
        ["account", "ann", "--role", "practitioner", "--agency", "police"],
        ["account", "--role", "information_governance", "iris"],
        ["account", "invite", "noah", "--role", "information_governance"],
        ["account", "invite", "olga", "--role", "operator", *WHY],
        ["account", "list", "--requests"],
        ["account", "change", "ann", "--agency", "health", *WHY],
        ["account", "end", "ann", "--on", "2030-01-01", *WHY],
        ["account", "reset-password", "ann", *WHY],
        ["account", "reset-second-step", "ann", *WHY],
        ["account", "unlock", "ann"],
        ["account", "recertify", "ann"],
        ["account", "close", "ann", *WHY],
        ["account", "reopen", "ann", *WHY],
        ["account", "list", "--closed"],
        ["account", "close", "noah", *WHY],
        ["account", "recover", "iris", *WHY],
        ["account", "list", "--recoveries"],
    ]
    said = run_commands([["-w", str(workspace), *each] for each in words], typed=f"{PASSWORD}\n" * 2)
    assert "Account made: ann (practitioner)" in said and "Account made: iris (information_governance)" in said
    assert "Request 1 needs a second person" in said, "the first two were made at the machine"
    assert len(set(LINK.findall(said))) == 4, "noah, ann twice, and iris"
    assert "iris is recovered." in said and "needs review" in said
