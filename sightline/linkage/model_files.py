"""A model of linkage that a workspace trained: its folder and settings, read by the hash that a decision names.

The model's version is part of the reason of each join that it makes. A model is of the comparisons that this version of
Sightline has; with others it must be trained again.
"""

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from sightline.linkage.columns import ExtraColumn, compared_as
from sightline.linkage.scores import number_levels
from sightline.linkage.settings import Settings, read_settings
from sightline.model.errors import OurFault

MODEL, ABOUT = "model.json", "about.json"
SHAPE = ("sql_condition", "label_for_charts", "is_null_level", "tf_adjustment_column")


@dataclass(frozen=True, slots=True)
class LinkageFiles:
    """A model that a workspace trained: its version, its folder, and the hash of its two files when it was chosen."""

    version: str
    folder: Path
    sha256: str


class WrittenModel(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `model.json` holds. `research_bits` is the threshold of the profile `research`."""

    version: str
    threshold_bits: float
    research_bits: float
    columns: tuple[ExtraColumn, ...]
    model: dict[str, Any]
    frequencies: dict[str, list[dict[str, str]]]


def pack_model(written: WrittenModel) -> bytes:
    """The bytes of `model.json`: the same model gives the same bytes."""
    return msgspec.json.format(msgspec.json.encode(written, order="sorted"), indent=1) + b"\n"


def hash_files(model: bytes, about: bytes) -> str:
    """One hash of both files of a model."""
    return hashlib.sha256(hashlib.sha256(model).digest() + hashlib.sha256(about).digest()).hexdigest()


def name_version(shipped: str, model: Mapping[str, Any]) -> str:
    """The name of a trained model: the shipped one's, and eight letters that its shares make."""
    return f"{shipped}-own-{hashlib.sha256(json.dumps(model, sort_keys=True).encode()).hexdigest()[:8]}"


@lru_cache(maxsize=4)
def settings_of(files: LinkageFiles | None) -> Settings:
    """The settings with a workspace's model in them; the shipped ones where there is none.

    OurFault where the bytes are not those that were named, or where the model is of other comparisons.
    """
    return with_model(read_written(files)) if files else read_settings()


def read_written(files: LinkageFiles) -> WrittenModel:
    """The model as its file says. OurFault where the bytes are not those that were named."""
    try:
        model, about = ((files.folder / name).read_bytes() for name in (MODEL, ABOUT))
    except OSError as error:
        raise _changed(files) from error
    if hash_files(model, about) != files.sha256:
        raise _changed(files)
    return msgspec.json.decode(model, type=WrittenModel)


def with_model(written: WrittenModel) -> Settings:
    """The shipped settings with this model in them; OurFault where it is of other comparisons."""
    shipped = read_settings()
    own = {name for column in written.columns for name in compared_as(column)}
    usual = [one for one in written.model["comparisons"] if one["output_column_name"] not in own]
    if shape_of(usual) != shape_of(shipped.model["comparisons"]):
        raise OurFault(
            f"Linkage model {written.version} compares records as another version of Sightline did.",
            code="linkage_model_outdated",
            where=written.version,
            what_to_do="Train it again, or go back: 'sightline link-model shipped --why REASON'.",
        )
    return replace(
        shipped,
        version=written.version,
        threshold=written.threshold_bits,
        model=written.model,
        name_frequencies=written.frequencies,
        columns=written.columns,
        prior_shift=prior_bits(written.model) - prior_bits(shipped.model),
    )


def prior_bits(model: Mapping[str, Any]) -> float:
    """What the chance that any two are one person weighs."""
    chance = float(model["probability_two_random_records_match"])
    return math.log2(chance / (1 - chance))


def shape_of(comparisons: list[Mapping[str, Any]]) -> list[Any]:
    """The comparisons without what is learned: each by its name, with its levels' conditions and labels."""
    return [
        (one["output_column_name"], [tuple(level.get(key) for key in SHAPE) for level in one["comparison_levels"]])
        for one in comparisons
    ]


def _changed(files: LinkageFiles) -> OurFault:
    return OurFault(
        "The files of the linkage model are missing, or were changed after it was put in force.",
        code="linkage_model_changed",
        where=files.version,
        what_to_do="Put the folder back from a backup, or go back: 'sightline link-model shipped --why REASON'.",
    )


def shares_of(model: Mapping[str, Any]) -> dict[str, dict[int, tuple[float, float]]]:
    """For each comparison m and u of each level, by its number."""
    return {
        one["output_column_name"]: {
            number: (level["m_probability"], level["u_probability"]) for number, level in number_levels(one)
        }
        for one in model["comparisons"]
    }
