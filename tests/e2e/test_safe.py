"""What a child keeps on a shared tablet opens with the own PIN alone (lms/static/lms/js/safe.js)."""

import pytest

from tests.e2e.conftest import wait_until

SAFE = 'import("/static/lms/js/safe.js")'
STORE = 'import("/static/lms/js/store.js")'


@pytest.fixture
def safe(page):
    """Calls a function of safe.js in the browser: `safe("open", "giang", "0156")`."""
    page.goto("/sign-in/")

    def call(name, *told):
        return page.evaluate(f"([name, told]) => {SAFE}.then((safe) => safe[name](...told))", [name, told])

    return call


def test_a_safe_opens_with_its_pin_alone(safe):
    safe("make", "giang", "0156")
    safe("keep", "giang", "ticket", {"seed": 7, "words": "Ruộng bậc thang"})
    assert safe("take", "giang", "ticket") == {"seed": 7, "words": "Ruộng bậc thang"}
    safe("shut")
    assert safe("take", "giang", "ticket") is None
    assert not safe("open", "giang", "0157")
    assert safe("take", "giang", "ticket") is None
    assert safe("open", "giang", "0156")
    assert safe("take", "giang", "ticket")["seed"] == 7


def test_nobody_reads_the_safe_of_another(safe):
    safe("make", "giang", "0156")
    safe("keep", "giang", "ticket", 1)
    safe("shut", "giang")
    safe("make", "hoa", "0156")
    assert safe("take", "hoa", "ticket") is None
    assert safe("take", "giang", "ticket") is None
    assert safe("names", "hoa") == []


def test_a_new_pin_takes_over_what_is_open(safe):
    safe("make", "giang", "0156")
    safe("keep", "giang", "ticket", 1)
    safe("make", "giang", "9999")
    safe("shut")
    assert not safe("open", "giang", "0156")
    assert safe("open", "giang", "9999")
    assert safe("take", "giang", "ticket") == 1


def test_what_is_kept_meanwhile_lies_sealed_and_outlives_the_visit_of_another(safe, page):
    kept = f"([name, told]) => {STORE}.then((store) => store[name]('kept', ...told))"
    draft = ["giang", "attempt:a1"]
    page.evaluate(kept, ["put", [{"answers": {"1": ["b"]}}, draft]])
    page.evaluate(kept, ["put", [{"answers": {"2": ["c"]}}, ["hoa", "attempt:a2"]]])
    safe("make", "giang", "0156")
    assert page.evaluate(kept, ["get", [draft]]) == {"answers": {"1": ["b"]}}, "what lay open went in"
    page.evaluate(kept, ["put", [{"answers": {"1": ["d"]}}, draft]])
    page.goto("/sign-in/")  # nobody is here: safes shut, and what lies open goes
    wait_until(page, f"() => {SAFE}.then((safe) => safe.isOpen('giang')).then((isOpen) => !isOpen)")
    assert page.evaluate(kept, ["get", [draft]]) is None
    assert page.evaluate(kept, ["get", [["hoa", "attempt:a2"]]]) is None
    safe("make", "hoa", "0156")
    assert page.evaluate(kept, ["get", [draft]]) is None
    assert safe("open", "giang", "0156")
    assert page.evaluate(kept, ["get", [draft]]) == {"answers": {"1": ["d"]}}
    safe("make", "giang", "7777")
    assert page.evaluate(kept, ["get", [draft]]) == {"answers": {"1": ["d"]}}, "a new PIN takes it over"
    safe("forget", "giang")
    assert page.evaluate(kept, ["get", [draft]]) is None
    assert not safe("open", "giang", "7777")


def test_a_pin_changed_at_school_makes_a_new_safe_and_loses_nothing_unsent(safe, page):
    safe("make", "giang", "0156")
    safe("keep", "giang", "ticket", 1)
    event = {"id": "e1", "learner": "giang", "kind": "answer.saved", "stream": "a1", "seq": 1}
    events = f"([name, told]) => {STORE}.then((store) => store[name]('events', ...told))"
    page.evaluate(events, ["put", [event]])
    safe("shut")
    safe("make", "giang", "9999")
    assert safe("take", "giang", "ticket") is None, "opens with the forgotten PIN alone"
    assert page.evaluate(events, ["rowsOf", ["giang"]]) == [event]
    safe("keep", "giang", "ticket", 2)
    assert safe("take", "giang", "ticket") == 2


def test_the_disk_holds_neither_the_words_nor_the_pin(safe, page):
    safe("make", "giang", "0156")
    safe("keep", "giang", "ticket", "Ruộng bậc thang")
    raw = page.evaluate(
        """async () => {
          const wait = (asked) => new Promise((done) => (asked.onsuccess = () => done(asked.result)))
          const db = await wait(indexedDB.open("song"))
          const rows = []
          for (const name of ["safe", "keys"]) {
            rows.push(...await wait(db.transaction(name).objectStore(name).getAll()))
          }
          db.close()
          const whole = (one) => one instanceof ArrayBuffer ? [...new Uint8Array(one)] : []
          const bytes = (one) => ArrayBuffer.isView(one) ? [...one] : whole(one)
          return rows.map((row) => row instanceof CryptoKey ? { extractable: row.extractable } :
            { text: new TextDecoder().decode(new Uint8Array(Object.values(row).flatMap(bytes))) })
        }"""
    )
    assert len([row for row in raw if row.get("extractable") is False]) == 2
    assert not any(row.get("extractable") for row in raw)
    text = "".join(row.get("text", "") for row in raw)
    assert text
    assert "Ru" not in text
    assert "0156" not in text
