import assert from "node:assert/strict"
import { test } from "node:test"

import { answered, dueNow, judged, withWaiting } from "../../courses/static/courses/js/recall-draw.js"

const question = {
  version: "v1",
  place: 1,
  kind: "one_choice",
  content: { options: [{ id: "a", text: "3" }, { id: "b", text: "4" }] },
  key: { right: "b" },
  due: 100,
  known: null,
}

test("what is due is asked, what has waited longest first, and no more than a session", () => {
  const all = [5, 101, 7, 6].map((due, place) => ({ ...question, due, place }))
  assert.deepEqual(dueNow(all, 100, 2).map(({ due }) => due), [5, 6])
})

test("a hint makes a right answer a hard one; nothing said is nothing", () => {
  assert.equal(judged(question, ["b"], 0).rating, 3)
  assert.equal(judged(question, ["b"], 1).rating, 2)
  assert.equal(judged(question, ["a"], 0).rating, 1)
  assert.equal(judged(question, [], 0).response, null)
})

test("an answer that still waits to be sent counts in a fresh pack, once and in whatever order", () => {
  const event = (id, wall, value) => ({
    kind: "recall.answered", id, wall: Date.parse(wall), payload: { version: "v1", response: [value], hints: 0 },
  })
  const events = [event("1", "2026-11-24T02:00:00Z", "a"), event("2", "2026-11-26T02:00:00Z", "b")]
  const [one] = withWaiting([question], events)
  const [other] = withWaiting([question], [...events].reverse().concat(events))
  assert.deepEqual(one, other)
  assert.ok(one.due > one.known.day)
  assert.deepEqual(withWaiting([question], [{ ...events[0], kind: "answer.saved" }]), [question])
})

test("what was answered is not due today any more", () => {
  assert.ok(answered(question, 100, 1).due >= 101)
})
