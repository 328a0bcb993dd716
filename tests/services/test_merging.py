"""What is merged with what, what moves, and what a merge that is undone gives back."""

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from memorial.models import (
    Article,
    Creator,
    Merge,
    MonumentPicture,
    Participation,
    Person,
    Tenure,
    Topic,
)
from memorial.models.monument import Identifier, Inscription
from memorial.services.merging import is_mergeable, merge_records, undo_merge, what_moves
from memorial.services.moving import relations
from memorial.services.reading import page_addresses
from memorial.services.refusing import RefusedError
from memorial.services.showing import MERGEABLE, facts_map
from memorial.services.survivors import with_merged
from tests.factories import (
    add_block,
    add_name,
    add_participation,
    make_article,
    make_image,
    make_monument,
    make_office,
    make_official,
    make_organisation,
    make_person,
    make_place,
    make_source,
    make_statement,
    make_tenure,
    make_unveiling,
    make_user,
)

pytestmark = pytest.mark.django_db


def make_topic(address):
    return Topic.objects.create(address=address, title_en=address)


def two_of(kind):
    make = {
        "person": make_person,
        "monument": make_monument,
        "organisation": make_organisation,
        "office": make_office,
        "place": make_place,
        "source": make_source,
        "topic": make_topic,
        "image": make_image,
    }[kind]
    return make("one"), make("other")


def _picture_block(image):
    return add_block(make_article(), "picture", image=image)


def _prose_by(person):
    return add_block(make_article(), "prose", account_of=person, material="patina", html="<p>x</p>")


def _citation(owner, source):
    return owner.citations.create(field="date", source=source)


def _name_on(source, owner):
    name = add_name(owner, "Also", kind="variant", language="de")
    type(name).objects.filter(pk=name.pk).update(source=source)
    return name


def _article_topic(topic):
    article = make_article()
    article.topics.add(topic)
    return Article.topics.through.objects.get(article=article)


#: For each column that points at a record: a row that names it. A new column needs a line here.
POINTING = {
    "personname.record": lambda to: add_name(to, "Variant", kind="variant", language="de"),
    "personcitation.record": lambda to: _citation(to, make_source("cited")),
    "tenure.person": lambda to: make_tenure(to),
    "creator.person": lambda to: Creator.objects.create(
        monument=make_monument(), person=to, role="sculptor"
    ),
    "participation.person": lambda to: add_participation(make_unveiling(), to),
    "byline.person": lambda to: make_article().bylines.create(person=to),
    "statement.speaker": lambda to: make_statement(to),
    "proseblock.account_of": _prose_by,
    "monumentname.record": lambda to: add_name(to, "Variant", kind="variant", language="de"),
    "monumentcitation.record": lambda to: _citation(to, make_source("cited")),
    "creator.monument": lambda to: Creator.objects.create(
        monument=to, person=make_person(), role="sculptor"
    ),
    "inscription.monument": lambda to: to.inscriptions.create(text="Here"),
    "monumentpicture.monument": lambda to: to.pictures.create(image=make_image()),
    "identifier.monument": lambda to: to.identifiers.create(scheme="wikidata", value="Q1"),
    "unveiling.monument": lambda to: make_unveiling(to),
    "article.monument": lambda to: make_article(monument=to),
    "monumentfactsblock.monument": lambda to: add_block(
        make_article(), "monument_facts", monument=to
    ),
    "organisation.parent": lambda to: make_organisation("Part", parent=to),
    "organisationname.record": lambda to: add_name(to, "Variant", kind="variant", language="de"),
    "office.organisation": lambda to: make_office("Clerk", to),
    "officename.record": lambda to: add_name(to, "Variant", kind="variant", language="de"),
    "tenure.office": lambda to: make_tenure(make_person(), office=to),
    "placename.record": lambda to: add_name(to, "Variant", kind="variant", language="de"),
    "monument.place": lambda to: make_monument(place=to),
    "unveiling.place": lambda to: make_unveiling(place=to),
    "personname.source": lambda to: _name_on(to, make_person()),
    "organisationname.source": lambda to: _name_on(to, make_organisation()),
    "officename.source": lambda to: _name_on(to, make_office()),
    "placename.source": lambda to: _name_on(to, make_place()),
    "monumentname.source": lambda to: _name_on(to, make_monument()),
    "personcitation.source": lambda to: _citation(make_person(), to),
    "monumentcitation.source": lambda to: _citation(make_monument(), to),
    "unveilingcitation.source": lambda to: _citation(make_unveiling(), to),
    "tenure.source": lambda to: make_tenure(source=to),
    "inscription.source": lambda to: make_monument().inscriptions.create(text="Here", source=to),
    "participation.source": lambda to: add_participation(
        make_unveiling(), make_person(), source=to
    ),
    "statement.source": lambda to: make_statement(source=to),
    "articlesource.source": lambda to: make_article().sources.create(source=to),
    "article_topics.topic": _article_topic,
    "person.portrait": lambda to: make_person(portrait=to),
    "monumentpicture.image": lambda to: make_monument().pictures.create(image=to),
    "article.lead_image": lambda to: make_article(lead_image=to),
    "pictureblock.image": _picture_block,
}


