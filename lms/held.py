"""What still points at a row, in words: nothing is deleted that something hangs on.

The database refuses by its foreign keys and Django by `PROTECT`; here is what they mean for a person.
"""

from django.db.models import ProtectedError, RestrictedError
from django.db.models.deletion import CASCADE, PROTECT, RESTRICT
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

# So many of a kind are named, the others counted.
NAMED = 3


def what_holds(row):
    """[«2 devices (K7M3PX, Q4W8ZB)», …]: all that keeps `row` from being deleted, also through what
    would go with it."""
    found = []
    for link in _links_to(row):
        if link.on_delete in (PROTECT, RESTRICT):
            pointing = link.related_model._base_manager.filter(**{link.field.name: row})
            if count := pointing.count():
                found.append(_words(link.related_model, count, map(str, pointing[:NAMED])))
        elif link.on_delete is CASCADE:
            for goes_too in link.related_model._base_manager.filter(**{link.field.name: row})[:NAMED]:
                found += what_holds(goes_too)
    return list(dict.fromkeys(found))


def why_not(row):
    """Why `row` cannot be deleted, as a sentence; "" when nothing hangs on it."""
    things = what_holds(row)
    if not things:
        return ""
    words = _("%(row)s cannot be deleted, for there still hangs on it: %(things)s.")
    return capfirst(words % {"row": f"{row._meta.verbose_name} «{row}»", "things": "; ".join(things)})


def _links_to(row):
    """Its relations from elsewhere, those without a name of their own included («+»)."""
    fields = row._meta.get_fields(include_hidden=True)
    return [
        field
        for field in fields
        if field.auto_created and not field.concrete and (field.one_to_many or field.one_to_one)
    ]


class SaysWhatIsHeld:
    """Answers with what is still held when a view ran into it; by kind and number, without names."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, ProtectedError | RestrictedError):
            return None
        by_kind = {}
        pointing = getattr(exception, "protected_objects", None) or exception.restricted_objects
        for one in pointing:
            by_kind[type(one)] = by_kind.get(type(one), 0) + 1
        things = [_words(model, count) for model, count in by_kind.items()]
        return render(request, "409.html", {"things": things}, status=409)


def _words(model, count, named=()):
    names = ", ".join(named)
    rest = " …" if count > NAMED else ""
    return f"{count} {model._meta.verbose_name_plural}" + (f" ({names}{rest})" if names else "")
