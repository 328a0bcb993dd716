"""The translations: complete, compiled, with the placeholders of their originals."""

import ast
import gettext
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.contrib import admin
from django.templatetags import i18n
from django.utils.translation import gettext as gettext_as
from django.utils.translation import override

from memorial.admin.stock import STOCK
from memorial.templatetags import showing

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "memorial" / "locale"
CATALOGS = [(language, domain) for language in ("ru", "ko") for domain in ("django", "djangojs")]
TRANSLATING = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext", "pgettext_lazy"}

_FIELD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?) (\".*\")$")
_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{[^{}]*\}")


@dataclass
class Entry:
    """One entry of a .po file, with its words by keyword (`msgid`, `msgstr[0]` …)."""

    flags: set[str] = field(default_factory=set)
    words: dict[str, str] = field(default_factory=dict)

    @property
    def originals(self):
        return [self.words[name] for name in ("msgid", "msgid_plural") if name in self.words]

    @property
    def translations(self):
        return [text for name, text in self.words.items() if name.startswith("msgstr")]

    @property
    def key(self):
        """The msgid as a compiled catalog has it."""
        context = self.words.get("msgctxt")
        return self.words["msgid"] if context is None else f"{context}\x04{self.words['msgid']}"

    @property
    def compiled(self):
        """What a compiled catalog holds of this entry."""
        if "msgid_plural" not in self.words:
            return {self.key: self.words["msgstr"]}
        return {(self.key, form): text for form, text in enumerate(self.translations)}


def read_po(path):
    """Return the entries of a .po file, the header first."""
    entries = []
    for paragraph in path.read_text(encoding="utf-8").split("\n\n"):
        entry, name = Entry(), ""
        for line in paragraph.splitlines():
            if line.startswith("#,"):
                entry.flags |= {flag.strip() for flag in line[2:].split(",")}
            elif found := _FIELD.match(line):
                name = found[1]
                entry.words[name] = ast.literal_eval(found[2])
            elif line.startswith('"'):
                entry.words[name] += ast.literal_eval(line)
            else:
                assert not line or line.startswith("#"), f"{path}: {line}"
        if entry.words:
            entries.append(entry)
    return entries


def read_mo(path):
    """Return what a .mo file holds: a text by msgid, the forms of a plural by `(msgid, form)`."""
    with path.open("rb") as compiled:
        return gettext.GNUTranslations(compiled)._catalog


def po(language, domain):
    return LOCALE / language / "LC_MESSAGES" / f"{domain}.po"


def placeholders(text):
    return set(_PLACEHOLDER.findall(text.replace("%%", "")))


@pytest.mark.parametrize(("language", "domain"), CATALOGS)
def test_every_entry_is_translated(language, domain):
    entries = read_po(po(language, domain))

    left = [entry.key for entry in entries if not all(entry.translations)]

    assert entries
    assert left == []


@pytest.mark.parametrize(("language", "domain"), CATALOGS)
def test_no_entry_is_fuzzy_or_obsolete(language, domain):
    entries = read_po(po(language, domain))

    fuzzy = [entry.key for entry in entries if "fuzzy" in entry.flags]

    assert fuzzy == []
    assert "#~" not in po(language, domain).read_text(encoding="utf-8")


@pytest.mark.parametrize(("language", "domain"), CATALOGS)
def test_every_plural_has_each_form_of_its_language(language, domain):
    header, *entries = read_po(po(language, domain))
    count = int(re.search(r"nplurals=(\d+)", header.words["msgstr"])[1])

    forms = {len(entry.translations) for entry in entries if "msgid_plural" in entry.words}

    assert count == {"ru": 4, "ko": 1}[language]
    assert forms <= {count}


@pytest.mark.parametrize(("language", "domain"), CATALOGS)
def test_a_translation_keeps_the_placeholders(language, domain):
    _header, *entries = read_po(po(language, domain))

    changed = [
        (entry.key, text)
        for entry in entries
        for text in entry.translations
        if placeholders(text) != placeholders("".join(entry.originals))
    ]

    assert changed == []


@pytest.mark.parametrize(("language", "domain"), CATALOGS)
def test_the_compiled_catalog_is_what_its_source_says(language, domain):
    source = {}
    for entry in read_po(po(language, domain)):
        source |= entry.compiled

    compiled = read_mo(po(language, domain).with_suffix(".mo"))

    assert compiled == source


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_both_languages_translate_the_same_entries(domain):
    russian, korean = (
        {entry.key for entry in read_po(po(language, domain))} for language in ("ru", "ko")
    )

    assert russian == korean


def test_russian_quotes_are_guillemets():
    entries = read_po(po("ru", "django"))

    other = [
        text for entry in entries[1:] for text in entry.translations if set('"“”„') & set(text)
    ]

    assert other == []


def test_the_scripts_of_the_admin_get_our_own_words(rf):
    entries = read_po(po("ru", "djangojs"))[1:]
    with override("ru"):
        catalog = admin.site.i18n_javascript(rf.get("/")).content.decode()

    missing = [each.key for each in entries if json.dumps(each.translations[0]) not in catalog]
    assert entries
    assert missing == []


@pytest.mark.parametrize("language", ["ru", "ko"])
def test_sentences_of_djangos_admin_are_said_in_our_words(language):
    djangos = Path(admin.__file__).parent / "locale" / language / "LC_MESSAGES" / "django.mo"
    ours = {entry.key: entry.translations for entry in read_po(po(language, "django"))}

    assert set(STOCK) <= set(read_mo(djangos))
    with override(language):
        assert [[gettext_as(text)] for text in STOCK] == [ours.get(text) for text in STOCK]


def test_no_tag_or_filter_of_ours_is_hidden_by_one_of_djangos():
    ours, djangos = showing.register, i18n.register

    hidden = set(ours.filters) & set(djangos.filters) | set(ours.tags) & set(djangos.tags)

    assert hidden == set()


def test_russian_writes_the_name_of_a_language_small():
    with override("ru"):
        said = showing.language_name("ko")

    assert said == "корейский"


def test_no_string_hides_in_an_f_string_where_xgettext_does_not_look():
    hidden = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in (ROOT / "memorial").rglob("*.py")
        for text in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in TRANSLATING
    ]

    assert hidden == []


@pytest.mark.skipif(not shutil.which("xgettext"), reason="GNU gettext is not installed")
@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_every_string_of_templates_and_code_is_in_the_catalog(domain, tmp_path):
    for name in ("config", "memorial", "static", "templates"):
        shutil.copytree(
            ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "*.webp")
        )
    catalog = tmp_path / po("ru", domain).relative_to(ROOT)

    command = [sys.executable, "-m", "django", "makemessages", "-l", "ru", "-d", domain]
    made = subprocess.run(
        [*command, "--no-obsolete", "--no-location", "--no-wrap"],
        cwd=tmp_path,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": "."},
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert made.returncode == 0, made.stderr
    extracted = {entry.key for entry in read_po(catalog)}
    assert extracted == {entry.key for entry in read_po(po("ru", domain))}
