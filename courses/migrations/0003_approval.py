from django.db import migrations

NAME = "Duyệt bài giảng"


def set_up_approval(apps, schema_editor):
    """One workflow for the whole tree, in the place of the one Wagtail comes with."""
    models = {
        name: apps.get_model("wagtailcore", name)
        for name in ("Page", "Task", "Workflow", "WorkflowPage", "WorkflowTask")
    }
    ContentType = apps.get_model("contenttypes", "ContentType")
    kind, _made = ContentType.objects.get_or_create(app_label="courses", model="lectureapproval")
    root = models["Page"].objects.get(depth=1)
    models["WorkflowPage"].objects.filter(page=root).delete()
    models["Workflow"].objects.update(active=False)
    models["Task"].objects.update(active=False)
    task = apps.get_model("courses", "LectureApproval").objects.create(name=NAME, content_type=kind)
    workflow = models["Workflow"].objects.create(name=NAME)
    models["WorkflowTask"].objects.create(workflow=workflow, task=task, sort_order=0)
    models["WorkflowPage"].objects.create(workflow=workflow, page=root)
    # Its groups know nothing of roles that end; see courses/authoring.py.
    apps.get_model("auth", "Group").objects.filter(name__in=["Editors", "Moderators"]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0002_quizzes"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [migrations.RunPython(set_up_approval, migrations.RunPython.noop)]
