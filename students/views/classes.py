"""Classes and who sits in them."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lms import downloads, spreadsheets
from lms.kept_pages import keep_for
from lms.text import fold, make_slug
from students import abilities, cards, looked, panels, parent_cards, throttle
from students.abilities import requires
from students.forms.cards import CardsForm
from students.models import School, SchoolClass, SchoolYear, Student
from students.movement import transfers
from students.stays import sat_in
from students.views import class_changes

MANY_SCHOOLS = 3


@never_cache
@require_safe
@requires("see class lists")
def index(request):
    """My classes; for who sees many schools, the schools first."""
    schools = School.objects.visible_to(request.user, to="see class lists")
    wanted = request.GET.get("school", "")
    schools = [get_object_or_404(schools, code=wanted)] if wanted else list(schools.select_related("commune"))
    if len(schools) > MANY_SCHOOLS:
        typed = fold(request.GET.get("q", ""))
        found = [
            school for school in schools if typed in school.name_fold or typed in fold(school.commune.name)
        ]
        return render(request, "students/schools.html", {"schools": found, "q": request.GET.get("q", "")})
    classes = SchoolClass.objects.visible_to(request.user, to="see class lists").filter(school__in=schools)
    years = list(SchoolYear.objects.filter(classes__in=classes).distinct())
    year = _year_shown(years, request.GET.get("year", ""))
    classes = (
        classes.filter(year=year)
        .select_related("school", "homeroom_teacher", "campus")
        .annotate(students_now=Count("enrolments", filter=Q(enrolments__ends_on=None), distinct=True))
        .order_by("school__name_sort", "grade", "name_sort")
    )
    classes = list(classes)
    may_print = abilities.can(request.user, "print sign-in cards")
    context = {
        "classes": classes,
        "year": year,
        "years": years if len(years) > 1 else [],
        "schools": schools,
        "may_add": abilities.can(request.user, "manage people"),
        "may_move": abilities.can(request.user, "move pupils"),
        "may_read_movements": abilities.can(request.user, "read movements"),
        "cards_of": schools[0] if may_print and len(schools) == 1 and len(classes) > 1 else None,
        "asked": transfers.to_answer(request.user).count(),
    }
    return render(request, "students/classes.html", context)


@never_cache
@require_safe
@requires("see class lists")
def detail(request, uid):
    school_class = _class_or_404(request, uid, to="see class lists")
    query = request.GET.get("q", "")[:80]
    students = Student.objects.sitting_in(school_class)
    if query.strip():
        students = students.search(query)
    is_open = not school_class.closed_on
    may_print = abilities.can_in(request.user, "print sign-in cards", school_class)
    context = {
        "school_class": school_class,
        "students": list(students.select_related("user")),
        "teaching": school_class.teaching.on(timezone.localdate()).select_related(
            "teacher", "subject", "stands_in_for"
        ),
        "may_arrange": is_open and abilities.can_in(request.user, "arrange substitutes", school_class),
        "q": query,
        "may_print": is_open and may_print,
        "may_add": is_open and abilities.can_in(request.user, "manage people", school_class),
        "may_record_consents": is_open and abilities.can_in(request.user, "record consents", school_class),
        "may_move": abilities.can_in(request.user, "move pupils", school_class),
        "doors": class_changes.doors_for(school_class),
        "sat": sat_in(school_class, request.user, request.GET.get("on", "")),
        "panels": panels.panels_for("class", request, school_class),
    }
    return keep_for(request.user, render(request, "students/class.html", context))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("print sign-in cards")
def class_cards(request, uid):
    """Cards of a whole class: choose, then get the PDF. Beside them stand those of the parents."""
    school_class = _class_or_404(request, uid, to="print sign-in cards")
    students = Student.objects.sitting_in(school_class).select_related("user", "school")
    form = CardsForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        parents, others = parent_cards.of_class(school_class, by=request.user)
        context = {
            "school_class": school_class,
            "form": form,
            "count": students.count(),
            "parents": len(parents),
            "without_card": sum(not parent.card_hash for parent in parents),
            "others": others,
        }
        return render(request, "students/class_cards.html", context, status=400 if form.is_bound else 200)
    if wait := throttle.wait_to_renew(request.user):
        return renewed_too_often(request, wait, "students:class", uid)
    made = cards.make_cards(
        students, by=request.user, pins=form.cleaned_data["pins"], revoke=form.cleaned_data["revoke"]
    )
    if not made:
        messages.warning(request, _("The class has no pupils yet. Add them first."))
        return redirect("students:class", uid=uid)
    looked.note(request.user, "sign-in card", *students)
    return downloads.pdf(cards.render_cards(made), f"the-{make_slug(school_class.name)}.pdf")


@never_cache
@require_safe
@requires("see class lists")
def export(request, uid):
    """The list of a class as xlsx; nothing in it that the screen does not show."""
    school_class = _class_or_404(request, uid, to="see class lists")
    students = list(Student.objects.sitting_in(school_class))
    looked.note(request.user, "class list", *students)
    heading = [
        _("No."),
        _("Class"),
        _("MOET student ID"),
        _("Full name"),
        _("Date of birth"),
        _("Gender"),
        _("Sign-in code"),
    ]
    rows = [
        [
            number,
            school_class.name,
            student.ministry_id or "",
            student.full_name,
            student.date_of_birth,
            student.get_gender_display(),
            student.code,
        ]
        for number, student in enumerate(students, start=1)
    ]
    content = spreadsheets.write([(school_class.name, [heading, *rows])])
    name = f"{make_slug(school_class.name)}-{make_slug(school_class.school.name)}.xlsx"
    return downloads.xlsx(content, name)


def renewed_too_often(request, minutes, *page):
    """Back to the page with the reason; nothing was renewed."""
    words = _(
        "Very many PINs and cards were made just now. Nothing was changed; go on in %(minutes)d minutes."
    )
    messages.error(request, words % {"minutes": minutes})
    return redirect(*page)


def _class_or_404(request, uid, to):
    classes = SchoolClass.objects.visible_to(request.user, to=to)
    return get_object_or_404(classes.select_related("school", "year", "homeroom_teacher", "campus"), uid=uid)


def _year_shown(years, code):
    """The year that was asked for; else the running one, or in summer the next when it has classes."""
    for year in years:
        if year.code == code:
            return year
    today = timezone.localdate()
    running = SchoolYear.objects.on(today)
    ahead = [year for year in years if year.starts_on > today]
    return ahead[-1] if ahead and (running is None or running.ends_on < today) else running
