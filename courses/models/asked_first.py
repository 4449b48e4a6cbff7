from courses.forms.page_copies import DraftCopyForm


class AskedFirst:
    """A page that is published only when no pupil's face or name stands against it; before `Page`.

    What Wagtail does beside `publish` goes the same way: its editor asks in a hook (wagtail_hooks.py), a copy
    is a draft, no page is shown a second time as an alias, and its API has no acts (back_office.py).
    """

    copy_form_class = DraftCopyForm

    def publish(self, revision, user=None, changed=True, log_action=True, **more):
        from courses import publicity

        if publicity.refuse_or_put_back(self, revision, log_action):
            return None
        return super().publish(revision, user=user, changed=changed, log_action=log_action, **more)

    def copy(self, *args, keep_live=False, **more):
        # Wagtail's own default is a published copy, which nobody was asked about.
        return super().copy(*args, keep_live=False, **more)

    def create_alias(self, **more):
        raise NotImplementedError("An alias is published without being asked about: copy the page instead.")
