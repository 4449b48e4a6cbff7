"""Large files over a weak line: chosen here, sent in parts by <large-upload>, gone on with after days."""

from django.contrib import messages
from django.db.models import F
from django.http import JsonResponse, UnreadablePostError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from courses import authoring, large_uploads
from courses.forms.large_uploads import BegunFileForm, LargeUploadForm
from courses.models import LargeUpload
from students.abilities import requires

ACT = "author lectures"
LATEST = 20


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(ACT)
def index(request):
    """What is on its way, and where to choose more; POST begins one file."""
    # As at the door of the back office: rights of today's roles.
    authoring.follow_roles(request.user)
    if request.method == "POST":
        return _begin(request)
    own = LargeUpload.objects.visible_to(request.user)
    context = {
        "form": LargeUploadForm(user=request.user),
        "unfinished": own.unfinished().filter(received__lt=F("size")),
        "whole": own.whole().select_related("job"),
        "finished": own.exclude(finished_at=None).select_related("file").order_by("-finished_at")[:LATEST],
        "most_part": large_uploads.MOST_PART,
    }
    return render(request, "courses/authoring/large_uploads.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(ACT)
def upload(request, pk):
    """How much of a file is there, and what becomes of it; POST brings the part at `?at=`."""
    authoring.follow_roles(request.user)
    kept = get_object_or_404(LargeUpload.objects.visible_to(request.user), pk=pk)
    # When the answer to the last part was lost, there is nothing left to take.
    if request.method == "POST" and kept.received < kept.size:
        try:
            large_uploads.take(kept, *_part(request))
        except large_uploads.Refused as refusal:
            return JsonResponse({**_told(kept), "error": refusal.sentence}, status=refusal.status)
    return JsonResponse(_told(kept))


@require_POST
@requires(ACT)
def remove(request, pk):
    kept = get_object_or_404(LargeUpload.objects.visible_to(request.user), pk=pk)
    kept.delete()
    words = _("«%(name)s» is not sent any more; its parts are removed.")
    messages.success(request, words % {"name": kept.name})
    return redirect("courses:large_uploads")


def _begin(request):
    form = BegunFileForm(request.POST, user=request.user)
    if not form.is_valid():
        words = " ".join(sentence for field in form.errors.values() for sentence in field)
        return JsonResponse({"error": words}, status=422)
    try:
        return JsonResponse(_told(large_uploads.begin(request.user, **form.cleaned_data)))
    except large_uploads.Refused as refusal:
        return JsonResponse({"error": refusal.sentence}, status=refusal.status)


def _part(request):
    """(position, bytes, their hash as the browser reckoned it)"""
    declared, at = request.META.get("CONTENT_LENGTH") or "0", request.GET.get("at", "")
    if not (declared.isascii() and declared.isdigit() and at.isascii() and at.isdigit() and len(at) < 18):
        raise large_uploads.damaged()
    if int(declared) > large_uploads.MOST_PART:
        raise large_uploads.Refused(413, _("This part is too large. It is sent in smaller ones."))
    try:
        return int(at), request.body, request.headers.get("X-Part-Sha256", "")
    except UnreadablePostError as cut:
        raise large_uploads.damaged() from cut


def _told(kept):
    told = {
        "id": str(kept.pk),
        "address": reverse("courses:large_upload", args=[kept.pk]),
        "received": kept.received,
        "size": kept.size,
        "done": kept.finished_at is not None,
    }
    if kept.why_not:
        told["error"] = kept.why_not
    if kept.file:
        told["file"] = reverse("wagtaildocs:edit", args=[kept.file.pk])
    return told
