"""Sentences that a workspace confirmed: they weigh, bring no word of their own into a model, are not shown."""

from pathlib import Path

import numpy as np
import pytest
from unit.test_casenotes_model import LIFTS, SIGN, make_hands

from sightline.casenotes import Note
from sightline.casenotes.corpus.hands import Hand
from sightline.casenotes.learned.features import read_sentences
from sightline.casenotes.learned.model import ModelFiles, read_model
from sightline.casenotes.training.calibration import fit_levels
from sightline.casenotes.training.examples import list_examples, list_fragments, list_truth
from sightline.casenotes.training.learner import learn_from
from sightline.casenotes.training.own import Confirmed, OwnExample, learn_with_own, read_own
from sightline.casenotes.training.own_course import OwnLessons, OwnModel, train_own
from sightline.casenotes.training.why import weigh
from sightline.model.errors import OurFault
from sightline.model.passages import INDICATORS

CLEAN = "Lunch was soup and the bell rang late."
OTHER = "self_harm"


def confirm(text: str, *, sign: str = SIGN, is_so: bool = True, record: str = "r") -> list[OwnExample]:
    return read_own(Confirmed(Note(text, agency="school", subject="Kayla Orme"), record, sign, is_so))


@pytest.fixture(scope="module")
def hands(tmp_path_factory: pytest.TempPathFactory) -> list[Hand]:
    return make_hands(tmp_path_factory.mktemp("hands"), 9)


@pytest.fixture(scope="module")
def trained(hands: list[Hand]) -> OwnModel:
    return train(hands)


def train(hands: list[Hand]) -> OwnModel:
    examples = list_examples(hands)
    scores = learn_from(examples, list_fragments(hands)).score([one.sentence for one in examples])
    own = [*confirm(CLEAN, record="one"), *confirm(LIFTS[0].partition("|")[0].lstrip("{"), is_so=False, record="two")]
    lessons = OwnLessons(hands, own, fit_levels(scores, list_truth(examples)))
    said: list[str] = []
    made = train_own(lessons=lessons, about={"corpus": "a test"}, count=lambda _: {"notes": 0}, say=said.append)
    assert len(said) == 7 and said[0].startswith("Training 1 of 6")
    return made


def test_a_confirmed_sentence_weighs_for_its_sign_and_for_no_other(hands: list[Hand]) -> None:
    examples, fragments = list_examples(hands), list_fragments(hands)
    asked = [one.sentence for one in confirm(CLEAN)]
    before, yes, no = (
        learn_with_own(examples, fragments, own).score(asked)[0]
        for own in ((), confirm(CLEAN), confirm(CLEAN, is_so=False))
    )
    column, other = INDICATORS.index(SIGN), INDICATORS.index(OTHER)
    assert yes[column] > before[column] + 0.2 > no[column]
    assert np.isclose(yes[other], before[other], atol=0.02)
    alone = learn_from(examples, fragments).score(asked)[0]
    assert np.array_equal(alone, before), "without confirmed sentences it is the model of the corpus"


def test_no_word_that_the_workspace_alone_wrote_is_in_a_model(hands: list[Hand]) -> None:
    own = [one for _ in range(5) for one in confirm("Zebedee met her by the Quillfeather arcade.")]
    weights = learn_with_own(list_examples(hands), list_fragments(hands), own)
    assert not any("zebedee" in feature or "quillfe" in feature for feature in weights.vocabulary.numbers)


def test_why_names_a_confirmed_sentence_without_its_words(hands: list[Hand]) -> None:
    examples = [one for one in list_examples(hands) if SIGN in one.signs]
    own = confirm(CLEAN)
    weights = learn_with_own(list_examples(hands), list_fragments(hands), own)
    weighed = weigh(weights, read_sentences(Note(CLEAN), [])[0], SIGN, [*examples, *own])
    assert weighed[0].example is own[0] and weighed[0].shown == ""
    assert all(one.shown for one in weighed[1:])


def test_a_model_says_what_it_was_measured_to_do_and_the_same_lessons_give_the_same(
    hands: list[Hand], trained: OwnModel, tmp_path: Path
) -> None:
    assert train(hands).arrays == trained.arrays
    (tmp_path / "model.npz").write_bytes(trained.arrays)
    (tmp_path / "about.json").write_bytes(trained.described)
    files = ModelFiles(trained.model.version, tmp_path, trained.sha256)
    assert read_model(files).version == trained.model.version
    described = trained.described.decode()
    assert '"with_sign": [' in described and "soup" not in described
    (tmp_path / "about.json").write_bytes(trained.described.replace(b'"marked": 0.', b'"marked": 0.0'))
    read_model.cache_clear()
    with pytest.raises(OurFault) as refused:
        read_model(files)
    assert refused.value.code == "note_model_changed"
