class AskedFirst:
    """A page that is published only when no pupil's face or name stands against it; before `Page`."""

    def publish(self, revision, user=None, changed=True, log_action=True, **more):
        from courses import publicity

        if publicity.refuse_or_put_back(self, revision, log_action):
            return None
        return super().publish(revision, user=user, changed=changed, log_action=log_action, **more)
