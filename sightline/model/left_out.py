"""The file that keeps a folder within a folder out of an import: what it is called and what it says."""

from pathlib import Path

LEFT_OUT = "not-for-import.txt"
TEXT = "Sightline imports nothing from this folder when it is told to import the folder above.\n"


def leave_out(folder: Path) -> None:
    """Make the folder, and write the file into it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / LEFT_OUT).write_text(TEXT, encoding="utf-8")
