from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .repairs import RepairTicket


class Claim(models.TextChoices):
    """Where the claim of a repair against the maker's warranty stands."""

    CLAIMED = "claimed", _("claimed, no answer yet")
    ACCEPTED = "accepted", _("accepted by the maker")
    REFUSED = "refused", _("refused by the maker")
    REPAIRED = "repaired", _("repaired by the maker")
    REPLACED = "replaced", _("another machine by the maker")
    RETURNED = "returned", _("back from the maker")
    WITHDRAWN = "withdrawn", _("withdrawn by the school")


# What may come after what; a claim begins with the first.
CLAIM_NEXT = {
    "": [Claim.CLAIMED],
    Claim.CLAIMED: [Claim.ACCEPTED, Claim.REFUSED, Claim.WITHDRAWN],
    Claim.ACCEPTED: [Claim.REPAIRED, Claim.REPLACED, Claim.REFUSED, Claim.WITHDRAWN],
    Claim.REFUSED: [Claim.RETURNED, Claim.CLAIMED],
    Claim.REPAIRED: [Claim.RETURNED],
    Claim.REPLACED: [Claim.RETURNED],
    Claim.RETURNED: [],
    Claim.WITHDRAWN: [Claim.CLAIMED],
}
# The maker has not finished with these.
CLAIM_WAITS = [Claim.CLAIMED, Claim.ACCEPTED]


class ClaimStep(models.Model):
    """A warranty claim came into a state, on a day. Never changed; the last one says where the claim stands,
    and `RepairTicket.claim_state` repeats it for lists and reports."""

    ticket = models.ForeignKey(RepairTicket, models.PROTECT, related_name="claim_steps")
    state = models.CharField(_("state"), max_length=9, choices=Claim)
    on = models.DateField(_("on"))
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    told_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("step of a warranty claim")
        verbose_name_plural = _("steps of warranty claims")
        ordering = ["told_at", "pk"]

    def __str__(self):
        return self.get_state_display()
