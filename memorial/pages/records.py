"""Addresses of records: the number decides, and another slug leads to the right one."""

from dataclasses import dataclass

from django.http import HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from memorial.pages.frame import PageView
from memorial.services.survivors import survivors
from memorial.story.refs import number_of, ref_to


@dataclass(frozen=True)
class RecordAddress:
    """The `117-allies-korean-fighters` of an address."""

    number: int
    written: str


class RecordConverter:
    """At most nine digits, and whatever follows a hyphen."""

    regex = "[0-9]{1,9}(?:-[^/]*)?"

    def to_python(self, value: str) -> RecordAddress:
        return RecordAddress(int(value.partition("-")[0]), value)

    def to_url(self, value: RecordAddress | str | int) -> str:
        return value.written if isinstance(value, RecordAddress) else str(value)


def moved(address: str) -> HttpResponsePermanentRedirect:
    """Redirect for ever, but let nobody remember it longer than an hour."""
    response = HttpResponsePermanentRedirect(address)
    response["Cache-Control"] = "public, max-age=3600"
    return response


class RecordView(PageView):
    """The page of one record, found by its number among `get_queryset()`."""

    def get_queryset(self):
        raise NotImplementedError

    def answer_otherwise(self):
        """Return another answer than the page of the record just found, or None."""
        if self.kwargs["address"].written == self.record.number_and_slug:
            return None
        name = self.request.resolver_match.view_name
        return moved(reverse(name, args=[self.record.number_and_slug]))

    def get(self, request, address: RecordAddress, **kwargs):
        self.record = self.get_queryset().filter(pk=address.number).first()
        if self.record is None:
            return self.answer_merged(address.number)
        return self.answer_otherwise() or super().get(request, **kwargs)

    def answer_merged(self, number: int):
        """Lead from the number of a record that was merged to the record that it is now."""
        kind = self.get_queryset().model._meta.concrete_model._meta.model_name
        ref = ref_to(kind, number)
        pk = number_of(survivors([ref]).get(ref, ""))
        self.record = get_object_or_404(self.get_queryset(), pk=pk)
        name = self.request.resolver_match.view_name
        return moved(reverse(name, args=[self.record.number_and_slug]))
