"""Forms of the editor that offer only what this author may see."""

from lms.slugs import FreeSlugForm


class OwnAgreements:
    """A teller's form in the editor: agreements of the author's school, and the one chosen before."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        from home.models import TellerAgreement

        seen = TellerAgreement.objects.none()
        if self.author:
            seen = TellerAgreement.objects.visible_to(self.author)
        if own := self.instance.agreement_id:
            seen = seen | TellerAgreement.objects.filter(pk=own)
        self.fields["agreement"].queryset = seen.order_by("name_fold", "pk")


class EntryPageForm(FreeSlugForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if tellers := self.formsets.get("tellers"):
            # Before its forms are made.
            tellers.form = type("TellerForm", (OwnAgreements, tellers.form), {"author": self.for_user})
