"""What one worker built the others copy: a kept snapshot stands whole, once, whoever comes second."""

from pathlib import Path

from support import kept

from sightline.store import Workspace


def workspace_of(worker: str, folder: Path) -> Workspace:
    workspace = Workspace(folder / f"popen-{worker}" / "test_made_up0" / "workspace")
    workspace.root.parent.mkdir(parents=True)
    workspace.create()
    return workspace


def test_a_snapshot_of_one_worker_is_found_by_another(tmp_path: Path) -> None:
    one, other = workspace_of("gw0", tmp_path), workspace_of("gw1", tmp_path)
    (one.snapshots / "made-up").mkdir()
    (one.snapshots / "made-up" / "manifest.json").write_text("{}", encoding="utf-8")
    assert kept.find_or_copy(other, "made-up") is None
    kept.keep(one, "made-up")
    found = kept.find_or_copy(other, "made-up")
    assert found and found.folder == other.snapshots / "made-up" and found.manifest() == {}
    kept.keep(other, "made-up")
    assert [path.name for path in kept.store(one).iterdir()] == ["made-up"]
