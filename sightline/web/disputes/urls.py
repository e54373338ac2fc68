"""The addresses of disputes and statements."""

from django.urls import path

from sightline.web.disputes import conclusion_views, views

urlpatterns = [
    path("disputes/", views.disputes, name="disputes"),
    path("disputes/<opaque:dispute_id>/", views.dispute, name="dispute"),
    path("disputes/<opaque:dispute_id>/<slug:outcome>/", views.settle, name="dispute_decide"),
    path("disputed-conclusions/", conclusion_views.conclusion_disputes, name="conclusion_disputes"),
    path(
        "disputed-conclusions/<opaque:conclusion_dispute_id>/",
        conclusion_views.conclusion_dispute,
        name="conclusion_dispute",
    ),
    path(
        "disputed-conclusions/<opaque:conclusion_dispute_id>/<slug:outcome>/",
        conclusion_views.settle_conclusion,
        name="conclusion_dispute_decide",
    ),
    path(
        "conclusions/<slug:what>/<opaque:conclusion_id>/beside/",
        conclusion_views.conclusion_beside,
        name="conclusion_beside",
    ),
    path("records/<opaque:record_id>/beside/", views.beside, name="beside"),
    path("records/<opaque:record_id>/beside/statement/", views.statement, name="statement_add"),
]
