"""Agreements: which agency shares which files, with which organisations, for what, and on which days.

A workspace keeps them as `agreements/*.toml`. `read_agreements` reads them; `compile_policy` makes the table of a day.
"""

from sightline.agreements.agreement import Organisation, SharingAgreement
from sightline.agreements.bodies import Bodies, organisations_named
from sightline.agreements.emergencies import EmergencyDisclosure, EmergencyPass
from sightline.agreements.files import AgreementBook, read_agreements, read_usable
from sightline.agreements.lost_kinds import TakenBack, TakenBackBy, find_taken_back, make_not_shared
from sightline.agreements.policy import Policy, PolicyQuestion, Ruling, compile_policy
from sightline.agreements.recipients import ReadingBody, keep_here, narrow_shared
from sightline.agreements.suspensions import PutInForce, Suspension, Suspensions

__all__ = [
    "AgreementBook",
    "Bodies",
    "EmergencyDisclosure",
    "EmergencyPass",
    "Organisation",
    "Policy",
    "PolicyQuestion",
    "PutInForce",
    "ReadingBody",
    "Ruling",
    "SharingAgreement",
    "Suspension",
    "Suspensions",
    "TakenBack",
    "TakenBackBy",
    "compile_policy",
    "find_taken_back",
    "keep_here",
    "make_not_shared",
    "narrow_shared",
    "organisations_named",
    "read_agreements",
    "read_usable",
]
