"""The records of the shipped example: what each entry of its register becomes."""

from pathlib import Path
from typing import Any

from django.core.files import File

from memorial.models import (
    FollowChannel,
    Image,
    Monument,
    MonumentPicture,
    Office,
    Organisation,
    Participation,
    Person,
    Place,
    Source,
    Statement,
    StatementTranslation,
    Tenure,
    Topic,
    Unveiling,
)

#: The report names no channel, so the link leads to Telegram itself until editors name one.
TELEGRAM = "https://t.me/"


class ExampleRecords:
    """One maker a noun: an entry becomes a row, checked as a form would check it.

    Mixed into the loader, which knows the records made so far by their keys.
    """

    folder: Path

    def get(self, noun: str, key: str | None) -> Any:
        """Return the record that a key of the example became; None if it is gone."""
        raise NotImplementedError

    def make_topic(self, entry: dict[str, Any]) -> Topic:
        return _saved(Topic(address=entry["slug"], **texts(entry, "title")))

    def make_source(self, entry: dict[str, Any]) -> Source:
        kind = entry["kind"].replace(" ", "_")
        return _saved(
            Source(
                kind=kind, title=entry["title"], date=entry.get("date", ""), **texts(entry, "note")
            )
        )

    def make_image(self, entry: dict[str, Any]) -> Image:
        path = self.folder / "pictures" / entry["file"]
        with path.open("rb") as file:
            return _saved(
                Image(
                    title=path.stem.replace("-", " "),
                    picture=File(file, name=path.name),
                    focal_point=entry.get("focal_point", "0.5x0.5"),
                    licence=entry["licence"],
                    **texts(entry, "caption", "credit"),
                    **texts({"alt_text": entry["alt"]}, "alt_text"),
                )
            )

    def make_organisation(self, entry: dict[str, Any]) -> Organisation:
        parent = self.get("organisation", entry.get("parent"))
        organisation = Organisation(
            kind=entry["kind"], country=entry.get("country", ""), parent=parent
        )
        return _named(organisation, entry)

    def make_office(self, entry: dict[str, Any]) -> Office | None:
        organisation = self.get("organisation", entry["organisation"])
        return _named(Office(organisation=organisation), entry) if organisation else None

    def make_person(self, entry: dict[str, Any]) -> Person:
        person = Person(
            native_language=entry.get("native_language", ""),
            family_name_first=entry.get("family_name_first", False),
            **texts(entry, "description"),
        )
        return _named(person, entry)

    def make_tenure(self, entry: dict[str, Any]) -> Tenure | None:
        person, office = self.get("person", entry["person"]), self.get("office", entry["office"])
        if not person or not office:
            return None
        dates = {name: entry.get(name, "") for name in ("start", "end", "as_of")}
        return _saved(
            Tenure(person=person, office=office, **dates, **texts(entry, "title", "note"))
        )

    def make_place(self, entry: dict[str, Any]) -> Place:
        place = Place(
            country=entry.get("country", ""),
            latitude=_decimal(entry.get("latitude")),
            longitude=_decimal(entry.get("longitude")),
            accuracy=entry.get("accuracy", ""),
            **texts(entry, "locality", "accuracy_note"),
        )
        return _named(place, entry)

    def make_monument(self, entry: dict[str, Any]) -> Monument:
        monument = Monument(
            kind=entry["kind"],
            status=entry["status"],
            place=self.get("place", entry.get("place")),
            **texts(entry, "dedication", "summary", "materials", "dimensions"),
        )
        _named(monument, entry)
        for citation in entry.get("citations", []):
            if source := self.get("source", citation["source"]):
                monument.citations.create(field=citation["field"], source=source)
        for position, key in enumerate(entry.get("pictures", [])):
            if image := self.get("image", key):
                MonumentPicture.objects.create(monument=monument, image=image, position=position)
        return monument

    def make_unveiling(self, entry: dict[str, Any]) -> Unveiling | None:
        monument = self.get("monument", entry["monument"])
        if not monument:
            return None
        return _saved(
            Unveiling(
                monument=monument,
                kind=entry["kind"],
                date=entry.get("date", ""),
                place=self.get("place", entry.get("place")),
                **texts(entry, "occasion", "programme"),
            )
        )

    def make_participation(self, entry: dict[str, Any]) -> Participation | None:
        unveiling = self.get("unveiling", entry["unveiling"])
        tenure = self.get("tenure", entry["tenure"])
        if not unveiling or not tenure:
            return None
        participation = Participation(
            unveiling=unveiling,
            person=tenure.person,
            roles=entry["roles"],
            source=self.get("source", entry.get("source")),
            position=unveiling.participations.count(),
        )
        participation.copy_title(tenure)
        return _saved(participation)

    def make_statement(self, entry: dict[str, Any]) -> Statement | None:
        speaker, tenure = (
            self.get("person", entry["speaker"]),
            self.get("tenure", entry["tenure"]),
        )
        if not speaker:
            return None
        statement = Statement(
            speaker=speaker,
            unveiling=self.get("unveiling", entry.get("unveiling")),
            source=self.get("source", entry.get("source")),
            **{name: entry[name] for name in ("kind", "language", "text")},
        )
        if tenure:
            statement.copy_title(tenure)
        _saved(statement)
        for words in entry.get("translations", []):
            StatementTranslation.objects.create(
                statement=statement,
                language=words["language"],
                text=words["text"],
                is_machine=words.get("machine", False),
            )
        return statement

    def make_channel(self, entry: dict[str, Any]) -> FollowChannel:
        url = entry.get("url", TELEGRAM)
        return _saved(FollowChannel(kind=entry["kind"], url=url, **texts(entry, "label")))


def texts(entry: dict[str, Any], *names: str) -> dict[str, str]:
    """Turn `note = {en = …, ru = …}` into the columns `note_en`, `note_ru` …"""
    return {
        f"{name}_{language}": text
        for name in names
        for language, text in entry.get(name, {}).items()
    }


def _decimal(value: float | None) -> str | None:
    return None if value is None else str(value)


def _saved(record: Any) -> Any:
    record.full_clean(exclude=["picture"])
    record.save()
    return record


def _named(record: Any, entry: dict[str, Any]) -> Any:
    record.save()
    for name in entry["names"]:
        record.names.create(**name)
    record.full_clean()
    return record
