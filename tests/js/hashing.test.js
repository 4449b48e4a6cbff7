import assert from "node:assert/strict"
import { createHash, randomBytes } from "node:crypto"
import { test } from "node:test"

import "./as-served.js"

const { begun, hashed } = await import("../../courses/static/courses/js/hashing.js")

const told = (name, bytes) => createHash(name.replace("-", "").toLowerCase()).update(bytes).digest("hex")

for (const name of ["SHA-256", "SHA-1"]) {
  test(`${name} of any length, in pieces of any length, is that of everybody else`, () => {
    for (const length of [0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 128, 1000, 70_000]) {
      const bytes = randomBytes(length)
      for (const piece of [1, 3, 63, 64, 65, 1024]) {
        if (length / piece > 2000) continue
        const hash = begun(name)
        for (let at = 0; at < length; at += piece) hash.add(new Uint8Array(bytes.subarray(at, at + piece)))
        assert.equal(hash.hex(), told(name, bytes), `${length} by ${piece}`)
      }
    }
  })
}

test("what is large is never read as a whole", async () => {
  const bytes = randomBytes(5 * 1024 * 1024 + 77)
  const blob = new Blob([bytes])
  const whole = Object.assign(blob, { arrayBuffer: () => assert.fail("the whole of it"), stream: () => assert.fail("the whole of it") })
  assert.equal(await hashed(whole), told("SHA-256", bytes))
  assert.equal(await hashed(whole, "SHA-1"), told("SHA-1", bytes))
})

test("what is small as well", async () => {
  assert.equal(await hashed(new Blob(["a sound"])), told("SHA-256", "a sound"))
})
