"""A save of what somebody else saved meanwhile: both texts, and one made of both."""

import pytest

from memorial.models import Article, Revision
from memorial.services.saving import keep_revision
from tests.admin.posting import form_values
from tests.admin.two_texts import PROSE, choose, html, opened, parts, save, stale, text, url, words
from tests.factories import (
    make_monument,
    make_source,
    make_user,
)

pytestmark = pytest.mark.django_db


def test_what_only_one_side_changed_is_taken_without_asking(client, article):
    mine = opened(client, article)
    save(client, article, headline="Hers", **html(0, "One, by her."))

    page = stale(client, article, mine, standfirst="Mine.", **html(1, "Two, by me."))
    done = choose(client, article, page)

    assert "_asked" not in text(page)
    assert {each for each, _only in parts(page).values()} == {"theirs", "mine"}
    assert done.status_code == 302
    back = Article.objects.get()
    assert (back.headline, back.standfirst) == ("Hers", "Mine.")
    assert words(back) == ["One, by her.", "Two, by me."]


def test_both_texts_stand_beside_each_other_with_the_words_marked(client, article):
    mine = opened(client, article)
    save(client, article, **html(0, "One by her."))

    page = text(stale(client, article, mine, **html(0, "One by me.")))

    assert '<mark data-said="different">her.</mark>' in page
    assert '<mark data-said="different">me.</mark>' in page
    assert "You saved this yourself in another tab" in page


def test_the_bar_saves_the_result_while_two_texts_stand(client, article):
    mine = opened(client, article)
    save(client, article, headline="Hers")

    page = text(stale(client, article, mine, headline="Mine"))

    bar = page[page.index('class="submit-row savebar"') :]
    assert 'name="_merge"' in bar
    assert 'name="_continue"' not in bar


def test_where_both_changed_the_same_nothing_is_preselected_and_a_choice_is_asked(client, article):
    mine = opened(client, article)
    save(client, article, headline="Hers")
    page = stale(client, article, mine, headline="Mine", standfirst="Mine.")
    assert parts(page)["headline"] == ("", "")

    again = choose(client, article, page)

    assert again.status_code == 200
    assert Article.objects.get().headline == "Hers"
    assert "Choose for every part" in text(again)
    choices = {part.name: part.choice for part in again.context["stale_parts"]}
    assert choices == {"headline": "", "standfirst": "mine"}


@pytest.mark.parametrize(("side", "headline"), [("theirs", "Hers"), ("mine", "Mine")])
def test_either_side_is_taken_part_by_part(client, article, side, headline):
    mine = opened(client, article)
    save(client, article, headline="Hers", **html(0, "Her words."))
    page = stale(client, article, mine, headline="Mine", **html(0, "My words."))
    block = article.memorial_proseblock_set.first()

    done = choose(client, article, page, {"headline": side, f"{PROSE}:{block.pk}": "theirs"})

    assert done.status_code == 302
    assert Article.objects.get().headline == headline
    assert words(article) == ["Her words.", "Two."]


def test_a_result_sent_twice_is_saved_once_and_not_taken_for_somebody_elses(client, article):
    mine = opened(client, article)
    save(client, article, headline="Hers")
    page = stale(client, article, mine, standfirst="Mine.")
    standing = page.context["adminform"].form.standing_version
    result = {**form_values(page), "_merge": str(standing), "_take-headline": "theirs"}

    statuses = [client.post(url(article), result).status_code for _time in range(2)]

    assert statuses == [302, 302]
    back = Article.objects.get()
    assert (back.headline, back.standfirst, back.version) == ("Hers", "Mine.", 3)


def test_a_merge_by_hand_is_what_stands_in_the_form(client, article):
    mine = opened(client, article)
    save(client, article, headline="Hers")
    page = stale(client, article, mine, headline="Mine")

    choose(client, article, page, {"headline": "mine"}, headline="Hers and mine")

    assert Article.objects.get().headline == "Hers and mine"


def test_the_result_is_one_save_and_says_so(client, article):
    mine = opened(client, article)
    save(client, article, headline="Hers")
    page = stale(client, article, mine, standfirst="Mine.")

    done = choose(client, article, page)

    assert "Saved: one text made of both." in text(client.get(done["Location"]))
    assert [each.headline for each in Revision.objects.all()] == ["Hers", "Hers", "As it was"]


