"""The article's form and the pages behind its buttons, as an editor uses them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from memorial.models import Article, Edition, Revision
from memorial.services.publishing import publish_article, schedule_article
from tests.admin.posting import add_block, form_values
from tests.factories import (
    add_block as add_row,
)
from tests.factories import (
    make_article,
    make_image,
    make_statement,
    make_user,
)

pytestmark = pytest.mark.django_db


def url(article, page="change"):
    return f"/admin/memorial/article/{article.pk}/{page}/"


def save(client, article, **changes):
    values = form_values(client.get(url(article)), **changes)
    return client.post(url(article), {**values, "_continue": "1"})


def test_a_new_article_is_written_with_its_blocks(client, publisher):
    values = form_values(client.get("/admin/memorial/article/add/"), headline="The gate opens")
    add_block(values, "prose", html="<p>It opened.</p>", heading="The day")

    answer = client.post("/admin/memorial/article/add/", {**values, "_continue": "1"})

    article = Article.objects.get()
    assert answer.status_code == 302
    assert article.headline == "The gate opens"
    block = article.memorial_proseblock_set.get()
    assert (block.heading, block.html) == ("The day", "<p>It opened.</p>")
    assert len(block.key) == 10


def test_every_save_is_kept_as_a_revision(client, publisher):
    article = make_article()

    save(client, article, headline="First")
    save(client, article, headline="Second")

    kept = Revision.objects.of(article)
    assert [revision.headline for revision in kept] == ["Second", "First"]
    assert kept[0].saved_by == publisher


def test_script_in_prose_is_gone_after_saving(client, publisher):
    article = make_article()

    save(
        client,
        article,
        **{"memorial_proseblock_set-0-html": "<p>Hi<script>alert(1)</script></p>"},
    )

    assert article.memorial_proseblock_set.get().html == "<p>Hi</p>"


def test_a_stale_save_is_refused_and_shows_both_texts(client, publisher):
    article = make_article("As it was")
    opened = form_values(client.get(url(article)))
    save(client, article, headline="What she wrote")

    answer = client.post(url(article), {**opened, "headline": "What he wrote", "_continue": "1"})

    article.refresh_from_db()
    page = answer.content.decode()
    assert article.headline == "What she wrote"
    assert "Nothing of yours is lost" in page
    assert "What she wrote" in page
    assert "What he wrote" in page


def test_a_stale_text_can_be_saved_over_the_other_knowingly(client, publisher):
    article = make_article("As it was")
    opened = form_values(client.get(url(article)))
    save(client, article, headline="What she wrote")
    standing = Article.objects.get().version

    client.post(url(article), {**opened, "headline": "What he wrote", "_overwrite": str(standing)})

    assert Article.objects.get().headline == "What he wrote"


def test_preview_shows_the_unsaved_form_and_writes_nothing(client, publisher):
    article = make_article("As it was", paragraphs=["Old words."])
    values = form_values(client.get(url(article)), headline="As it will be")
    values["memorial_proseblock_set-0-html"] = "<p>New words.</p>"
    add_block(values, "prose", html="<p>More words.</p>")

    page = client.post(url(article, "preview"), values)

    assert page.status_code == 200
    text = page.content.decode()
    assert "As it will be" in text
    assert "New words." in text
    assert "css/preview.css" in text
    assert "More words." in text
    assert "private" in page["Cache-Control"]
    assert "noindex" in page["X-Robots-Tag"]
    assert Article.objects.get().headline == "As it was"
    assert not Revision.objects.exists()


def test_preview_works_on_a_form_with_errors(client, publisher):
    values = form_values(client.get("/admin/memorial/article/add/"), headline="New", slug="not ok!")

    page = client.post("/admin/memorial/article/add/preview/", values)

    assert page.status_code == 200
    assert "New" in page.content.decode()


def test_check_lists_what_is_missing_and_links_there(client, publisher):
    article = make_article()
    statement = make_statement(source=None)
    block = add_row(article, "statement", statement=statement)

    page = client.get(url(article, "check")).content.decode()

    assert "A statement has no source" in page
    assert f"#part-{block.key}" in page
    assert f"/admin/memorial/statement/{statement.pk}/change/" in page


def test_publishing_shows_readers_the_page(client, publisher):
    article = make_article()

    answer = client.post(url(article, "publish"), {"when": "now"})

    edition = Edition.objects.live().get()
    assert answer.status_code == 302
    assert edition.headline == article.headline
    assert edition.made_by == publisher


def test_publishing_is_refused_while_a_picture_has_no_alt_text(client, publisher):
    article = make_article()
    add_row(article, "picture", image=make_image(alt_text_en=""))

    page = client.post(url(article, "publish"), {"when": "now"}, follow=True)

    assert "A picture has no alt text" in page.content.decode()
    assert not Edition.objects.exists()


def test_the_publish_page_marks_the_words_that_change(client, publisher):
    article = make_article("The gate opens")
    publish_article(article, by=None)
    Article.objects.update(headline="The gate closes")

    page = client.get(url(article, "publish")).content.decode()

    assert "<del>opens</del><ins>closes</ins>" in page


def test_a_moment_that_has_passed_is_refused_in_words(client, publisher):
    article = make_article()

    page = client.post(url(article, "publish"), {"when": "later", "at": "2001-01-01T10:00"})

    assert "This moment has passed" in page.content.decode()
    assert not Edition.objects.exists()


def test_scheduling_changes_nothing_for_readers_until_then(client, publisher):
    article = make_article()
    moment = timezone.now() + timedelta(days=3)

    client.post(url(article, "publish"), {"when": "later", "at": f"{moment:%Y-%m-%dT%H:%M}"})

    assert not Edition.objects.live().exists()
    assert Edition.objects.live(moment + timedelta(minutes=1)).exists()


def test_a_scheduled_edition_can_be_cancelled(client, publisher):
    article = make_article()
    schedule_article(article, at=timezone.now() + timedelta(days=1), by=None)

    client.post(url(article, "cancel"))

    assert not Edition.objects.scheduled().exists()


def test_fixing_opens_what_is_live_and_leaves_the_working_copy(client, publisher):
    article = make_article("As published", paragraphs=["Live words."])
    publish_article(article, by=None)
    save(client, article, headline="A newer draft")

    form = client.get(url(article, "fix"))

    text = form.content.decode()
    assert "As published" in text
    assert "Live words." in text
    assert "A newer draft" not in form_values(form)["headline"]


def test_a_fix_goes_live_until_the_scheduled_edition_starts(client, publisher):
    article = make_article("Live words")
    publish_article(article, by=None)
    start = timezone.now() + timedelta(days=1)
    schedule_article(article, at=start, by=None)
    values = form_values(client.get(url(article, "fix")), headline="Fixed words")

    page = client.post(url(article, "fix"), values, follow=True)
    confirm = page.request["PATH_INFO"]
    client.post(confirm, {"significance": "improvement"})

    live = Edition.objects.live().get()
    assert live.headline == "Fixed words"
    assert live.live_until == start
    assert Edition.objects.scheduled().get().headline == "Live words"
    assert Article.objects.get().headline == "Live words"


def test_a_fix_is_made_to_the_working_copy_too_where_asked(client, publisher):
    article = make_article("Live words")
    publish_article(article, by=None)
    values = form_values(client.get(url(article, "fix")), headline="Fixed words")
    confirm = client.post(url(article, "fix"), values, follow=True).request["PATH_INFO"]

    client.post(confirm, {"significance": "improvement", "working_copy": ["headline"]})

    assert Article.objects.get().headline == "Fixed words"


def test_a_withdrawal_asks_for_its_reason(client, publisher):
    article = make_article()
    publish_article(article, by=None)

    page = client.post(url(article, "withdraw"), {"reason": ""})

    assert "Give the reason" in page.content.decode()
    assert Edition.objects.live().exists()


def test_withdrawing_takes_the_page_from_readers(client, publisher):
    article = make_article()
    publish_article(article, by=None)

    client.post(url(article, "withdraw"), {"reason": "It named the wrong person."})

    assert not Edition.objects.live().exists()
    assert article.withdrawals.get().reason == "It named the wrong person."


@pytest.mark.parametrize("door", ["publish", "fix", "withdraw", "cancel"])
@pytest.mark.parametrize("role", ["Author", "Editor", None])
def test_only_publishers_reach_what_readers_see(client, door, role):
    article = make_article()
    publish_article(article, by=None)
    client.force_login(make_user(role))

    assert client.get(url(article, door)).status_code == 403
    assert client.post(url(article, door), {"when": "now", "reason": "x"}).status_code == 403
    assert Edition.objects.count() == 1


def test_an_article_that_readers_have_seen_cannot_be_deleted(client, publisher):
    article = make_article()
    publish_article(article, by=None)

    answer = client.post(url(article, "delete"), {"post": "yes"})

    assert answer.status_code == 403
    assert Article.objects.exists()


def test_an_address_of_another_article_is_refused_in_words(client, publisher):
    publish_article(make_article("First", slug="the-gate"), by=None)
    other = make_article("Second")

    answer = save(client, other, slug="the-gate")

    assert "This address belongs to “First”" in answer.content.decode()


def test_the_list_costs_no_query_a_row(client, publisher, django_assert_max_num_queries):
    for number in range(30):
        make_article(f"Article {number}")

    with django_assert_max_num_queries(11):
        client.get("/admin/memorial/article/")


def test_unknown_numbers_are_not_found(client, publisher):
    for page in ("check", "publish", "fix", "withdraw", "cancel", "saved", "revisions"):
        assert client.get(f"/admin/memorial/article/987654321/{page}/").status_code == 404


def test_a_moment_beside_now_is_asked_about(client, publisher):
    article = make_article()
    moment = timezone.now() + timedelta(days=2)

    page = client.post(url(article, "publish"), {"when": "now", "at": f"{moment:%Y-%m-%dT%H:%M}"})

    assert "You gave a moment" in page.content.decode()
    assert not Edition.objects.exists()


@pytest.mark.parametrize(
    "moment", ["9999-12-31T23:59", "9999-12-31T23:59-05:00", "0001-01-01T00:00"]
)
def test_a_year_that_nobody_means_is_refused_in_words(client, publisher, moment):
    article = make_article()

    page = client.post(url(article, "publish"), {"when": "later", "at": moment})

    assert page.status_code == 200
    assert not Edition.objects.exists()


def test_a_stale_save_shows_blocks_that_differ(client, publisher):
    article = make_article(paragraphs=["As it was."])
    opened = form_values(client.get(url(article)))
    save(client, article, **{"memorial_proseblock_set-0-html": "<p>ALPHA words.</p>"})
    opened["memorial_proseblock_set-0-html"] = "<p>BETA words.</p>"

    page = client.post(url(article), {**opened, "_continue": "1"}).content.decode()

    table = page[page.index('id="stale"') : page.index("_overwrite")]
    assert "ALPHA" in table
    assert "BETA" in table
    assert "opened_version" not in table


def test_words_of_a_block_that_somebody_deleted_meanwhile_are_kept(client, publisher):
    article = make_article(paragraphs=["First.", "Second."])
    opened = form_values(client.get(url(article)))
    key = opened["memorial_proseblock_set-0-key"]
    save(client, article, **{"memorial_proseblock_set-0-DELETE": "on"})
    opened["memorial_proseblock_set-0-html"] = "<p>Much better first.</p>"
    opened["memorial_proseblock_set-1-html"] = "<p>Better second.</p>"

    page = client.post(url(article), {**opened, "_continue": "1"})

    text = page.content.decode()
    assert "Much better first." in text
    assert "Better second." in text
    standing = Article.objects.get().version
    client.post(url(article), {**form_values(page), "_overwrite": str(standing)})
    blocks = article.memorial_proseblock_set
    assert blocks.get(key=key).html == "<p>Much better first.</p>"
    assert blocks.count() == 2


def test_two_fixes_of_different_blocks_are_both_kept(client, publisher):
    article = make_article(paragraphs=["Frist.", "Secnod."])
    publish_article(article, by=None)
    hers = form_values(client.get(url(article, "fix")))
    his = dict(hers)
    hers["memorial_proseblock_set-0-html"] = "<p>First.</p>"
    his["memorial_proseblock_set-1-html"] = "<p>Second.</p>"

    for values in (hers, his):
        confirm = client.post(url(article, "fix"), values, follow=True).request["PATH_INFO"]
        client.post(confirm, {"significance": "improvement"})

    words = [
        block["words"]["html"] for block in Edition.objects.live().get().frozen["words"]["blocks"]
    ]
    assert words == ["<p>First.</p>", "<p>Second.</p>"]


def test_two_fixes_of_the_same_words_are_not_both_made(client, publisher):
    article = make_article("Headlien")
    publish_article(article, by=None)
    values = form_values(client.get(url(article, "fix")))

    for headline in ("Headline", "Head line"):
        posted = {**values, "headline": headline}
        confirm = client.post(url(article, "fix"), posted, follow=True).request["PATH_INFO"]
        page = client.post(confirm, {"significance": "improvement"}, follow=True)

    assert "Somebody fixed the same words meanwhile" in page.content.decode()
    assert Edition.objects.live().get().headline == "Headline"


def test_a_fix_is_not_disturbed_by_saves_of_the_working_copy(client, publisher):
    article = make_article("Headlien")
    publish_article(article, by=None)
    values = form_values(client.get(url(article, "fix")), headline="Headline")
    save(client, article, headline="A draft")

    confirm = client.post(url(article, "fix"), values, follow=True).request["PATH_INFO"]
    client.post(confirm, {"significance": "improvement"})

    assert Edition.objects.live().get().headline == "Headline"


def test_a_copied_block_gets_a_key_of_its_own(client, publisher):
    article = make_article(paragraphs=["One.", "Two."])
    first = article.memorial_proseblock_set.first()

    save(client, article, **{"memorial_proseblock_set-1-key": first.key})

    keys = set(article.memorial_proseblock_set.values_list("key", flat=True))
    assert len(keys) == 2


@pytest.mark.parametrize("value", ["abc", "1\x00", "9" * 30])
def test_records_that_are_no_numbers_are_no_fault(client, publisher, value):
    article = make_article()
    records = dict.fromkeys(["lead_image", "topics", "monument"], value)

    posted = save(client, article, **records)
    opened = client.get("/admin/memorial/article/add/", records)

    assert posted.status_code == 200
    assert opened.status_code == 200
    for field in records:
        assert posted.context["adminform"].form.errors[field]


def test_a_pasted_address_of_a_page_is_saved_as_a_link_to_its_record(client, publisher):
    article = make_article()
    html = '<p><a href="http://127.0.0.1/en/monuments/7-the-gate/">it</a></p>'

    save(client, article, **{"memorial_proseblock_set-0-html": html})

    assert 'href="record:monument:7"' in article.memorial_proseblock_set.get().html


def test_a_withdrawn_article_says_so_at_the_desk(client, publisher):
    article = make_article()
    publish_article(article, by=None)
    client.post(url(article, "withdraw"), {"reason": "It named the wrong person."})

    page = client.get(url(article)).content.decode()

    assert "Withdrawn on" in page
    assert "It named the wrong person." in page


def test_any_edition_can_be_seen_as_a_page(client, publisher):
    article = make_article("First words")
    publish_article(article, by=None)
    Article.objects.update(headline="Second words")
    publish_article(Article.objects.get(), by=None)

    page = client.get(f"/admin/memorial/article/{article.pk}/editions/1/")

    assert "First words" in page.content.decode()
    policy = page["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "form-action 'none'" in policy
