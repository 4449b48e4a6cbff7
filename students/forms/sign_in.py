from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from students.codes import PIN_DIGITS, tidy_code, tidy_pin

DIGITS = list("0123456789")


def code_field(label):
    attrs = {
        "autocapitalize": "characters",
        "autocomplete": "username",
        "spellcheck": "false",
        "class": "input-code sign-in-code",
    }
    return forms.CharField(label=label, max_length=40, widget=forms.TextInput(attrs=attrs))


class PupilSignIn(forms.Form):
    code = code_field(_("Your code"))
    pin = forms.CharField(
        label=_("PIN"),
        max_length=20,
        strip=True,
        widget=forms.PasswordInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "current-password",
                "class": "input-code sign-in-code",
            }
        ),
    )
    shared = forms.BooleanField(label=_("Others use this machine too"), required=False)

    def clean_code(self):
        return tidy_code(self.cleaned_data["code"])

    def clean_pin(self):
        return tidy_pin(self.cleaned_data["pin"])


class ParentPin(forms.Form):
    """Six digits, shown as they are typed: they are hard enough for old eyes."""

    pin = forms.CharField(
        label=_("PIN"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "class": "input-code sign-in-code"}
        ),
    )

    def clean_pin(self):
        return tidy_pin(self.cleaned_data["pin"])


class FamilySignIn(ParentPin):
    """The code and the PIN of a parent's card."""

    code = code_field(_("Code on the card"))
    own = forms.BooleanField(
        label=_("This is my own phone: next time let me in without asking"), required=False
    )

    def clean_code(self):
        return tidy_code(self.cleaned_data["code"])


class OfferedSignIn(PupilSignIn):
    """For a pupil whom the machine knows: no code, and the PIN in digits or in pictures."""

    code = None

    def __init__(self, data=None):
        if data is not None and (tapped := in_pictures(data)):
            data = {**data.dict(), "pin": tapped}
        super().__init__(data)


def in_pictures(data):
    """The PIN that pictures tapped in their order stand for; "" when none were."""
    taps = [data.get(f"picture{place}", "") for place in range(1, PIN_DIGITS + 1)]
    return "".join(taps) if all(tap in DIGITS for tap in taps) else ""


class StaffSignIn(forms.Form):
    username = forms.CharField(
        label=_("Username"),
        max_length=150,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def clean_username(self):
        return self.cleaned_data["username"].lower()


class SecondFactor(forms.Form):
    """Six digits of the app, or a code of the paper."""

    digits = forms.CharField(
        label=_("Six digits of the app"),
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "inputmode": "text",
                "autocomplete": "one-time-code",
                "class": "input-code",
                "autofocus": True,
            }
        ),
    )


class NewPassword(forms.Form):
    """The old password and the new one, twice."""

    old = forms.CharField(
        label=pgettext_lazy("password", "Current password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=pgettext_lazy("password", "New password"),
        max_length=200,
        strip=False,
        help_text=_("At least 10 signs, not only digits; a short sentence is easy to remember."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=pgettext_lazy("password", "New password once more"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, user, *args, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_old(self):
        if not self.user.check_password(self.cleaned_data["old"]):
            raise forms.ValidationError(_("The current password is not right. Type it again."))
        return self.cleaned_data["old"]

    def clean_new(self):
        new = self.cleaned_data["new"]
        validate_password(new, self.user)
        if self.user.check_password(new):
            raise forms.ValidationError(_("Choose a password other than the current one."))
        return new

    def clean(self):
        told = super().clean()
        if told.get("new") and told.get("again") and told["new"] != told["again"]:
            self.add_error("again", _("The two new passwords differ. Type the same one twice."))
        return told
