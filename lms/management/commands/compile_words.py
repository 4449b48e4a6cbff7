from django.core.management.base import BaseCommand, CommandError

from lms import words


class Command(BaseCommand):
    help = "Compile locale/vi/*.po into the one catalogue that Django reads."
    requires_system_checks = ()

    def handle(self, **options):
        try:
            compiled = words.compile_words()
        except words.WordsClash as clash:
            raise CommandError(str(clash)) from None
        if compiled:
            self.stdout.write(f"Compiled the words of {len(words.parts())} parts.")
