from django import forms
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from courses.models import MarkColumn
from students.models import Term


class ColumnForm(forms.ModelForm):
    """The facts of a column; those that were wrong can be put right."""

    class Meta:
        model = MarkColumn
        fields = ["term", "kind", "title"]
        widgets = {"kind": forms.RadioSelect}

    def __init__(self, *args, school_class, **kwargs):
        super().__init__(*args, **kwargs)
        own = Term.objects.filter(year=school_class.year_id, school=school_class.school_id)
        terms = own if own.exists() else Term.objects.filter(Q(school=None), year=school_class.year_id)
        if self.instance.pk and self.instance.term_id:
            terms = terms | Term.objects.filter(pk=self.instance.term_id)
        kinds = [one for one in MarkColumn.Kind.choices if one[0] in MarkColumn.MARKS]
        self.fields["kind"].choices = kinds
        self.fields["term"].queryset = terms.select_related("year")
        self.fields["term"].empty_label = None
        self.fields["term"].label_from_instance = _named
        self.fields["title"].help_text = _("What stands above the column, such as «15 phút số 2».")


def _named(term):
    words = _("term %(n)s") % {"n": term.number}
    return f"{capfirst(words)} ({term.year})"
