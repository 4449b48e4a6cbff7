import assert from "node:assert/strict"
import test from "node:test"

import { Books, answered, lookedUp } from "../../devices/static/devices/counting.js"

const known = {
  machines: [{ code: "K7M3PX", serial: "R9TX701234", imeis: ["490154203237518"], words: "6A" }],
  seen: [],
}

test("a machine is known by its label, its serial and its IMEI, without signal", () => {
  const books = new Books(known)
  for (const text of ["https://song.example/d/K7M3PX/", "k7m-3px", "R9TX 70 1234", "490154203237518"]) {
    assert.equal(books.look(text).machine.code, "K7M3PX", text)
  }
  assert.equal(books.look("https://song.example/d/K7M3PX/").send, "K7M3PX")
})

test("what was seen counts once, and what is not on the list is written down all the same", () => {
  const books = new Books(known)
  books.seen.add("K7M3PX")
  assert.equal(books.look("K7M3PX").say, "again")
  assert.deepEqual(books.look("LABCDE"), { send: "LABCDE", say: "elsewhere" })
  assert.equal(books.found, 1)
})

test("a sign-in card is never written down", () => {
  assert.deepEqual(new Books(known).look("https://song.example/c/JtSecret1/"), { send: "", say: "card" })
})

test("each scan shows what the school answered", () => {
  const scans = [{ id: "a", state: "here" }, { id: "b", state: "here" }, { id: "c", state: "here" }]
  const results = [{ id: "a", status: "stored" }, { id: "b", status: "late" }]
  assert.deepEqual(answered(scans, results).map(({ state }) => state), ["sent", "late", "here"])
})

test("a count that makes the list of a room tells what comes onto it and what somebody has", () => {
  const machine = (code, belongs) => ({ code, serial: `S-${code}`, imeis: [], words: "", belongs })
  const books = new Books({ makesList: true, machines: [machine("K7M3PX", true), machine("R9R9R9", false)] })
  const said = (text) => books.look(text).say
  assert.deepEqual(["K7M3PX", "R9R9R9", "LABCDE"].map(said), ["found", "notOfRoom", "elsewhere"])
  books.seen.add("K7M3PX").add("R9R9R9")
  assert.equal(books.found, 1)
  assert.equal(said("K7M3PX"), "again")
})

test("what another page has sent meanwhile no longer stands there as if it waited", () => {
  const scans = ["a", "b", "c"].map((id) => ({ id, state: "here" })).concat({ id: "d", state: "late" })
  const states = lookedUp(scans, [{ id: "a" }], [{ id: "b" }]).map(({ state }) => state)
  assert.deepEqual(states, ["here", "refused", "sent", "late"])
})
