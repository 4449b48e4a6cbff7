"""Taking back: what one paper handed over, a whole class on one list, those who left."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from devices import still_out
from devices.forms.returns import ClassReturnForm, ReturnForm
from devices.models import Condition, Handover
from devices.noting import note_holders
from devices.refusal import Refused
from devices.take_back import Back, take_back_on_paper
from students.abilities import requires
from students.models import School, SchoolClass, Student


@require_http_methods(["GET", "HEAD", "POST"])
@requires("hand over devices")
def take_back_paper(request, pk):
    paper = get_object_or_404(
        Handover.objects.visible_to(request.user, to="hand over devices").select_related("pupil", "school"),
        pk=pk,
    )
    lines = paper.lines.open().select_related("device__model", "sim", "accessory", "pupil", "household")
    if not lines:
        messages.info(request, _("Everything of this record has come back already."))
        return redirect("devices:handover", paper.pk)
    form = ReturnForm(request.POST or None, lines=lines)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            take_back_on_paper(
                form.backs(),
                by=request.user,
                on=told["on"],
                class_name=paper.class_name,
                request_id=told["request_id"],
            )
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _said(told))
            return redirect("devices:handover", paper.pk)
    status = 400 if request.method == "POST" else 200
    return render(
        request, "devices/return.html", {"paper": paper, "lines": lines, "form": form}, status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires("hand over devices")
def take_back_class(request, uid):
    """Everybody ticked; who does not come is unticked, what is not as usual is told in its row."""
    school_class = get_object_or_404(
        SchoolClass.objects.visible_to(request.user, to="hand over devices").select_related("school", "year"),
        uid=uid,
    )
    students = Student.objects.visible_to(request.user, to="hand over devices").sitting_in(school_class)
    holdings = still_out.of_pupils(list(students), school_class.school)
    form = ClassReturnForm(request.POST or None, holdings=holdings)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            paper = take_back_on_paper(
                form.backs(),
                by=request.user,
                on=told["on"],
                class_name=school_class.name,
                request_id=told["request_id"],
            )
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return _to_record(request, paper)
    status = 400 if request.method == "POST" else 200
    context = {"school_class": school_class, "form": form, "holdings": holdings}
    return render(request, "devices/return_class.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("hand over devices")
def leavers(request):
    """Whoever left and still has something of the school: one press takes all of it back."""
    schools = School.objects.visible_to(request.user, to="hand over devices").values("pk")
    lines = still_out.of_leavers(still_out.lent_lines(schools))
    if request.method == "POST":
        named = request.POST.get("student", "")
        mine = [line for line in lines if line.pupil_id and line.pupil_id.hex == named]
        # Of two schools, each keeps its own paper: the other's waits for its own press.
        school = mine[0].handover.school_id if mine else None
        backs = [Back(line) for line in mine if line.handover.school_id == school]
        return _to_record(request, take_back_on_paper(backs, by=request.user), "devices:leavers")
    page = Paginator(still_out.holdings(lines), 50).get_page(request.GET.get("page"))
    note_holders(request.user, "what is still out", [line for one in page.object_list for line in one.lines])
    return render(request, "devices/leavers.html", {"page_obj": page})


def _to_record(request, paper, otherwise="devices:returns"):
    if paper is None:
        messages.info(request, _("That had come back already. Nothing was written anew."))
        return redirect(otherwise)
    messages.success(request, _("Taken back. Print the return record and let it be signed."))
    return redirect("devices:return_paper", paper.pk)


def _said(told):
    """What happened, by the condition: a machine that is lost was not taken back."""
    device = next((line.device for line in told["lines"] if line.device_id), None)
    code = {"code": device}
    if device and told["condition"] == Condition.LOST:
        return (
            _("Device %(code)s is written down as lost. The history keeps who had it, and until when.") % code
        )
    if device and told["condition"] == Condition.BROKEN:
        return (
            _("Device %(code)s came back broken and waits for repair. The history keeps who had it.") % code
        )
    return _("Taken back. The history keeps who had it, and from when to when.")
