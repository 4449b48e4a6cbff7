"""What the page of a morning says while pairs are scanned; {pupil}, {device} … are filled in by the page."""

from django.utils.translation import gettext as _


def words():
    """By the names that `devices/pairing.js` and `class-morning.js` use."""
    return {
        "start": _("Scan the pupil's card and the label of the device, whichever comes first."),
        # What was understood of the last scan.
        "pupilFirst": _("Pupil {pupil}. Now the label of the device."),
        "deviceFirst": _("Device {device}. Now the pupil's card."),
        "simNext": _("{pupil} and {device}. Now the SIM card."),
        "simFirst": _("SIM card {sim}. Now pupil and device."),
        "handed": _("Saved on this device: {pupil} – {device}. Next pair."),
        "undone": _("Undone: {pupil} – {device}."),
        "decided": _(
            "This household has device {held} ({holder}). Write the number of the decision that "
            "allows one more, or leave {pupil} out."
        ),
        # Why it was not taken.
        "pupilDone": _(
            "{pupil} has received device {device} this morning. Undo that pair first if it is wrong."
        ),
        "deviceDone": _("Device {device} went to {pupil} this morning. Undo that pair first if it is wrong."),
        "simDone": _("SIM card {sim} went to {pupil} this morning. Take another one."),
        "deviceHeld": _("Device {device} is with {holder}. Take another one, or take it back first."),
        "deviceRepair": _("Device {device} is broken or in repair. Take another one."),
        "deviceLost": _("Device {device} was reported lost. Put it aside and tell the school."),
        "deviceGone": _("Device {device} is no longer in use. Take another one."),
        "deviceUnknown": _("{device} is no device of this school. Look at the label again."),
        "cardInside": _(
            "In device {device} sits a SIM card of another school's stock. Take it out for that school, then "
            "hand the device over without it; or take another device."
        ),
        "simUnknown": _("SIM card {sim} does not lie in the school's stock. Look at the card again."),
        "cardUnknown": _(
            "This card belongs to nobody in this class, or was replaced by a newer one. Choose the "
            "name in the list below."
        ),
        "cardNeedsHttps": _(
            "Cards can be read on a page with https only. Type the code that stands on the card."
        ),
        "bindingCode": _(
            "This is a code that binds a tablet, not the label of a device. Scan the label on its back."
        ),
        "strange": _(
            "This code is no label and no card of ours. Scan the label of the device or the card of "
            "the pupil."
        ),
        "broken": _(
            "This could not be saved on the device: its store is full or shut. Free some room, then "
            "scan again. Nothing was handed over."
        ),
        "signedOut": _(
            "You are signed out here. Sign in again, then scan this pair once more. What was saved stays."
        ),
        # How the machine looks.
        "allGood": _("looked at, all good"),
        "looked": _("The condition of device {device} is saved on this device."),
        "marksKept": _("What was noted of device {device} is kept; scan it again to see it."),
        "photoKept": _("The photo is kept."),
        "lookNotKept": _("the condition was not kept: write it on the page of the record"),
        "photoNotKept": _(
            "The photo could not be kept. Hand-over and check-list are safe; take the photo once more on the "
            "page of the record."
        ),
        # What comes back.
        "comesBack": _("Device {device}: {holder}. How is it?"),
        "comesBackUnknown": _("Device {device}. How is it?"),
        "back": _("Saved on this device: {device} is back. Next device."),
        "backBefore": _("Device {device} was taken back here already."),
        "notOut": _("Device {device} is with nobody. It need not be taken back."),
        "pupilHasNone": _("{pupil} has no device that the school knows of."),
        "backNeedsDevice": _("Scan the label of the device; its SIM card comes along."),
        "backSum": _("{n} devices are back."),
        "notBack": _("{device} is not taken back yet: the button was not pressed."),
        "paperOf": _("Return record {number}"),
        "paperCount": _("{n} devices"),
        "paperLater": _("One record for {n} devices; its number comes when they have reached the school."),
        "paperGrows": _("{n} devices are still on this device: print when they have reached the school."),
        "nextPaper": _("The devices that are scanned from now on stand on a record of their own."),
        "dropReturn": _("Remove from this list"),
        # Where a pair stands.
        "here": _("on this device"),
        "school": _("at school"),
        "refused": _("look again"),
        "sum": _("{done} of {all} pupils have a device."),
        "waiting": _("{n} pairs wait on this device; they are sent by themselves when there is signal."),
        "help": _("{n} pairs need another look."),
        "finished": _("Every pair has reached the school. The papers can be printed."),
        "unfinished": _("{n} pairs still wait on this device. Print when they have reached the school."),
        # Buttons of pairs.
        "undo": _("Undo"),
        "again": _("Scan anew"),
        "drop": _("Leave out"),
        "withoutCard": _("The card is taken out: hand over without it"),
        "no_pair": _("This pair was not handed over."),
        "decide": _("Send with this decision"),
        "decision": _("Decision no."),
        "malformed": _("The school could not read this pair. Scan it anew."),
        "forbidden": _("This account may no longer hand devices over. Ask the head of the school."),
    }
