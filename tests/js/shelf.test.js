// Whether this browser keeps what is taken home: it is tried before anything is loaded.

import assert from "node:assert/strict"
import { afterEach, test } from "node:test"

import "./as-served.js"
import { browser } from "./worker-browser.js"
import "./fake-store.js"

browser()
navigator.serviceWorker = {}
const { worksHere } = await import("../../courses/static/courses/js/shelf.js")
const { indexedDB: store, caches } = globalThis

function refuses(name) {
  globalThis.indexedDB = {
    open() {
      const request = { error: new DOMException("no", name) }
      queueMicrotask(() => request.onerror())
      return request
    },
  }
}

afterEach(() => {
  Object.assign(globalThis, { indexedDB: store, caches })
  navigator.serviceWorker = {}
})

test("a private window that has a store by name and opens none keeps nothing", async () => {
  refuses("InvalidStateError")
  assert.equal(await worksHere(), false)
})

test("nor does one whose store throws, or that has none", async () => {
  globalThis.indexedDB = { open: () => { throw new DOMException("no", "SecurityError") } }
  assert.equal(await worksHere(), false)
  delete globalThis.indexedDB
  assert.equal(await worksHere(), false)
})

test("nor does one that lets no page be kept", async () => {
  globalThis.caches = { open: () => Promise.reject(new DOMException("no", "SecurityError")) }
  assert.equal(await worksHere(), false)
  globalThis.caches = undefined
  assert.equal(await worksHere(), false)
  globalThis.caches = caches
  delete navigator.serviceWorker
  assert.equal(await worksHere(), false)
})

test("a device that is full keeps what it has: what to remove is told when something is taken", async () => {
  refuses("QuotaExceededError")
  assert.equal(await worksHere(), true)
})

test("any other keeps it, also after it was refused once", async () => {
  assert.equal(await worksHere(), true)
})
