"""A parent's card: a quarter of an A4 sheet in large type, with a square code, a code to type and a PIN.

There is one card that holds: a new one takes the place of the old, with a new PIN. As with a pupil's,
what stays of secret and PIN is their hash.
"""

from secrets import token_urlsafe

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from lms.history import note_change
from lms.pdf import qr_svg, render_pdf
from students import giving, throttle
from students.accounts import open_parent_account
from students.codes import in_groups, new_parent_pin
from students.models import CardToken, Enrolment, Guardian, Student


def of_class(school_class, by):
    """(parents of the class whose cards `by` prints, the number of those whose cards others print)."""
    parents = Guardian.objects.of_class(school_class)
    mine = giving.parents_looked_after_by(by).filter(pk__in=parents.values("pk"))
    mine = list(mine.select_related("user").order_by("full_name", "pk"))
    return mine, parents.count() - len(mine)


def make_cards(parents, by, school):
    """A new card and a new PIN for each of `parents` (fetched with user): what render_cards prints.
    What was printed before stops working, and the sessions it opened end.

    Hashes and square codes are made outside the transaction, as for pupils (students/cards.py)."""
    parents = list(parents)
    children = _children_of(parents)
    cards = [_new_card(parent, children[parent.pk]) for parent in parents]
    with transaction.atomic():
        for parent, card in zip(parents, cards, strict=True):
            _keep(parent, card["secret"], by, school)
            card["code"] = in_groups(parent.code)
    return cards


def render_cards(cards):
    """The cards as PDF, four to a page."""
    address = settings.PUBLIC_URL + reverse("students:family-sign-in")
    return render_pdf("students/parent_cards.typ", {"cards": cards, "site": address.split("//")[-1]})


def _new_card(parent, children):
    """What stands on the card; the parent has the hash of the PIN, which is not saved yet."""
    secret, pin = token_urlsafe(16), new_parent_pin()
    parent.set_pin(pin)
    return {
        "name": parent.full_name,
        "children": children,
        "pin": in_groups(pin),
        "secret": secret,
        "qr": qr_svg(settings.PUBLIC_URL + reverse("students:card", args=[secret])),
    }


def _keep(parent, secret, by, school):
    open_parent_account(parent, school)
    parent.card_hash, parent.card_made_at = CardToken.hash_of(secret), timezone.now()
    parent.save(update_fields=["pin", "card_hash", "card_made_at"])
    throttle.open_gates(throttle.typed_code(parent.code))
    after = {"new_pin": True, "old_cards_end": True}
    note_change(by=by, act="print a sign-in card", thing=parent, after=after, school=school)


def _children_of(parents):
    """{parent: the children as the card names them, the eldest first}."""
    children = Student.objects.filter(guardians__in=parents).distinct()
    names = Enrolment.objects.names_for(children)
    by_parent = {parent.pk: [] for parent in parents}
    for child in children.prefetch_related("guardianships").order_by("date_of_birth", "name_sort"):
        for link in child.guardianships.all():
            if link.guardian_id in by_parent:
                told = {"name": child.full_name, "class": names.get(child.pk, "")}
                by_parent[link.guardian_id].append(told)
    return by_parent
