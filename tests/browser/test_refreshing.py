"""A fact in three live articles, one with a newer draft: changed by one, shown by another."""

from memorial.models import Article, Edition, RefreshTask
from memorial.services.publishing import publish_article
from tests.browser.desk import log_in, press
from tests.factories import add_block, make_article, make_monument


def articles_with(monument):
    articles = []
    for number in ("one", "two", "three"):
        article = make_article(f"Piece {number}", slug=number, standfirst="At noon.")
        add_block(article, "monument_facts", monument=monument)
        publish_article(article, by=None)
        articles.append(article)
    return articles


def test_a_fact_changed_by_an_editor_reaches_three_pages_and_no_draft_does(page, chromium, site):
    monument = make_monument("The Gate", materials_en="Bronze")
    three = articles_with(monument)[-1]
    log_in(page, "Editor")
    page.goto(f"/admin/memorial/article/{three.pk}/change/")
    page.fill("textarea[name=headline]", "Words that nobody approved")
    press(page, "Save")
    page.wait_for_selector(".messagelist .success")
    draft = Article.objects.values().get(slug="three")
    assert draft["headline"] == "Words that nobody approved"
    page.goto(f"/admin/memorial/monument/{monument.pk}/change/")
    assert "Piece three" in page.locator(".shown-in").inner_text()
    page.fill("input[name=materials_en], textarea[name=materials_en]", "Granite")
    press(page, "Save")
    assert "3 pages still show it as it was" in page.locator(".messagelist").inner_text()
    page.goto("/en/articles/one/")
    assert "Bronze" in page.locator("main").inner_text()

    with chromium.new_context(base_url=site) as another:
        desk = another.new_page()
        log_in(desk, "Publisher")
        desk.goto("/admin/memorial/refreshtask/")
        assert "Piece three" in desk.locator(".listing").inner_text()
        press(desk, "Bring these up to date")
        assert "3 articles were brought up to date." in desk.locator(".messagelist").inner_text()

    for slug in ("one", "two", "three"):
        page.goto(f"/en/articles/{slug}/")
        text = page.locator("main").inner_text()
        assert "Granite" in text
        assert "Bronze" not in text
        assert "nobody approved" not in text
    assert Article.objects.values().get(slug="three") == draft
    assert Edition.objects.count() == 6
    assert not RefreshTask.objects.open().exists()
