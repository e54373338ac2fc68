"""The words of holds and erasure: why records may not be erased for now, and why they are erased."""

from enum import StrEnum


class HoldKind(StrEnum):
    """Why records may not be erased for now."""

    LEGAL = "legal"
    INQUIRY = "inquiry"


class ErasureGround(StrEnum):
    """Why records are erased."""

    RETENTION = "retention"
    REQUEST = "request"
    UNLAWFUL = "unlawful"
    MISTAKE = "mistake"
