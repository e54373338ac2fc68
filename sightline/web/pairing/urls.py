"""The addresses of putting two people together or splitting one."""

from django.urls import path

from sightline.web.pairing import proposal_views, views

urlpatterns = [
    path("people/<opaque:person_id>/same-name/", views.same_name, name="same_name"),
    path("people/<opaque:person_id>/same-person/<opaque:other_id>/", views.same_as, name="same_as"),
    path("people/<opaque:person_id>/split/", views.split, name="split_person"),
    path(
        "people/<opaque:person_id>/same-person/<opaque:other_id>/propose/",
        proposal_views.propose_match,
        name="propose_match",
    ),
    path("people/<opaque:person_id>/another-person/", proposal_views.another_person, name="another_person"),
    path(
        "people/<opaque:person_id>/another-person/<opaque:mention_id>/",
        proposal_views.propose_other,
        name="propose_other",
    ),
    path("same-person/proposed/", proposal_views.proposals, name="match_proposals"),
    path("same-person/proposed/<opaque:proposal_id>/", proposal_views.proposal, name="match_proposal"),
]
