"""What an e-mail or a webhook is given of notices: counts, and no name."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NoticeCounts:
    """What a message says: matters that wait, by kind, and how many of them are urgent."""

    came: int = 0
    to_see: int = 0
    feedback: int = 0
    meeting: int = 0
    urgent: int = 0
    working_file: int = 0
    breach: int = 0
    account: int = 0
    day_list: int = 0
    over_ceiling: int = 0
    watched: int = 0
    proposal: int = 0
    call_asked: int = 0
    officer: int = 0
    correction: int = 0
    disputed: int = 0
    refused_reason: int = 0
    insider: int = 0
    learning_review: int = 0
    access_ends: int = 0
    comments: int = 0

    @property
    def total(self) -> int:
        """All matters."""
        others = self.meeting + self.working_file + self.breach + self.account + self.day_list + self.over_ceiling
        others += self.officer + self.call_asked + self.proposal + self.correction + self.refused_reason
        others += self.access_ends + self.disputed
        others += self.insider + self.learning_review
        return self.came + self.to_see + self.feedback + self.watched + self.comments + others
