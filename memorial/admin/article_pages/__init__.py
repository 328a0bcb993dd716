"""The pages behind the article's buttons: a module a task, each with its own addresses."""

from memorial.admin.article_pages.fixing import FixPages
from memorial.admin.article_pages.history import HistoryPages
from memorial.admin.article_pages.previewing import PreviewPages
from memorial.admin.article_pages.publishing import PublishPages


class ArticlePages(PreviewPages, PublishPages, FixPages, HistoryPages):
    """Mixed into the article's admin."""
