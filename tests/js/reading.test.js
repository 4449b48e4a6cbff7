import assert from "node:assert/strict"
import test from "node:test"

import { furthest, isRead, news, nextBlock, together } from "../../courses/static/courses/reading.js"

const ORDER = ["a", "b", "c", "d"]

test("a block is read when its end was seen or it was looked at long enough", () => {
  assert.equal(isRead({ bottomSeen: true, visibleMs: 0 }), true)
  assert.equal(isRead({ bottomSeen: false, visibleMs: 4000 }), true)
  assert.equal(isRead({ bottomSeen: false, visibleMs: 3999 }), false)
})

test("furthest is the lowest read block, in per cent", () => {
  assert.equal(furthest(ORDER, new Set()), 0)
  assert.equal(furthest(ORDER, new Set(["a"])), 25)
  assert.equal(furthest(ORDER, new Set(["c"])), 75)
  assert.equal(furthest([], new Set(["c"])), 0)
})

test("one continues after the furthest block", () => {
  assert.equal(nextBlock(ORDER, new Set()), null)
  assert.equal(nextBlock(ORDER, new Set(["a", "b"])), "c")
  assert.equal(nextBlock(ORDER, new Set(["d"])), null)
})

test("only what is new is told", () => {
  assert.equal(news(ORDER, new Set(["a"]), new Set(["a"])), null)
  assert.deepEqual(news(ORDER, new Set(["a", "b"]), new Set(["a"])), { furthest: 50, blocks: ["b"] })
})

const said = (lecture, blocks, finished) => ({ kind: "lecture.read", payload: { lecture, blocks, finished } })

test("what waits on this device counts beside what the school knows", () => {
  const school = { blocks: ["a"], finished: false, due: "2026-11-28" }
  assert.deepEqual(together(school, [said("x", ["a", "b"])], "x"), { ...school, blocks: ["a", "b"] })
  assert.equal(together(school, [said("x", [], true)], "x").finished, true)
  assert.deepEqual(together(null, [said("x", ["a"], true)], "x"), { blocks: ["a"], finished: true })
})

test("what waits of another lecture, or of a quiz, does not count", () => {
  assert.equal(together(null, [said("y", ["a"], true)], "x"), null)
  assert.equal(together({ blocks: [] }, [said("y", [], true)], "x").finished, false)
  assert.equal(together(null, [{ kind: "answer.set", payload: {} }], "x"), null)
})
