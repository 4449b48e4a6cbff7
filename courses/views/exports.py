"""The questions of a bank as files for other programs."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses.exporting import FORMATS, excel
from courses.models import QuestionBank, QuestionVersion
from lms import downloads
from students.abilities import requires

ACT = "write questions"


@never_cache
@require_safe
@requires(ACT)
def index(request, code):
    """Which files there are, and what each of them cannot hold."""
    bank = _bank(request, code)
    versions = _versions(bank)
    files = [
        (name, writer.LABEL, getattr(writer, "tell", writer.write)(versions))
        for name, writer in FORMATS.items()
    ]
    context = {"bank": bank, "many": len(versions), "files": files}
    return render(request, "courses/authoring/export.html", context)


@never_cache
@require_safe
@requires(ACT)
def file(request, code, form):
    bank = _bank(request, code)
    if form not in FORMATS:
        raise Http404
    writer = FORMATS[form]
    response = HttpResponse(writer.write(_versions(bank)).content, content_type=writer.TYPE)
    return downloads.to_save(response, f"{bank.code}.{writer.ENDING}")


@never_cache
@require_safe
@requires(ACT)
def template(request):
    """The sheet that teachers fill in to bring questions here."""
    return downloads.xlsx(excel.template(), "mau-cau-hoi.xlsx")


def _bank(request, code):
    return get_object_or_404(QuestionBank.objects.visible_to(request.user), code=code)


def _versions(bank):
    """What the bank asks now, without what was retired; questions of one topic stand together."""
    told = bank.questions.select_related("current__picture", "current__passage", "bank")
    asked = [
        question.current
        for question in told.prefetch_related("current__option_pictures__picture").order_by("number")
        if question.current and question.current.status != QuestionVersion.Status.RETIRED
    ]
    first = {}
    for place, version in enumerate(asked):
        first.setdefault(version.topic, place)
    return sorted(asked, key=lambda version: first[version.topic])
