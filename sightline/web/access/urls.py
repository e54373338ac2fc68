"""The addresses of access. What a reader needs to know for is in none of them."""

from django.urls import path

from sightline.web.access import assignment_views, child_views, views

urlpatterns = [
    path("find/purpose/", child_views.say_purpose, name="say_purpose"),
    path("people/<opaque:person_id>/who-knows/", child_views.who_knows_child, name="who_knows_child"),
    path("people/<opaque:person_id>/need-to-see/", child_views.need_to_see, name="need_to_see"),
    path("people/<opaque:person_id>/number/", child_views.open_by_number, name="open_by_number"),
    path("people/<opaque:person_id>/workers/", child_views.workers, name="child_workers"),
    path("people/<opaque:person_id>/workers/<opaque:entry_id>/end/", child_views.end_worker, name="child_worker_end"),
    path("access/", views.access, name="access"),
    path("access/assignments/", assignment_views.assignments, name="assignments"),
    path("access/assignments/<whole:number>/end/", assignment_views.end_listed, name="assignment_end"),
    path("access/case-names/", assignment_views.case_names, name="case_names"),
    path("access/case-names/<opaque:entry_id>/end/", assignment_views.end_name, name="case_name_end"),
    path("access/start/", views.start, name="access_start"),
    path("access/teams/add/", views.add_team, name="access_team_add"),
    path("access/teams/<opaque:team_id>/", views.change_team, name="access_team"),
    path("access/tasks/add/", views.add_task, name="access_task_add"),
    path("access/tasks/<opaque:task_id>/members/", views.let_into_task, name="access_task_members"),
    path("access/tasks/<opaque:task_id>/end/", views.end_task, name="access_task_end"),
    path("access/reasons/<opaque:entry_id>/", views.review, name="access_review"),
]
