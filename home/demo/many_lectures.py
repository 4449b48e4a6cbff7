"""20,000 lectures for measuring the library: titles as schools write them, texts of made-up syllables that
occur as often as words of a language do. Written in bulk, page and catalogue alike, in a minute or two.
"""

from datetime import timedelta
from random import Random

from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Page

from courses.library import shelving
from courses.models import CoursePage, LecturePage, LibraryEntry, SchoolUse, SubjectPage
from home.demo import everything, summary
from lms.text import fold, make_slug
from students.models import School, Subject

LECTURES = 20_000
SUBJECTS, GRADES = 8, range(1, 13)
BATCH = 250
TOPICS = [
    "Phân số bằng nhau",
    "Quang hợp ở lá cây",
    "Số nguyên âm",
    "Điện Biên Phủ",
    "Hình tam giác",
    "Nước và các thể",
    "Truyện cổ tích",
    "Số thập phân",
    "Bảng nhân 7",
    "Ruộng bậc thang",
    "Hoa ban trắng",
    "Thông tin và dữ liệu",
    "Máy tính bảng của em",
    "Tế bào",
    "Lực ma sát",
    "Kể lại một trải nghiệm",
    "Câu ghép",
    "Phép trừ phân số",
    "Khí hậu vùng cao",
    "Chiến dịch Điện Biên",
    "Từ đồng nghĩa",
    "Đo độ dài",
]
MORE = ["Bài học", "Luyện tập", "Ôn tập", "Thực hành", "Khám phá", "Em tìm hiểu", "Mở rộng", "Tiết"]
ONSETS = [
    "b",
    "c",
    "ch",
    "d",
    "đ",
    "g",
    "gh",
    "gi",
    "h",
    "k",
    "kh",
    "l",
    "m",
    "n",
    "ng",
    "ngh",
    "nh",
    "ph",
    "qu",
    "r",
    "s",
    "t",
    "th",
    "tr",
    "v",
    "x",
]
RHYMES = "a ai am an ang anh ao at ay âu e en eo ê i ia iêm in inh o oa oan oi on ong ô ôn ông ơ ơi u"
SYLLABLES = [onset + rhyme for onset in ONSETS for rhyme in RHYMES.split()]


def load(scale=1.0, tell=print):
    """Fill an empty database; a full one is left as it is. Returns whether it was filled now."""
    wanted = round(LECTURES * scale)
    if LibraryEntry.objects.filter(kind="lecture").count() >= wanted:
        return False
    cast = everything.load(small=True)
    summary.keep(summary.summary(cast))
    chance = Random("lectures")
    courses = list(_courses())
    tell(f"{wanted} lectures …")
    for start in range(0, wanted, BATCH):
        _write(chance, courses, range(start, min(start + BATCH, wanted)))
    for course in courses:
        course.save()
    tell("Words and use …")
    _use(chance)
    shelving.count_words()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return True


def _courses():
    home = Page.objects.get(depth=2)
    for subject in Subject.objects.order_by("pk")[:SUBJECTS]:
        page = SubjectPage.objects.filter(subject=subject).first()
        if page is None:
            page = home.add_child(instance=SubjectPage(title=subject.name, subject=subject))
        for grade in GRADES:
            title = f"{subject.name} {grade} (kho)"
            yield page.add_child(instance=CoursePage(title=title, slug=make_slug(title), grade=grade))


@transaction.atomic
def _write(chance, courses, numbers):
    """Some lectures: rows of pages, of lectures, of the catalogue with its words."""
    now, like = timezone.now(), LecturePage.objects.first()
    usual = [1 / (place + 12) for place in range(len(SYLLABLES))]
    pages = []
    for number in numbers:
        course = courses[number % len(courses)]
        course.numchild += 1
        title = f"{chance.choice(TOPICS)}: {chance.choice(MORE).lower()} {number % 97}"
        page = LecturePage(
            title=title,
            draft_title=title,
            slug=f"bai-{number}",
            summary=" ".join(chance.choices(SYLLABLES, usual, k=14)),
            path=f"{course.path}{course.numchild:04d}",
            depth=course.depth + 1,
            url_path=f"{course.url_path}bai-{number}/",
            content_type=like.content_type,
            locale=like.locale,
            live=True,
            first_published_at=now - timedelta(minutes=7 * number),
            weight={"pictures": chance.choice([0, 120_000, 400_000]), "sound": chance.choice([0, 0, 90_000])},
        )
        pages.append(page)
    fields = [field for field in Page._meta.concrete_fields if not field.primary_key]
    names = [field.attname for field in fields]
    Page.objects.bulk_create(Page(**{name: getattr(page, name) for name in names}) for page in pages)
    keys = dict(Page.objects.filter(path__in=[page.path for page in pages]).values_list("path", "pk"))
    for page in pages:
        page.page_ptr_id = page.pk = page.id = keys[page.path]
    _insert(LecturePage, pages)
    subjects = {}
    entries, words = [], {}
    for page, number in zip(pages, numbers, strict=True):
        course = courses[number % len(courses)]
        if course.pk not in subjects:
            subjects[course.pk] = SubjectPage.objects.get(path=course.path[: -len("0001")]).subject_id
        facts = shelving.Facts(
            title=page.title,
            summary=page.summary,
            body=" ".join(chance.choices(SYLLABLES, usual, k=160)),
            grade=course.grade,
            topic=course.slug,
            subject_id=subjects[course.pk],
            size=20_000 + page.weight["pictures"],
            has_sound=bool(page.weight["sound"]),
            published_at=page.first_published_at,
        )
        entries.append(
            LibraryEntry(
                kind="lecture",
                page_id=page.pk,
                title=facts.title,
                folded_title=fold(facts.title),
                grade=facts.grade,
                topic=facts.topic,
                subject_id=facts.subject_id,
                size=facts.size,
                has_sound=facts.has_sound,
                published_at=facts.published_at,
            )
        )
        words[page.pk] = shelving.weights(facts)
    made = LibraryEntry.objects.bulk_create(entries)
    shelving.write_words({entry.pk: words[entry.page_id] for entry in made}, anew=False)


def _insert(model, rows):
    """The rows of a table that has its parent's in another: Django's own bulk_create refuses those."""
    fields = model._meta.local_concrete_fields
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    signs = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {model._meta.db_table} ({columns}) VALUES ({signs})",  # noqa: S608
            [
                [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
                for row in rows
            ],
        )


def _use(chance):
    school = School.objects.order_by("pk").first()
    keys = list(LibraryEntry.objects.filter(kind="lecture").values_list("pk", flat=True))
    SchoolUse.objects.bulk_create(
        [
            SchoolUse(school=school, entry_id=key, readers=chance.randrange(5, 300))
            for key in chance.sample(keys, len(keys) // 6)
        ],
        batch_size=500,
        ignore_conflicts=True,
    )