def name_of(column):
    return f"{column.model._meta.model_name}.{column.name}"


def columns():
    for kind in MERGEABLE:
        for column in relations(apps.get_model("memorial", kind)):
            yield pytest.param(kind, column, id=f"{kind}-{name_of(column)}")


@pytest.mark.parametrize(("kind", "column"), list(columns()))
def test_every_column_that_names_a_record_names_the_survivor_and_goes_back(kind, column):
    record, into = two_of(kind)
    row = POINTING[name_of(column)](record)

    merge = merge_records(record, into, by=None)
    moved = type(row)._base_manager.get(pk=row.pk)
    left = undo_merge(merge, by=None).left

    assert getattr(moved, column.attname) == into.pk
    assert left == []
    assert getattr(type(row)._base_manager.get(pk=row.pk), column.attname) == record.pk


def test_every_kind_has_a_line_for_each_of_its_columns():
    named = {name_of(column.values[1]) for column in columns()}

    assert named == set(POINTING)


def test_what_moves_is_counted_by_kind():
    person = make_official()
    make_statement(person)

    assert dict(what_moves(person)) == {"Names": 1, "Offices held": 1, "Statements": 1}


def test_names_become_variants_unless_the_survivor_has_none_in_that_language():
    person, into = make_person("Ada Vail"), make_person("Ada Vale")
    add_name(person, "Ада Вейл", language="ru")
    add_name(person, "Ada Vale", kind="variant")

    merge = merge_records(person, into, by=None)
    names = set(into.names.values_list("text", "language", "kind"))
    undo_merge(merge, by=None)

    assert names == {
        ("Ada Vale", "en", "preferred"),
        ("Ada Vail", "en", "variant"),
        ("Ада Вейл", "ru", "preferred"),
    }
    assert set(person.names.values_list("text", "kind")) == {
        ("Ada Vail", "preferred"),
        ("Ада Вейл", "preferred"),
        ("Ada Vale", "variant"),
    }
    assert Person.objects.get(pk=person.pk).label == "Ada Vail"


def test_two_who_took_part_in_one_unveiling_take_part_once_in_all_their_roles():
    person, into, unveiling = make_person("Vail"), make_person("Vale"), make_unveiling()
    old = add_participation(unveiling, person, roles=["spoke", "attended"])
    kept = add_participation(unveiling, into, roles=["attended"])

    merge = merge_records(person, into, by=None)
    united = unveiling.participations.get()
    left = undo_merge(merge, by=None).left

    assert (united.pk, united.roles) == (kept.pk, ["attended", "spoke"])
    assert left == []
    assert Participation.objects.get(pk=old.pk).roles == ["spoke", "attended"]
    assert Participation.objects.get(pk=old.pk).person == person
    assert Participation.objects.get(pk=kept.pk).roles == ["attended"]


def test_what_both_say_alike_is_kept_once_and_comes_back():
    old, into, image = make_monument(), make_monument(), make_image()
    for monument in (old, into):
        monument.pictures.create(image=image)
        monument.inscriptions.create(text="Here", language="en")
    old.inscriptions.create(text="There")

    merge = merge_records(old, into, by=None)
    counts = MonumentPicture.objects.count(), Inscription.objects.count()
    undo_merge(merge, by=None)

    assert counts == (1, 2)
    assert (old.pictures.count(), into.pictures.count()) == (1, 1)
    assert (old.inscriptions.count(), into.inscriptions.count()) == (2, 1)


def test_a_byline_of_both_stands_once():
    person, into, article = make_person(), make_person(), make_article()
    article.bylines.create(person=person, credentials="PhD")
    article.bylines.create(person=into)

    merge = merge_records(person, into, by=None)
    bylines = [byline.person_id for byline in article.bylines.all()]
    undo_merge(merge, by=None)

    assert bylines == [into.pk]
    assert article.bylines.get(person=person).credentials == "PhD"


