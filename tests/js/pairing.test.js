import assert from "node:assert/strict"
import { test } from "node:test"
import { webcrypto } from "node:crypto"

import { markOf } from "../../devices/static/devices/card-marks.js"
import { uuid7 } from "../../lms/static/lms/js/outbox.js"
import { Book, comesBack, decide, fill, isoDay, put, recent, sittings, standing, withoutCard } from "../../devices/static/devices/pairing.js"

const known = {
  all_devices: true,
  pupils: [
    { id: "p1", code: "MN23456", name: "Giàng A Sùng", cards: ["abc"], household: "h1" },
    { id: "p2", code: "MN23457", name: "Giàng A Chu", cards: [], household: "h1" },
    { id: "p3", code: "MN23458", name: "Lò Thị Hoa", cards: [], has: "ZZZZZZ", holder: "em Lò Văn Nam" },
  ],
  devices: [
    ["K7M3PX", "R9TX701234", "490154203237518"],
    ["H2J4K6", "R9TX2", "", "", "", "8984048000012345670"],
    ["Q4W8ZB", "R9TX3", "", "held", "em Vàng"],
    ["B2B2B2", "R9TX4", "", "repair", ""],
    ["F5F5F5", "R9TX5", "", "", "", "!"],
  ],
  sims: [["8984048000012345670", "0912345678"]],
}
const book = new Book(known)
const pupil = (id) => ({ pupil: book.pupils.get(id) })
const device = (code) => ({ device: book.machines.get(code) })

test("pupil and machine make a pair, whichever comes first", () => {
  for (const [first, second] of [[pupil("p1"), device("K7M3PX")], [device("K7M3PX"), pupil("p1")]]) {
    const { table, say } = put({}, first, [])
    assert.ok(["pupilFirst", "deviceFirst"].includes(say))
    const step = put(table, second, [])
    assert.deepEqual(step.pair, { pupil: "p1", device: "K7M3PX", sim: "", decision: "" })
    assert.deepEqual(step.table, {})
  }
})

test("a machine is found by code, serial and IMEI; a pupil by code and by the mark of the card", () => {
  for (const scanned of [{ code: "K7M3PX" }, { text: "R9TX701234" }, { number: "490154203237518" }]) {
    assert.equal(book.find(scanned).device.code, "K7M3PX")
  }
  assert.equal(book.find({ kind: "text", text: "MN23456" }).pupil.id, "p1")
  assert.equal(book.find({ kind: "card", mark: "abc" }).pupil.id, "p1")
  assert.equal(book.find({ kind: "card", mark: "abd" }).say, "cardUnknown")
  assert.equal(book.find({ kind: "sim", number: "8984048000012345670" }).sim.phone, "0912345678")
})

test("what is no thing of the school is refused at once, unless the page could not take all along", () => {
  assert.equal(book.find({ kind: "device", code: "XXXXXX" }).say, "deviceUnknown")
  const more = new Book({ ...known, all_devices: false })
  assert.equal(more.find({ kind: "device", code: "XXXXXX" }).device.code, "XXXXXX")
  assert.equal(book.find({ kind: "binding", code: "K7M3PXAB" }).say, "bindingCode")
  assert.equal(book.find({ kind: "link" }).say, "strange")
})

test("a machine that is held or broken, or went out this morning, leaves the table as it was", () => {
  const { table } = put({}, pupil("p1"), [])
  for (const [code, say] of [["Q4W8ZB", "deviceHeld"], ["B2B2B2", "deviceRepair"]]) {
    const step = put(table, device(code), [])
    assert.equal(step.say, say)
    assert.equal(step.table, table)
    assert.ok(step.bad)
  }
  const pairs = [{ id: "1", pupil: "p2", device: "K7M3PX", sim: "" }]
  assert.equal(put({}, device("K7M3PX"), pairs).say, "deviceDone")
  assert.equal(put({}, pupil("p2"), pairs).say, "pupilDone")
})

test("a household that has a machine, or gets one this morning, asks for a decision", () => {
  const first = put(device("K7M3PX"), pupil("p3"), [])
  assert.deepEqual([first.say, first.asks, first.held], ["decided", true, "ZZZZZZ"])
  assert.equal(decide(first.table, "12/QĐ-UBND", []).pair.decision, "12/QĐ-UBND")
  const brother = [{ id: "1", pupil: "p2", device: "H2J4K6", household: "h1", sim: "" }]
  assert.equal(put(device("K7M3PX"), pupil("p1"), brother).say, "decided")
  const other = put(first.table, pupil("p1"), [])
  assert.ok(other.pair, "left out: the next pupil takes the machine")
})

test("the SIM card in the machine goes along; another one only when it is asked for", () => {
  assert.equal(put(pupil("p1"), device("H2J4K6"), []).pair.sim, "8984048000012345670")
  const step = put(pupil("p1"), device("K7M3PX"), [], { wantsSim: true })
  assert.equal(step.say, "simNext")
  const done = put(step.table, { sim: book.sims.get("0912345678") }, [], { wantsSim: true })
  assert.equal(done.pair.sim, "8984048000012345670")
})

