"""What leaves an article's form and acts on what is saved: the form is saved first, then left."""

from urllib.parse import quote

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from memorial.admin.article_pages.copying import CopyPages
from memorial.admin.article_pages.translating import TranslatingPages
from memorial.models import Article

#: Buttons of the form, each with the page that it leads to.
BUTTONS = {
    "_schedule": ("publish", "?when=later"),
    "_check": ("check", ""),
    "_send": ("send", ""),
    "_publish": ("publish", ""),
}
#: Links beside the form. Nothing on them speaks of saving, so that the page they lead to does.
LINKS = {
    "_approve": ("approve", ""),
    "_return": ("return", ""),
    "_fix": ("fix", ""),
    "_compare": ("compare", "?a=live&b=working"),
    "_beside": ("beside", ""),
}


class Leaving(CopyPages, TranslatingPages):
    def next_page(self, request: HttpRequest, obj: Article) -> HttpResponse | None:
        """Return where the form is left for once it is saved; None for where it is not left.

        A popup only saves: whoever opened it waits for the article in another window.
        """
        if IS_POPUP_VAR in request.POST:
            return None
        for name, (page, query) in (BUTTONS | LINKS).items():
            if name in request.POST:
                if name in LINKS:
                    messages.success(request, _("Saved."))
                return HttpResponseRedirect(self.page_url(page, obj) + query)
        if key := request.POST.get("_carry_block"):
            self.carry(request, obj, key)
            return HttpResponseRedirect(f"{self.form_url(obj)}#part-{quote(key)}")
        return self._made_of_it(request, obj) or self.translated(request, obj)

    def _made_of_it(self, request: HttpRequest, obj: Article) -> HttpResponse | None:
        """Make a copy or a translation of what was just saved, where one is asked for."""
        if "_copy" in request.POST:
            messages.success(request, _("Saved."))
            return self.copy_page(request, obj.pk)
        if language := request.POST.get("_translate"):
            messages.success(request, _("Saved."))
            return self.translate_page(request, obj.pk, language)
        return None
