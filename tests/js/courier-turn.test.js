// In which turn sealed work goes: no file that somebody made up holds the others up.

import assert from "node:assert/strict"
import { test } from "node:test"
import { halves, inTurn, portions } from "../../lms/static/lms/js/courier-turn.js"

const some = (from, count, key = from) => Array.from({ length: count }, (_none, place) => ({ id: `${from}${place}`, from, key, data: new Uint8Array(300) }))
const refused = (from, count) => Array.from({ length: count }, () => ({ kind: "refused", from, key: "made up" }))
const ids = (rows) => rows.map(({ id }) => id)

test("of each file one goes, then the second of each: a long one holds up no short one", () => {
  assert.deepEqual(ids(inTurn([...some("a", 4), ...some("b", 2), ...some("c", 1)], [])), ["a0", "b0", "c0", "a1", "b1", "a2", "a3"])
})

test("of a file of which much was refused little goes, and last", () => {
  const now = inTurn([...some("flood", 600), ...some("good", 3)], refused("flood", 5))
  assert.deepEqual(ids(now.slice(0, 3)), ["good0", "good1", "good2"])
  assert.equal(now.length, 13)
})

test("which of it is drawn by lot, and a pupil whose work was taken before goes as ever", () => {
  const flood = some("flood", 600)
  const mine = [{ id: "mine", from: "flood", key: "hoa", data: new Uint8Array(300) }]
  const told = [...refused("flood", 90), { kind: "receipt", from: "flood", key: "hoa" }]
  const [first, ...others] = inTurn([...flood, ...mine], told)
  assert.equal(first.id, "mine")
  assert.notDeepEqual(ids(others), ids(inTurn(flood, told)))
})

test("a few that were refused put nothing in doubt", () => {
  assert.equal(inTurn(some("stick", 50), refused("stick", 4)).length, 50)
})

test("requests hold what the school takes; halves lose nothing", () => {
  assert.deepEqual(portions(some("a", 230)).map(({ length }) => length), [100, 100, 30])
  const large = Array.from({ length: 30 }, () => ({ data: new Uint8Array(60 * 1024) }))
  for (const portion of portions(large)) assert.ok(portion.length * 80 * 1024 <= 700 * 1024)
  assert.deepEqual(halves([1, 2, 3]), [[1, 2], [3]])
})
