"""The corridor: the only place where the order of the rooms is written down.

The same inputs give the same snapshot id, so a run with nothing new makes nothing new, and a run that was interrupted
goes on after its last stage.
"""

import dataclasses
import hashlib
import json
from collections.abc import Callable, Collection, Sequence
from datetime import date
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from sightline import (
    __version__,
    casenotes,
    chronology,
    curiosity,
    ingest,
    linkage,
    networks,
    patterns,
    protection,
    timescales,
)
from sightline.casenotes.gate.features import NEVER_LEFT_OUT
from sightline.casenotes.learned.model import ModelFiles, read_model
from sightline.ingest.erasure.file_names import list_renamed
from sightline.known_facts.event_verdicts import DatedVerdict
from sightline.linkage.model_files import LinkageFiles
from sightline.model.go_live import GoLive
from sightline.model.judgements import Judgement
from sightline.model.passages import ConfirmedSign
from sightline.model.progress import SILENT, Progress
from sightline.model.schema import SCHEMA_VERSION
from sightline.model.visibility import EVERYTHING_SHARED, NotShared
from sightline.rulebook.calendar import read_calendar
from sightline.rulebook.files import rules_folder
from sightline.rulebook.key_facts import read_key_facts
from sightline.sealing.roll_keys import RollKeys
from sightline.store.batches import list_standing
from sightline.store.earlier import ERASED, EarlierSnapshot, find_earlier, hash_writers
from sightline.store.engine import DuckDBEngine
from sightline.store.erasures import read_register
from sightline.store.layout.arrivals import build_arrivals
from sightline.store.layout.clocks import build_conclusions
from sightline.store.layout.delays import build_delays
from sightline.store.layout.key_facts import StatusKind, build_facts
from sightline.store.layout.live_index import LiveKeys
from sightline.store.layout.networks import build_networks
from sightline.store.layout.patterns import build_patterns
from sightline.store.layout.people import build_serve
from sightline.store.layout.proposals import build_noted
from sightline.store.layout.protection import build_protected
from sightline.store.layout.questions import build_unanswered
from sightline.store.layout.same_events import build_same_events
from sightline.store.layout.sentences import build_worth_reading
from sightline.store.layout.signs import build_signs
from sightline.store.openings import list_inputs
from sightline.store.replays import Replay
from sightline.store.snapshots import (
    SERVE,
    Snapshot,
    Stages,
    find_snapshot,
    hash_tables,
    is_sound,
    snapshot_id,
)
from sightline.store.workspace import Workspace


