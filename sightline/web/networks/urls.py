"""The addresses of networks: lists, entities, pictures, maps and files."""

from django.urls import path

from sightline.web.networks import count_map_views, map_views, picture_views, place_views, views

urlpatterns = [
    path("networks/", views.networks, name="networks"),
    path("networks/list/<slug:kind>/", views.networks_list, name="networks_list"),
    path("networks/places-by-month/", place_views.places_by_month, name="networks_months"),
    path("networks/places-by-month/file/", place_views.places_file, name="networks_months_file"),
    path("networks/map/", map_views.networks_map, name="networks_map"),
    path("networks/map/svg/", map_views.networks_map_svg, name="networks_map_svg"),
    path("how-many/map/", count_map_views.area_counts, name="area_counts"),
    path("how-many/map/file/", count_map_views.area_counts_file, name="area_counts_file"),
    path("networks/picture/", picture_views.networks_picture, name="networks_picture"),
    path("networks/picture/data/", picture_views.networks_picture_data, name="networks_picture_data"),
    path("networks/picture/svg/", picture_views.networks_picture_svg, name="networks_picture_svg"),
    path("networks/picture/export/<slug:format>/", picture_views.networks_export, name="networks_export"),
    path("networks/added/<whole:sequence>/take-back/", views.network_take_back, name="network_take_back"),
    path("networks/<slug:kind>/<opaque:node_id>/", views.network, name="network"),
    path("networks/<slug:kind>/<opaque:node_id>/add/", views.network_add, name="network_add"),
    path(
        "networks/<slug:kind>/<opaque:node_id>/export/<slug:format>/",
        views.network_export,
        name="network_export",
    ),
    path("networks/<slug:kind>/<opaque:node_id>/picture/", picture_views.network_picture, name="network_picture"),
    path(
        "networks/<slug:kind>/<opaque:node_id>/picture/svg/",
        picture_views.network_picture_svg,
        name="network_picture_svg",
    ),
    path(
        "networks/<slug:kind>/<opaque:node_id>/picture/data/",
        picture_views.network_picture_data,
        name="network_picture_data",
    ),
]
