"""Addresses of the public pages, below the language."""

from django.urls import path, register_converter

from memorial.pages.records import RecordConverter
from memorial.views import articles, editions, home, monuments, officials, people, unveilings

register_converter(RecordConverter, "record")


app_name = "memorial"
urlpatterns = [
    path("", home.HomeView.as_view(), name="home"),
    # articles/
    path("articles/", articles.ArticleListView.as_view(), name="article-list"),
    path(
        "articles/kind/<slug:kind>/",
        articles.ArticleListView.as_view(),
        name="article-list-of-kind",
    ),
    path("articles/<slug:slug>/", articles.ArticleDetailView.as_view(), name="article-detail"),
    path(
        "articles/<slug:slug>/editions/<int:edition>/",
        editions.EditionDetailView.as_view(),
        name="edition-detail",
    ),
    # about/
    path("about/", articles.AboutView.as_view(), {"slug": "about"}, name="about"),
    path("about/<slug:slug>/", articles.PageDetailView.as_view(), name="page-detail"),
    path(
        "about/editions/<int:edition>/",
        editions.EditionDetailView.as_view(),
        {"slug": "about"},
        name="about-edition",
    ),
    path(
        "about/<slug:slug>/editions/<int:edition>/",
        editions.EditionDetailView.as_view(),
        name="page-edition",
    ),
    # monuments/
    path("monuments/", monuments.MonumentListView.as_view(), name="monument-list"),
    path(
        "monuments/<record:address>/",
        monuments.MonumentDetailView.as_view(),
        name="monument-detail",
    ),
    path(
        "monuments/<record:address>/articles/",
        monuments.MonumentArticleListView.as_view(),
        name="monument-articles",
    ),
    # unveilings/
    path("unveilings/", unveilings.UnveilingListView.as_view(), name="unveiling-list"),
    path(
        "unveilings/<record:address>/",
        unveilings.UnveilingDetailView.as_view(),
        name="unveiling-detail",
    ),
    path(
        "unveilings/<record:address>/statements/",
        unveilings.UnveilingStatementListView.as_view(),
        name="unveiling-statements",
    ),
    path(
        "unveilings/<record:address>/articles/",
        unveilings.UnveilingArticleListView.as_view(),
        name="unveiling-articles",
    ),
    # officials/
    path("officials/", officials.OfficialListView.as_view(), name="official-list"),
    path(
        "officials/<record:address>/",
        officials.OfficialDetailView.as_view(),
        name="official-detail",
    ),
    path(
        "officials/<record:address>/statements/",
        officials.OfficialStatementListView.as_view(),
        name="official-statements",
    ),
    path(
        "officials/<record:address>/ceremonies/",
        officials.OfficialCeremonyListView.as_view(),
        name="official-ceremonies",
    ),
    # people/
    path("people/<record:address>/", people.PersonDetailView.as_view(), name="person-detail"),
]
