from django import forms
from django.utils.translation import gettext_lazy as _

from courses.formulas import BadFormula, check_formulas
from courses.models import Passage


class PassageForm(forms.ModelForm):
    class Meta:
        model = Passage
        fields = ["title", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 14})}
        help_texts = {"text": _("Formulas as LaTeX between \\( and \\), for example \\(\\frac{1}{2}\\).")}

    def clean_text(self):
        text = self.cleaned_data["text"].replace("\r\n", "\n")
        try:
            check_formulas(text)
        except BadFormula as why:
            raise forms.ValidationError(str(why)) from why
        return text
