"""The demo: an invented partnership taken through everything, with one account a role and a place to look first.

What people do in it happened in the three weeks before the day on which it is made. So it is made anew on another day,
or where its seed, its size or Sightline's tables change; the same day again only gives new passwords. Everything in it
is invented.
"""

import json
import shutil
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rich.panel import Panel

from sightline.agreements.files import FOLDER
from sightline.cli.demo.analysis import count_children
from sightline.cli.demo.people import fill_posts, make_people, print_people
from sightline.cli.demo.rhythm import play, tick
from sightline.cli.demo.story import DemoStory
from sightline.cli.demo.teams import make_teams, start
from sightline.cli.demo.words import print_counted, print_found, print_taken
from sightline.cli.output import err, out, progress_bar
from sightline.invented import Invented, invent
from sightline.model.errors import Refused
from sightline.model.nouns import Agency
from sightline.model.schema import SCHEMA_VERSION
from sightline.store import Workspace
from sightline.store.files import write_whole

if TYPE_CHECKING:
    from sightline.casework.data.ingest import IngestReport
    from sightline.casework.data.runs import RunReport

DEMO_FILE = "demo.json"
BEGINS = 21  # days before the day on which it is made
WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
WHY_LIVE = "Agreed by the executive of this invented partnership: the files of three years come first."
CONTROL_ROOM = "01632 960 115"  # one of those kept for drama: it rings nowhere
FRONT_DOOR = {
    "name": "Marshbridge front door (invented)",
    "phone": "01632 960 123",
    "hours": "at any hour; nights and weekends on the same number",
}


def run_demo(folder: Path, *, children: int, seed: int, reset: bool = False, need_to_know: bool = False) -> None:
    """Invent, take in, run, let three weeks pass, and say where to look first. `reset`: also where it is whole.

    With `need_to_know` a reason is needed to open a child, also in a demo that was made before.
    """
    from sightline.casework.core import clock

    now = clock.now_at()
    wanted = {"children": children, "seed": seed, "as_at": clock.today().isoformat(), "tables": SCHEMA_VERSION}
    is_new = prepare_folder(folder, wanted, reset=reset)
    with progress_bar() as bar:
        made = invent(children=children, seed=seed, out=folder / "files", progress=bar, lately_at=clock.today())
    shutil.copytree(made.out / "map", folder / "map", dirs_exist_ok=True)
    if is_new:
        from sightline.casework.boot import open_workspace

        open_workspace(folder)
        passwords = make_people(made.look_first.school)
    else:
        passwords = tell_from_the_beginning(folder, made, now)
        write_whole(folder / DEMO_FILE, json.dumps({**wanted, "told": True}))
    if need_to_know:
        start()
    print_people(passwords)
    print_where_to_look(made, need_to_know=need_to_know)


def prepare_folder(folder: Path, wanted: Mapping[str, object], *, reset: bool) -> bool:
    """Whether the demo that is wanted is there whole and kept; else one is begun, and another is removed.

    Refused for a folder that is no demo.
    """
    demo_file = folder / DEMO_FILE
    if demo_file.is_file():
        if not reset and json.loads(demo_file.read_text(encoding="utf-8")) == {**wanted, "told": True}:
            return True
        shutil.rmtree(folder)
    elif folder.exists() and any(folder.iterdir()) and not (folder / "files" / "truth").is_dir():
        raise Refused(
            f"{folder} is not empty and is not a demo.", code="not_a_demo", what_to_do="Name another folder with --dir."
        )
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(demo_file, json.dumps(wanted))
    return False


def tell_from_the_beginning(folder: Path, made: Invented, now: str) -> dict[str, str]:
    """The files of three years first; then three weeks pass, with what people did in them; then the newest files.

    The passwords of the people, by user name.
    """
    from sightline.casework.boot import make_workspace
    from sightline.casework.core import clock

    story, taken = DemoStory(now, made.lately.children), list["IngestReport"]()

    def take(files: Path) -> None:
        taken.append(take_in(workspace, files))

    with clock.as_if(story.days_ago(BEGINS, "07:00")):
        # People share a password and no telephone.
        workspace = make_workspace(folder, two_step="optional", training=True, control_room=CONTROL_ROOM)
        shutil.copytree(made.out / FOLDER, workspace.root / FOLDER)
        take(made.out)
        go_live()
        ran = run(workspace)
        set_front_door()
        passwords = make_people(made.look_first.school)
        fill_posts(made.look_first.school)
    if made.lately.children:
        play(
            story,
            deliveries=[(one.received_on, partial(take, one.folder)) for one in made.lately.deliveries],
        )
        with clock.as_if(now):
            ran = run(workspace)
        tick(clock.now_at())
    make_teams(story, made)
    print_taken(taken)
    print_found(ran.counts)
    print_counted(count_children(workspace))
    return passwords


def go_live() -> None:
    """Every agency goes live on this day: what it recorded before is backlog."""
    from sightline.casework.backlog.services import set_go_live
    from sightline.casework.core import clock
    from sightline.casework.core.session import house_session

    for agency in Agency:
        set_go_live(
            house_session(), agency=agency, layout="", day=clock.today(), reason=WHY_LIVE, despite_uncovered=True
        )


def take_in(workspace: Workspace, files: Path) -> "IngestReport":
    """Take in a folder of files."""
    from sightline.casework.core.session import house_session
    from sightline.casework.data.ingest import ingest_files

    with progress_bar() as bar:
        return ingest_files(house_session(), workspace=workspace, paths=[files], progress=bar)


def run(workspace: Workspace) -> "RunReport":
    """Run the pipeline, and serve what it makes."""
    from sightline.casework.core.session import house_session
    from sightline.casework.data.runs import run_pipeline

    with progress_bar() as bar:
        return run_pipeline(house_session(), workspace=workspace, progress=bar)


def set_front_door() -> None:
    """An invented front door; its number is one of those kept for drama, and rings nowhere."""
    from sightline.casework.core.session import house_session
    from sightline.casework.posts.services import front_door

    front_door.set_front_door(house_session(), **FRONT_DOOR)


def print_where_to_look(made: Invented, *, need_to_know: bool) -> None:
    """Say which child to open first, and how to see that others need a reason."""
    look = made.look_first
    other = "Find another child too: Sightline asks what you need to know for. " if need_to_know else ""
    err.print()
    out.print(
        Panel(
            f"Sign in as practitioner, then find and open [bold]{look.name}[/bold]: "
            f"{in_words(look.agencies)} agencies, {in_words(look.months)} months. "
            f"No agency saw it whole. {other}Everything here is invented.",
            title="Where to look first",
        )
    )


def in_words(number: int) -> str:
    """A small number as a word."""
    return WORDS[number] if number < len(WORDS) else str(number)
