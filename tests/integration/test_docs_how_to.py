"""Every command that a how-to page tells its reader to type is run as it stands there, in the small partnership.

`/srv/sightline`, `/backups` and `/keys` become folders of the test. What cannot be run here is in HELD_BY, each reason
with the test that stands for it. A command in the text of a page is one that a block of some page gives.
"""

import json
import re
import shlex
import shutil
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import warm
from support.run_it import HERE, HOW_TO, Block, read_blocks
from support.small_partnership import PASSWORD, ROOT, build_workspace, elsewhere_removed

# The pages in an order in which one workspace can follow them: accounts before their work, keys and upgrades last.
FOLLOWED = (
    "record-papers", "agree-on-files", "take-in-files", "print-the-papers", "mend-a-row", "mend-a-received-file", "start-a-workspace", "recover-an-account", "invite-a-person",
    "approve-a-request", "change-an-account", "suspend-an-account", "help-a-person-to-sign-in", "confirm-accounts", "close-an-account",
    "keep-a-rota", "end-a-shift", "go-live", "own-the-backlog", "restricted-records", "hide-a-restricted-record",
    "set-the-front-door", "first-run", "switch-a-rule", "own-a-rule", "confirm-a-rule", "put-people-together", "undo-a-match", "split-a-person",
    "choose-the-model-of-notes", "train-the-matching-model", "put-the-clock-right", "mend-damaged-data", "single-sign-on", "check-the-audit",
    "take-a-backup", "verify-a-backup", "restore-a-backup", "try-a-restore", "act-on-a-wrong-audit-row", "rotate-keys",
    "upgrade", "go-back", "suspend-an-agreement", "answer-a-question-about-reading",
)  # fmt: skip
OF_RUN_IT, APART, NAMED = "run-it", "here, in a folder of its own", "names what is there"
# Why a command is not run here, and the test that stands for it.
HELD_BY = {
    "serves until it is stopped": "acceptance/test_readme.py",
    "needs a year of extracts": "integration/test_rehearsal.py",
    "needs confirmed sentences and ten minutes": "integration/test_casework_note_models.py",
    "needs the version of a model": "integration/test_casework_note_models.py",
    "needs a table of two hundred people": "integration/test_cli_table_models.py",
    "needs two hundred people": "integration/test_casework_linkage_models.py",
    "needs the version of a model of your own": "integration/test_casework_linkage_models.py",
    "needs the id of a review with a draft and two people": "integration/test_review_publication.py",
    "needs the id of a review and a second person": "integration/test_review_inquiry.py",
    "shows the machine's own clock": "integration/test_casework_wrong_clock.py",
    "needs a container": "unit/test_deploy_files.py",
    "needs a release": "unit/test_release.py",
    "makes the catalogue again": "unit/test_translations.py",
    "makes a demo": "acceptance/test_demo.py",
    "needs a folder outside the workspace": "unit/test_sealing_keys.py",
    "needs a server with an account for each agency": "integration/test_drop_folder.py",
    "needs a signed agreement and its hash": "integration/test_agreement_commands.py",
    "needs a file that no agreement covers": "integration/test_emergencies.py",
    "needs a file that came in an emergency": "integration/test_emergencies.py",
    "needs the version of a printed paper": "integration/test_papers.py",
    "needs the id of a child": "integration/test_review_knowledge.py",
    "needs the id of a review": "integration/test_review_imports.py",
    "needs a second person to agree": "integration/test_bulk_exports.py",
    "needs the account of information governance": "integration/test_erasure.py",
    "asks for the password of an account": "integration/test_agreement_commands.py",
}
PEOPLE = [["account", "invite", name, "--role", role, "--agency", agency, "--post", "Duty desk"] for name, role, agency in (
    ("duty_desk", "practitioner", "childrens_services"), ("edt", "practitioner", "childrens_services"),
    ("force_control_room", "practitioner", "police"), ("mia", "manager", "childrens_services"))]  # fmt: skip
# What a reader of these pages has done before, or somebody else for them.
BEFORE = {
    "recover-an-account": [["signs", "in", "governance.deputy"]],
    "invite-a-person": [*PEOPLE, ["signs", "in", "governance.lead"]],
    "approve-a-request": [["account", "invite", "another.operator", "--role", "operator"]],
    "close-an-account": [["signs", "in", "ann"], ["signs", "in", "mia"]],
}
BEGINS = re.compile(r"(sightline|make|sudo|podman|msgfmt|apt-get|install|date(?= [+-])|timedatectl|\.venv/bin/\S+) ")
FENCED = re.compile(r"^( *)```.*?^\1```", re.DOTALL | re.MULTILINE)
INLINE = re.compile(r"(?<!`)`([^`\n]+(?:\n[^`\n]+)?)`")
TUTORIAL = HOW_TO.parent / "tutorial" / "first-hour.md"
# What the demo prints and says: a name of its child, an account, and the heading of its table.
OF_THE_DEMO = {"leah sykes-sutcliffe", "school_lead", "sign in as"}
GLOBAL = {"-w", "--workspace", "--as"}


