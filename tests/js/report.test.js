import assert from "node:assert/strict"
import { test } from "node:test"

import { MOST_BYTES, fits, machineIn, payloadOf, sentenceFor, waitingFor } from "../../devices/static/devices/report.js"

const fields = new Map([
  ["kind", "broken"],
  ["words", "  Màn hình tối "],
])

test("a report without a photo says nothing of one", () => {
  assert.deepEqual(payloadOf("K7M3PX", fields, ""), { device: "K7M3PX", kind: "broken", words: "Màn hình tối" })
})

test("a photo that is too heavy for one piece goes with the form", () => {
  assert.ok(fits(payloadOf("K7M3PX", fields, "x".repeat(40000))))
  assert.ok(!fits(payloadOf("K7M3PX", fields, "x".repeat(MOST_BYTES))))
})

test("each answer of the school has its sentence, waiting has none", () => {
  assert.equal(sentenceFor({ status: "stored", reason: "" }), "stored")
  assert.equal(sentenceFor({ status: "duplicate", reason: "" }), "stored")
  assert.equal(sentenceFor({ status: "stored", reason: "no_photo" }), "noPhoto")
  assert.equal(sentenceFor({ status: "rejected", reason: "forbidden" }), "refused")
  assert.equal(sentenceFor({ status: "retry", reason: "" }), "")
})

test("what was told of this machine and still waits is known again", () => {
  const told = (id, device, kind = "device.reported") => ({ id, kind, payload: { device } })
  const events = [told("e1", "K7M3PX"), told("e2", "ABC234"), told("e3", "K7M3PX", "usage.day")]
  assert.equal(waitingFor("K7M3PX", events).id, "e1")
  assert.equal(waitingFor("QQQQ22", events), undefined)
})

test("a machine is named by its code, its label, its serial or its IMEI, and by nothing else", () => {
  assert.equal(machineIn(" k7m-3px "), "K7M3PX")
  assert.equal(machineIn("https://school.example/d/K7M3PX/"), "K7M3PX")
  assert.equal(machineIn("490154203237518"), "490154203237518")
  assert.equal(machineIn("r9tx701234"), "R9TX701234")
  assert.equal(machineIn("https://school.example/c/Jt-secret/"), "")
  assert.equal(machineIn(" "), "")
})
