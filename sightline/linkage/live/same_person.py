"""Whether a mention that is in no table is of one person: weighed and judged as the batch does, in memory alone."""

from collections.abc import Mapping, Sequence
from typing import Any

from sightline.linkage.live.profile import read_profile
from sightline.linkage.live.scores import read_scorer
from sightline.linkage.model_files import LinkageFiles
from sightline.linkage.settings import read_settings

JOINED, KEPT_APART = "join", "kept_apart"


class PersonComparer:
    """Compares mentions (columns of model.schema.MENTION) with those of one person."""

    def __init__(
        self, mentions: Sequence[Mapping[str, Any]], *, secret: bytes, model: LinkageFiles | None = None
    ) -> None:
        self._secret, self._scorer, self._settings = secret, read_scorer(model), read_settings()
        self._profiles = [self._read_profile(mention) for mention in mentions]

    def is_same(self, mention: Mapping[str, Any]) -> bool:
        """Whether the model joins the mention to one of the person's, and keeps it apart from none."""
        other = self._read_profile(mention)
        verdicts = {self._scorer.judge(self._scorer.weigh(one, other), one, other)[0] for one in self._profiles}
        return JOINED in verdicts and KEPT_APART not in verdicts

    def _read_profile(self, mention: Mapping[str, Any]) -> dict[str, Any]:
        return read_profile(mention=mention, settings=self._settings, secret=self._secret)