def without_blocks(page: Path) -> str:
    return FENCED.sub("", page.read_text(encoding="utf-8"))


def lines_of(block: Block) -> Iterator[str]:
    yield from block.text.replace("\\\n", " ").splitlines()


def words_of(line: str) -> list[str]:
    """A command without its program and without the options of every command."""
    words = shlex.split(line.partition(" > ")[0])[1:]
    for option in GLOBAL & set(words):
        place = words.index(option)
        del words[place : place + 2]
    return words


def is_given_by(mention: str, commands: list[list[str]]) -> bool:
    """Whether a command in the text is one of these: its subcommands and its options."""
    words = words_of(mention)
    named = [word for word in words if re.fullmatch("[a-z-]+", word) and not word.startswith("-")]
    options = {word for word in words if word.startswith("--")}
    return any(command[: len(named)] == named and options <= set(command) for command in commands)


def test_every_block_says_whether_it_is_run_and_every_reason_is_used_and_held() -> None:
    used = set()
    for page in sorted(HOW_TO.glob("*.md")):
        blocks = read_blocks(page)
        assert len(blocks) == page.read_text(encoding="utf-8").count("```sh\n"), f"{page.name}: mark each block"
        needs = {block.needs for block in blocks}
        assert page.stem == OF_RUN_IT or needs <= {HERE, APART, NAMED, *HELD_BY}, page.name
        assert page.stem in (*FOLLOWED, OF_RUN_IT) or HERE not in needs, f"{page.name}: follow it"
        used |= needs
    assert set(HELD_BY) <= used and all((ROOT / "tests" / test).is_file() for test in HELD_BY.values())


def faults_of(text: str) -> list[str]:
    """What keeps a page from being one task, told to those who do it, in steps numbered from 1 on."""
    found = [] if re.search(r"\A# [A-Z][^\n]+\n\nFor ", text) else ["say first for whom it is"]
    found += ["one task a page"] if len(re.findall("^# ", text, re.MULTILINE)) > 1 else []
    numbers = [0]
    for section, number in re.findall(r"^(## .*)|^(\d+)\. ", FENCED.sub("", text), re.MULTILINE):
        if number:
            found += [] if int(number) == numbers[-1] + 1 else [f"step {number} follows {numbers[-1]}"]
            numbers.append(int(number))
        elif section.startswith("## If "):  # what to do instead, or when it went wrong
            numbers.append(0)
    found += [] if max(numbers) > 1 else ["number its steps"]
    return found + (["put each command into its step"] if re.search("^```sh", text, re.MULTILINE) else [])


def test_every_page_is_one_task_in_numbered_steps_and_is_listed_once() -> None:
    index = (HOW_TO.parent / "README.md").read_text(encoding="utf-8")
    for page in HOW_TO.glob("*.md"):
        assert faults_of(page.read_text(encoding="utf-8")) == [], page.name
        assert index.count(f"(how-to/{page.name})") == 1, page.name


def test_a_page_without_numbered_steps_is_found() -> None:
    """Else the test above could not fail."""
    begins = "# Do it\n\nFor the operator.\n\n"
    steps = "1. Do this.\n2. Do that.\n"
    assert faults_of(begins + steps + "\n## If it fails\n1. Do it again.\n") == []
    assert faults_of(begins + "```sh\nsightline doctor\n```\n") == [
        "number its steps",
        "put each command into its step",
    ]
    assert faults_of(begins + steps + "## Next\n1. Another.\n") == ["step 1 follows 2"]
    assert faults_of("# Do it\n\nYou do it.\n\n" + steps) == ["say first for whom it is"]


def plain(words: str) -> str:
    return " ".join(words.replace("’", "'").split()).lower()


def messages() -> set[str]:
    """Every message that a page shows, whole and each piece between its tags; not what is hidden from the eye."""
    text = (ROOT / "sightline/locale/cy/LC_MESSAGES/django.po").read_text(encoding="utf-8")
    found = set()
    for said in re.findall(r'^msgid(?:_plural)? ((?:"(?:[^"\\]|\\.)*"\n)+)', text, re.MULTILINE):
        whole = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', said)).replace('\\"', '"').replace("\\n", " ")
        found |= {plain(piece) for piece in (*re.split(r"<[^>]*>", whole), re.sub(r"<[^>]*>", " ", whole))}
    return found


