from django.apps import AppConfig


class StudentsConfig(AppConfig):
    name = "students"

    def ready(self):
        from students import dossier_parts, finding, guards

        # The worker must know what it may be asked to do.
        from students.movement.rollover import jobs as roll_over_jobs  # noqa: F401
        from students.roster import jobs  # noqa: F401

        finding.register_own()
        dossier_parts.register()
        guards.register()
