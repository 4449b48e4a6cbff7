import assert from "node:assert/strict"
import test from "node:test"

import { know, notYet, pileOf, shuffled } from "../../courses/static/courses/js/card-pile.js"

test("cards that were known the last time are put away, and those that are gone forgotten", () => {
  assert.deepEqual(pileOf(["a", "b", "c"], ["b", "gone"]), { waiting: ["a", "c"], known: ["b"] })
})

test("what is known leaves the pile, what is not comes again last", () => {
  const pile = pileOf(["a", "b", "c"])
  assert.deepEqual(know(pile), { waiting: ["b", "c"], known: ["a"] })
  assert.deepEqual(notYet(pile), { waiting: ["b", "c", "a"], known: [] })
  assert.deepEqual(know(know(know(know(pile)))), { waiting: [], known: ["a", "b", "c"] })
})

test("shuffling loses no card and changes nothing of what is known", () => {
  const pile = know(pileOf(["a", "b", "c", "d"]))
  const mixed = shuffled(pile, () => 0)
  assert.deepEqual(mixed.waiting, ["c", "d", "b"])
  assert.deepEqual([...shuffled(pile).waiting].sort(), ["b", "c", "d"])
  assert.deepEqual(mixed.known, ["a"])
})
