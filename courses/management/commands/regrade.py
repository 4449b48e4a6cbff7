"""`manage.py regrade QUIZ`: mark a quiz's attempts anew from their events; with --dry-run only say it."""

from uuid import UUID

from django.core.management import BaseCommand, CommandError
from django.db import transaction

from courses import correcting
from courses.models import Attempt, QuizPage
from lms.history import note_change


class Command(BaseCommand):
    help = "Mark the attempts of a quiz anew from their events, and say which marks change."

    def add_arguments(self, parser):
        parser.add_argument("quiz", help="the quiz's key, as in the address of its results")
        parser.add_argument("--dry-run", action="store_true", help="change nothing")

    def handle(self, quiz, dry_run, **options):
        try:
            page = QuizPage.objects.get(translation_key=UUID(quiz))
        except (ValueError, QuizPage.DoesNotExist) as why:
            raise CommandError(f"There is no quiz {quiz}.") from why
        with transaction.atomic():
            attempts = (
                Attempt.objects.filter(page=page).select_related("paper", "page", "student").order_by("pk")
            )
            attempts = list(attempts.select_for_update(of=("self",)))
            diff = correcting.diff_of(None, attempts)
            for line in diff.lines:
                self.stdout.write(
                    f"{line.attempt.pk}: {line.attempt.points}/{line.attempt.out_of} → "
                    f"{line.result.points}/{line.result.out_of}"
                )
            if not dry_run and diff.lines:
                correcting.keep(diff)
                note_change(
                    by=None,
                    act="mark a quiz anew",
                    thing=page,
                    after={"marked_anew": f"{len(diff.lines)}/{diff.all}"},
                )
        self.stdout.write(
            f"{len(diff.lines)} of {diff.all} attempts {'would change' if dry_run else 'changed'}."
        )