def not_shown(text: str, shown: set[str]) -> list[str]:
    """What a how-to page sets in bold and no page of Sightline says; its own sentences and names of people apart."""
    words = [word for word in re.findall(r"\*\*([^*]+)\*\*", text) if not word.endswith((".", "?"))]
    return [word for word in words if plain(word) not in shown | OF_THE_DEMO]


def test_what_a_page_says_to_select_is_a_word_of_a_page() -> None:
    shown = messages()
    for page in (*HOW_TO.glob("*.md"), TUTORIAL):
        assert not_shown(page.read_text(encoding="utf-8"), shown) == [], page.name
    assert not_shown("**Save** and **ave and cont**, then **Undo**", shown) == ["ave and cont"], "whole messages alone"


def test_a_command_in_the_text_is_one_that_a_block_gives() -> None:
    lines = [line for page in sorted(HOW_TO.glob("*.md")) for block in read_blocks(page) for line in lines_of(block)]
    commands = [words_of(line) for line in lines if re.match(r"(\.venv/bin/)?sightline ", line)]
    for page in sorted(HOW_TO.glob("*.md")):
        text = without_blocks(page)
        indented = [line for line in text.splitlines() if re.match(" {4}", line) and BEGINS.match(line.strip())]
        assert not indented, f"{page.name}: give each in a block that is run: {indented}"
        for mention in (" ".join(found.split()) for found in INLINE.findall(text)):
            if mention.startswith("sightline "):
                assert is_given_by(mention, commands), f"{page.name}: no block gives {mention}"
            elif BEGINS.match(mention):
                assert any(mention in line for line in lines), f"{page.name}: no block gives {mention}"


def test_a_command_that_no_block_gives_is_found() -> None:
    """Else the test above could not fail."""
    commands = [["rules", "off", "a_rule", "--why", "Said."], ["doctor"]]
    assert is_given_by("sightline rules off RULE --why WORDS", commands) and is_given_by("sightline doctor", commands)
    assert not is_given_by("sightline rules own RULE", commands) and not is_given_by("sightline doctor --all", commands)


