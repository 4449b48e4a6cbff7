// The kill switch, the word of a new version, and who is here in a browser whose worker cannot read cookies.

import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import vm from "node:vm"
import { browser } from "./worker-browser.js"

const here = browser()
const { activate, install } = await import("../../lms/static/lms/js/worker/shell.js")
const { cameWithoutSignal, learner } = await import("../../lms/static/lms/js/worker/who.js")

test("the kill switch gives all caches back, unregisters, and loads no page anew", async () => {
  const source = readFileSync(new URL("../../lms/static/lms/js/worker/off.js", import.meta.url), "utf8")
  const names = ["files", "shell 1", "takeaway lan a", "kept-page lan /today/"]
  const done = []
  const listeners = {}
  const self = {
    addEventListener: (kind, listener) => (listeners[kind] = listener),
    skipWaiting: () => done.push("stepped in"),
    registration: { unregister: async () => done.push("unregistered") },
  }
  const caches = { keys: async () => [...names], delete: async (name) => names.splice(names.indexOf(name), 1) }
  vm.runInNewContext(source, { self, caches })
  listeners.install()
  await new Promise((resolve) => listeners.activate({ waitUntil: (work) => work.then(resolve) }))
  assert.deepEqual(names, [])
  assert.deepEqual(done, ["stepped in", "unregistered"])
  assert.deepEqual(Object.keys(listeners).sort(), ["activate", "install"])
})

test("pages that are open are told of a new version, and of the first one nothing", async () => {
  here.empty("lan")
  here.windows = ["/desk/"]
  await activate()
  assert.deepEqual(here.posted, [])
  await here.put("shell old", "/offline/", new Response(""))
  await activate()
  assert.deepEqual(here.posted, [{ news: "new" }])
})

test("without cookies to read, the row that each page writes says who is here", async () => {
  // Firefox has a store of cookies in a worker, and none in it.
  globalThis.cookieStore = { getAll: async () => [] }
  let row = { learner: "lan", at: 1 }
  globalThis.indexedDB = {
    open() {
      const request = {}
      const get = () => ({ result: row })
      const transaction = () => {
        const tx = { objectStore: () => ({ get }) }
        setTimeout(() => tx.oncomplete())
        return tx
      }
      setTimeout(() => {
        request.result = { transaction }
        request.onsuccess()
      })
      return request
    },
  }
  assert.equal(await learner(), "lan")
  assert.equal(await cameWithoutSignal(), false)
  row = { learner: "lan", cameWithoutSignal: true }
  assert.equal(await cameWithoutSignal(), true)
  row = { learner: "-" }
  assert.equal(await learner(), "")
  row = undefined
  assert.equal(await learner(), "")
  row = { learner: "lan" }
  delete globalThis.cookieStore
  assert.equal(await learner(), "lan")
})

test("an install that was cut goes on where it was, and is whole or not at all", async () => {
  here.empty("lan")
  const files = Array.from({ length: 9 }, (_one, number) => `/static/f${number}.0123456789ab.js`)
  globalThis.TOLD.files = files
  const network = Object.fromEntries(files.map((path) => [path, () => new Response("")]))
  here.network = { ...network, [files[4]]: null }
  await assert.rejects(install())
  // The others that were under way come in all the same.
  await new Promise((resolve) => setTimeout(resolve, 50))
  here.network = network
  here.asked = []
  await install()
  assert.deepEqual(here.asked, [files[4]])
  assert.deepEqual((await here.paths("shell 1")).sort(), ["/offline/", ...files].sort())
})
