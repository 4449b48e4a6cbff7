"""Pupils: the list of a school, one pupil's page, and the form to add or mend one by hand."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms import downloads
from lms.history import note_change
from students import abilities, accounts, cards, giving, looked, panels, pictures, throttle
from students.abilities import requires
from students.forms.students import StudentForm
from students.models import Consent, Enrolment, School, SchoolClass, Student
from students.stays import stays_of
from students.views import movements
from students.views.classes import renewed_too_often
from students.wanted import Wanted

PAGE = 50
MOST_FOUND = 200


@never_cache
@require_safe
@requires("see pupils")
def index(request):
    """A school's pupils, or those that a search finds in all schools the reader sees."""
    query = request.GET.get("q", "")[:80].strip()
    code = request.GET.get("school", "")[:20]
    mine = abilities.scope_for(request.user, "see pupils")
    gone = request.GET.get("show") == "gone"
    students = Student.objects.visible_to(request.user, to="see pupils")
    students = students.exclude(status=Student.Status.STUDYING) if gone else students.studying()
    school = None
    if code:
        school = get_object_or_404(School.objects.visible_to(request.user, to="see pupils"), code=code)
        students = students.filter(school=school)
    elif len(mine.led_school_ids) == 1 and not (mine.everywhere or mine.commune_ids):
        school = School.objects.get(pk=next(iter(mine.led_school_ids)))
    # 150,000 names are no list: who sees a commune or the province chooses a school or searches.
    too_wide = school is None and (mine.everywhere or mine.commune_ids) and not query
    if too_wide:
        students = students.none()
    students = students.select_related("school")
    if query and school is None:
        students = students.nearest(Wanted.read(query), MOST_FOUND)
    else:
        students = students.search(query) if query else students.order_by("name_sort")
    page = Paginator(students, PAGE).get_page(request.GET.get("page"))
    _add_classes(page.object_list)
    context = {
        "page_obj": page,
        "q": query,
        "school": school,
        "gone": gone,
        "too_wide": too_wide,
        "may_add": abilities.can(request.user, "manage people"),
    }
    return render(request, "students/students.html", context)


@never_cache
@require_safe
@requires("see pupils")
def detail(request, pk):
    student = _student_or_404(request, pk, to="see pupils")
    may = Allowed(request.user, student)
    enrolment = student.current_enrolment()
    guardianships = list(student.guardianships.select_related("guardian"))
    if may.print_cards:
        looked_after = giving.parents_looked_after_by(request.user).filter(students=student)
        mine = set(looked_after.values_list("pk", flat=True))
        for one in guardianships:
            one.may_print = one.guardian_id in mine
    looked.note(request.user, "pupil's page", student, once_a_day=True)
    sensitive = None
    if request.GET.get("show") == "sensitive" and may.see_sensitive:
        sensitive = _sensitive_facts(student)
        looked.note(request.user, "ethnic group and poverty class", student)
    context = {
        "student": student,
        "enrolment": enrolment,
        "stays": stays_of(student, request.GET.get("on", "")),
        "doors": movements.doors_for(student, enrolment) if may.move else [],
        "guardianships": guardianships,
        "sensitive": sensitive,
        "may": may,
        "cards": student.card_tokens.filter(revoked_at=None).count() if may.print_cards else None,
        "consents": consents_of(student) if may.record_consents else None,
        "requests": student.data_requests.by_urgency() if may.record_consents else (),
        "panels": panels.panels_for("student", request, student),
    }
    return render(request, "students/student.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage people")
