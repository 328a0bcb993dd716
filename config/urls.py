"""Addresses of the whole site: the admin, and the public pages in each language."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from memorial.views import drafts, errors, home, media

urlpatterns = [
    path("", home.choose_language, name="root"),
    path("admin/", admin.site.urls),
    # A draft is in its own language, whatever the reader's: its address names none.
    path("drafts/<str:token>/", drafts.DraftView.as_view(), name="draft"),
    path("media/<path:name>", media.picture, name="media"),
    *i18n_patterns(path("", include("memorial.urls")), prefix_default_language=True),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
