"""Staff: who works where, in which role, from–to; and their accounts."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.history import note_change
from lms.text import name_key
from students import abilities, accounts, giving, second_factor, sign_in, standing_in
from students.abilities import requires
from students.forms.staff import RoleForm, StaffForm
from students.models import Role, School, Teacher, User
from students.wanted import Wanted

PAGE = 100
FEW_SCHOOLS = 3


@never_cache
@require_safe
@requires("see staff")
def index(request):
    """The staff of my schools; the whole province only by school or by name."""
    query = request.GET.get("q", "")[:80].strip()
    roles = Role.objects.visible_to(request.user, to="see staff").not_over()
    school = None
    if code := request.GET.get("school", "")[:20]:
        school = get_object_or_404(School.objects.visible_to(request.user, to="see staff"), code=code)
        roles = roles.filter(school=school)
    elif abilities.scope_for(request.user, "see staff").everywhere and not query:
        roles = roles.filter(school=None)
    if query:
        wanted = Wanted.read(query)
        roles = roles.found_by(wanted) | roles.filter(wanted.in_name("school__name_fold"))
    names = dict(roles.values_list("user", "user__full_name"))
    by_name = sorted(names, key=lambda pk: name_key(names[pk]))
    page = Paginator(by_name, PAGE).get_page(request.GET.get("page"))
    held = {pk: [] for pk in page}
    for role in roles.filter(user__in=held).select_related("user", "school", "place").order_by("pk"):
        held[role.user_id].append(role)
    schools = [school] if school else _few_schools(request.user)
    context = {
        "page_obj": page,
        "staff": [(mine[0].user, mine) for mine in held.values()],
        "q": query,
        "school": school,
        "substitutes": standing_in.running_at(schools) if schools and not query else [],
        "may_arrange": abilities.can(request.user, "arrange substitutes"),
        "may_give": abilities.can(request.user, "give roles"),
    }
    return render(request, "students/staff.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("give roles")
def person(request, username):
    """One member of staff; the form gives a further role."""
    user = _user_or_404(request, username)
    form = RoleForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            giving.give_role(user, by=request.user, **form.role)
            giving.put_down_as_teacher(user, form.role["kind"], form.role["school"])
        messages.success(request, _("The role is given."))
        return redirect("students:staff-member", username=user.username)
    mine = Role.objects.visible_to(request.user, to="give roles")
    roles = user.roles.filter(pk__in=mine.values("pk")).select_related("school", "place", "given_by")
    shown = [
        (role, not role.is_over and giving.may_give(request.user, role.kind, role.school, role.place))
        for role in roles.order_by("-starts_on", "-pk")
    ]
    context = {
        "member": user,
        "roles": shown,
        "form": form,
        "may_look_after": giving.may_look_after(request.user, user),
        "second_factor": second_factor.is_on(user),
        **_stands_in(request.user, user.teacher_or_none),
    }
    return render(request, "students/staff_member.html", context, status=400 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("give roles")
def add(request):
    form = StaffForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        user, password = giving.open_staff_account(
            form.cleaned_data["full_name"], form.cleaned_data["username"], by=request.user, **form.role
        )
        return _told_once(request, user, password)
    return render(request, "students/staff_form.html", {"form": form}, status=400 if form.is_bound else 200)


@never_cache
@require_POST
@requires("give roles")
def withdraw(request, username, pk):
    user = _user_or_404(request, username)
    role = get_object_or_404(user.roles.select_related("school", "place"), pk=pk)
    if not giving.may_give(request.user, role.kind, role.school, role.place):
        raise Http404
    giving.withdraw_role(role, by=request.user)
    messages.success(request, _("The role is withdrawn; it ends at once."))
    return redirect("students:staff-member", username=user.username)


@never_cache
@require_POST
@requires("give roles")
def password(request, username):
    """A password for the next sign-in, shown once."""
    user = _looked_after_or_404(request, username)
    return _told_once(request, user, accounts.reset_password(user, by=request.user, school=_school_of(user)))


@never_cache
@require_POST
@requires("give roles")
def close(request, username):
    """Close the account, or open it again: sessions end with the next request."""
    user = _looked_after_or_404(request, username)
    with transaction.atomic():
        user.is_active = not user.is_active
        user.save(update_fields=["is_active"])
        act = "open an account again" if user.is_active else "close an account"
        note_change(by=request.user, act=act, thing=user, school=_school_of(user))
    words = _("The account is open again.") if user.is_active else _("The account is closed.")
    messages.success(request, words)
    return redirect("students:staff-member", username=user.username)


@never_cache
@require_POST
@requires("give roles")
def second_factor_off(request, username):
    """For who lost the phone and the paper: the next sign-in asks for the password alone."""
    user = _looked_after_or_404(request, username)
    second_factor.turn_off(user, by=request.user, school=_school_of(user))
    sign_in.end_sessions(user)
    messages.success(request, _("The second factor is off. The next sign-in asks for the password alone."))
    return redirect("students:staff-member", username=user.username)


@never_cache
@require_safe
def abilities_table(request):
    """What each role may do, in words; open to everybody on the staff."""
    if request.user.student_or_none:
        raise Http404
    kinds = [*Role.Kind.choices, ("guardian", _("parent or guardian"))]
    rows = [
        (words, [kind in who for kind, _name in kinds])
        for who, words in abilities.ABILITIES.values()
        if who != {"pupil"}
    ]
    mine = [words for act, (_who, words) in abilities.ABILITIES.items() if abilities.can(request.user, act)]
    return render(request, "students/abilities.html", {"kinds": kinds, "rows": rows, "mine": mine})


def _few_schools(user):
    """The schools whose staff fits on one page."""
    schools = list(School.objects.visible_to(user, to="see staff")[: FEW_SCHOOLS + 1])
    return schools if len(schools) <= FEW_SCHOOLS else []


def _stands_in(reader, teacher):
    """For whom a teacher of the reader's schools stands in, and who for this teacher."""
    mine = Teacher.objects.visible_to(reader, to="arrange substitutes").filter(left_on=None)
    if teacher is None or not mine.filter(pk=teacher.pk).exists():
        return {"may_arrange": False}
    today = timezone.localdate()
    own = teacher.teaching.lasting().on(today)
    own = own.filter(school_class__closed_on=None, school_class__year__ends_on__gte=today)
    return {
        "may_arrange": True,
        "teaching": own.select_related("school_class", "subject").order_by("school_class__name", "subject"),
        "substitutes": standing_in.of_teacher(teacher),
    }


def _user_or_404(request, username):
    """Somebody who holds, or held, a role where the reader gives roles."""
    roles = Role.objects.visible_to(request.user, to="give roles")
    users = User.objects.select_related("student", "teacher").filter(pk__in=roles.values("user"))
    return get_object_or_404(users, username=username)


def _looked_after_or_404(request, username):
    user = _user_or_404(request, username)
    if not giving.may_look_after(request.user, user):
        raise Http404
    return user


def _told_once(request, user, password):
    return render(request, "students/staff_password.html", {"member": user, "password": password})


def _school_of(user):
    role = user.roles.exclude(school=None).order_by("-pk").first()
    return role.school if role else None
