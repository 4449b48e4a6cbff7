from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class LmsConfig(AppConfig):
    name = "lms"

    def ready(self):
        from lms import admin_csp, guards, lookups  # noqa: F401 (lookups register themselves)

        admin_csp.take_scripts_out_of_choosers()
        guards.append_only("lms_change")
        guards.append_only("lms_look")
        # Sent once for each app: once is enough.
        pre_migrate.connect(guards.take_down_guards, sender=self)
        post_migrate.connect(guards.put_up_guards, sender=self)