def run(
    *,
    workspace: Workspace,
    as_at: date,
    progress: Progress = SILENT,
    judgements: Sequence[Judgement] = (),
    live_through: int = 0,
    go_lives: Sequence[GoLive] = (),
    note_model: ModelFiles | None = None,
    linkage_model: LinkageFiles | None = None,
    matching_off: Collection[str] = (),
    asked_signs: Collection[str] = NEVER_LEFT_OUT,
    confirmed_signs: Sequence[ConfirmedSign] = (),
    confirmed_key: bytes = b"",
    event_verdicts: Sequence[DatedVerdict] = (),
    roll_keys: RollKeys | None = None,
    not_shared: NotShared = EVERYTHING_SHARED,
    go_on: bool = True,
    is_sound: Callable[[Snapshot], bool] = is_sound,
    replay: Replay | None = None,
) -> Snapshot:
    """Build or find the snapshot of all received data, as known on the day `as_at`, and of the answers given.

    `go_lives` are the days on which agencies went live: what they recorded before is backlog. `note_model` and
    `linkage_model` are what this workspace put in force, else the shipped ones. `matching_off` are the rules that join
    by uniqueness and are switched off. `asked_signs`: of these a person is asked about unlikely marks of rules; of
    others they stand. `confirmed_signs` are those that people read in notes and no rule marked, their words marked with
    `confirmed_key`. `event_verdicts`: what people said of records that may tell of one event. With `roll_keys`, the
    people of sealed rows count where a rule asks who else has a name.
    `not_shared` are the kinds of records that no agreement shares any more: nothing is made of them.
    `live_through` is the number through which what people entered themselves is among the files. With `go_on`, what no
    new file can have changed is taken over from the newest snapshot that is of some of them: faster, and the same.
    Only a snapshot that `is_sound` is found or gone on from; one that is not is built again and then put aside.
    A `replay` is built anew in a folder of its own and has no pages. It takes what its holders had recorded by the day,
    whenever the files came; its caller gives the answers that were in force then.
    """
    clock_rules = read_clock_rules(workspace)
    inputs = describe_inputs(
        workspace, judgements, go_lives, note_model, confirmed_signs, linkage_model, matching_off, asked_signs
    ) | {
        "sealed_counted": roll_keys is not None,
        "not_shared": [*not_shared.kinds, *(f"but {one}" for one in not_shared.but)],
        **({"event_verdicts": hash_verdicts(event_verdicts)} if event_verdicts else {}),
        **({"replay": sorted(replay.holders)} if replay else {}),
    }
    wanted = snapshot_id(as_at=as_at, inputs=[f"{name}={inputs[name]}" for name in sorted(inputs)])
    finished = None if replay else find_snapshot(workspace, wanted)
    if finished and is_sound(finished):
        return finished
    earlier = (
        find_earlier(workspace=workspace, as_at=as_at, inputs=inputs, is_sound=is_sound)
        if go_on and not replay
        else None
    )
    begin_with = earlier.snapshot.analysis if earlier else None
    stages = Stages(workspace, wanted, begin_with=begin_with, folder=replay.folder if replay else None)
    earlier = earlier if stages.begins_with else None
    engine = stages.engine
    secret = workspace.secret()
    before = earlier.snapshot.manifest()["inputs"].get(ERASED, "") if earlier else ""
    stages.do("erased", lambda: earlier is not None and before != inputs.get(ERASED, ""))
    progress.stage("Combining the agencies' rows")

    def assemble() -> dict[str, Any]:
        left_out = ingest.assemble(
            engine=engine, workspace=workspace, as_at=as_at, progress=progress, earlier=earlier, not_shared=not_shared,
            replay=replay,
        )  # fmt: skip
        return {"left_out": left_out, "things": protection.compile_protected(engine=engine, key=secret.encode())}

    stages.do("assemble", assemble)
    progress.stage("Matching people and things")
    sealed_people = (
        ingest.SealedPeople(workspace, keys=roll_keys, as_at=date.max if replay else as_at) if roll_keys else None
    )
    stages.do(
        "linkage",
        lambda: dataclasses.asdict(
            linkage.resolve(
                engine=engine,
                secret=secret.encode(),
                progress=progress,
                judgements=judgements,
                model=linkage_model,
                earlier=earlier,
                rules_off=matching_off,
                sealed_people=sealed_people,
            )
        ),
    )
    progress.stage("Removing protected addresses")
    stages.do("protected", lambda: protection.take_out_protected(engine=engine, key=secret.encode(), earlier=earlier))
    progress.stage("Making the chronology")
    if earlier and earlier.goes_on:
        earlier.spread(engine)
    stages.do("chronology", lambda: chronology.build(engine=engine, earlier=earlier))
    stages.do("same_events", lambda: chronology.propose_events(engine=engine))
    stages.do("event_verdicts", lambda: chronology.write_verdicts(engine=engine, verdicts=event_verdicts))
    by_model = note_model.sha256 if note_model else ""
    with casenotes.ReadingCache(workspace.kept_readings, secret=secret, model=by_model) as kept:
        stages.do(
            "passages",
            lambda: casenotes.build(
                engine=engine,
                earlier=earlier,
                kept=kept,
                as_at=as_at,
                model=note_model,
                progress=progress,
                confirmed=confirmed_signs,
                confirmed_key=confirmed_key,
                asking=casenotes.Asking(asked_signs, {(one.agency, one.layout): one.day for one in go_lives}),
            ),
        )
    progress.stage("Comparing names in notes with records")
    stages.do("proposals", lambda: dataclasses.asdict(linkage.propose(engine=engine, judgements=judgements)))
    progress.stage("Working out the deadlines")
    stages.do(
        "clocks",
        lambda: dataclasses.asdict(
            timescales.build_clocks(
                engine=engine, as_at=as_at, rules=clock_rules, calendar=read_calendar(), go_lives=go_lives
            )
        ),
    )
    progress.stage("Finding unanswered questions")
    stages.do("questions", lambda: curiosity.build(engine=engine, as_at=as_at))
    progress.stage("Finding groups")
    stages.do("together", lambda: patterns.build_together(engine=engine, as_at=as_at))
    stages.do("networks", lambda: networks.build(engine=engine, as_at=as_at))
    progress.stage("Looking for patterns")
    stages.do("patterns", lambda: patterns.build(engine=engine, as_at=as_at, calendar=read_calendar()))
    if replay is None:
        progress.stage("Preparing the pages")
        prepare_pages(
            stages, as_at, linkage.list_keys(secret=secret), timescales.find_counted_with(clock_rules), earlier
        )
    tables = hash_tables(engine, known=earlier.patched if earlier else {})
    return stages.finish(
        {
            "as_at": as_at.isoformat(),
            "inputs": inputs,
            "live_through": live_through,
            "tables": tables,
            "counts": {name: found["rows"] for name, found in tables.items()},
            "left_out": stages.reports["assemble"]["left_out"],
            "linkage": stages.reports["linkage"],
            "protected": stages.reports["protected"],
            "passages": stages.reports["passages"],
            "note_model": {"version": read_model(note_model).version, "sha256": by_model},
            "linkage_model": linkage_model.sha256 if linkage_model else "",
            "proposals": stages.reports["proposals"],
            "clocks": stages.reports["clocks"],
            "networks": stages.reports["networks"],
            "patterns": stages.reports["patterns"],
            "written_by": hash_writers(),
            "went_on_from": earlier.snapshot.id if earlier and earlier.goes_on else "",
        },
        without_free_space=stages.reports["protected"]["rows"] > 0 or stages.reports["erased"],
    )


