from django.db import migrations

# What carriers answer most; the province mends and adds (registers/carrier-reasons).
REASONS = [
    (
        "problem_wrong_number",
        "Số thuê bao không đúng",
        "Xem lại số trên SIM hoặc khung SIM, sửa số rồi gửi lại.",
    ),
    (
        "problem_not_our_number",
        "Số không thuộc nhà mạng này",
        "Sửa nhà mạng của SIM, rồi gửi lại cho đúng nhà mạng.",
    ),
    (
        "problem_owner",
        "Chưa đăng ký chính chủ hoặc sai thông tin thuê bao",
        "Người đứng tên mang giấy tờ ra điểm giao dịch đăng ký lại, rồi gửi lại.",
    ),
    (
        "problem_not_eligible",
        "Không thuộc diện được hỗ trợ",
        "Đối chiếu với danh sách được duyệt; nếu sai thì báo Sở, nếu đúng thì tìm nguồn khác.",
    ),
    (
        "problem_no_signal",
        "Nơi ở không có sóng của nhà mạng",
        "Xem sóng của bản; xin SIM nhà mạng khác hoặc chỉ điểm hỗ trợ gần nhất.",
    ),
    (
        "problem_sim_broken",
        "SIM hỏng, không đọc được",
        "Lấy SIM mới cho số này, rồi gửi yêu cầu thay SIM.",
    ),
    (
        "problem_debt",
        "Thuê bao còn nợ cước",
        "Hỏi nhà mạng số tiền và ai trả, trả xong thì gửi lại.",
    ),
    (
        "problem_other",
        "Lý do khác",
        "Đọc lời nhà mạng ghi; chưa rõ thì gọi hỏi nhà mạng.",
    ),
]


def write(apps, schema_editor):
    model = apps.get_model("devices", "CarrierReason")
    model.objects.bulk_create(
        [model(code=code, words=words, next_act=next_act) for code, words, next_act in REASONS],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("devices", "0014_carrier_requests"),
    ]

    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
