"""The addresses of learning reviews. No title or name is in an address."""

from django.urls import path

from sightline.web.reviews import (
    holder_views,
    import_views,
    known_views,
    opportunity_views,
    panel_views,
    picture_views,
    report_views,
    row_views,
    same_event_views,
    views,
)
from sightline.web.reviews.earliest import views as earliest_views
from sightline.web.reviews.files import anonymous_views, consent_views, inquiry_views, publication_views

ONE = "learning-reviews/<opaque:review_id>/"
IMPORT = f"{ONE}imports/<opaque:import_id>/"
DRAFT = f"{ONE}report/<opaque:draft_id>/"

urlpatterns = [
    path("learning-reviews/", views.learning_reviews, name="learning_reviews"),
    path("learning-reviews/open/", views.open_new, name="learning_review_open"),
    path("learning-reviews/accounts/<opaque:asked_id>/", opportunity_views.agency_account, name="agency_account"),
    path("learning-reviews/rows/<opaque:row_id>/", row_views.one_row, name="review_row"),
    path("learning-reviews/rows/<opaque:row_id>/correct/", row_views.correct, name="review_row_correct"),
    path(ONE, views.one_review, name="learning_review"),
    path(f"{ONE}chronology/", views.chronology, name="review_chronology"),
    path(f"{ONE}earliest/", earliest_views.earliest, name="review_earliest"),
    path(f"{ONE}known/", known_views.known, name="review_known"),
    path(f"{ONE}known/run-again/", known_views.conclude, name="review_known_again"),
    path(f"{ONE}chronology/file/", import_views.chronology_file, name="review_chronology_file"),
    path(f"{ONE}same-events/", same_event_views.same_events, name="review_same_events"),
    path(f"{ONE}same-events/<opaque:key>/", same_event_views.one_group, name="review_same_event"),
    path(f"{ONE}events/<opaque:key>/", same_event_views.one_telling, name="review_telling"),
    path(f"{ONE}pictures/", picture_views.pictures, name="review_pictures"),
    path(f"{ONE}missed/", opportunity_views.opportunities, name="review_opportunities"),
    path(f"{ONE}missed/<opaque:moment_id>/", opportunity_views.one_moment, name="review_moment"),
    path(f"{ONE}missed/<opaque:moment_id>/ask/", opportunity_views.ask, name="review_moment_ask"),
    path(f"{ONE}decisions/", panel_views.closures, name="review_closures"),
    path(f"{ONE}decisions/file/", panel_views.schedule_file, name="review_closures_file"),
    path(f"{ONE}decisions/<opaque:closure_id>/", panel_views.one_closure, name="review_closure"),
    path(f"{ONE}import/", import_views.import_new, name="review_import_new"),
    path(f"{ONE}headings/<slug:agency>/", import_views.headings, name="review_headings"),
    path(IMPORT, import_views.one_import, name="review_import"),
    path(f"{IMPORT}withdraw/", import_views.withdraw, name="review_import_withdraw"),
    path(f"{ONE}restricted/", holder_views.holder, name="review_holder"),
    path(f"{ONE}restricted/agree/", holder_views.agree, name="review_holder_agree"),
    path(f"{ONE}restricted/withdraw/", holder_views.withdraw_agreed, name="review_holder_withdraw"),
    path(f"{ONE}report/", report_views.drafts, name="review_report"),
    path(DRAFT, report_views.draft, name="review_report_draft"),
    path(f"{DRAFT}changes/", report_views.changes, name="review_report_changes"),
    path(f"{DRAFT}file/", report_views.report_file, name="review_report_file"),
    path(f"{DRAFT}parts/<whole:place>/", report_views.analysis, name="review_report_part"),
    path(f"{DRAFT}words/<opaque:quotation_id>/", consent_views.consent, name="review_report_words"),
    path(f"{ONE}anonymised/", anonymous_views.anonymous, name="review_anonymous"),
    path(f"{ONE}anonymised/restore/", anonymous_views.restore, name="review_restore"),
    path(f"{ONE}inquiry/", inquiry_views.inquiry, name="review_inquiry"),
    path(f"{ONE}published/", publication_views.published, name="review_published"),
    path(f"{ONE}<slug:outcome>/", views.act, name="learning_review_act"),
]
