"""The door to the admin, in a real browser."""


def test_the_login_page_is_styled_and_asks_no_other_host(page, site):
    asked, wrong = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)

    page.goto("/admin/")

    assert page.locator("input[name=username]").is_visible()
    assert page.evaluate("document.styleSheets.length") > 0
    assert all(url.startswith((site, "data:")) for url in asked)
    assert wrong == []
