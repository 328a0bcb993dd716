"""Take the pictures of the desk in docs/editing.md. Needs playwright and a Chromium:

    python docs/drawings/picture_desk.py http://127.0.0.1:8000 OUTPUT_FOLDER

It works at the site as three colleagues would, so give it one that may be thrown away: freshly
migrated, with `create_roles` and `load_story`, in English, served with DEBUG=on, and these
accounts, made in `manage.py shell`:

    from tests.factories import make_user
    for role, name in (("Author", "Pavel"), ("Editor", "Nadia"), ("Publisher", "Oleg")):
        make_user(role, name.lower(), first_name=name)

CHROMIUM names another browser than the machine's own. Pictures come with a palette, so that
none weighs more than 120 kB.
"""

import argparse
import os
import shutil
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PASSWORD = "correct horse"  # noqa: S105 - that of the tests’ colleagues
STORY = "“Allies. Korean Fighters” unveiled"
PIECE = "“Allies. Korean Fighters”: what the report leaves open"
WIDE, HIGH = 1440, 900
LAST = ".order-machine > .order-machine-insert-target.last"
BLOCKS = ".order-machine .inline-related:not(.empty-form)"


class Colleague:
    """A colleague at a browser of their own, and the camera in front of it."""

    def __init__(self, browser, address, name, folder):
        self.folder = folder
        visitor = browser.new_context(
            base_url=address, viewport={"width": WIDE, "height": HIGH}, color_scheme="light"
        )
        self.page = visitor.new_page()
        self.page.set_default_timeout(8000)
        self.page.on("dialog", lambda dialog: dialog.accept())
        self.page.goto("/admin/")
        self.page.fill("[name=username]", name)
        self.page.fill("[name=password]", PASSWORD)
        self.page.click("[type=submit]")
        self.page.wait_for_selector("#logout-form", state="attached")

    def press(self, name):
        button = self.page.get_by_role("button", name=name, exact=True)
        button.or_(self.page.get_by_role("link", name=name, exact=True)).first.click()
        self.page.wait_for_load_state()

    def open(self, headline):
        """Open the form of an article, and wait until its editors and panels are there."""
        self.page.goto("/admin/memorial/article/?q=" + headline.split("”")[0].strip("“"))
        self.page.locator("#result_list th a", has_text=headline).last.click()
        self.settle()

    def settle(self):
        self.page.wait_for_selector(f"{LAST}[tabindex]")
        self.page.wait_for_timeout(2500)

    def insert(self, name):
        self.page.click(LAST)
        self.page.click(f".plugin-button[title='{name}']")
        self.page.wait_for_timeout(300)
        return self.page.locator(BLOCKS).last

    def choose(self, field, words):
        field.locator(".select2-selection").click()
        self.page.locator(".select2-search__field").last.fill(words)
        self.page.locator(".select2-results__option", has_text=words).first.click()

    def first_block(self):
        return self.page.locator(BLOCKS).first

    def shoot(self, name, *places, around=24, most=1000, wide=False, tall=3000):
        """Take what holds every place (a selector or a locator); the first window without one.

        The window is made tall meanwhile, so that what sticks to its end covers nothing.
        """
        page = self.page
        if places:
            page.set_viewport_size({"width": WIDE, "height": tall})
            page.evaluate("scrollTo(0, 0)")
            page.wait_for_timeout(400)
        found = [page.locator(each).first if isinstance(each, str) else each for each in places]
        boxes = [each.bounding_box() for each in found]
        left, top, right, end = 0, 0, WIDE, HIGH
        if boxes:
            top = max(0, min(box["y"] for box in boxes) - around)
            end = max(box["y"] + box["height"] for box in boxes) + around
        if boxes and not wide:
            left = max(0, min(box["x"] for box in boxes) - around)
            right = min(WIDE, max(box["x"] + box["width"] for box in boxes) + around)
        size = {"width": right - left, "height": min(end - top, most)}
        taken = page.screenshot(clip={"x": left, "y": top, **size}, animations="disabled")
        page.set_viewport_size({"width": WIDE, "height": HIGH})
        keep(taken, self.folder / f"desk-{name}.png")


def keep(taken, path):
    """Store a picture with a palette, smaller ones until it weighs little enough."""
    picture = Image.open(BytesIO(taken)).convert("RGB")
    for colours in (128, 64, 32):
        picture.quantize(colours, dither=Image.Dither.NONE).save(path, optimize=True)
        if path.stat().st_size <= 120_000:
            break