def prepare_pages(
    stages: Stages, as_at: date, keys: LiveKeys, counted_with: dict[str, str], earlier: EarlierSnapshot | None
) -> None:
    """Lay out for pages what the rooms concluded."""
    engine, path = stages.engine, stages.partial / SERVE
    stages.do("serve", lambda: build_serve(engine=engine, path=path, keys=keys, earlier=earlier))
    stages.do("serve_clocks", lambda: build_conclusions(engine=engine, path=path))
    stages.do(
        "serve_delays",
        lambda: build_delays(engine=engine, path=path, as_at=as_at, counted_with=counted_with),
    )
    most = curiosity.read_asking().most_a_child
    stages.do("serve_questions", lambda: build_unanswered(engine=engine, path=path, most_a_child=most))
    stages.do("serve_arrivals", lambda: build_arrivals(engine=engine, path=path, as_at=as_at))
    stages.do("serve_facts", lambda: lay_out_facts(engine, path, as_at))
    stages.do("serve_signs", lambda: build_signs(engine=engine, path=path))
    stages.do("serve_worth_reading", lambda: build_worth_reading(engine=engine, path=path))
    stages.do("serve_same_events", lambda: build_same_events(engine=engine, path=path))
    stages.do("serve_noted", lambda: build_noted(engine=engine, path=path))
    stages.do("serve_patterns", lambda: build_patterns(engine=engine, path=path))
    stages.do("serve_networks", lambda: build_networks(engine=engine, path=path))
    stages.do("serve_protected", lambda: build_protected(engine=engine, path=path))


