"""Tells who was shown a concern that its author corrected: the old words are theirs to correct too."""

from collections.abc import Sequence

from sightline.casework.audit.trail import Trail
from sightline.casework.core.session import ReaderSession
from sightline.casework.corrections.pages import CorrectionWhat
from sightline.casework.corrections.services import tell_all_who_were_shown


def tell_of_corrected_concern(session: ReaderSession, record_ids: Sequence[str], trail: Trail) -> None:
    """Tell them, in the transaction in which the correction is sent."""
    tell_all_who_were_shown(session, record_ids=record_ids, what=CorrectionWhat.CORRECTED, trail=trail)
