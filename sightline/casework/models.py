"""Every table of casework, for Django, which looks here. Code imports each from the package of its domain."""

from sightline.casework.access import models as access
from sightline.casework.accounts import models as accounts
from sightline.casework.attachments import models as attachments
from sightline.casework.blind_questions import models as blind_questions
from sightline.casework.breaches import models as breaches
from sightline.casework.comments import models as comments
from sightline.casework.complaints import models as complaints
from sightline.casework.concerns import models as concerns
from sightline.casework.concerns import wording_models
from sightline.casework.core import models as core
from sightline.casework.core.row_keys import models as row_keys
from sightline.casework.corrections import models as corrections
from sightline.casework.disputed_conclusions import models as disputed_conclusions
from sightline.casework.disputes import models as disputes
from sightline.casework.emergency_access import models as emergency_access
from sightline.casework.escalation import models as escalation
from sightline.casework.finding import models as finding
from sightline.casework.home import last_look_models
from sightline.casework.insiders import models as insiders
from sightline.casework.learning import models as learning
from sightline.casework.ledger import models as ledger
from sightline.casework.match_proposals import models as match_proposals
from sightline.casework.meetings import models as meetings
from sightline.casework.named_adults import models as named_adults
from sightline.casework.networks import models as networks
from sightline.casework.notices import models as notices
from sightline.casework.onward_requests import models as onward_requests
from sightline.casework.posts import models as posts
from sightline.casework.posts import rota_models
from sightline.casework.recertification import models as recertification
from sightline.casework.restrictions import models as restrictions
from sightline.casework.reviews import models as reviews
from sightline.casework.rolls import models as rolls
from sightline.casework.rule_switches import models as rule_switches
from sightline.casework.straight_line import models as straight_line
from sightline.casework.subject_access import models as subject_access
from sightline.casework.subject_files import models as subject_files
from sightline.casework.two_officers import models as two_officers
from sightline.casework.unusual_reading import models as unusual_reading
from sightline.casework.word_index import models as word_index

__all__ = [
    "access",
    "accounts",
    "attachments",
    "blind_questions",
    "breaches",
    "comments",
    "complaints",
    "concerns",
    "core",
    "corrections",
    "disputed_conclusions",
    "disputes",
    "emergency_access",
    "escalation",
    "finding",
    "insiders",
    "last_look_models",
    "learning",
    "ledger",
    "match_proposals",
    "meetings",
    "named_adults",
    "networks",
    "notices",
    "onward_requests",
    "posts",
    "recertification",
    "restrictions",
    "reviews",
    "rolls",
    "rota_models",
    "row_keys",
    "rule_switches",
    "straight_line",
    "subject_access",
    "subject_files",
    "two_officers",
    "unusual_reading",
    "word_index",
    "wording_models",
]