def lay_out_facts(engine: DuckDBEngine, path: Path, as_at: date) -> None:
    """What a person's page says first, by the nation's file of what says it."""
    rules = read_key_facts()
    statuses = [
        StatusKind(one.fact, kind, one.name, one.says, one.runs) for one in rules.statuses for kind in one.kinds
    ]
    build_facts(engine=engine, path=path, statuses=statuses, relationships=rules.carers.relationships, as_at=as_at)


def read_clock_rules(workspace: Workspace) -> tuple[timescales.ClockRule, ...]:
    """The nation's timescales with the partnership's own values in them; BadInput where one asks for less."""
    local = timescales.read_local(workspace.root / timescales.LOCAL_FILE)
    return timescales.merge_local(timescales.load_clock_rules(), local)


def describe_inputs(
    workspace: Workspace,
    judgements: Sequence[Judgement] = (),
    go_lives: Sequence[GoLive] = (),
    note_model: ModelFiles | None = None,
    confirmed_signs: Sequence[ConfirmedSign] = (),
    linkage_model: LinkageFiles | None = None,
    matching_off: Collection[str] = (),
    asked_signs: Collection[str] = NEVER_LEFT_OUT,
) -> dict[str, Any]:
    """What a snapshot rests on: the files taken in, by batch; the answers of people, as a hash; the rules; the code.

    What was erased is one hash, where anything was; files that got another name by it are named, so that the next run
    begins anew. The key with which homes are hashed is a hash too: with another key
    `compared` is another table. The shipped models of notes and of linkage are among the rules.
    """
    register = read_register(workspace.root)
    erased, renamed = register.digest, list_renamed(workspace, register)
    return {
        **({ERASED: erased} if erased else {}),
        **({"renamed": renamed} if renamed else {}),
        "note_model": note_model.sha256 if note_model else "",
        "linkage_model": linkage_model.sha256 if linkage_model else "",
        "matching_off": sorted(matching_off),
        "asked_signs": sorted(asked_signs),
        "files": list_inputs(list_standing(workspace)),
        "judgements": hash_judgements(judgements),
        "confirmed_signs": hash_confirmed(confirmed_signs),
        "go_lives": sorted(f"{one.agency}/{one.layout} {one.day.isoformat()}" for one in go_lives),
        "rules": hash_rules(),
        "local_rules": hash_local_rules(workspace),
        "linking_key": workspace.secret_check(),
        "code": __version__,
        "schema": SCHEMA_VERSION,
    }


def hash_judgements(judgements: Sequence[Judgement]) -> str:
    """One hash of the answers in force: they name mentions and accounts, which a manifest need not repeat."""
    rows = sorted((dataclasses.asdict(one) for one in judgements), key=lambda row: int(row["sequence"]))
    return hashlib.sha256(json.dumps(rows, sort_keys=True, default=str).encode()).hexdigest()


def hash_confirmed(confirmed: Sequence[ConfirmedSign]) -> str:
    """One hash of the signs that people confirmed: they name rows, which a manifest need not repeat."""
    rows = sorted((dataclasses.asdict(one) for one in confirmed), key=lambda row: int(row["sequence"]))
    return hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()


def hash_verdicts(verdicts: Sequence[DatedVerdict]) -> str:
    """One hash of the answers about records of one event."""
    rows = sorted((one.decision, sorted(one.event_ids), one.is_same, one.given_on.isoformat()) for one in verdicts)
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def hash_local_rules(workspace: Workspace) -> str:
    """A hash of the partnership's own values for timescales; empty where there are none."""
    path = workspace.root / timescales.LOCAL_FILE
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def hash_rules() -> str:
    """One hash of every file of the rules, by name and content."""
    digest = hashlib.sha256()
    _add_folder(digest, rules_folder(), "")
    return digest.hexdigest()


def _add_folder(digest: Any, folder: Traversable, prefix: str) -> None:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and entry.name != "__pycache__":
            _add_folder(digest, entry, f"{prefix}{entry.name}/")
        elif entry.is_file():
            digest.update(f"{prefix}{entry.name}".encode())
            digest.update(hashlib.sha256(entry.read_bytes()).digest())
