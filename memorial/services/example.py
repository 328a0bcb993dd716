"""The shipped example: loaded from the package, once; what editors changed is left alone."""

import re
import tomllib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models, transaction

from memorial.models import Article, ExampleRecord, SiteSettings
from memorial.services.example_records import ExampleRecords, texts
from memorial.services.originals import original_words
from memorial.services.publishing import publish_article
from memorial.services.saving import keep_revision
from memorial.services.transitions import bump_generation
from memorial.services.translating import follow
from memorial.services.working_copy import write_working_copy
from memorial.story.refs import kind_of, number_of, ref_to
from memorial.story.values import Block, Byline, Story

#: The language that the example was written in.
ORIGINAL = "en"
FOLDER = Path(__file__).resolve().parent.parent / "example"


@dataclass
class Report:
    """What a load did, by key."""

    added: list[str] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


@transaction.atomic
def load_example(folder: Path = FOLDER) -> Report:
    """Load what is not there yet of the example, and publish its articles.

    A record that was loaded before is never written again: an edited one is named in the
    report, and so is one that was deleted since.
    """
    return _Loader(folder).load()


class _Loader(ExampleRecords):
    """One load: the records so far by key, and the report."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.register = tomllib.loads((folder / "register.toml").read_text("utf-8"))
        self.known = {row.key: row for row in ExampleRecord.objects.all()}
        self.records: dict[str, models.Model | None] = {}
        self.report = Report()

    def load(self) -> Report:
        for noun in (
            "topic", "source", "image", "organisation", "office", "person", "tenure", "place",
            "monument", "unveiling", "participation", "statement", "channel",
        ):  # fmt: skip
            for number, entry in enumerate(self.register.get(noun, [])):
                key = f"{noun}:{entry.get('key', number)}"
                self._load(key, getattr(self, f"make_{noun}"), entry)
        self._load_articles()
        self._note_versions()
        if self.report.added:
            bump_generation()
        return self.report

    def _load(self, key: str, make: Any, entry: dict[str, Any]) -> None:
        if key in self.known:
            self.records[key] = self._found(self.known[key])
            return
        record = self.records[key] = make(entry)
        if record is not None:
            self._remember(key, record)

    def _found(self, row: ExampleRecord) -> models.Model | None:
        model = apps.get_model("memorial", kind_of(row.record))
        record = model.objects.filter(pk=number_of(row.record)).first()
        if record is None:
            self.report.removed.append(row.key)
        elif getattr(record, "version", row.version) != row.version:
            self.report.edited.append(row.key)
        return record

    def _remember(self, key: str, record: models.Model) -> None:
        ExampleRecord.objects.create(key=key, record=ref_to(record._meta.model_name, record.pk))
        self.report.added.append(key)

    def get(self, noun: str, key: str | None) -> Any:
        return self.records.get(f"{noun}:{key}") if key else None

    def _load_articles(self) -> None:
        """Write every working copy before any is published, since they link to each other."""
        new = []
        entries = {f"{entry['key']}.{entry['language']}": entry for entry in self._articles()}
        for key, entry in entries.items():
            self._load(f"article:{key}", self._article, entry)
            if f"article:{key}" in self.report.added:
                new.append(key)
        for key in new:
            article = self.records[f"article:{key}"]
            write_working_copy(article, self._story(entries[key]))
            keep_revision(article, by=None)
        for key in new:
            publish_article(self.records[f"article:{key}"], by=None)
        for key in new:
            self._name_original(entries[key])
        if not SiteSettings.objects.exists():
            words = texts(self.register["site"], "name", "description")
            SiteSettings.objects.create(lead=self.get("article", "unveiling.en"), **words)

    def _name_original(self, entry: dict[str, Any]) -> None:
        """Say what a translation was made from, as both were published."""
        original = self.get("article", f"{entry['key']}.{ORIGINAL}")
        article = self.get("article", f"{entry['key']}.{entry['language']}")
        if original is not None and article != original:
            follow(article, original, original_words(original))

    def _note_versions(self) -> None:
        """Note the versions of what was added as publishing left them: that is no edit."""
        for row in ExampleRecord.objects.filter(key__in=self.report.added):
            record = self.records[row.key]
            if hasattr(record, "version"):
                record.refresh_from_db(fields=["version"])
                ExampleRecord.objects.filter(pk=row.pk).update(version=record.version)

    def _articles(self) -> Iterator[dict[str, Any]]:
        for path in sorted((self.folder / "articles").glob("*.toml")):
            yield tomllib.loads(path.read_text("utf-8"))

    def _article(self, entry: dict[str, Any]) -> Article:
        group = uuid.uuid5(uuid.NAMESPACE_URL, f"memorial-example:{entry['key']}")
        taken = Article.objects.filter(group=group, language=entry["language"]).first()
        return taken or Article.objects.create(
            group=group,
            language=entry["language"],
            kind=entry["kind"],
            headline=entry["headline"],
        )

    def _story(self, entry: dict[str, Any]) -> Story:
        return Story(
            **{
                name: entry[name] for name in ("language", "kind", "headline", "standfirst", "slug")
            },
            is_machine_translation=entry["machine_translation"],
            lead_image=self._ref("image", entry.get("lead_image")),
            monument=self._ref("monument", entry.get("monument")),
            unveiling=self._ref("unveiling", entry.get("unveiling")),
            sources=tuple(self._ref("source", key) for key in entry["sources"]),
            topics=tuple(self._ref("topic", key) for key in entry["topics"]),
            bylines=tuple(
                Byline(
                    self._ref("person", line["person"]), line["credentials"], line["affiliation"]
                )
                for line in entry["bylines"]
            ),
            blocks=tuple(self._block(block) for block in entry["blocks"]),
        )

    def _block(self, entry: dict[str, Any]) -> Block:
        model = Article._meta.apps.get_model("memorial", f"{entry['type'].replace('_', '')}block")
        words = {name: entry[name] for name in model.word_fields if name in entry}
        if "html" in words:
            html = re.sub(r"record:(\w+):([\w.-]+)", self._numbered, words["html"])
            # As the editor writes it: opening a form and saving it must change nothing.
            words["html"] = re.sub(r">\s*\n\s*<", "><", html.strip())
        if "alt" in entry:
            words["alt_text"] = entry["alt"]
        records = {
            name: self._ref(
                model._meta.get_field(name).related_model._meta.model_name, entry.get(name)
            )
            for name in model.record_fields
        }
        return Block(entry["key"], entry["type"], words, records)

    def _numbered(self, match: re.Match[str]) -> str:
        return f"record:{self._ref(match[1], match[2])}"

    def _ref(self, noun: str, key: str | None) -> str:
        record = self.get(noun, key)
        return ref_to(noun, record and record.pk)
