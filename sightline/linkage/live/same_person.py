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

    def weigh(self, mention: Mapping[str, Any]) -> float | None:
        """The best weight of the mention, where the model joins it to one of the person's and keeps it apart from none.

        None where it does not: the mention is not known to be of this person.
        """
        other = self._read_profile(mention)
        weighed = [(self._scorer.weigh(one, other), one) for one in self._profiles]
        verdicts = [self._scorer.judge(score, one, other)[0] for score, one in weighed]
        if JOINED not in verdicts or KEPT_APART in verdicts:
            return None
        return max(score.weight for (score, _), verdict in zip(weighed, verdicts, strict=True) if verdict == JOINED)

    def _read_profile(self, mention: Mapping[str, Any]) -> dict[str, Any]:
        return read_profile(mention=mention, settings=self._settings, secret=self._secret)
