import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"

import { readResponse, score } from "../../courses/static/courses/js/marking.js"
import { afterHints } from "../../courses/static/courses/js/worth.js"
import { Stopwatch, known, left } from "../../courses/static/courses/js/stopwatch.js"

const vectors = JSON.parse(readFileSync(new URL("../golden/marking.json", import.meta.url), "utf-8"))

test("the browser reads and marks as the school does", () => {
  assert.ok(vectors.length >= 500)
  for (const { kind, raw, content, key, response, score: expected } of vectors) {
    const told = readResponse(kind, raw, content)
    assert.deepEqual(told, response, JSON.stringify({ kind, raw, content }))
    assert.equal(score(kind, told, content, key), expected, JSON.stringify({ kind, raw, key }))
  }
})

test("hints take off the same here and at school", () => {
  const hints = JSON.parse(readFileSync(new URL("../golden/hints.json", import.meta.url), "utf-8"))
  assert.ok(hints.length >= 500)
  for (const { score: share, asked, key, left: expected } of hints) {
    assert.equal(afterHints(share, asked, key), expected, JSON.stringify({ share, asked, key }))
  }
})

test("the stopwatch goes on from what was known, whichever knew more", () => {
  const watch = new Stopwatch(known(5000, 9000), 100)
  assert.equal(watch.elapsed(1100), 10000)
})

test("time left never falls below nothing", () => {
  assert.deepEqual(left(61, 500), { over: false, m: 1, s: 1 })
  assert.deepEqual(left(10, 11000), { over: true, m: 0, s: 0 })
  assert.equal(left(null, 0), null)
})
