import assert from "node:assert/strict"
import { test } from "node:test"

import { reader } from "../../devices/static/devices/code-readers.js"

// A browser's own detector, as Android has it.
function detector(formats, found = []) {
  return class {
    constructor({ formats: wanted }) {
      this.constructor.wanted = wanted
    }

    static async getSupportedFormats() {
      return formats
    }

    async detect() {
      return found.map((rawValue) => ({ rawValue }))
    }
  }
}

test("the browser's own detector reads labels, and barcodes where it can", async () => {
  const Own = detector(["qr_code", "code_128", "aztec"], ["https://x/d/K7M3PX/", "490154203237518"])
  globalThis.BarcodeDetector = Own
  const read = await reader({ worker: "w.js", library: "l.js" })
  assert.deepEqual(await read({}), ["https://x/d/K7M3PX/", "490154203237518"])
  assert.deepEqual(Own.wanted, ["qr_code", "code_128"])
})

test("a detector in name only gives way to the library, which only a worker loads", async () => {
  globalThis.BarcodeDetector = detector([])
  globalThis.window = {}
  assert.equal(await reader({ worker: "w.js", library: "l.js" }), null, "no workers here")
  const asked = []
  globalThis.window = { Worker: true }
  globalThis.document = { createElement: () => ({}) }
  globalThis.Worker = class {
    constructor(address) {
      asked.push(address)
    }

    postMessage(message) {
      asked.push(message.library)
      queueMicrotask(() => this.onmessage({ data: { ready: message.library === "l.js" } }))
    }

    terminate() {}
  }
  assert.equal(typeof (await reader({ worker: "w.js", library: "l.js" })), "function")
  assert.deepEqual(asked, ["w.js", "l.js"])
  assert.equal(await reader({ worker: "w.js", library: "broken.js" }), null)
  assert.equal(await reader({ worker: "w.js", library: "" }), null, "set-up found no npm")
})
