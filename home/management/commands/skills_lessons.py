from django.core.management.base import BaseCommand

from home.skills import loading


class Command(BaseCommand):
    help = (
        "Load the ten lessons of digital skills with their quizzes and steps. What is there already is left "
        "as it is, whatever a teacher made of it; a lesson that was deleted comes back."
    )

    def handle(self, *args, **options):
        made = loading.load()
        for title in made:
            self.stdout.write(f"+ {title}")
        self.stdout.write(f"{len(made)} lessons were new.")
