import assert from "node:assert/strict"
import { test } from "node:test"

import { delay, inOrder, parcels, sortResults, unnumbered, uuid7 } from "../../lms/static/lms/js/outbox.js"
import { readCookie } from "../../lms/static/lms/js/store.js"

const event = (id, stream = "s", seq = 1, payload = {}) => ({ id, stream, seq, payload })

test("an id is a UUID of version 7 that begins with the time", () => {
  const id = uuid7(1700000000000, new Uint8Array(10).fill(255))
  assert.equal(id, "018bcfe5-6800-7fff-bfff-ffffffffffff")
})

test("what was written while the page went away is numbered as it was made", () => {
  const events = [event("c", "s", null), event("a", "s", 7), event("b", "s", null)]
  assert.deepEqual(unnumbered(events).map(({ id }) => id), ["b", "c"])
})

test("only what the school has is forgotten; what it refuses is kept for help", () => {
  const events = ["a", "b", "c", "d", "e", "f", "g"].map((id) => event(id))
  const statuses = ["stored", "duplicate", "late", "conflict", "rejected", "retry"]
  const results = statuses.map((status, place) => ({ id: events[place].id, status, reason: "" }))
  const { done, help } = sortResults(events, results)
  assert.deepEqual(done.map(({ id }) => id), ["a", "b", "c"])
  assert.deepEqual(help.map(({ id, status }) => [id, status]), [["d", "conflict"], ["e", "rejected"]])
})

test("results that name no known event touch nothing", () => {
  const { done, help } = sortResults([event("a")], [{ id: null, status: "stored" }])
  assert.deepEqual([done, help], [[], []])
})

test("parcels keep the order of each stream and stay small", () => {
  const events = [event("c", "s", 3), event("a", "s", 1), event("b", "s", 2)]
  assert.deepEqual(parcels(events, 2).map((parcel) => parcel.map(({ seq }) => seq)), [[1, 2], [3]])
  const large = [event("a", "s", 1, "ư".repeat(30)), event("b", "s", 2, "ư".repeat(30))]
  assert.equal(parcels(large, 100, 150).length, 2)
})

test("the pause grows to five minutes and is spread", () => {
  assert.equal(delay(0, 1), 2000)
  assert.equal(delay(0, 0), 1000)
  assert.equal(delay(30, 1), 300000)
})

test("a cookie is found by its whole name", () => {
  assert.equal(readCookie("my_learner=x; learner=a%40b", "learner"), "a@b")
  assert.equal(readCookie("", "learner"), "")
})

test("what came after something that did not arrive waits for it; other streams go on", () => {
  const parcel = [event("a", "pair:1", 2), event("b", "pair:2", 1)]
  assert.deepEqual(inOrder(parcel, new Set(["pair:1"])).map(({ id }) => id), ["b"])
})
