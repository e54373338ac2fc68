"""The addresses of pictures."""

from django.urls import path

from sightline.web.pictures import family_views, growth_views, knowledge_views, ladder_views, timeline_views

urlpatterns = [
    path("people/<opaque:person_id>/timeline/", timeline_views.timeline, name="person_timeline"),
    path("people/<opaque:person_id>/timeline/file/", timeline_views.timeline_file, name="person_timeline_file"),
    path("people/<opaque:person_id>/family/", family_views.family, name="person_family"),
    path("people/<opaque:person_id>/family/file/", family_views.family_file, name="person_family_file"),
    path("recognised/<opaque:instance_key>/who-knew/", knowledge_views.who_knew, name="who_knew"),
    path("recognised/<opaque:instance_key>/who-knew/file/", knowledge_views.who_knew_file, name="who_knew_file"),
    path("networks/group/<opaque:group_id>/growth/", growth_views.group_growth, name="group_growth"),
    path("networks/group/<opaque:group_id>/growth/file/", growth_views.group_growth_file, name="group_growth_file"),
    path("items/<opaque:item_id>/steps/", ladder_views.item_ladder, name="item_ladder"),
    path("items/<opaque:item_id>/steps/file/", ladder_views.item_ladder_file, name="item_ladder_file"),
]
