"""Word vectors are in the package with their licence and hash; a word that nobody learned from still says something."""

import hashlib
import io
import json
import os
import subprocess
import sys
from importlib.resources.abc import Traversable
from pathlib import Path

import numpy as np
import pytest

from sightline.casenotes.learned import model as models
from sightline.casenotes.learned import vectors
from sightline.casenotes.learned.features import Sentence
from sightline.casenotes.learned.model import Weights, pack_weights, read_model, unpack_weights
from sightline.casenotes.learned.vectors import ABOUT, FOLDER, LICENCE, TABLE, WordVectors, pack_vectors, read_vectors
from sightline.model.errors import OurFault
from sightline.rulebook.files import rules_folder
from tools.import_map import ROOT

UNSEEN = "amphetamine"


def sentence(*words: str) -> Sentence:
    return Sentence(0, 1, words, ())


@pytest.fixture(scope="module")
def shipped() -> Weights:
    return read_model().weights


def test_the_vectors_are_shipped_with_their_hash_and_the_text_of_their_licence() -> None:
    folder = rules_folder(*FOLDER)
    about = json.loads(folder.joinpath(ABOUT).read_bytes())
    assert hashlib.sha256(folder.joinpath(TABLE).read_bytes()).hexdigest() == about["sha256"]
    assert about["licence"] == "PDDL-1.0"
    assert "Public Domain Dedication and License" in folder.joinpath(LICENCE).read_text(encoding="utf-8")
    assert "sightline/rules/casenotes/vectors: " in (ROOT / "NOTICE").read_text(encoding="utf-8")


def test_the_same_words_and_numbers_are_the_same_bytes() -> None:
    with np.load(io.BytesIO(rules_folder(*FOLDER).joinpath(TABLE).read_bytes()), allow_pickle=False) as held:
        words, units = held["words"].tobytes().decode().split("\n"), held["units"]
    assert len(words) == len(set(words)) == len(units)
    assert words == sorted(words)
    assert pack_vectors(words, units) == rules_folder(*FOLDER).joinpath(TABLE).read_bytes()


def test_words_of_one_kind_have_like_vectors_and_words_for_a_background_have_none() -> None:
    table = read_vectors()

    def likeness(one: str, other: str) -> float:
        first, second = table.find(one), table.find(other)
        assert first is not None
        assert second is not None
        return float(table.rows[first] @ table.rows[second])

    assert likeness("cannabis", "cocaine") > 0.6 > 0.3 > likeness("cannabis", "homework")
    assert table.find("mum's") == table.find("mum")
    assert all(table.find(word) is None for word in ("gypsy", "immigrants", "black", "kayla", "romanian"))


def test_a_word_that_was_not_learned_from_is_scored_by_its_vector(shipped: Weights) -> None:
    vocabulary = shipped.vocabulary
    assert f"w {UNSEEN}" not in vocabulary.numbers
    found = vocabulary.find_vector(UNSEEN)
    assert found is not None
    without = Weights(
        type(vocabulary)(vocabulary.numbers, vocabulary.counts_for), shipped.rows, shipped.units, shipped.offsets,
        np.zeros((0, len(shipped.units)), np.float32),
    )  # fmt: skip
    unlike = np.abs(shipped.score([sentence(UNSEEN)]) - without.score([sentence(UNSEEN)]))
    assert unlike.max() > 0.01


def test_a_model_that_learned_without_vectors_is_read_as_before(shipped: Weights) -> None:
    with np.load(io.BytesIO(pack_weights(shipped)), allow_pickle=False) as held:
        arrays = {name: held[name] for name in held.files if name not in ("directions", "vectors")}
    older = io.BytesIO()
    np.savez_compressed(older, **arrays)
    read = unpack_weights(older.getvalue())
    assert read.vocabulary.vectors is None
    assert read.vocabulary.find_vector("cannabis") is None
    assert read.score([sentence("cannabis")]).shape == (1, len(shipped.units))


def test_a_model_is_not_read_with_other_vectors_than_it_learned_with(
    shipped: Weights, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = pack_weights(shipped)
    other = WordVectors("another", {"cannabis": 0}, np.ones((1, 1), np.float32))
    monkeypatch.setattr(models, "read_vectors", lambda: other)
    with pytest.raises(OurFault, match="other word vectors"):
        unpack_weights(packed)


def test_a_changed_table_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = rules_folder(*FOLDER)
    (tmp_path / ABOUT).write_bytes(held.joinpath(ABOUT).read_bytes())
    (tmp_path / TABLE).write_bytes(held.joinpath(TABLE).read_bytes() + b" ")

    def folder(*_parts: str) -> Traversable:
        return tmp_path

    monkeypatch.setattr(vectors, "rules_folder", folder)
    with pytest.raises(OurFault, match="word vectors"):
        vectors.read_vectors.__wrapped__()


def test_training_adds_on_one_thread_and_says_so_before_numpy_is_loaded() -> None:
    asked = (
        "import sys; import sightline.cli.app, sightline.cli.notes as notes; assert 'numpy' not in sys.modules; "
        "notes.add_in_one_order(); import os; print(os.environ['OPENBLAS_NUM_THREADS'])"
    )
    told = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    done = subprocess.run([sys.executable, "-c", asked], env=told, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1"
