"""The phrases that are offered where remarks are typed: ours, the school's, one's own."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from courses.forms.remark_phrases import PhraseForm
from courses.models import RemarkPhrase
from lms.history import note_change
from students.abilities import requires

MOST = 400


@requires("keep marks")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def phrases(request):
    form = PhraseForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        if form.keep():
            messages.success(request, _("The phrase is kept. It is offered where remarks are typed."))
        else:
            messages.info(request, _("There is this phrase already."))
        return redirect("courses:remark_phrases")
    told = RemarkPhrase.objects.visible_to(request.user).select_related("school")[:MOST]
    own = set(RemarkPhrase.objects.kept_by(request.user).values_list("pk", flat=True))
    rows = [(one, one.pk in own) for one in told]
    context = {"form": form, "rows": rows}
    return render(request, "courses/mark_book/phrases.html", context, status=422 if form.is_bound else 200)


@requires("keep marks")
@never_cache
@require_POST
def drop(request, pk):
    """Take an own phrase, or one of the led school, out of the bank."""
    phrase = get_object_or_404(RemarkPhrase.objects.kept_by(request.user), pk=pk)
    if phrase.school_id:
        note_change(request.user, "drop a phrase", phrase, before={"words": phrase.words})
    phrase.delete()
    messages.success(request, _("The phrase is gone; remarks that used it stay."))
    return redirect("courses:remark_phrases")
