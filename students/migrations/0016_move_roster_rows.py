"""Rows of lists uploaded so far leave the import itself for blocks of their own."""

from django.db import migrations

BLOCK = 500


def move(apps, schema_editor):
    imports = apps.get_model("students", "RosterImport").objects
    blocks = apps.get_model("students", "RosterBlock").objects
    for pk in list(imports.values_list("pk", flat=True)):
        kept = imports.only("outline").get(pk=pk)
        for at, sheet in enumerate(kept.outline.get("sheets", [])):
            rows = sheet.pop("rows")
            sheet["rows"], sheet["blocks"] = len(rows), -(-len(rows) // BLOCK)
            blocks.bulk_create(
                blocks.model(
                    roster_import_id=pk,
                    sheet=at,
                    position=position,
                    rows=rows[position * BLOCK : (position + 1) * BLOCK],
                )
                for position in range(sheet["blocks"])
            )
        kept.outline.setdefault("is_text", False)
        kept.outline.setdefault("text_encoding", "utf-8")
        kept.outline.setdefault("sheets", [])
        kept.save(update_fields=["outline"])


class Migration(migrations.Migration):
    dependencies = [("students", "0015_rosters_in_blocks")]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
