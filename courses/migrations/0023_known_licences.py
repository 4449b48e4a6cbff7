"""The licences that teachers meet; the department rewords them in the back office."""

from django.db import migrations

# code, name, meaning, address, whether it names a holder, whether other schools may copy
ROWS = [
    (
        "own",
        "Tự biên soạn, các trường được dùng lại",
        "Các trường trong tỉnh được sao chép, sửa cho hợp với lớp mình và ghi tên người soạn.",
        "",
        False,
        True,
    ),
    (
        "own-kept",
        "Tự biên soạn, giữ mọi quyền",
        "Được đọc và học ở đây; muốn sao chép thì hỏi người soạn.",
        "",
        False,
        False,
    ),
    (
        "cc-by",
        "Creative Commons: ghi tên (CC BY 4.0)",
        "Ai cũng được dùng lại và sửa, miễn là ghi tên người soạn.",
        "https://creativecommons.org/licenses/by/4.0/deed.vi",
        False,
        True,
    ),
    (
        "cc-by-sa",
        "Creative Commons: ghi tên, chia sẻ tương tự (CC BY-SA 4.0)",
        "Ai cũng được dùng lại và sửa, miễn là ghi tên người soạn và chia sẻ tiếp với giấy phép này.",
        "https://creativecommons.org/licenses/by-sa/4.0/deed.vi",
        False,
        True,
    ),
    (
        "cc-by-nc",
        "Creative Commons: ghi tên, không kinh doanh (CC BY-NC 4.0)",
        "Ai cũng được dùng lại và sửa, miễn là ghi tên người soạn và không bán.",
        "https://creativecommons.org/licenses/by-nc/4.0/deed.vi",
        False,
        True,
    ),
    (
        "permission",
        "Dùng với sự cho phép",
        "Người giữ quyền cho phép dùng ở đây; muốn sao chép thì hỏi người ấy.",
        "",
        True,
        False,
    ),
    (
        "textbook",
        "Trích sách giáo khoa, tài liệu của Nhà nước",
        "Trích để dạy học trong nhà trường và ghi rõ nguồn.",
        "",
        True,
        True,
    ),
]


def add(apps, schema_editor):
    licences = apps.get_model("courses", "Licence")
    for place, (code, name, meaning, address, names_a_holder, may_be_copied) in enumerate(ROWS, start=1):
        licences.objects.get_or_create(
            code=code,
            defaults={
                "name": name,
                "meaning": meaning,
                "address": address,
                "names_a_holder": names_a_holder,
                "may_be_copied": may_be_copied,
                "place": place * 10,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("courses", "0022_licences")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
