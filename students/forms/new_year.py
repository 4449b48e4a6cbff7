"""What people choose for the new year: the names of the classes, and the pupils who do not go up."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.text import tidy
from students.class_names import refuse_odd_name
from students.movement.rollover.names import name_key
from students.movement.rollover.plan import DROP_OUT, MOVE_OUT, REPEAT


class NewYearForm(forms.Form):
    """A name for each group of pupils that goes on, and who goes along."""

    keeps_homeroom = forms.BooleanField(
        label=gettext_lazy("Homeroom teachers go along with their classes"), required=False
    )
    keeps_teaching = forms.BooleanField(
        label=gettext_lazy("Subject teachers go on teaching the same pupils"), required=False
    )

    def __init__(self, *args, plan, roll_over, **kwargs):
        super().__init__(*args, **kwargs)
        self.plan, self.roll_over = plan, roll_over
        self.fields["keeps_homeroom"].initial = roll_over.keeps_homeroom
        self.fields["keeps_teaching"].initial = roll_over.keeps_teaching
        self.names = {
            f"class-{group.key}": group for group in plan.groups if not group.leaves and group.grade
        }
        for name, group in self.names.items():
            self.fields[name] = forms.CharField(
                label=_("Class of the new year for %(class)s") % {"class": group.school_class},
                initial=group.name or "",
                max_length=30,
                required=False,
                validators=[refuse_odd_name],
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )

    def rows(self):
        """(group, field or None, how many of it do not simply go on) for the table."""
        marked = self.roll_over.answers.get("pupils", {})
        fields = {group.key: self[name] for name, group in self.names.items()}
        for group in self.plan.groups:
            different = sum(str(one.student_id) in marked for one in group.enrolments)
            yield group, fields.get(group.key), different

    def keep(self):
        """Write the choices into the roll-over and save it."""
        kept = self.roll_over
        kept.keeps_homeroom = self.cleaned_data["keeps_homeroom"]
        kept.keeps_teaching = self.cleaned_data["keeps_teaching"]
        chosen = {group.key: tidy(self.cleaned_data[name]) for name, group in self.names.items()}
        kept.answers = {**kept.answers, "classes": chosen}
        kept.save()


class MarksForm(forms.Form):
    """Who of a class repeats or does not come back; nothing is chosen for everybody else."""

    def __init__(self, *args, plan, roll_over, school_class, **kwargs):
        super().__init__(*args, **kwargs)
        self.roll_over = roll_over
        groups = [group for group in plan.groups if group.school_class == school_class]
        marked = roll_over.answers.get("pupils", {})
        self.pupils = {}
        for group in groups:
            choices = self._choices(plan, group)
            for enrolment in group.enrolments:
                name = f"pupil-{enrolment.student_id}"
                self.pupils[name] = str(enrolment.student_id)
                self.fields[name] = forms.ChoiceField(
                    label=enrolment.student.full_name,
                    choices=choices,
                    required=False,
                    initial=marked.get(str(enrolment.student_id), ""),
                )

    def keep(self):
        marked = dict(self.roll_over.answers.get("pupils", {}))
        for name, student in self.pupils.items():
            marked.pop(student, None)
            if what := self.cleaned_data[name]:
                marked[student] = what
        self.roll_over.answers = {**self.roll_over.answers, "pupils": marked}
        self.roll_over.save(update_fields=["answers"])

    @staticmethod
    def _choices(plan, group):
        if group.leaves:
            usual = _("Finishes this school")
        else:
            usual = _("Goes up to %(class)s") % {"class": group.name or "…"}
        own = group.school_class.name
        names = {name_key(own): own}
        for target in plan.targets.values():
            if group.grade in target.grades:
                names.setdefault(name_key(target.name), target.name)
        return [
            ("", usual),
            *(
                (f"{REPEAT}:{name}", _("Repeats, in class %(class)s") % {"class": name})
                for name in names.values()
            ),
            (DROP_OUT, _("Does not come to school any more")),
            (MOVE_OUT, _("Goes to another school")),
        ]
