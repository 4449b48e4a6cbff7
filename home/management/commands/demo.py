import json

from django.core.management.base import BaseCommand, CommandError

from home.demo import everything, province, summary
from lms.env import PRODUCTION

WHO = [
    ("pupil", "Học sinh Mường Nhà"),
    ("pupil_other_school", "Học sinh Nà Hỳ"),
    ("teacher", "Giáo viên Mường Nhà"),
    ("teacher_other_school", "Giáo viên Nà Hỳ"),
    ("school_admin", "Quản trị Mường Nhà"),
    ("school_admin_other_school", "Quản trị Nà Hỳ"),
    ("author", "Tác giả bài giảng"),
    ("approver", "Người duyệt bài"),
    ("province_admin", "Quản trị tỉnh"),
    ("auditor", "Người kiểm tra (chỉ xem)"),
    ("guardian", "Phụ huynh"),
]


class Command(BaseCommand):
    help = "Load a believable school year to click through, and print who can sign in."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="print accounts and codes as JSON")
        parser.add_argument(
            "--scale", choices=["province"], help="then fill the whole province, for measuring"
        )
        parser.add_argument(
            "--yes-demo-data", action="store_true", help="load it even where PRODUCTION is set"
        )

    def handle(self, *args, **options):
        if PRODUCTION and not options["yes_demo_data"]:
            raise CommandError(
                "This is a production server (PRODUCTION is set), and the demo makes accounts with known "
                "passwords. Nothing was written. Add --yes-demo-data if you mean it."
            )
        cast = everything.load()
        if options["scale"] == "province":
            province.load(cast, tell=self.stderr.write)
        told = summary.summary(cast)
        summary.keep(told)
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
        else:
            self.stdout.write(table(told))


def table(told):
    """Who can sign in, for people to read."""
    lines = ["", "Dữ liệu mẫu đã sẵn sàng. Ai cũng đăng nhập thử được:", ""]
    for key, words in WHO:
        who = told[key]
        if "pin" in who:
            lines.append(f"  {words:<26} mã {who['code']:<9} PIN {who['pin']:<7} thẻ {who['card']}")
        if "password" in who:
            lines.append(f"  {words:<26} tên {who['username']:<16} mật khẩu {who['password']}")
    paths = told["base_paths"]
    lines += [
        "",
        "  Mã và PIN: học sinh gõ ở /sign-in/, phụ huynh ở /ph/. Tên và mật khẩu: gõ ở /sign-in/staff/.",
        f"  Bài giảng {paths['lecture']}",
        f"  Bài kiểm tra {paths['quiz']}",
        f"  Ôn luyện {paths['practice']}",
        f"  Gắn máy: /d/{told['device_code']}/",
        "",
    ]
    return "\n".join(lines)
