import assert from "node:assert/strict"
import { test } from "node:test"

import { Looks, luhnHolds, understand } from "../../devices/static/devices/scanned.js"

const labels = [
  ["https://may.dienbien.example/d/K7M3PX/", { kind: "device", code: "K7M3PX" }],
  ["http://127.0.0.1:8000/d/k7m3px", { kind: "device", code: "K7M3PX" }],
  ["https://may.dienbien.example/c/Jt-3_xQ9vR2mN8kLpW5zYA/", { kind: "card", secret: "Jt-3_xQ9vR2mN8kLpW5zYA" }],
  ["https://may.dienbien.example/d/K7M3PXAB/", { kind: "binding", code: "K7M3PXAB" }],
  ["https://elsewhere.example/?q=1", { kind: "link" }],
  ["tel:0912345678/x", { kind: "link" }],
]
const numbers = [
  [" k7m-3px ", { kind: "device", code: "K7M3PX", typed: true }],
  ["490154203237518", { kind: "imei", number: "490154203237518" }],
  ["4901 5420 3237 518", { kind: "imei", number: "490154203237518" }],
  ["490154203237519", { kind: "text", text: "490154203237519" }],
  ["8984048000012345670", { kind: "sim", number: "8984048000012345670" }],
  ["0912 345 678", { kind: "phone", number: "0912345678" }],
  ["R9TX-70.1234", { kind: "text", text: "R9TX701234" }],
  ["  ", { kind: "nothing" }],
  ["***", { kind: "nothing" }],
]

for (const [text, expected] of [...labels, ...numbers]) {
  test(`«${text}» is understood`, () => assert.deepEqual(understand(text), expected))
}

test("a wrong digit breaks the sum", () => {
  assert.ok(luhnHolds("490154203237518"))
  assert.ok(!luhnHolds("490154203237581"))
})

test("a code that lies in front of the camera counts once, and later as a repeat", () => {
  const looks = new Looks()
  assert.equal(looks.at("a", 0), "new")
  assert.equal(looks.at("a", 1500), "echo")
  assert.equal(looks.at("a", 3000), "echo")
  assert.equal(looks.at("b", 3100), "new")
  assert.equal(looks.at("a", 5100), "repeat")
})
