"""What is measured over 20,000 lectures and 10,000 threads and notices, each with its goal
(`make bench-library`)."""

import statistics
import time

from courses.models import LibraryEntry, LibraryPosting
from students.models import Role, Student

MOST_MS, PAGE_KB = 100, 20
TIMES = 30
PAGES = {
    "library": "/lectures/?grade=all",
    "library, a subject and a grade": "/lectures/?grade=6&subject=toan",
    "library, light with sound, page 3": "/lectures/?grade=all&with=light&page=3",
    "library, most read": "/lectures/?grade=all&order=used",
    "library, most recommended": "/lectures/?grade=all&order=recommended",
    "library, far back": "/lectures/?grade=all&page=900",
}
SEARCHES = {
    "search, two words": "phân số",
    "search, one frequent word": "bài",
    "search, without marks": "quang hop",
    "search, a slip": "phan sso",
    "search, swapped letters": "qaung hop",
    "search, Telex": "ddieejn bieen phur",
    "search, three words of titles": "hinh tam giac luyen tap",
    "search, words of texts": "thong an chi bo",
    "search, nothing": "khủng long bạo chúa",
    "search, the longest": "a b c d e g h i k l m n o p q r s t u v x y " * 2,
    "search, one letter": "a",
    "search, a word of talk alone": "ngha nghe",
    "search, a page of talk": "phan so&in=exchange&page=9",
    "search, narrowed": "phan so&grade=6&with=sound",
}


def measures(bench):
    """(name, unit, value, goal); a goal of None is only told."""
    yield "entries", "rows", LibraryEntry.objects.count(), None
    yield "words of entries", "rows", LibraryPosting.objects.count(), None
    pupil = Student.objects.exclude(user=None).order_by("pk").first()
    teacher = Role.objects.filter(kind=Role.Kind.TEACHER).order_by("pk").first()
    province = Role.objects.filter(kind=Role.Kind.PROVINCE_ADMIN).order_by("pk").first()
    readers = {
        "stranger": "",
        "pupil": bench.cookies_of(pupil.user),
        "teacher": bench.cookies_of(teacher.user),
        "province": bench.cookies_of(province.user),
    }
    asked = PAGES | {name: f"/search/?q={text.replace(' ', '+')}" for name, text in SEARCHES.items()}
    for who, cookies in readers.items():
        for name, path in asked.items():
            if "in=exchange" in path and not cookies:
                continue
            yield from _page(bench, f"{name} ({who})", path, cookies)


def _page(bench, name, path, cookies):
    path = path.encode().decode("latin-1")
    status, _headers, content = bench.ask(path, cookies)
    if status != 200:
        yield f"{name}: answers {status}", "", None, None
        return
    took = sorted(_ms(bench, path, cookies) for _each in range(TIMES))
    yield name, "ms p50", statistics.median(took), None
    yield name, "ms p95", took[int(TIMES * 0.95)], MOST_MS
    yield name, "KB", len(content) / 1024, PAGE_KB


def _ms(bench, path, cookies):
    began = time.perf_counter()
    bench.ask(path, cookies)
    return (time.perf_counter() - began) * 1000
