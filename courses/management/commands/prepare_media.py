"""`manage.py prepare_media`: make light whatever film or sound is not yet, or was by an older recipe."""

from django.core.management import BaseCommand

from courses.media.preparing import all_that_lacks


class Command(BaseCommand):
    help = "Begins the work on films and sounds that lack light copies; the worker does it. Twice is once."

    def handle(self, *args, **options):
        begun = all_that_lacks()
        self.stdout.write(f"{begun} files are to be made light; manage.py work does it.")
