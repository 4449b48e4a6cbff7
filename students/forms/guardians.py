from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lms.text import fold, tidy
from students.models import Guardian, Guardianship


class GuardianForm(forms.ModelForm):
    """A parent or another adult, and what they are to the pupil.

    Who stands with another pupil already, under the same name and telephone, is linked and not
    written twice: one account then shows all the children.
    """

    relation = forms.ChoiceField(
        label=_("Relation to the pupil"),
        choices=Guardianship.Relation.choices,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Guardian
        fields = ["full_name", "phone"]

    def __init__(self, *args, student, known, **kwargs):
        super().__init__(*args, **kwargs)
        self.student = student
        self.known = known
        self.fields["phone"].widget.input_type = "tel"

    def clean_full_name(self):
        name = tidy(self.cleaned_data["full_name"])
        if len(name.split()) < 2:
            raise ValidationError(_("Write the family name and the given name."))
        if any(fold(one.full_name) == fold(name) for one in self.student.guardians.all()):
            raise ValidationError(_("Somebody of this name is linked to the pupil already."))
        return name

    def clean_phone(self):
        return "".join(sign for sign in self.cleaned_data["phone"] if sign.isdigit() or sign == "+")

    @transaction.atomic
    def save(self):
        """The link that was made."""
        guardian = self._known_one() or super().save()
        relation = self.cleaned_data["relation"]
        return Guardianship.objects.create(guardian=guardian, student=self.student, relation=relation)

    def _known_one(self):
        phone, name = self.cleaned_data["phone"], fold(self.cleaned_data["full_name"])
        same = self.known.filter(phone=phone) if phone else ()
        return next((one for one in same if fold(one.full_name) == name), None)