def write(pavel):
    """Pavel writes a piece: blocks, a link, a pull quote that is wrong at first, a timeline."""
    page = pavel.page
    page.goto("/admin/memorial/article/add/")
    pavel.settle()
    page.fill("[name=headline]", PIECE)
    page.fill("[name=standfirst]", "What the report tells of the sculpture, and what it does not.")
    page.select_option("[name=kind]", "notice")
    page.locator("#sources-group .add-row a").click()
    pavel.choose(page.locator("#sources-group tr.form-row:not(.empty-form)").last, "Report on")
    prose = pavel.insert("Prose")
    prose.locator("input[name$='-heading']").fill("What is on record")
    text = prose.locator(".tiptap")
    text.click()
    text.press_sequentially(
        "The sculpture was unveiled in 2025. The report does not name its maker"
    )
    page.keyboard.press("Control+Alt+s")
    page.locator(".link-dialog__choice").first.click()
    text.press_sequentially(". More stands on the page of ")
    page.keyboard.press("Control+Alt+r")
    page.fill("#link-dialog-words", "Allies")
    page.locator(".link-dialog__choice").first.wait_for()
    page.wait_for_timeout(400)
    pavel.shoot("link", ".link-dialog", tall=HIGH)
    page.locator(".link-dialog__choice").first.click()
    text.press_sequentially(".")
    page.click(LAST)
    pavel.shoot("blocks", pavel.first_block(), ".plugin-buttons", LAST)
    page.click(".plugin-button[title='Pull quote']")
    page.wait_for_timeout(300)
    quote = page.locator(BLOCKS).last.locator("textarea[name$='-quote']")
    quote.fill("The report names no maker")
    page.locator(".side-checks", has_text="A pull quote").wait_for()
    pavel.shoot("checks", ".side-checks")
    quote.fill("The report does not name its maker")
    rows = pavel.insert("Timeline")
    for place, (day, words) in enumerate(
        (("1939", "Khalkhin Gol."), ("2025", "The sculpture is unveiled at Patriot Park."))
    ):
        while rows.locator(".block-row").count() <= place:
            rows.locator(".rows-add").click()
        row = rows.locator(".block-row").nth(place)
        row.locator("input[type=text]").first.fill(day)
        row.locator("textarea").first.fill(words)
    pavel.shoot("timeline", rows, tall=6000)
    page.get_by_text("Embargo", exact=True).first.click()
    page.fill("[name=not_before_0]", f"{date.today() + timedelta(days=3)}")
    page.fill("[name=not_before_1]", "09:00")
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(2500)
    pavel.shoot("form")
    pavel.press("Save")
    pavel.settle()


def keep_words(pavel):
    """The tab is closed before a save; the words are offered again."""
    page = pavel.page
    page.fill("[name=standfirst]", "What the report tells, and what it leaves open.")
    page.wait_for_timeout(3000)
    page.reload()
    pavel.settle()
    pavel.shoot("kept", "#content h1", "[data-kept]", ".field-headline", most=700)
    pavel.press("Let them go")


def share(pavel):
    page = pavel.page
    page.get_by_label("For whom").fill("The society of veterans")
    pavel.press("Make a link")
    page.get_by_text("The link is ready").wait_for()
    pavel.shoot("share", "section.sharing")


def review(pavel, nadia):
    """Pavel sends the piece, Nadia comments on it; both change it; she approves it."""
    pavel.press("Send to review…")
    pavel.page.fill("[name=note]", "Please check the two dates.")
    pavel.page.wait_for_timeout(1000)
    pavel.shoot("send", "#content h1", ".article-page form", ".preview-frame", most=820)
    pavel.press("Send to review")
    pavel.settle()
    page = nadia.page
    nadia.open(PIECE)
    page.locator(f"{BLOCKS} .comment-on").first.click()
    page.fill("#comment-text", "Which report? Say its name here.")
    page.locator("#comments").get_by_role("button", name="Comment", exact=True).click()
    page.get_by_text("Which report?", exact=False).first.wait_for()
    nadia.shoot("comments", "#comments")
    page.reload()
    nadia.settle()
    nadia.shoot(
        "review", "#content h1", ".object-tools", "section.review", ".presence", ".standing"
    )
    page.fill("[name=headline]", PIECE.replace("leaves open", "does not say"))
    nadia.first_block().locator("input[name$='-heading']").fill("On record")
    nadia.press("Save")
    nadia.settle()
    pavel.page.fill("[name=standfirst]", "What the report tells, and what it leaves open.")
    heading = pavel.first_block().locator("input[name$='-heading']")
    heading.fill("What the report says")
    pavel.press("Save")
    stale = pavel.page.locator("section.stale")
    stale.wait_for()
    pavel.shoot("two-texts", stale, most=1000)
    for both in stale.locator(".diff-row:has(input[name=_asked])").all():
        both.get_by_label("Theirs").check()
    pavel.press("Save the result")
    pavel.settle()


