from django.db import migrations, models

import sightline.casework.core.models
import sightline.casework.meetings.pages.kinds
import sightline.casework.posts.ladder_choices


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0031_sentence_corrections"),
    ]

    # No table is changed: Django writes no SQL for choices, on SQLite and on PostgreSQL.
    operations = [
        migrations.AlterField(
            model_name="account",
            name="language",
            field=models.CharField(
                blank=True, choices=sightline.casework.core.models.languages, default="", max_length=10
            ),
        ),
        migrations.AlterField(
            model_name="accountrequest",
            name="kind",
            field=models.CharField(
                choices=[
                    ("invite", "invite"),
                    ("change", "change"),
                    ("reopen", "reopen"),
                    ("reset_password", "reset_password"),
                    ("reset_second_step", "reset_second_step"),
                    ("end", "end"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="accountrequest",
            name="state",
            field=models.CharField(
                choices=[
                    ("open", "open"),
                    ("approved", "approved"),
                    ("refused", "refused"),
                    ("withdrawn", "withdrawn"),
                ],
                db_index=True,
                default="open",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="assignment",
            name="kind",
            field=models.CharField(
                choices=[("lead_worker", "lead_worker"), ("police_lead", "police_lead")], max_length=20
            ),
        ),
        migrations.AlterField(
            model_name="attachment",
            name="kind",
            field=models.CharField(
                choices=[
                    ("pdf", "pdf"),
                    ("docx", "docx"),
                    ("xlsx", "xlsx"),
                    ("odt", "odt"),
                    ("txt", "txt"),
                    ("csv", "csv"),
                    ("eml", "eml"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="auditentry",
            name="role",
            field=models.CharField(
                choices=[
                    ("practitioner", "practitioner"),
                    ("school_lead", "school_lead"),
                    ("analyst", "analyst"),
                    ("manager", "manager"),
                    ("senior_officer", "senior_officer"),
                    ("partnership_executive", "partnership_executive"),
                    ("reviewer", "reviewer"),
                    ("elected_member", "elected_member"),
                    ("information_governance", "information_governance"),
                    ("operator", "operator"),
                ],
                max_length=40,
            ),
        ),
        migrations.AlterField(
            model_name="auditentry",
            name="via",
            field=models.CharField(choices=[("web", "web"), ("cli", "cli")], max_length=10),
        ),
        migrations.AlterField(
            model_name="concern",
            name="agency",
            field=models.CharField(
                choices=[
                    ("police", "police"),
                    ("childrens_services", "childrens_services"),
                    ("school", "school"),
                    ("health", "health"),
                    ("housing", "housing"),
                    ("licensing", "licensing"),
                    ("youth_service", "youth_service"),
                    ("partnership", "partnership"),
                ],
                max_length=40,
            ),
        ),
        migrations.AlterField(
            model_name="concerndraft",
            name="page",
            field=models.CharField(
                choices=[
                    ("who", "who"),
                    ("choose", "choose"),
                    ("seen", "seen"),
                    ("marks", "marks"),
                    ("safe", "safe"),
                    ("referral", "referral"),
                    ("body", "body"),
                    ("one_page", "one_page"),
                    ("one_page_known", "one_page_known"),
                    ("check", "check"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="concernreceipt",
            name="agency",
            field=models.CharField(
                choices=[
                    ("police", "police"),
                    ("childrens_services", "childrens_services"),
                    ("school", "school"),
                    ("health", "health"),
                    ("housing", "housing"),
                    ("licensing", "licensing"),
                    ("youth_service", "youth_service"),
                    ("partnership", "partnership"),
                ],
                max_length=40,
            ),
        ),
        migrations.AlterField(
            model_name="concernreceipt",
            name="kind",
            field=models.CharField(choices=[("opened", "opened"), ("received", "received")], max_length=10),
        ),
        migrations.AlterField(
            model_name="hintdone",
            name="done",
            field=models.CharField(
                choices=[("aside", "aside"), ("said_again", "said_again"), ("wrong", "wrong")], max_length=10
            ),
        ),
        migrations.AlterField(
            model_name="item",
            name="agency",
            field=models.CharField(
                blank=True,
                choices=[
                    ("police", "police"),
                    ("childrens_services", "childrens_services"),
                    ("school", "school"),
                    ("health", "health"),
                    ("housing", "housing"),
                    ("licensing", "licensing"),
                    ("youth_service", "youth_service"),
                    ("partnership", "partnership"),
                ],
                max_length=40,
            ),
        ),
        migrations.AlterField(
            model_name="item",
            name="begins",
            field=models.CharField(
                blank=True,
                choices=[
                    ("practitioner", "practitioner"),
                    ("team_manager", "team_manager"),
                    ("head_of_service", "head_of_service"),
                    ("chief_officer", "chief_officer"),
                    ("lead_safeguarding_partners", "lead_safeguarding_partners"),
                    ("chair_and_scrutineer", "chair_and_scrutineer"),
                ],
                max_length=40,
            ),
        ),
        migrations.AlterField(
            model_name="item",
            name="highest_stage",
            field=models.CharField(
                choices=[
                    ("practitioner", "practitioner"),
                    ("team_manager", "team_manager"),
                    ("head_of_service", "head_of_service"),
                    ("chief_officer", "chief_officer"),
                    ("lead_safeguarding_partners", "lead_safeguarding_partners"),
                    ("chair_and_scrutineer", "chair_and_scrutineer"),
                ],
                max_length=40,
            ),
        ),
        migrations.AlterField(
            model_name="item",
            name="ladder",
            field=models.CharField(choices=sightline.casework.posts.ladder_choices.ladders, max_length=40),
        ),
        migrations.AlterField(
            model_name="item",
            name="source",
            field=models.CharField(
                choices=[
                    ("clock", "clock"),
                    ("question", "question"),
                    ("pattern", "pattern"),
                    ("disagreement", "disagreement"),
                    ("left_line", "left_line"),
                    ("reported_document", "reported_document"),
                    ("restricted_share", "restricted_share"),
                    ("sentence", "sentence"),
                    ("second_reading", "second_reading"),
                    ("meeting_action", "meeting_action"),
                    ("unowned", "unowned"),
                    ("review_overdue", "review_overdue"),
                    ("next_step_overdue", "next_step_overdue"),
                    ("late_extract", "late_extract"),
                    ("late_delivery", "late_delivery"),
                    ("backlog_overdue", "backlog_overdue"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="item",
            name="stage",
            field=models.CharField(
                choices=[
                    ("practitioner", "practitioner"),
                    ("team_manager", "team_manager"),
                    ("head_of_service", "head_of_service"),
                    ("chief_officer", "chief_officer"),
                    ("lead_safeguarding_partners", "lead_safeguarding_partners"),
                    ("chair_and_scrutineer", "chair_and_scrutineer"),
                ],
                max_length=40,
            ),
        ),
        migrations.AlterField(
            model_name="item",
            name="urgency",
            field=models.CharField(choices=[("urgent", "urgent"), ("standard", "standard")], max_length=20),
        ),
        migrations.AlterField(
            model_name="itembasis",
            name="agency",
            field=models.CharField(
                choices=[
                    ("police", "police"),
                    ("childrens_services", "childrens_services"),
                    ("school", "school"),
                    ("health", "health"),
                    ("housing", "housing"),
                    ("licensing", "licensing"),
                    ("youth_service", "youth_service"),
                    ("partnership", "partnership"),
                ],
                max_length=40,
            ),
        ),
        migrations.AlterField(
            model_name="itemevent",
            name="stage",
            field=models.CharField(
                blank=True,
                choices=[
                    ("practitioner", "practitioner"),
                    ("team_manager", "team_manager"),
                    ("head_of_service", "head_of_service"),
                    ("chief_officer", "chief_officer"),
                    ("lead_safeguarding_partners", "lead_safeguarding_partners"),
                    ("chair_and_scrutineer", "chair_and_scrutineer"),
                ],
                max_length=40,
            ),
        ),
        migrations.AlterField(
            model_name="liveclock",
            name="answering_agency",
            field=models.CharField(
                choices=[
                    ("police", "police"),
                    ("childrens_services", "childrens_services"),
                    ("school", "school"),
                    ("health", "health"),
                    ("housing", "housing"),
                    ("licensing", "licensing"),
                    ("youth_service", "youth_service"),
                    ("partnership", "partnership"),
                ],
                max_length=40,
            ),
        ),
        migrations.AlterField(
            model_name="lookagain",
            name="kind",
            field=models.CharField(
                choices=[
                    ("same_person", "same_person"),
                    ("item", "item"),
                    ("assignment", "assignment"),
                    ("meeting", "meeting"),
                    ("working_file", "working_file"),
                    ("network_entry", "network_entry"),
                ],
                max_length=40,
            ),
        ),
        migrations.AlterField(
            model_name="meeting",
            name="kind",
            field=models.CharField(choices=sightline.casework.meetings.pages.kinds.kind_choices, max_length=30),
        ),
        migrations.AlterField(
            model_name="meetingentry",
            name="agency",
            field=models.CharField(
                blank=True,
                choices=[
                    ("police", "police"),
                    ("childrens_services", "childrens_services"),
                    ("school", "school"),
                    ("health", "health"),
                    ("housing", "housing"),
                    ("licensing", "licensing"),
                    ("youth_service", "youth_service"),
                    ("partnership", "partnership"),
                ],
                max_length=40,
            ),
        ),
        migrations.AlterField(
            model_name="meetingentry",
            name="kind",
            field=models.CharField(
                choices=[
                    ("asked", "asked"),
                    ("attendance", "attendance"),
                    ("records", "records"),
                    ("agenda", "agenda"),
                    ("chair", "chair"),
                    ("dissent", "dissent"),
                    ("decision", "decision"),
                    ("action", "action"),
                    ("done", "done"),
                    ("plan", "plan"),
                    ("held", "held"),
                    ("called_off", "called_off"),
                ],
                db_index=True,
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="meetingentry",
            name="word",
            field=models.CharField(
                blank=True,
                choices=[
                    ("victims", "victims"),
                    ("offenders", "offenders"),
                    ("locations", "locations"),
                    ("themes", "themes"),
                    ("came", "came"),
                    ("apologies", "apologies"),
                    ("did_not_come", "did_not_come"),
                    ("own", "own"),
                ],
                max_length=30,
            ),
        ),
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("came", "came"),
                    ("told_back", "told_back"),
                    ("meeting", "meeting"),
                    ("working_file", "working_file"),
                    ("breach", "breach"),
                    ("account", "account"),
                    ("day_list", "day_list"),
                    ("over_ceiling", "over_ceiling"),
                    ("watched", "watched"),
                    ("comment_concern", "comment_concern"),
                    ("comment_item", "comment_item"),
                    ("comment_meeting", "comment_meeting"),
                    ("comment_file", "comment_file"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="noticelog",
            name="channel",
            field=models.CharField(choices=[("email", "email"), ("webhook", "webhook")], max_length=10),
        ),
        migrations.AlterField(
            model_name="noticesending",
            name="channel",
            field=models.CharField(choices=[("email", "email"), ("webhook", "webhook")], max_length=10),
        ),
        migrations.AlterField(
            model_name="noticesending",
            name="state",
            field=models.CharField(
                choices=[("waiting", "waiting"), ("sent", "sent"), ("dropped", "dropped")],
                default="waiting",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="onetimelink",
            name="kind",
            field=models.CharField(
                choices=[
                    ("invite", "invite"),
                    ("reset", "reset"),
                    ("reopen", "reopen"),
                    ("recover", "recover"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="personchange",
            name="kind",
            field=models.CharField(choices=[("joined", "joined"), ("split", "split")], max_length=10),
        ),
        migrations.AlterField(
            model_name="pipelinerun",
            name="state",
            field=models.CharField(
                choices=[
                    ("running", "running"),
                    ("done", "done"),
                    ("failed", "failed"),
                    ("interrupted", "interrupted"),
                ],
                default="running",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="post",
            name="ladder",
            field=models.CharField(choices=sightline.casework.posts.ladder_choices.ladders, max_length=40),
        ),
        migrations.AlterField(
            model_name="post",
            name="seat",
            field=models.CharField(
                choices=sightline.casework.posts.ladder_choices.seats, default="holder", max_length=40
            ),
        ),
        migrations.AlterField(
            model_name="post",
            name="stage",
            field=models.CharField(
                choices=[
                    ("practitioner", "practitioner"),
                    ("team_manager", "team_manager"),
                    ("head_of_service", "head_of_service"),
                    ("chief_officer", "chief_officer"),
                    ("lead_safeguarding_partners", "lead_safeguarding_partners"),
                    ("chair_and_scrutineer", "chair_and_scrutineer"),
                ],
                max_length=40,
            ),
        ),
        migrations.AlterField(
            model_name="recovery",
            name="answer",
            field=models.CharField(blank=True, choices=[("right", "right"), ("wrong", "wrong")], max_length=20),
        ),
        migrations.AlterField(
            model_name="referrerfeedback",
            name="how",
            field=models.CharField(
                choices=[
                    ("in_person", "in_person"),
                    ("by_phone", "by_phone"),
                    ("in_writing", "in_writing"),
                    ("child_told", "child_told"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="rotashift",
            name="holding",
            field=models.CharField(
                choices=[("day", "day"), ("out_of_hours", "out_of_hours"), ("control_room", "control_room")],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="rotashift",
            name="ladder",
            field=models.CharField(choices=sightline.casework.posts.ladder_choices.ladders, max_length=40),
        ),
        migrations.AlterField(
            model_name="step",
            name="stage",
            field=models.CharField(
                choices=[
                    ("practitioner", "practitioner"),
                    ("team_manager", "team_manager"),
                    ("head_of_service", "head_of_service"),
                    ("chief_officer", "chief_officer"),
                    ("lead_safeguarding_partners", "lead_safeguarding_partners"),
                    ("chair_and_scrutineer", "chair_and_scrutineer"),
                ],
                max_length=40,
            ),
        ),
        migrations.AlterField(
            model_name="step",
            name="why",
            field=models.CharField(
                choices=[
                    ("opened", "opened"),
                    ("silence", "silence"),
                    ("nobody", "nobody"),
                    ("to_be_seen", "to_be_seen"),
                    ("twice_not_proceeded", "twice_not_proceeded"),
                    ("not_agreed", "not_agreed"),
                    ("not_done", "not_done"),
                    ("cannot_tell", "cannot_tell"),
                ],
                max_length=30,
            ),
        ),
        migrations.AlterField(
            model_name="subjectfile",
            name="agency",
            field=models.CharField(
                blank=True,
                choices=[
                    ("police", "police"),
                    ("childrens_services", "childrens_services"),
                    ("school", "school"),
                    ("health", "health"),
                    ("housing", "housing"),
                    ("licensing", "licensing"),
                    ("youth_service", "youth_service"),
                    ("partnership", "partnership"),
                ],
                max_length=40,
            ),
        ),
        migrations.AlterField(
            model_name="subjectfile",
            name="status",
            field=models.CharField(
                blank=True,
                choices=[
                    ("named", "named"),
                    ("of_concern", "of_concern"),
                    ("under_investigation", "under_investigation"),
                    ("charged", "charged"),
                    ("convicted", "convicted"),
                    ("no_longer", "no_longer"),
                    ("removed", "removed"),
                ],
                max_length=30,
            ),
        ),
        migrations.AlterField(
            model_name="subjectfileentry",
            name="by_agency",
            field=models.CharField(
                blank=True,
                choices=[
                    ("police", "police"),
                    ("childrens_services", "childrens_services"),
                    ("school", "school"),
                    ("health", "health"),
                    ("housing", "housing"),
                    ("licensing", "licensing"),
                    ("youth_service", "youth_service"),
                    ("partnership", "partnership"),
                ],
                max_length=40,
            ),
        ),
        migrations.AlterField(
            model_name="subjectfileentry",
            name="by_role",
            field=models.CharField(
                blank=True,
                choices=[
                    ("practitioner", "practitioner"),
                    ("school_lead", "school_lead"),
                    ("analyst", "analyst"),
                    ("manager", "manager"),
                    ("senior_officer", "senior_officer"),
                    ("partnership_executive", "partnership_executive"),
                    ("reviewer", "reviewer"),
                    ("elected_member", "elected_member"),
                    ("information_governance", "information_governance"),
                    ("operator", "operator"),
                ],
                max_length=40,
            ),
        ),
        migrations.AlterField(
            model_name="subjectfileentry",
            name="kind",
            field=models.CharField(
                choices=[
                    ("status", "status"),
                    ("review", "review"),
                    ("owner", "owner"),
                    ("next_step", "next_step"),
                    ("step_done", "step_done"),
                    ("as_a_child", "as_a_child"),
                    ("capacity", "capacity"),
                    ("fact", "fact"),
                    ("assessment", "assessment"),
                    ("taken_back", "taken_back"),
                    ("considered", "considered"),
                    ("not_used", "not_used"),
                    ("used", "used"),
                    ("breach", "breach"),
                    ("ended", "ended"),
                ],
                db_index=True,
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="subjectfileentry",
            name="word",
            field=models.CharField(
                blank=True,
                choices=[
                    ("named", "named"),
                    ("of_concern", "of_concern"),
                    ("under_investigation", "under_investigation"),
                    ("charged", "charged"),
                    ("convicted", "convicted"),
                    ("no_longer", "no_longer"),
                    ("removed", "removed"),
                    ("victim", "victim"),
                    ("witness", "witness"),
                    ("suspect", "suspect"),
                ],
                max_length=30,
            ),
        ),
        migrations.AlterField(
            model_name="telling",
            name="holding",
            field=models.CharField(
                choices=[
                    ("day", "day"),
                    ("out_of_hours", "out_of_hours"),
                    ("control_room", "control_room"),
                    ("holder", "holder"),
                    ("deputy", "deputy"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="telling",
            name="why",
            field=models.CharField(
                choices=[("arrived", "arrived"), ("unclaimed", "unclaimed"), ("on_duty", "on_duty")],
                max_length=20,
            ),
        ),
    ]
