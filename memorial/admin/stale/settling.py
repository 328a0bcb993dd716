"""A stale form of any record: both its texts are shown, and one is made of them."""

from typing import Any

from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import flatten_fieldsets
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.translation import gettext as _

from memorial.admin.stale.choosing import saved_formsets, unchosen, with_choices
from memorial.admin.stale.judging import Judge
from memorial.admin.stale.parts import Part, differing_parts
from memorial.admin.stale.survivors import with_survivors


class TwoTexts:
    """Mixed into the ground of all forms."""

    def lead_to_survivors(self, request: HttpRequest, record: Any) -> Any:
        """Return what was posted; of a stale form, with the survivors of what was merged since.

        Who wrote beside a name chose no record anew: their words belong to what it is now.
        """
        if request.POST.get("opened_version") == str(record.version):
            return request.POST
        formsets = [each for each, _inline in self.get_formsets_with_inlines(request, record)]
        form = self.get_form(
            request, record, change=True, fields=self._form_fields(request, record)
        )
        return with_survivors(request.POST, form, formsets)

    def take_choices(self, request: HttpRequest, record: Any) -> Any:
        """Return what was posted; of a result made of two texts, with the parts as chosen.

        Whoever saved once more in between makes the choices stale too: all is asked again.
        """
        is_asked = request.POST.get("_merge") == str(record.version)
        if not is_asked or unchosen(request.POST):
            return request.POST
        fields = self._form_fields(request, record)
        form = self.get_form(request, record, change=True, fields=fields)(instance=record)
        formsets = list(saved_formsets(self, request, record))
        merged = with_choices(request.POST, form, formsets)
        merged["opened_version"] = str(record.version)
        return merged

    def stale_parts(self, form: Any, context: Any) -> list[Part]:
        """Return where what was typed differs from what was saved meanwhile, rows included."""
        if not getattr(form, "is_stale", False):
            return []
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        return differing_parts(form, formsets, self.judge(form, formsets))

    def judge(self, form: Any, formsets: list[Any]) -> Judge:
        """Return who says which side changed a part; here nobody knows, and the editor chooses."""
        return Judge()

    def response_change(self, request: HttpRequest, obj: Any) -> Any:
        """Stay on the form after one text was saved over another; a popup closes as ever."""
        if IS_POPUP_VAR in request.POST:
            return super().response_change(request, obj)
        if "_overwrite" in request.POST:
            self.message_user(request, _("Your text was saved over the other one."))
            return HttpResponseRedirect(request.path)
        if "_merge" in request.POST:
            self.message_user(request, _("Saved: one text made of both."))
            return HttpResponseRedirect(request.path)
        return super().response_change(request, obj)

    def _form_fields(self, request: HttpRequest, record: Any) -> list[str]:
        return flatten_fieldsets(self.get_fieldsets(request, record))
