"""Topics × pupils of a class, and the sets to revise that its teacher gives."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from courses.models import RevisionSet
from courses.recall import heat, sets, sheet
from lms import downloads
from lms.doors import without_nul
from lms.text import make_slug, whole_number
from lms.widgets import DayInput
from students import looked
from students.abilities import can, requires
from students.models import SchoolClass, Subject


class DayForm(forms.Form):
    ends_on = forms.DateField(
        label=gettext_lazy("Until (the day of the exam)"),
        required=False,
        widget=DayInput(),
        help_text=gettext_lazy("Empty: until you take it back."),
    )


@requires("see marks")
@never_cache
@require_safe
def of_class(request, class_uid):
    return _shown(request, _class(request, class_uid))


@requires("give work")
@require_POST
def give(request, class_uid):
    """The ticked topics of one subject, in one tap from the table."""
    without_nul(request)
    school_class = _class(request, class_uid, to="give work")
    try:
        subject, topics = _ticked(request, school_class)
        sets.give(school_class, subject, topics, _day(request), by=request.user)
    except sets.Refused as why:
        messages.error(request, str(why))
        return _shown(request, school_class, status=422)
    messages.success(request, _("Class %(name)s has its revision set now.") % {"name": school_class.name})
    return redirect("courses:recall_class", class_uid)


@requires("give work")
@require_POST
def withdraw(request, uid):
    found = get_object_or_404(RevisionSet.objects.visible_to(request.user, to="give work"), uid=uid)
    sets.withdraw(found, by=request.user)
    messages.success(request, _("The revision set is taken back. What pupils answered is kept."))
    return redirect("courses:recall_class", found.school_class.uid)


@never_cache
@require_safe
def sheet_file(request, uid):
    """The set on paper: for its class, and for who sees that class."""
    sets_seen = RevisionSet.objects.visible_to(request.user).select_related("subject", "school_class__school")
    found = get_object_or_404(sets_seen, uid=uid)
    versions = sheet.questions(found, request.user)
    if not versions:
        words = _(
            "There is nothing to print now: a quiz asks these questions, or their practice was taken down."
        )
        messages.info(request, words)
        if request.user.student_or_none:
            return redirect("courses:recall")
        return redirect("courses:recall_class", found.school_class.uid)
    name = f"phieu-on-{make_slug(found.subject.name)}-{make_slug(found.school_class.name)}.pdf"
    return downloads.pdf(sheet.pdf(found, versions), name)


def _shown(request, school_class, status=200):
    told = heat.of_class(school_class, request.user)
    looked.note(request.user, "revision", *(student for student, _cells in told.lines), once_a_day=True)
    may_give = can(request.user, "give work") and SchoolClass.objects.visible_to(
        request.user, to="give work"
    ).filter(pk=school_class.pk)
    ticked = request.POST.getlist("topic") if status == 422 else told.suggested
    others = {one.value for _subject, columns in told.other_subjects for one in columns}
    given = list(school_class.revision_sets.open().select_related("subject", "given_by"))
    held = sets.held(given, request.user, [student for student, _cells in told.lines])
    context = {
        "school_class": school_class,
        "heat": told,
        "sets": [(one, one in held) for one in given],
        "may_give": bool(may_give),
        "form": DayForm(request.POST if status == 422 else None),
        "ticked": ticked,
        "others_ticked": not others.isdisjoint(ticked),
    }
    return render(request, "courses/recall/class.html", context, status=status)


def _class(request, class_uid, to="see marks"):
    classes = SchoolClass.objects.visible_to(request.user, to=to).select_related("school", "year")
    return get_object_or_404(classes, uid=class_uid)


def _ticked(request, school_class):
    """(subject, topics); of topics that this class has. Raises Refused."""
    ticked = [value.partition(":") for value in request.POST.getlist("topic")]
    told = {(whole_number(pk, 6), topic) for pk, _colon, topic in ticked}
    known = {(one.subject_id, one.topic) for one in heat.of_class(school_class, request.user).columns}
    chosen = sorted(told & known)
    if len({pk for pk, _topic in chosen}) > 1:
        raise sets.Refused(_("A set is of one subject. Take the ticks of the other subjects away."))
    subject = Subject.objects.filter(pk=chosen[0][0]).first() if chosen else None
    return subject, [topic for _pk, topic in chosen]


def _day(request):
    form = DayForm(request.POST)
    if not form.is_valid():
        raise sets.Refused(" ".join(form.errors["ends_on"]))
    return form.cleaned_data["ends_on"]