def test_a_third_save_in_between_asks_again(client, article):
    mine = opened(client, article)
    save(client, article, headline="Hers")
    page = stale(client, article, mine, headline="Mine")
    save(client, article, headline="Hers again")

    again = choose(client, article, page, {"headline": "mine"})

    assert again.status_code == 200
    assert "Hers again" in text(again)
    assert Article.objects.get().headline == "Hers again"


def test_a_third_save_keeps_the_choices_it_did_not_touch_and_asks_for_what_is_new(client, article):
    mine = opened(client, article)
    save(client, article, headline="Hers", **html(0, "One by her."))
    page = stale(client, article, mine, headline="Mine", **html(0, "One by me."))
    block = f"{PROSE}:{article.memorial_proseblock_set.first().pk}"
    client.force_login(make_user("Editor", "Hanna"))
    save(client, article, headline="Hers again")
    client.force_login(make_user("Publisher", "Paul"))

    again = choose(
        client, article, page, {"headline": "theirs", block: "mine"}, **html(0, "By hand.")
    )
    found = {part.name: (part.choice, part.is_new) for part in again.context["stale_parts"]}
    unchosen = choose(client, article, again)
    done = choose(client, article, unchosen, {"headline": "theirs"})

    assert found == {"headline": ("", True), block: ("mine", False)}
    assert "Hanna saved this again" in text(again)
    assert "Choose for every part" not in text(again)
    assert text(again).count("new since you chose</strong>") == 1
    assert unchosen.status_code == 200
    assert "Choose for every part" in text(unchosen)
    assert done.status_code == 302
    assert Article.objects.get().headline == "Hers again"
    assert words(article) == ["By hand.", "Two."]


@pytest.mark.parametrize("button", ["_merge", "_overwrite"])
def test_a_third_save_of_the_same_words_leaves_every_choice(client, article, button):
    mine = opened(client, article)
    save(client, article, headline="Hers")
    page = stale(client, article, mine, headline="Mine")
    seen = {button: str(page.context["adminform"].form.standing_version)}
    save(client, article)

    again = client.post(url(article), {**form_values(page), "_take-headline": "mine", **seen})
    done = choose(client, article, again)

    assert "what you chose from is the same" in text(again)
    assert done.status_code == 302
    assert Article.objects.get().headline == "Mine"


def test_an_error_in_the_result_loses_neither_text_nor_choices(client, article):
    mine = opened(client, article)
    save(client, article, headline="Hers")
    page = stale(client, article, mine, headline="Mine")

    again = choose(client, article, page, {"headline": "theirs"}, slug="no address!")

    assert again.status_code == 200
    assert form_values(again)["headline"].strip() == "Hers"
    done = client.post(url(article), {**form_values(again), "slug": "gate", "_continue": "1"})
    assert done.status_code == 302
    assert (Article.objects.get().headline, Article.objects.get().slug) == ("Hers", "gate")


# Who saved meanwhile.


@pytest.mark.parametrize("noun", ["article", "monument"])
@pytest.mark.parametrize("is_own", [True, False])
def test_the_stale_page_says_who_saved_and_calls_ones_own_save_so(
    client, publisher, article, noun, is_own
):
    record = article if noun == "article" else make_monument()
    field = "standfirst" if noun == "article" else "dedication_en"
    mine = opened(client, record)
    client.force_login(publisher if is_own else make_user("Editor", "Hanna"))
    save(client, record, **{field: "Theirs"})
    client.force_login(publisher)

    page = text(stale(client, record, mine, **{field: "Mine"}))

    assert ("You saved this yourself in another tab" in page) == is_own
    assert ("Saved meanwhile by Hanna" in page) != is_own


def test_what_is_kept_of_a_result_is_what_stands_in_the_rows(client, article):
    mine = opened(client, article)
    article.sources.create(source=make_source("Hers"))
    Article.objects.get().claim_version(1)
    keep_revision(Article.objects.get(), by=None)

    page = stale(client, article, mine, headline="Mine")
    done = choose(client, article, page)

    assert done.status_code == 302
    kept = Revision.objects.of(article).first().frozen["words"]
    assert kept["headline"] == "Mine"
    assert kept["sources"] == [row.source.ref for row in article.sources.all()]
    assert kept["sources"]
