"""The pages behind the article's buttons: a module a task, each with its own addresses."""

from memorial.admin.article_pages.addressing import AddressPages
from memorial.admin.article_pages.around import AroundForm
from memorial.admin.article_pages.checking import LiveCheckPages
from memorial.admin.article_pages.commenting import CommentPages
from memorial.admin.article_pages.fixing import FixPages
from memorial.admin.article_pages.leaving import Leaving
from memorial.admin.article_pages.linking import LinkPages
from memorial.admin.article_pages.previewing import PreviewPages
from memorial.admin.article_pages.publishing import PublishPages
from memorial.admin.article_pages.restoring import RestorePages
from memorial.admin.article_pages.reviewing import ReviewPages
from memorial.admin.article_pages.sharing import SharingPages
from memorial.admin.article_pages.withdrawing import WithdrawPages


class ArticlePages(
    PreviewPages,
    LiveCheckPages,
    SharingPages,
    PublishPages,
    FixPages,
    WithdrawPages,
    AddressPages,
    RestorePages,
    ReviewPages,
    CommentPages,
    LinkPages,
    Leaving,
    AroundForm,
):
    """Mixed into the article's admin."""
