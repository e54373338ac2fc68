"""A workspace whose rolls are sealed: agreements of tier roll for the layouts of rolls, and a key of its own."""

import base64
import os
import shutil
from datetime import date
from pathlib import Path

import pytest
from support.agreed import SIGNED, agree

from sightline.agreements.drafts import ROLLS, render_agreement
from sightline.agreements.files import FOLDER
from sightline.agreements.vocabulary import Tier
from sightline.sealing.master_keys import KEY_TEXT

OF = {
    "school_attendance": "school", "health_attendances": "health", "licensing_register": "licensing", "school_census": "school",
    "school_ctf": "school",
}  # fmt: skip
ALWAYS = {"starts_on": date(2000, 1, 1), "review_on": date(2100, 1, 1)}


def agree_on_rolls(root: Path, *, tier: Tier) -> None:
    """Agreements for every layout, those of rolls in files of their own and of this tier."""
    shutil.rmtree(root / FOLDER, ignore_errors=True)
    agree(root)
    for path in (root / FOLDER).glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        for layout in ROLLS:
            text = text.replace(f'"{layout}", ', "").replace(f', "{layout}"', "")
        path.write_text(text, encoding="utf-8")
    for layout, agency in OF.items():
        text = render_agreement(
            agreement_id=layout, provider=agency, layouts=(layout,), tier=tier, terms=SIGNED, **ALWAYS
        )
        (root / FOLDER / f"{layout}.toml").write_text(text, encoding="utf-8")


def give_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new master key, as the environment gives it."""
    monkeypatch.setenv(KEY_TEXT, base64.b64encode(os.urandom(32)).decode())
