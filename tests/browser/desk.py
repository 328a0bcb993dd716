"""What an editor does at the desk with mouse and keys, step by step."""

import re

from django.contrib.auth import get_user_model

from tests.factories import make_user


def log_in(page, role="Publisher"):
    """Log in as a colleague of a role, who is made; whoever was logged in is logged out."""
    username = role.lower()
    user = get_user_model().objects.filter(username=username).first() or make_user(role)
    page.context.clear_cookies()
    page.goto("/admin/")
    page.fill("input[name=username]", user.username)
    page.fill("input[name=password]", "correct horse")
    page.click("[type=submit]")
    return user


def open_new_article(page):
    page.goto("/admin/memorial/article/add/")
    page.wait_for_selector(".order-machine-insert-target.last")


def insert_block(page, name):
    """Insert a block at the end by the editor's own buttons, and return it."""
    page.click(".order-machine > .order-machine-insert-target.last")
    page.click(f".plugin-button[title='{name}']")
    return page.locator(".order-machine .inline-related:not(.empty-form)").last


def choose(page, block, field, words):
    """Choose a record in an autocomplete field by typing."""
    block.locator(f".field-{field} .select2-selection").click()
    page.locator(".select2-search__field").last.fill(words)
    page.locator(".select2-results__option", has_text=re.compile(words)).first.click()


def write_prose(block, text):
    editor = block.locator(".tiptap")
    editor.click()
    editor.press_sequentially(text)


def press(page, name):
    """Press a button or follow a button-like link by its words, and wait for the next page."""
    page.get_by_role("button", name=name, exact=True).or_(
        page.get_by_role("link", name=name, exact=True)
    ).first.click()
    page.wait_for_load_state()