def test_two_sources_of_one_article_are_refused_since_markers_count_them():
    source, into, article = make_source(), make_source(), make_article("Opened")
    article.sources.create(source=source)
    article.sources.create(source=into)

    with pytest.raises(RefusedError, match="“Opened” lists both"):
        merge_records(source, into, by=None)

    assert not Merge.objects.exists()


def test_an_organisation_is_not_one_with_its_own_part():
    whole = make_organisation("Whole")
    part = make_organisation("Part", parent=whole)

    with pytest.raises(RefusedError, match="“Part” belongs to “Whole”"):
        merge_records(whole, part, by=None)


def test_a_row_that_is_gone_or_elsewhere_is_named_and_the_rest_goes_back():
    person, into, third = make_person(), make_person(), make_person()
    gone, elsewhere, there = (make_tenure(person, title) for title in ("Gone", "Else", "There"))
    merge = merge_records(person, into, by=None)
    gone.delete()
    Tenure.objects.filter(pk=elsewhere.pk).update(person=third)

    left = undo_merge(merge, by=None).left

    assert len(left) == 2
    assert any("Gone" in each for each in left)
    assert any("Else" in each for each in left)
    assert Tenure.objects.get(pk=there.pk).person == person


def test_the_old_number_leads_to_the_survivors_page_through_a_chain():
    first, second, third = make_official("A"), make_official("B"), make_official("C")
    merge_records(first, second, by=None)
    merge_records(second, third, by=None)

    pages = page_addresses([first.ref, third.ref], timezone.now())

    assert pages[first.ref] == pages[third.ref]
    assert with_merged([third.ref]) == {first.ref, second.ref, third.ref}
    assert facts_map([first.ref], "en")[first.ref]["name"]["text"] == "C"


def test_a_chain_is_undone_from_its_end():
    first, second, third = make_person("A"), make_person("B"), make_person("C")
    tenure = make_tenure(first)
    one = merge_records(first, second, by=None)
    two = merge_records(second, third, by=None)

    with pytest.raises(RefusedError, match="undo that merge first"):
        undo_merge(one, by=None)
    undo_merge(two, by=None)
    undo_merge(one, by=None)

    assert Tenure.objects.get(pk=tenure.pk).person == first
    with pytest.raises(RefusedError, match="undone already"):
        undo_merge(one, by=None)


def test_circles_and_second_merges_are_refused():
    person, into, third = make_person("A"), make_person("B"), make_person("C")
    merge_records(person, into, by=None)

    for record, target in ((into, person), (person, third), (third, person)):
        with pytest.raises(RefusedError, match="“A” was merged into “B”"):
            merge_records(record, target, by=None)
    with pytest.raises(RefusedError, match="two different"):
        merge_records(into, into, by=None)


def test_kinds_are_not_mixed_and_others_are_not_merged():
    with pytest.raises(RefusedError, match="one kind"):
        merge_records(make_person(), make_monument(), by=None)
    with pytest.raises(RefusedError, match="not merged"):
        merge_records(make_statement(), make_statement(), by=None)


def test_what_readers_see_is_not_merged_into_a_draft_or_something_retired():
    public = make_person("Seen")
    draft = make_person("Draft", public_from=None)
    retired = make_person("Old", retired_at=timezone.now())

    for into in (draft, retired):
        with pytest.raises(RefusedError):
            merge_records(public, into, by=None)
    merge_records(draft, public, by=None)


def test_an_official_is_merged_as_the_person_that_it_is():
    from memorial.models import Official

    official, into = make_official(), make_person()

    merge_records(Official.objects.get(pk=official.pk), into, by=None)

    assert into.tenures.count() == 1
    assert is_mergeable(Official)


@pytest.mark.parametrize("role", [None, "Author"])
def test_authors_do_not_merge(role):
    person, into, user = make_person(), make_person(), make_user(role)

    with pytest.raises(PermissionDenied):
        merge_records(person, into, by=user)
    merge = merge_records(person, into, by=None)
    with pytest.raises(PermissionDenied):
        undo_merge(merge, by=user)


def test_the_number_of_another_register_moves():
    old, into = make_monument(), make_monument()
    old.identifiers.create(scheme="wikidata", value="Q1")

    merge_records(old, into, by=None)

    assert Identifier.objects.get().monument == into


def test_the_articles_of_a_topic_are_called_articles():
    topic = make_topic("openings")
    _article_topic(topic)

    assert what_moves(topic) == [("Articles", 1)]
