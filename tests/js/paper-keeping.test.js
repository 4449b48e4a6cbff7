import assert from "node:assert/strict"
import { test } from "node:test"

import { UnkeptRows } from "../../courses/static/courses/js/paper-keeping.js"

test("a kept row may be left, one that is typed or under way may not", () => {
  const rows = new UnkeptRows()
  assert.equal(rows.open, false)
  rows.type("giang")
  assert.equal(rows.open, true)
  assert.equal(rows.begin("giang"), true)
  assert.equal(rows.open, true)
  rows.answered("giang", true)
  assert.equal(rows.open, false)
})

test("a refused row is not sent again by itself, and is not lost without a word", () => {
  const rows = new UnkeptRows()
  rows.type("giang")
  rows.begin("giang")
  rows.answered("giang", false)
  assert.equal(rows.begin("giang"), false)
  assert.equal(rows.open, true)
  rows.type("giang")
  rows.begin("giang")
  rows.answered("giang", true)
  assert.equal(rows.open, false)
})

test("what is typed while the row is under way is sent after it", () => {
  const rows = new UnkeptRows()
  rows.type("giang")
  rows.begin("giang")
  rows.type("giang")
  assert.equal(rows.begin("giang"), false)
  rows.answered("giang", true)
  assert.equal(rows.begin("giang"), true)
})

test("without signal the tries become rare, and an answer makes them quick again", () => {
  const rows = new UnkeptRows()
  const waits = []
  for (let number = 0; number < 9; number += 1) {
    rows.type("giang")
    rows.begin("giang")
    rows.fail("giang")
    waits.push(rows.wait)
  }
  assert.deepEqual(waits.slice(0, 3), [2000, 4000, 8000])
  assert.equal(waits[8], 120000)
  rows.begin("giang")
  rows.answered("giang", true)
  assert.equal(rows.wait, 2000)
})
