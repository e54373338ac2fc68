"""Invented agreements for the workspaces of tests: one an agency, for every layout, in force on every day."""

from collections import defaultdict
from functools import cache
from pathlib import Path

from sightline.agreements.drafts import CONCERNS, render_invented, render_organisations, shipped_layouts
from sightline.agreements.files import FOLDER, ORGANISATIONS
from sightline.agreements.vocabulary import Tier
from sightline.model.nouns import Agency


def agree(root: Path, *, more: tuple[str, ...] = ()) -> None:
    """Write agreements of tier "record" into a workspace; `more` are layouts that do not ship, of every agency."""
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts(more).items():
        (folder / name).write_text(text, encoding="utf-8")


@cache
def texts(more: tuple[str, ...] = ()) -> dict[str, str]:
    """The files by name."""
    layouts: dict[str, list[str]] = defaultdict(list)
    for layout, agency in shipped_layouts().items():
        layouts[agency].append(layout)
    found = {ORGANISATIONS: render_organisations(Agency, suffix=" (invented)")}
    for agency in Agency:
        kinds = (*layouts[agency], *CONCERNS, *more)
        found[f"{agency}.toml"] = render_invented(agency, agency=agency, layouts=kinds, tier=Tier.RECORD)
    return found
