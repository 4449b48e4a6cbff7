"""The PIN of a parent who came in with the card alone, asked before what binds the family or takes its data
away.

The card travels in a child's bag; the PIN was cut off and stays at home. So whoever finds the card, or the
child itself, may look, and can neither agree in the parent's name nor take the whole record along.
"""

from functools import wraps

from django.conf import settings
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from lms.doors import local_path
from students import sign_in, throttle
from students.forms.sign_in import ParentPin


def asks_pin(view):
    """Lead a parent who has shown the card alone to the PIN first, and back."""

    @wraps(view)
    def asked(request, *args, **kwargs):
        if not request.session.get(sign_in.CARD_ALONE):
            return view(request, *args, **kwargs)
        goes_to = request.get_full_path() if request.method == "GET" else ""
        return redirect(f"{reverse('students:parent-pin')}?{urlencode({'next': goes_to})}")

    return asked


@never_cache
@sensitive_post_parameters("pin")
@require_http_methods(["GET", "HEAD", "POST"])
def parent_pin(request):
    goes_to = local_path(request.POST.get("next") or request.GET.get("next"))
    if not request.session.get(sign_in.CARD_ALONE):
        return redirect(goes_to or settings.LOGIN_REDIRECT_URL)
    form = ParentPin(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        refusal = _("Type the six digits of the PIN.") if form.is_bound else ""
        return _page(request, form, goes_to, refusal, 400 if form.is_bound else 200)
    code = request.user.guardian.code
    attempt = throttle.Try(request, throttle.typed_code(code))
    if attempt.wait:
        words = _("Too many tries. Try again in %(minutes)d minutes.") % {"minutes": attempt.wait}
        return _page(request, form, goes_to, words, 429)
    if sign_in.by_pin(code, form.cleaned_data["pin"]) != request.user:
        words = _("That is not the PIN of this card. The teacher of your child can give a new one.")
        return _page(request, form, goes_to, words, 400)
    attempt.succeeded()
    del request.session[sign_in.CARD_ALONE]
    return redirect(goes_to or settings.LOGIN_REDIRECT_URL)


def _page(request, form, goes_to, refusal, status):
    context = {"form": form, "next": goes_to, "refusal": refusal}
    return render(request, "students/parent_pin.html", context, status=status)
