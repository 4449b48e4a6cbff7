import assert from "node:assert/strict"
import { test } from "node:test"

import { uuid7 } from "../../lms/static/lms/js/outbox.js"
import { KeptRows } from "../../devices/static/devices/kept-rows.js"

// A browser's store and outbox, as store.js and send.js are to the page.
function phone() {
  const stores = { kept: new Map(), events: [], help: [] }
  const store = {
    get: async (name, key) => stores[name].get(String(key)),
    put: async (name, value, key) => stores[name].set(String(key), value),
    rowsOf: async (name) => stores[name],
    remove: async (name, id) => (stores[name] = stores[name].filter((event) => event.id !== id)),
  }
  const tell = async (kind, stream, payload) => {
    const event = { id: `e${stores.events.length + 1}`, kind, stream, payload }
    stores.events = [...stores.events, event]
    return event
  }
  const rows = (of = "6A") => new KeptRows("pair", "morning", { of, who: "staff:1", tell, newId: uuid7, store })
  return { stores, rows }
}

test("a row is in the outbox and on the disk, and is there again when the page was shut", async () => {
  const { stores, rows } = phone()
  const row = await rows().add({ pupil: "p1", device: "K7M3PX" })
  assert.equal(stores.events[0].stream, `pair:${row.id}`)
  assert.equal(stores.events[0].payload.class, "6A")
  const again = rows()
  await again.open()
  assert.deepEqual(again.shown.map(({ device, state }) => [device, state]), [["K7M3PX", "here"]])
  const other = rows("6B")
  await other.open()
  assert.deepEqual(other.shown, [])
})

test("what the school told stands beside the row", async () => {
  const { stores, rows } = phone()
  const mine = rows()
  const row = await mine.add({ device: "K7M3PX" })
  stores.events = []
  await mine.settle([{ id: row.event, status: "stored", told: "05/BBBG-2026" }])
  assert.deepEqual(mine.shown.map(({ number, state }) => [number, state]), [["05/BBBG-2026", "school"]])
  assert.equal(mine.count("school"), 1)
})

test("a refused row goes with all that was to come after it, and nothing else goes", async () => {
  const { stores, rows } = phone()
  const mine = rows()
  const row = await mine.add({ device: "K7M3PX" })
  await mine.more(row, "handover.look", { look: {} })
  await mine.add({ device: "Q4W8ZB" })
  const [pair, look, other] = stores.events
  stores.help = [{ ...pair, reason: "refused", told: "…" }]
  stores.events = [look, other]
  await mine.look()
  assert.equal(mine.count("refused"), 1)
  assert.deepEqual(mine.standing().map(({ device }) => device), ["Q4W8ZB"])
  await mine.forget(mine.shown[0])
  await mine.look()
  assert.deepEqual(mine.shown.map(({ device }) => device), ["Q4W8ZB"])
  assert.deepEqual([stores.help.length, stores.events.length], [0, 1])
})

test("a pair whose check-list was not taken still stands", async () => {
  const { stores, rows } = phone()
  const mine = rows()
  const row = await mine.add({ device: "K7M3PX" })
  stores.events = []
  stores.help = [{ id: "x", kind: "handover.look", stream: `pair:${row.id}`, payload: { class: "6A" }, reason: "malformed" }]
  await mine.look()
  assert.deepEqual(mine.shown.map(({ state, also }) => [state, also]), [["school", true]])
})

test("an undone row is shown no more", async () => {
  const { rows } = phone()
  const mine = rows()
  const row = await mine.add({ device: "K7M3PX" })
  await mine.change(row, { undone: true })
  await mine.look()
  assert.deepEqual([mine.shown, mine.standing()], [[], []])
})