def test_what_engineers_are_told_to_run_is_there() -> None:
    """Those commands take minutes or need what their page makes: the files, modules and targets are looked for."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    lines = [line for page in HOW_TO.glob("*.md") for block in read_blocks(page) if block.needs == NAMED
             for line in lines_of(block)]  # fmt: skip
    assert len(lines) > 10
    for line in lines:
        for test in re.findall(r"tests/\S+\.py", line):
            assert (ROOT / test).is_file() or "useful_numbers" in test, line
        for module in re.findall(r"-m (tools\.\w+)", line):
            path = ROOT / module.replace(".", "/")
            assert path.with_suffix(".py").is_file() or (path / "__main__.py").is_file(), line
        assert set(re.findall(r"^make ([a-z]+)", line)) <= targets, line


def commands_of(name: str, places: dict[str, str], *, needs: str = HERE) -> Iterator[list[str]]:
    """The commands of a page, one a line, as words; what a shell would write to a file is left on the screen."""
    for block in read_blocks(HOW_TO / f"{name}.md"):
        if block.needs == needs:
            for line in lines_of(block):
                program, *words = shlex.split(line.partition(" > ")[0])
                words = [put(word, places) for word in words]
                assert program in ("sightline", ".venv/bin/sightline", "install"), f"{name}: {line}"
                yield [program, *words] if program == "install" else words


def put(word: str, places: dict[str, str]) -> str:
    """A word of a command with the folders of the test in place of the page's."""
    for named, here in places.items():
        if word.startswith(named):
            return word.replace(named, here, 1)
    return word


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The workspace after every page was followed, and what the commands said. A command of several pages is run once."""
    folder = tmp_path_factory.mktemp("how_to")
    workspace = build_workspace(folder / "made", roles=[])
    (workspace / "inbox").mkdir()
    for place in (workspace, workspace / "inbox"):
        shutil.copy(workspace.parent / "files" / "police_missing.csv", place)
    places = {"/srv/sightline": str(workspace), "/backups": str(folder / "backups"), "/keys": str(folder / "keys")}
    (folder / "backups").mkdir()
    (folder / "keys").mkdir()
    commands: list[list[str]] = []
    for name in FOLLOWED:
        asked = [*BEFORE.get(name, []), *commands_of(name, places)]
        assert asked, f"{name}: nothing to run"
        commands += [words for words in asked if words not in commands]
    # A process has one workspace: each restore, which makes another, has a process of its own.
    restores = [words for words in commands if words[0] == "restore"]
    said = give(workspace, [words for words in commands if words not in restores])
    return workspace, said + "".join(give(workspace, [words]) for words in restores)


def give(folder: Path, commands: list[list[str]]) -> str:
    """What the commands say, given one after another inside the folder; whatever asks for a password gets it."""
    several = ROOT / "tests" / "support" / "how_to_commands.py"
    done = warm.run(
        [str(several), json.dumps(commands)], cwd=folder, env=elsewhere_removed(), typed=f"{PASSWORD}\n" * 50
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


def test_the_commands_do_what_the_pages_say(followed: tuple[Path, str]) -> None:
    workspace, said = followed
    assert said.count("Verified: complete") == 3 and "NOT complete" not in said
    assert (workspace / "rejects.csv").stat().st_size > 0
    for restored in ("sightline-restored", "sightline-before"):
        assert (workspace.parent / f"workspace{restored.removeprefix('sightline')}" / "casework.sqlite3").is_file()
    assert "is approved and done." in said and "Recovery 1 is reviewed." in said and "undoes decision" in said
    assert (workspace / "oidc.secret").stat().st_mode & 0o777 == 0o600


def test_a_trial_is_made_by_the_commands_of_its_page(tmp_path: Path) -> None:
    said = give(tmp_path, list(commands_of("try-with-invented-files", {}, needs=APART)))
    assert "agreements can be used" in said and (tmp_path / "try-it" / "trial.json").is_file()


def test_the_layout_of_the_page_for_engineers_reads_its_row_and_the_tutorials_row_is_known(tmp_path: Path) -> None:
    text = (HOW_TO / "add-a-layout.md").read_text(encoding="utf-8")
    mapping, row = (
        re.search(rf"^ *```{kind}\n(.*?)^ *```", text, re.DOTALL | re.MULTILINE) for kind in ("toml", "csv")
    )
    assert mapping and row
    place = tmp_path / "sightline" / "rules" / "agencies" / "dental_visits.toml"
    place.parent.mkdir(parents=True)
    place.write_text(mapping[1], encoding="utf-8")
    lines = [line.strip() for line in row[1].splitlines()]
    (tmp_path / "visits.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    visit = re.search(r"```csv\n(.*?)```", TUTORIAL.read_text(encoding="utf-8"), re.DOTALL)
    assert visit
    (tmp_path / "tutorial.csv").write_text(textwrap.dedent(visit[1]), encoding="utf-8")
    of_tutorial = ["-w", "try-it", "ingest", "tutorial.csv"]
    said = give(tmp_path, [*commands_of("add-a-layout", {}, needs=APART), of_tutorial])
    assert re.search(r"tutorial\.csv\W+school_concerns\W+1\W+1\W+0\W", said), said
    assert "dental_visits" in said and len((tmp_path / "rejects.csv").read_text(encoding="utf-8").splitlines()) == 1


def test_the_file_of_the_page_about_mapping_is_drafted_and_then_read_by_its_headings(tmp_path: Path) -> None:
    rows = re.search(
        r"^ *```csv\n(.*?)^ *```", (HOW_TO / "map-a-file.md").read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
    assert rows
    (tmp_path / "visits.csv").write_text(textwrap.dedent(rows[1]), encoding="utf-8")
    said = give(tmp_path, list(commands_of("map-a-file", {}, needs=APART)))
    assert "Dates: day first." in said and "'Mother' is about another person (mother)" in said, said
    assert (tmp_path / "try-it" / "mappings" / "clinic_visits.toml").is_file()
    assert re.search(r"visits\.csv\W+clinic_visits\W+3\W+3\W+0\W", said), said


def test_the_e_mail_of_the_page_about_documents_is_read_as_the_page_says(tmp_path: Path) -> None:
    page = (HOW_TO / "import-a-document.md").read_text(encoding="utf-8")
    mail = re.search(r"^ *```eml\n(.*?)^ *```", page, re.DOTALL | re.MULTILINE)
    assert mail
    (tmp_path / "visit.eml").write_text(textwrap.dedent(mail[1]), encoding="utf-8")
    said = give(tmp_path, list(commands_of("import-a-document", {}, needs=APART)))
    assert re.search(r"visit\.eml\W+document\W+document/text\W+2\W+2\W+0\W", said), said
