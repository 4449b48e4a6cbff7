import assert from "node:assert/strict"
import { test } from "node:test"

import { MOST_BYTES, PIECE, cuts, wholeOf } from "../../courses/static/courses/js/pieces.js"

test("a file is cut into pieces without a gap or a rest", () => {
  assert.deepEqual(cuts(0), [])
  assert.deepEqual(cuts(5, 2), [[0, 2], [2, 4], [4, 5]])
  assert.deepEqual(cuts(4, 2), [[0, 2], [2, 4]])
})

test("a piece as text fits into one event, and the largest file into the pieces that the school takes", () => {
  assert.ok((PIECE * 4) / 3 < 46 * 1024)
  assert.equal(cuts(MOST_BYTES).length, 64)
})

test("a file that waits is put together again only while all of it is here", () => {
  const piece = (file, number, of, content) => ({ payload: { file, number, of, content } })
  const events = [piece("a", 2, 2, "ii"), piece("b", 1, 2, "i"), { payload: { question: 1 } }, piece("a", 1, 2, "i")]
  assert.deepEqual(wholeOf(events, "a"), ["i", "ii"])
  assert.equal(wholeOf(events, "b"), undefined)
  assert.equal(wholeOf(events, "c"), undefined)
})
