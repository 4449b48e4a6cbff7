"""What is taken home to learn without signal: the page with the one button, its list, the file for all."""

import json
import uuid

import brotli
from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from courses.takeaways import choosing, listing, packing, places
from lms.doors import posted_from_here
from lms.navigation import kind_of
from lms.ranges import serve_file
from lms.views import stale_form
from students.abilities import can, requires

HANDS_ON = "see class lists"


@never_cache
@require_safe
def takeaway(request, kind, uid):
    """What it is, what it weighs, and one button."""
    chosen = _chosen(request, kind, uid)
    manifest = listing.manifest_of(chosen, request.user)
    pages = [page for page in manifest["pages"] if page["kind"] != "list"]
    context = {"manifest": manifest, "chosen": chosen, "pages": pages, "kind": kind, "uid": uid}
    context["is_pupil"] = kind_of(request.user) == "pupil"
    if kind in choosing.HANDED_ON and can(request.user, HANDS_ON):
        context["handed_on"] = _weighed(choosing.choose_to_hand_on(kind, uid, request.user), request.user)
    return render(request, "courses/takeaways/takeaway.html", context)


@requires("study")
@never_cache
@require_safe
def own_week(request):
    """To what is given to the own class: the page of a day need not ask which class that is."""
    enrolment = request.user.student.current_enrolment()
    if enrolment is None:
        raise Http404
    return redirect("courses:takeaway", "week", enrolment.school_class.uid)


@require_safe
def manifest(request, kind, uid):
    """The list; whoever has this edition of it is told so in a few bytes."""
    told = listing.manifest_of(_chosen(request, kind, uid), request.user)
    headers = {
        "ETag": f'W/"{told["edition"]}"',
        "Cache-Control": "private, no-cache",
        "Vary": "Accept-Encoding",
    }
    if told["edition"] in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers=headers)
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    if "br" in request.headers.get("Accept-Encoding", ""):
        body, headers["Content-Encoding"] = brotli.compress(body, quality=5), "br"
    return HttpResponse(body, content_type="application/json", headers=headers)


@requires(HANDS_ON)
@require_safe
def pack(request, kind, uid):
    """The same as one file for the tablets of others; goes on where it was cut off."""
    if kind not in choosing.HANDED_ON:
        raise Http404
    chosen = choosing.choose_to_hand_on(kind, uid, request.user)
    films = "films" in request.GET
    try:
        path, digest = packing.pack(chosen, request.user, films=films)
    except packing.TooLarge as why:
        messages.error(request, str(why))
        return redirect("courses:takeaway", kind, uid)
    response = serve_file(request, path, "application/zip", digest)
    response["Cache-Control"] = "private, no-cache"
    name = packing.name_of(chosen, films)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


@csrf_exempt
@never_cache
@require_POST
def place(request):
    """A place on the line, or how long to wait for one. That it is our page that asks is told by Origin."""
    if not posted_from_here(request):
        return stale_form(request)
    try:
        wanted = uuid.UUID(request.POST.get("place", ""))
    except ValueError:
        return JsonResponse({"error": "place"}, status=400)
    if "leave" in request.POST:
        places.leave(wanted, request.user)
        return JsonResponse({"wait": 0})
    wait = places.take(wanted, request.user, request.META.get("REMOTE_ADDR", ""))
    if not wait:
        return JsonResponse({"wait": 0, "seconds": places.SECONDS})
    return JsonResponse({"wait": wait}, status=503, headers={"Retry-After": str(wait)})


def _chosen(request, kind, uid):
    if kind not in choosing.KINDS:
        raise Http404
    return choosing.choose(kind, uid, request.user)


def _weighed(chosen, user):
    told = listing.manifest_of(chosen, user)
    light, films = packing.bytes_of(told, films=False), packing.bytes_of(told)
    return {
        "pages": len(chosen.lectures) + len(chosen.quizzes),
        "name": packing.name_of(chosen),
        "name_with_films": packing.name_of(chosen, films=True),
        "bytes": light,
        "with_films": films if films > light else 0,
        "is_too_large": light > packing.MOST_BYTES,
    }
