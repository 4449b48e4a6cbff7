import assert from "node:assert/strict"
import test from "node:test"

import { lastWaiting, together } from "../../courses/static/courses/js/task-state.js"

const server = { turn: 2, words: "đã nộp", pages: ["a", "s"], sounds: ["s"] }

test("what the school knows is shown where this device has nothing newer", () => {
  assert.deepEqual(together(server, null, { turn: 1, words: "cũ", pages: [] }), {
    turn: 2, words: "đã nộp", pages: ["a", "s"], sounds: ["s"], isWaiting: false, isHandedIn: true,
  })
})

test("what was begun after handing in stands here, and is not lost", () => {
  const state = together(server, null, { turn: 2, words: "viết thêm", pages: ["a", "b"] })
  assert.equal(state.words, "viết thêm")
  assert.equal(state.isHandedIn, true)
})

test("what waits to be sent counts as handed in", () => {
  const state = together(null, { turn: 1, words: "chờ", pages: [] }, undefined)
  assert.deepEqual([state.words, state.turn, state.isWaiting, state.isHandedIn], ["chờ", 1, true, true])
})

test("nothing known, nothing shown", () => {
  assert.deepEqual(together(undefined, null, undefined), {
    turn: 0, words: "", pages: [], sounds: [], isWaiting: false, isHandedIn: false,
  })
})

test("of several that wait for the same task the last is meant", () => {
  const event = (turn, seq, block = "k") => ({ kind: "task.handed", seq, payload: { lecture: "l", block, turn } })
  assert.equal(lastWaiting([event(2, 2), event(1, 1), event(9, 3, "other")], "l", "k").turn, 2)
  assert.equal(lastWaiting([], "l", "k"), null)
})
