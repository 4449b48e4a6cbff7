// What the service worker does with a page that it kept, when the server answers.

import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import vm from "node:vm"

const SOURCE = readFileSync(new URL("../../lms/static/lms/js/kept-pages.js", import.meta.url), "utf8")
const PAGE = "/stocktakes/0e7a1c3e-5d7b-4c8e-9a53-0c6f10c8e9aa/"
const CACHE = `kept-page lan ${PAGE}`

// A worker that kept PAGE for Lan; `open` navigates to it, `fetch` is the network.
function worker(fetch) {
  const kept = { status: 200, body: "kept", headers: { get: () => new Date().toUTCString() } }
  const store = new Map([[CACHE, { match: async () => kept }]])
  const listeners = {}
  const self = {
    addEventListener: (kind, listener) => (listeners[kind] = listener),
    cookieStore: { get: async () => ({ value: "lan" }) },
  }
  const caches = {
    has: async (name) => store.has(name),
    open: async (name) => store.get(name),
    keys: async () => [...store.keys()],
    delete: async (name) => store.delete(name),
  }
  const location = new URL("https://school.example/sw.js")
  vm.runInNewContext(SOURCE, { self, caches, location, fetch, URL, Map, Set, Date, Promise, setTimeout: () => {}, decodeURIComponent })
  const open = () =>
    new Promise((resolve) => {
      const request = { url: `https://school.example${PAGE}`, method: "GET", mode: "navigate" }
      listeners.fetch({ request, respondWith: resolve, waitUntil: () => {} })
    })
  return { open, store }
}

for (const status of [0, 401, 403, 404]) {
  test(`a page refused with ${status} is kept no longer`, async () => {
    const { open, store } = worker(async () => ({ ok: false, status }))
    assert.equal((await open()).status, status)
    assert.equal(store.has(CACHE), false)
  })
}

test("without signal, or with a server in trouble, the kept page is shown and stays", async () => {
  for (const network of [() => Promise.reject(new TypeError()), async () => ({ ok: false, status: 503 })]) {
    const { open, store } = worker(network)
    assert.equal((await open()).body, "kept")
    assert.equal(store.has(CACHE), true)
  }
})
