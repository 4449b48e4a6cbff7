import assert from "node:assert/strict"
import { test } from "node:test"

import { Checks, Drafts, sameLook } from "../../devices/static/devices/check-marks.js"

const checks = new Checks({
  kind: "tablet",
  others: { LAPTOP: "laptop" },
  points: { tablet: [["screen", "Màn hình"], ["charger", "Sạc, cáp"]], laptop: [["keyboard", "Bàn phím"]] },
})
const NAMES = { worn: "cũ, xước", missing: "thiếu" }

test("a machine is looked at by the points of its kind; one of an unknown kind by none", () => {
  assert.deepEqual(checks.of("K7M3PX").map(([code]) => code), ["screen", "charger"])
  assert.deepEqual(checks.of("LAPTOP").map(([code]) => code), ["keyboard"])
  assert.deepEqual(new Checks({ kind: "", others: {}, points: {} }).of("K7M3PX"), [])
})

test("only what is not good is marked, and nothing that is not on the list", () => {
  assert.deepEqual(checks.marked("K7M3PX", { screen: "worn", charger: "good", keyboard: "broken" }), { screen: "worn" })
})

test("it is said in words, or that all is good", () => {
  const words = (look) => checks.words("K7M3PX", look, NAMES, "tốt cả")
  assert.equal(words({}), "tốt cả")
  assert.equal(words({ charger: "missing", screen: "worn" }), "Màn hình: cũ, xước; Sạc, cáp: thiếu")
})

test("two looks are alike whatever their order, and nothing is like nothing", () => {
  assert.ok(sameLook({ a: "worn", b: "broken" }, { b: "broken", a: "worn" }))
  assert.ok(sameLook({}, undefined))
  assert.ok(!sameLook({ a: "worn" }, { a: "broken" }))
})

test("what was marked stays with its machine until it goes out, and is nobody else's", () => {
  const drafts = new Drafts()
  assert.ok(drafts.keep("K7M3PX", { screen: "worn" }, "photo"))
  assert.ok(!drafts.keep("R9R9R9", {}, ""))
  assert.deepEqual(drafts.of("R9R9R9"), { look: {}, photo: "" })
  assert.deepEqual(drafts.of("K7M3PX"), { look: { screen: "worn" }, photo: "photo" })
  drafts.keep("K7M3PX", {}, "")
  assert.deepEqual(drafts.of("K7M3PX").look, {})
  drafts.keep("K7M3PX", { screen: "worn" }, "")
  drafts.gone("K7M3PX")
  assert.deepEqual(drafts.of("K7M3PX").look, {})
})
