"""The project as a whole: its settings, its migrations, its imports, what it lists and locks."""

import ast
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from pkgutil import iter_modules

import pytest

from tests import environment

ROOT = Path(__file__).resolve().parent.parent

PRODUCTION = {
    "SECRET_KEY": "Zr4-vKq9_xTb2.WmN7cYd5LhP8sJf3GaQe6RuXoBt1HkVzDnMwSyCiEgAjFp",
    "DEBUG": "off",
    "HTTPS": "on",
    "ALLOWED_HOSTS": "memorial.example",
    "DATABASE_URL": "sqlite://:memory:",
    "DJANGO_SETTINGS_MODULE": "config.settings",
}


def run(*command, cwd=ROOT, **variables):
    """Run a command in a process of its own, with few variables of this one."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        command, cwd=cwd, env={**kept, **variables}, capture_output=True, text=True, timeout=60
    )


def manage(*arguments, **variables):
    return run(sys.executable, "manage.py", *arguments, **{**PRODUCTION, **variables})


def names_in_settings():
    """The variables that `environ.Env(…)` in settings.py declares."""
    tree = ast.parse((ROOT / "config" / "settings.py").read_text())
    [call] = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "Env"
    ]
    return {keyword.arg for keyword in call.keywords}


def names_in_example():
    return re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)


def locked(name):
    """The packages and versions of a requirements file."""
    return dict(re.findall(r"^([\w.-]+)==([^\s;]+)", (ROOT / name).read_text(), re.MULTILINE))


def test_the_example_lists_every_variable_once():
    assert sorted(names_in_example()) == sorted(names_in_settings())


def test_the_example_says_what_every_variable_is_for():
    lines = (ROOT / ".env.example").read_text().splitlines()

    for before, line in zip(lines, lines[1:], strict=False):
        if re.match(r"#?[A-Z_]+=", line):
            assert before.startswith("# "), line


def test_every_variable_has_a_value_of_the_tests_own():
    assert set(environment.VALUES) | {"DATABASE_URL"} == names_in_settings()


def test_production_settings_pass_the_deploy_check_with_nothing_silenced():
    checked = manage("check", "--deploy", "--fail-level", "WARNING")

    assert checked.returncode == 0, checked.stderr
    assert "(0 silenced)" in checked.stdout


def test_without_a_secret_key_nothing_starts(tmp_path):
    shutil.copytree(ROOT / "config", tmp_path / "config")

    started = run(sys.executable, "-c", "import config.settings", cwd=tmp_path)

    assert started.returncode != 0
    assert "Set the SECRET_KEY environment variable" in started.stderr


def test_with_an_empty_secret_key_nothing_starts():
    started = manage("check", SECRET_KEY="")

    assert started.returncode != 0
    assert "SECRET_KEY setting must not be empty" in started.stderr


def test_debug_is_off_and_https_on_unless_asked(tmp_path):
    shutil.copytree(ROOT / "config", tmp_path / "config")

    asked = run(
        sys.executable,
        "-c",
        "from config import settings as s; print(s.DEBUG, s.SECURE_SSL_REDIRECT)",
        cwd=tmp_path,
        SECRET_KEY="long enough for this",
    )

    assert asked.stdout == "False True\n"


def test_no_migration_is_missing():
    checked = manage("makemigrations", "--check", "--dry-run")

    assert checked.returncode == 0, checked.stdout


def test_imports_flow_downwards():
    if not importlib.util.find_spec("importlinter"):
        pytest.skip("import-linter is not installed: make test installs it")

    linted = run(
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as lint; lint()",
        "--no-cache",
    )

    assert linted.returncode == 0, linted.stdout


def test_the_shape_of_the_house_names_every_room_of_the_services():
    words = (ROOT / "docs" / "architecture.md").read_text()
    rooms = list(iter_modules([str(ROOT / "memorial" / "services")]))
    names = [f"{room.name}/" if room.ispkg else room.name for room in rooms]

    assert len(names) > 40
    assert [name for name in names if f"`{name}`" not in words] == []


def test_every_direct_dependency_is_locked_with_its_hashes():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    runtime, development = locked("requirements.txt"), locked("requirements-dev.txt")

    def named(wanted):
        return {re.match(r"[\w.-]+", line)[0] for line in wanted}

    assert named(project["project"]["dependencies"]) <= set(runtime)
    assert named(project["dependency-groups"]["dev"]) <= set(development)
    assert runtime.items() <= development.items()
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text()
        assert len(re.findall(r"^[\w.-]+==", text, re.MULTILINE)) <= text.count("--hash=sha256:")
        assert "://" not in text
        assert "file:" not in text


def test_the_package_says_the_same_licence_everywhere():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

    assert project["license"] == "BSD-3-Clause"
    assert (ROOT / "LICENSE").read_text().startswith("BSD 3-Clause License")
