"""Share links: who may make and revoke them, and what a token leads to."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.signing import Signer
from django.utils import timezone

from memorial.models import ShareLink
from memorial.services.refusing import RefusedError
from memorial.services.sharing import find_draft, make_share_link, revoke_share_link, token_of
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


def headline(draft):
    return draft.frozen["words"]["headline"]


def test_a_token_leads_to_the_saved_working_copy_as_it_is_now():
    article = make_article("First words")
    token = token_of(make_share_link(article, by=make_user("Author")))

    type(article).objects.update(headline="Second words")

    assert headline(find_draft(token)) == "Second words"


def test_a_link_lasts_a_week_unless_asked_and_a_month_at_most():
    article, author = make_article(), make_user("Author")
    link = make_share_link(article, by=author)

    lasts = link.expires_at - link.made_at

    assert timedelta(days=6, hours=23) < lasts <= timedelta(days=7)
    make_share_link(article, by=author, days=30)
    for days in (0, 31, -1):
        with pytest.raises(RefusedError, match="1 to 30 days"):
            make_share_link(article, by=author, days=days)


def test_a_label_too_long_is_refused_in_words():
    with pytest.raises(RefusedError, match="120 characters"):
        make_share_link(make_article(), by=make_user("Author"), label="x" * 121)


def test_a_link_ends_at_its_moment_and_not_before():
    link = make_share_link(make_article(), by=make_user("Author"))
    token = token_of(link)
    tick = timedelta(microseconds=1)

    assert find_draft(token, at=link.expires_at - tick).frozen is not None
    assert find_draft(token, at=link.expires_at).frozen is None


def test_a_revoked_link_shows_nothing_at_once_and_for_ever():
    author = make_user("Author")
    link = make_share_link(make_article(), by=author)
    token = token_of(link)

    revoke_share_link(link, by=author)

    assert find_draft(token).frozen is None
    first = ShareLink.objects.get().revoked_at
    revoke_share_link(link, by=author)
    assert ShareLink.objects.get().revoked_at == first


@pytest.mark.parametrize("token", ["", "1-1", "1-1.", "x.y", "1-1.AAAA", "ሴ.1", "-.-"])
def test_a_forged_token_leads_nowhere(token):
    make_share_link(make_article(), by=make_user("Author"))

    assert find_draft(token) is None


def test_a_token_opens_no_other_article_and_no_other_link():
    author = make_user("Author")
    mine, other = make_article("Mine"), make_article("Other")
    link = make_share_link(mine, by=author)
    signature = token_of(link).partition(".")[2]

    assert find_draft(f"{link.pk}-{other.pk}.{signature}") is None
    assert find_draft(f"{link.pk + 1}-{mine.pk}.{signature}") is None
    # Even a true signature of a pair that no link joins leads nowhere.
    assert find_draft(Signer(salt="memorial.share", sep=".").sign(f"{link.pk}-{other.pk}")) is None
    assert find_draft(Signer(salt="another", sep=".").sign(f"{link.pk}-{mine.pk}")) is None


def test_a_deleted_article_takes_its_links_with_it():
    article = make_article()
    token = token_of(make_share_link(article, by=make_user("Author")))

    article.delete()

    assert find_draft(token) is None


def test_who_may_not_change_an_article_may_not_share_it():
    with pytest.raises(PermissionDenied):
        make_share_link(make_article(), by=make_user(None))


def test_ones_own_link_is_revoked_and_as_an_editor_anybodys():
    article, author = make_article(), make_user("Author")
    colleague = make_user("Author", username="colleague")
    link = make_share_link(article, by=author)

    with pytest.raises(RefusedError, match="Somebody else made this link"):
        revoke_share_link(link, by=colleague)
    with pytest.raises(PermissionDenied):
        revoke_share_link(link, by=make_user(None))
    assert ShareLink.objects.open(timezone.now()).exists()

    revoke_share_link(link, by=make_user("Editor"))
    assert not ShareLink.objects.open().exists()