def add(request):
    """One pupil by hand, straight into a class."""
    classes = SchoolClass.objects.visible_to(request.user, to="manage people")
    form = StudentForm(
        request.POST or None, classes=classes, initial={"school_class": request.GET.get("class")}
    )
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            student = form.save()
            accounts.open_pupil_accounts([student])
            note_change(by=request.user, act="add a pupil", thing=student, after=form.told())
        messages.success(request, _("%(name)s is in the list. Print the card now.") % {"name": student})
        return redirect("students:student", pk=student.pk)
    context = {"form": form, "student": None}
    return render(request, "students/student_form.html", context, status=400 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage people")
def edit(request, pk):
    student = _student_or_404(request, pk, to="manage people")
    form = StudentForm(request.POST or None, instance=student)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            # Whoever was erased, or went to another school, while this was typed is not brought back.
            Student.objects.select_for_update().get(pk=student.pk)
            _student_or_404(request, pk, to="manage people")
            before = form.before()
            student = form.save()
            note_change(
                by=request.user, act="change a pupil", thing=student, before=before, after=form.told()
            )
        messages.success(request, _("The changes are saved."))
        return redirect("students:student", pk=student.pk)
    context = {"form": form, "student": student}
    return render(request, "students/student_form.html", context, status=400 if form.is_bound else 200)


@never_cache
@require_POST
@requires("print sign-in cards")
def pin(request, pk):
    """A new PIN, shown on this page and never again."""
    student = _student_or_404(request, pk, to="print sign-in cards")
    if not student.is_studying:
        return _gone(request, student)
    if wait := throttle.wait_to_renew(request.user):
        return renewed_too_often(request, wait, "students:student", student.pk)
    told = accounts.reset_pin(student, by=request.user)
    enrolment = student.current_enrolment()
    school_class = enrolment and enrolment.school_class
    context = {
        "student": student,
        "pin": told,
        "pictures": pictures.of_pin(told) if pictures.suit(school_class) else [],
        "school_class": school_class,
    }
    return render(request, "students/student_pin.html", context)


@never_cache
@require_POST
@requires("print sign-in cards")
def card(request, pk):
    """One new card as PDF; `revoke` ends the old ones."""
    student = _student_or_404(request, pk, to="print sign-in cards")
    if not student.is_studying:
        return _gone(request, student)
    if wait := throttle.wait_to_renew(request.user):
        return renewed_too_often(request, wait, "students:student", student.pk)
    made = cards.make_cards([student], by=request.user, revoke=bool(request.POST.get("revoke")))
    looked.note(request.user, "sign-in card", student)
    return downloads.pdf(cards.render_cards(made), f"the-{student.code.lower()}.pdf")


@never_cache
@require_POST
@requires("print sign-in cards")
def stop_cards(request, pk):
    """The cards stop working; a new one can be printed later, where there is a printer."""
    student = _student_or_404(request, pk, to="print sign-in cards")
    accounts.revoke_cards(student, by=request.user)
    words = _("The cards of %(name)s no longer work. The PIN still does.")
    messages.success(request, words % {"name": student})
    return redirect("students:student", pk=student.pk)


class Allowed:
    """What one reader may do with one pupil; each answer asks the scope once."""

    def __init__(self, user, student):
        self.user = user
        self.student = student

    @cached_property
    def see_sensitive(self):
        return self._may("see sensitive facts")

    @cached_property
    def print_cards(self):
        return self._may("print sign-in cards")

    @cached_property
    def edit(self):
        return self._may("manage people")

    @cached_property
    def move(self):
        return self._may("move pupils")

    @cached_property
    def record_consents(self):
        return self._may("record consents")

    @cached_property
    def settle_requests(self):
        return self._may("settle requests")

    @cached_property
    def take_record(self):
        return self._may("take out a pupil's record")

    @cached_property
    def see_looks(self):
        return self._may("see who looked")

    def _may(self, act):
        return (
            abilities.can(self.user, act)
            and Student.objects.visible_to(self.user, to=act).filter(pk=self.student.pk).exists()
        )


def consents_of(student):
    """Each purpose with the consent in force and what came before; asked for without a yes is a no."""
    asked = student.consent_papers.exclude(entered_at=None).exists()
    kept = list(student.consents.select_related("recorded_by").order_by("-pk"))
    return [
        {
            "purpose": purpose,
            "in_force": next((c for c in kept if c.purpose == purpose and c.withdrawn_at is None), None),
            "last": next((c for c in kept if c.purpose == purpose), None),
            "asked": asked,
        }
        for purpose in Consent.Purpose
    ]


def _student_or_404(request, pk, to):
    students = Student.objects.visible_to(request.user, to=to)
    return get_object_or_404(students.select_related("school__commune", "user", "household"), pk=pk)


def _gone(request, student):
    """Who cannot sign in gets no PIN and no card: the page says so."""
    words = _("%(name)s does not study here any more, so no PIN and no card was made.")
    messages.error(request, words % {"name": student})
    return redirect("students:student", pk=student.pk)


def _sensitive_facts(student):
    poverty = student.household.poverty_records.order_by("-starts_on").first() if student.household else None
    return {"ethnic_group": student.ethnic_group, "poverty": poverty, "national_id": student.national_id}


def _add_classes(students):
    """Give each the name of the class, in one query."""
    names = Enrolment.objects.names_for(students)
    for student in students:
        student.class_name = names.get(student.pk, "")
