"""What the province lays down: orders of priority, each school's share of a batch, second machines."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from devices.allocating import deciding
from devices.forms.allocations import OrderForm, OverrideForm, QuotaForm, RuleForms
from devices.models import Batch, PriorityOrder, PriorityRule
from devices.views.saving import saved
from students import looked
from students.abilities import can, requires
from students.models import School, Student

READ, APPROVE = "read allocation lists", "approve allocation lists"
EMPTY_RULES = 3
# What a province finds in the first form: the programme's own order.
USUAL = (["poor", "merit"], ["poor", "social"], ["poor"], ["near_poor"])


@require_safe
@requires(READ)
def index(request):
    context = {
        "orders": PriorityOrder.objects.with_use().prefetch_related("rules"),
        "in_force": PriorityOrder.objects.in_force(timezone.localdate()),
        "may_edit": can(request.user, APPROVE),
    }
    return render(request, "devices/priority_orders.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(APPROVE)
def add(request):
    """A new order, begun with the places of the last one."""
    last = PriorityOrder.objects.prefetch_related("rules").first()
    rules = [_told(rule) for rule in last.rules.all()] if last else [{"criteria": list(one)} for one in USUAL]
    return _form(request, PriorityOrder(tie=last.tie if last else PriorityOrder().tie), rules)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(APPROVE)
def edit(request, pk):
    order = get_object_or_404(PriorityOrder.objects.with_use(), pk=pk)
    if order.is_used:
        messages.error(
            request,
            _("Lists were made by this order, so it stays as it is. Write another one from today on."),
        )
        return redirect("devices:priority_orders")
    return _form(request, order, [_told(rule) for rule in order.rules.all()])


@require_http_methods(["GET", "HEAD", "POST"])
@requires(APPROVE)
def quotas(request, code):
    """How many machines of the batch each of its schools gives out."""
    batch = get_object_or_404(Batch.objects.visible_to(request.user), code=code)
    kept = deciding.shares_of(batch)
    schools = School.objects.filter(pk__in=[*batch.schools.values_list("pk", flat=True), *kept])
    form = QuotaForm(request.POST or None, schools=schools, quotas=kept)
    if request.method == "POST" and form.is_valid():
        deciding.share_out(batch, form.told(), by=request.user)
        messages.success(request, _("The shares of the schools are saved."))
        return redirect("devices:batch_quotas", batch.code)
    context = {
        "batch": batch,
        "form": form,
        "shared": sum(kept.values()),
        "there": batch.received or batch.promised,
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "devices/batch_quotas.html", context, status=status)


@never_cache
@require_safe
@requires(READ)
def overrides(request):
    """Decisions that let a family hold a second machine, and whether one stands on them."""
    found = deciding.overrides_of(Student.objects.visible_to(request.user, to=READ))
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    context = {"page_obj": page, "may_add": can(request.user, APPROVE)}
    return render(request, "devices/overrides.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(APPROVE)
def override_add(request):
    students = Student.objects.visible_to(request.user, to=APPROVE).studying()
    form = OverrideForm(
        request.POST or None, students=students, initial={"pupil": request.GET.get("pupil", "")[:20]}
    )
    if request.method == "POST" and form.is_valid():
        pupil = form.cleaned_data["pupil"]
        deciding.allow_second(form.save(commit=False), pupil, by=request.user)
        looked.note(request.user, "allocation list", pupil, once_a_day=True)
        messages.success(request, _("The decision is written down. The school can hand the device over now."))
        return redirect("devices:overrides")
    status = 400 if request.method == "POST" else 200
    return render(request, "devices/override_form.html", {"form": form}, status=status)


def _form(request, order, rules):
    form = OrderForm(request.POST or None, instance=order)
    room = [*rules, *[{} for _empty in range(EMPTY_RULES)]]
    places = RuleForms(request.POST or None, initial=room)
    # Both are asked, so that all that is to be mended stands there at once.
    if request.method == "POST" and all([form.is_valid(), places.is_valid()]):
        form.instance.recorded_by = form.instance.recorded_by or request.user
        if _save_order(form, places.told(), request.user):
            messages.success(request, _("The order of priority is saved."))
            return redirect("devices:priority_orders")
    context = {"form": form, "places": places, "order": order}
    status = 400 if request.method == "POST" else 200
    return render(request, "devices/priority_order_form.html", context, status=status)


def _save_order(form, rules, by):
    try:
        with transaction.atomic():
            # Who had the page open while a list was made by the order is told by the database.
            if not saved(form, by=by, act="lay down an order of priority"):
                return False
            form.instance.rules.all().delete()
            PriorityRule.objects.bulk_create([PriorityRule(order=form.instance, **rule) for rule in rules])
    except IntegrityError:
        form.add_error(None, _("A list was made by this order meanwhile, so it stays as it is."))
        return False
    return True


def _told(rule):
    return {
        "criteria": rule.criteria,
        "everybody": not rule.criteria and rule.grade_from is None and rule.grade_to is None,
        "grade_from": rule.grade_from,
        "grade_to": rule.grade_to,
    }
