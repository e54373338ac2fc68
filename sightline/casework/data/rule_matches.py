"""Counts what a rule of matching would change: everybody matched anew with the rule on or off, held against today."""

from sightline.casework.audit.trail import audited
from sightline.casework.core.serving import need_snapshot
from sightline.casework.core.session import ReaderSession
from sightline.casework.data.training import open_analysis
from sightline.casework.learning.model_kinds import LINKAGE
from sightline.casework.rule_switches.catalogue import MATCHING, kind_of, need_rule
from sightline.casework.rule_switches.rights import check_owner
from sightline.casework.rule_switches.switches import matching_rules_off
from sightline.casework.same_person.answer_history import judgements_in_force
from sightline.linkage.training.changes import ModelChanges
from sightline.model.errors import Usage
from sightline.model.progress import SILENT, Progress
from sightline.store import Workspace
from sightline.translation.messages import lazy as _


def is_matching_rule(rule_id: str) -> bool:
    """Whether the rule matches records; Usage where no rule of that id has a switch."""
    return kind_of(need_rule(rule_id).id) == MATCHING


def measure_rule_matches(
    session: ReaderSession, *, workspace: Workspace, rule_id: str, progress: Progress = SILENT
) -> ModelChanges:
    """What would change if the rule were switched: people, pairs of mentions and questions. It changes nothing.

    Records of the current snapshot are matched by the model in force and with today's answers. Sealed rows do not
    count here, so a run may match a little less.
    """
    from sightline.linkage.model_files import settings_of
    from sightline.linkage.training.changes import measure_changes

    with audited(session, action="measure_rule") as trail:
        check_owner(session.actor)
        if not is_matching_rule(rule_id):
            raise Usage(
                _("The rule '%(rule_id)s' matches no records.") % {"rule_id": rule_id},
                code="no_matching_rule",
                what_to_do=_("See the ids with 'sightline rules'."),
            )
        trail.details = {"rule_id": rule_id}
        snapshot = need_snapshot(workspace)
        trail.add("snapshot", [snapshot.id])
        with open_analysis(snapshot) as engine:
            return measure_changes(
                engine=engine,
                settings=settings_of(LINKAGE.in_force(workspace)),
                secret=workspace.secret().encode(),
                judgements=judgements_in_force(),
                rules_off=matching_rules_off() ^ {rule_id},
                progress=progress,
            )