def publish(oleg):
    """Oleg schedules an update of the live story, and corrects what is live meanwhile."""
    page = oleg.page
    oleg.open(STORY)
    standfirst = page.locator("[name=standfirst]").input_value()
    page.fill("[name=standfirst]", f"{standfirst.rstrip('.')}, one report says.")
    oleg.press("Publish…")
    page.wait_for_timeout(1500)
    page.get_by_label("Correction", exact=False).first.check()
    oleg.shoot("publish", "fieldset.meaning", ".submit-row", around=8)
    page.go_back()
    oleg.settle()
    oleg.press("Schedule…")
    page.get_by_label("Update", exact=False).first.check()
    page.fill("[name=at]", f"{date.today() + timedelta(days=1)}T09:00")
    page.locator(".article-page form button.default").click()
    oleg.settle()
    oleg.shoot("standing", "#content h1", ".langtabs", ".object-tools", "section.review")
    oleg.press("Fix what is live")
    oleg.settle()
    headline = page.locator("[name=headline]")
    headline.fill(headline.input_value().replace("near Moscow", "outside Moscow"))
    oleg.press("Show the difference")
    page.wait_for_timeout(1500)
    page.get_by_label("Improvement", exact=False).first.check()
    oleg.shoot("fix", "#content h1", ".changes li", around=12)
    oleg.press("Publish the fix")
    oleg.settle()
    oleg.press("Compare with live")
    oleg.shoot("compare", "#content h1", ".diff-choose", ".diff-row", most=800)
    oleg.press("History")
    oleg.shoot("history", "#content h1", ".history", most=900)


def change_a_fact(nadia, oleg):
    page = nadia.page
    page.goto("/admin/memorial/monument/")
    page.locator("#result_list th a").last.click()
    nadia.page.wait_for_timeout(1500)
    nadia.shoot("shown-in", "#content h1", ".shown-in", most=700)
    page.fill("[name=materials_en]", "Not reported")
    nadia.press("Save")
    oleg.page.goto("/admin/memorial/refreshtask/")
    oleg.shoot("facts", "#content h1", ".listing")


def translate(oleg):
    page = oleg.page
    oleg.open(STORY)
    page.locator(".langtabs a", has_text="Русский").click()
    oleg.settle()
    toggle = page.locator(".beside-toggle")
    if toggle.get_attribute("aria-pressed") == "false":
        toggle.click()
        page.wait_for_timeout(1000)
    oleg.shoot("translation", ".langtabs", ".langbar", ".field-standfirst", around=8)


def merge(nadia):
    """Two topics turn out to be one."""
    page = nadia.page
    page.goto("/admin/memorial/topic/add/")
    page.fill("[name=address]", "unveilings-again")
    page.fill("[name=title_en]", "Unveiling of monuments")
    nadia.press("Save")
    page.goto("/admin/memorial/topic/")
    for box in page.locator("#result_list input.action-select").all()[-2:]:
        box.check()
    page.select_option("[name=action]", "these_two_are_one")
    page.locator(".actions button[type=submit]").click()
    page.wait_for_selector(".merging")
    nadia.shoot("merge", "#content h1", ".merging")


def look_round(oleg):
    page = oleg.page
    page.goto("/admin/")
    oleg.shoot("dashboard", "#header", ".dash-columns", around=0, most=1150, wide=True)
    page.keyboard.press("?")
    oleg.shoot("shortcuts", "#shortcuts", tall=HIGH)
    page.keyboard.press("Escape")
    page.goto("/admin/memorial/article/")
    page.locator(".export summary").click()
    oleg.shoot("list", "#content h1", ".object-tools", "#changelist", most=860)
    page.goto("/admin/memorial/sitesettings/1/change/")
    page.locator("#entries-group .add-row a").click()
    oleg.choose(page.locator("#entries-group tr.form-row:not(.empty-form)").last, "Brotherhood")
    oleg.shoot("front-page", ".field-lead", "#entries-group")


def main():
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("address", help="where the site runs")
    asked.add_argument("folder", type=Path, help="where the pictures go")
    given = asked.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=FLAGS)
        names = ("pavel", "nadia", "oleg")
        pavel, nadia, oleg = (
            Colleague(browser, given.address, name, given.folder) for name in names
        )
        write(pavel)
        keep_words(pavel)
        share(pavel)
        review(pavel, nadia)
        publish(oleg)
        change_a_fact(nadia, oleg)
        translate(oleg)
        merge(nadia)
        look_round(oleg)
        browser.close()


if __name__ == "__main__":
    main()
