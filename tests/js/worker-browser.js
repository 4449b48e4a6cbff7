// A browser for the worker under Node: caches in memory, a network that a test writes down, and who is here.

export const PAGE = "/stocktakes/0e7a1c3e-5d7b-4c8e-9a53-0c6f10c8e9aa/"
export const STYLE = "/static/lms/css/site.0123456789ab.css"
export const HTML = `<html lang="vi"><title>Kiểm kê · Sóng</title><link href="${STYLE}"><main id="content"></main>`

// What the school answers to whoever asks for PAGE as `who`.
export function pageFor(who, html = HTML) {
  return () => new Response(html, { headers: { "X-Keep-For": who, Date: new Date().toUTCString() } })
}

// Going to an address, by what the worker does with a page and with a form that is sent. `isWhole`: with all that it
// does behind it.
export function opening(page, sent) {
  return async (path, method = "GET", referrer = "", isWhole = true) => {
    const waits = []
    const request = { url: `https://school.example${path}`, method, mode: "navigate", referrer }
    const event = { request, resultingClientId: `page ${path}`, waitUntil: (work) => waits.push(work) }
    const answer = await (method === "GET" ? page : sent)(event)
    if (isWhole) await Promise.all(waits)
    return answer
  }
}

export function browser() {
  const state = { who: "", network: {}, asked: [], windows: [], skipped: 0, posted: [], hears: () => false, impatient: false }
  let stores = new Map()

  const addressOf = (key) => new URL(key.url || key, "https://school.example").pathname
  const cacheOf = (name) => {
    if (!stores.has(name)) stores.set(name, new Map())
    const rows = stores.get(name)
    return {
      match: async (key) => rows.get(addressOf(key)) && rows.get(addressOf(key)).clone(),
      put: async (key, answer) => void rows.set(addressOf(key), answer),
      delete: async (key) => rows.delete(addressOf(key)),
      keys: async () => [...rows.keys()].map((path) => ({ url: `https://school.example${path}` })),
    }
  }
  const caches = {
    open: async (name) => cacheOf(name),
    has: async (name) => stores.has(name),
    keys: async () => [...stores.keys()],
    delete: async (name) => stores.delete(name),
    match: async (key, { cacheName }) => (stores.has(cacheName) ? cacheOf(cacheName).match(key) : undefined),
  }
  const fetch = async (asked) => {
    const path = addressOf(asked)
    state.asked.push(path)
    if (!state.network[path]) throw new TypeError("no signal")
    return state.network[path]()
  }
  const wait = globalThis.setTimeout
  const setTimeout = (work, ms, ...more) => wait(work, state.impatient && ms > 1000 ? 5 : ms, ...more)
  const post = (told, [port] = []) => {
    state.posted.push(told)
    if (port) port.postMessage(state.hears(told))
    if (port) setTimeout(() => port.close(), 20)
  }
  const clients = {
    claim: async () => {},
    get: async (id) => ({ postMessage: (told) => void state.posted.push({ ...told, to: id }) }),
    matchAll: async () => state.windows.map((path) => ({ url: `https://school.example${path}`, visibilityState: "visible", postMessage: post })),
  }
  const cookies = () => [
    { name: "csrftoken", value: "x" },
    ...(state.who ? [{ name: "learner", value: state.who }] : []),
    ...(state.cameWithoutSignal ? [{ name: "came-without-signal", value: "1" }] : []),
  ]
  const words = { asOf: "of {when}", slow: "slow {when}", busy: "busy {when}", back: "back", anew: "anew", news: "new", unsent: "not sent" }
  Object.assign(globalThis, {
    self: globalThis, caches, fetch, setTimeout, clients, location: new URL("https://school.example/sw.js"),
    cookieStore: { getAll: async () => cookies() },
    skipWaiting: async () => void (state.skipped += 1),
    TOLD: { version: "1", pages: ["/offline/"], files: [], words },
  })
  Object.defineProperty(globalThis, "navigator", { value: { onLine: true }, configurable: true })

  return Object.assign(state, {
    empty(who) {
      stores = new Map()
      state.who = who
      state.cameWithoutSignal = false
      state.asked = []
      state.windows = []
      state.posted = []
      cacheOf("shell 1").put("/offline/", new Response("<html lang=vi>offline"))
    },
    put: async (name, path, answer) => cacheOf(name).put(path, answer),
    paths: async (name) => (await cacheOf(name).keys()).map(({ url }) => addressOf(url)),
    cacheNames: () => [...stores.keys()],
  })
}
