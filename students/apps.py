from django.apps import AppConfig


class StudentsConfig(AppConfig):
    name = "students"

    def ready(self):
        from students import finding, guards

        # The worker must know what it may be asked to do.
        from students.roster import jobs  # noqa: F401

        finding.register_own()
        guards.register()