test("an undoing that was refused leaves its pair standing, with the reason", () => {
  const kept = [{ id: "1", pupil: "p1", device: "d", undone: true }]
  const help = [{ kind: "handover.undo", stream: "pair:1", payload: {}, reason: "refused", told: "Quá 24 giờ." }]
  const [pair] = standing(kept, [], help)
  assert.deepEqual([pair.state, pair.told], ["refused", "Quá 24 giờ."])
  assert.deepEqual(standing(kept, [], []), [])
})

test("where a pair stands follows from what waits and what was refused", () => {
  const kept = [1, 2, 3, 4].map((id) => ({ id: String(id), pupil: `p${id}`, device: "d" }))
  const event = (id, kind = "handover.pair", more = {}) => ({ kind, stream: `pair:${id}`, payload: { pupil: "p9", device: "d" }, ...more })
  const events = [event("1"), event("4", "handover.undo"), event("5")]
  const help = [event("3", "handover.pair", { reason: "refused", told: "Máy đã có người giữ." })]
  const shown = standing(kept, events, help)
  assert.deepEqual(shown.map(({ id, state }) => [id, state]), [
    ["1", "here"],
    ["2", "school"],
    ["3", "refused"],
    ["5", "here"],
  ])
  assert.equal(shown[2].told, "Máy đã có người giữ.")
  assert.equal(shown[3].pupil, "p9", "kept by the outbox alone")
})

test("sentences are filled and days are written as they are sent", () => {
  assert.equal(fill("Em {pupil} – {device} {x}", { pupil: "Sùng", device: "K7" }), "Em Sùng – K7 {x}")
  assert.equal(isoDay(" 4/9/2026 "), "2026-09-04")
  assert.equal(isoDay("mai"), "mai")
})

test("the mark of a card is the one that the server makes", async () => {
  // devices/morning/cards.py: mark_of(CardToken.hash_of("Jt-3_xQ9vR2mN8kLpW5zYA"), "0123abcd")
  assert.equal(await markOf("Jt-3_xQ9vR2mN8kLpW5zYA", "0123abcd", webcrypto), "5db27fce331a")
})

test("what comes back is held by somebody, and is found by the label or by the pupil's card", () => {
  const back = (found, returns = []) => comesBack(found, book, returns)
  const holder = book.machines.get("Q4W8ZB")
  assert.deepEqual(back({ device: holder }), { say: "comesBack", machine: holder, device: "Q4W8ZB", holder: "em Vàng" })
  assert.equal(back({ pupil: { name: "Vàng", has: "Q4W8ZB" } }).machine, holder)
  assert.equal(back({ pupil: { name: "Vàng" } }).say, "pupilHasNone")
  assert.equal(back(device("K7M3PX")).say, "notOut")
  assert.equal(back({ device: holder }, [{ device: "Q4W8ZB", state: "here" }]).say, "backBefore")
  assert.ok(back({ device: holder }, [{ device: "Q4W8ZB", state: "refused" }]).machine)
})

test("where a return stands is told by its own stream", () => {
  const events = [{ kind: "handover.return", stream: "return:7", payload: { device: "Q4W8ZB" } }]
  assert.deepEqual(standing([], events, [], "return"), [{ id: "7", device: "Q4W8ZB", state: "here" }])
})

test("names of a morning long gone are not left on the phone", () => {
  const now = 1_700_000_000_000
  const at = (time) => ({ id: uuid7(time, new Uint8Array(10)) })
  const day = 24 * 60 * 60 * 1000
  assert.equal(recent([at(now - 4 * day), at(now - 2 * day), at(now)], now).length, 2)
})

test("a card of another school in the machine is asked about, and then left out or replaced", () => {
  const { table } = put({}, pupil("p1"), [])
  const step = put(table, device("F5F5F5"), [])
  assert.deepEqual([step.say, step.asksCard, step.pair], ["cardInside", true, undefined])
  assert.equal(withoutCard(step.table, []).pair.sim, "-")
  assert.equal(put(step.table, { sim: book.sims.get("0912345678") }, []).pair.sim, "8984048000012345670")
  // Said of this machine, not of the next one.
  const other = withoutCard(put({}, device("F5F5F5"), []).table, [])
  assert.equal(put(put(other.table, device("K7M3PX"), []).table, pupil("p1"), []).pair.sim, "")
})

test("what comes back in one sitting stands on one paper", () => {
  const back = (sitting, state, number) => ({ sitting, state, number })
  const rows = [back("a", "school", "05"), back("a", "here"), back("b", "here"), back("b", "refused"), { state: "school" }]
  assert.deepEqual(sittings(rows), [
    { sitting: "b", number: "", count: 1, waiting: 1 },
    { sitting: "a", number: "05", count: 2, waiting: 1 },
  ])
})
