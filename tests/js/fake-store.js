// An IndexedDB in memory, as far as store.js asks for one; import it before what uses the store.

const BY_ID = ["events", "help", "carried"]
const stores = new Map()

export function rows(name) {
  return Array.from(table(name).values())
}

export function empty() {
  stores.clear()
}

function table(name) {
  if (!stores.has(name)) stores.set(name, new Map())
  return stores.get(name)
}

function objectStore(name, ask) {
  const held = table(name)
  const nameOf = (value, key) => JSON.stringify(BY_ID.includes(name) ? value.id : key)
  const of = (who) => Array.from(held.values()).filter(({ learner }) => learner === who)
  const put = (value, key) => ask(() => held.set(nameOf(value, key), structuredClone(value)) && undefined)
  const within = (key) => Array.from(held.keys(), (one) => JSON.parse(one)).filter((one) => !key.isRange || inRange(one, key))
  const gone = (key) => (key.isRange ? within(key) : [key]).forEach((one) => held.delete(JSON.stringify(one)))
  const cursor = (found) => {
    const request = ask(() => found[0])
    const next = () => {
      found.shift()
      ask(() => (request.result = found[0])).onsuccess = () => request.onsuccess()
    }
    for (const one of found) one.continue = next
    return request
  }
  return {
    put,
    add: put,
    get: (key) => ask(() => structuredClone(held.get(JSON.stringify(key)))),
    delete: (key) => ask(() => gone(key)),
    openCursor: (range) => cursor(within(range).map((key) => ({ key, value: structuredClone(held.get(JSON.stringify(key))) }))),
    getAll: () => ask(() => structuredClone(Array.from(held.values()))),
    count: () => ask(() => held.size),
    getAllKeys: (range = {}) => ask(() => within(range)),
    index: () => ({
      getAll: (who) => ask(() => structuredClone(of(who))),
      count: (who) => ask(() => of(who).length),
      openKeyCursor: () => cursor([...new Set(Array.from(held.values(), ({ learner }) => learner))].sort().map((key) => ({ key }))),
    }),
  }
}

function inRange([whose, name], { lower, upper }) {
  return whose === lower[0] && name >= lower[1] && name <= upper[1]
}

function transaction() {
  const tx = { objectStore: (name) => objectStore(name, ask) }
  let open = 0
  function ask(work) {
    const request = {}
    open += 1
    queueMicrotask(() => {
      request.result = work()
      if (request.onsuccess) request.onsuccess()
      open -= 1
      if (!open) queueMicrotask(() => open || tx.oncomplete())
    })
    return request
  }
  // One that asks for nothing ends as well.
  setTimeout(() => open || (tx.oncomplete && tx.oncomplete()), 0)
  return tx
}

globalThis.IDBKeyRange = { bound: (lower, upper) => ({ isRange: true, lower, upper }) }
globalThis.indexedDB = {
  open() {
    const request = { result: { transaction, objectStoreNames: { contains: () => true } } }
    queueMicrotask(() => request.onsuccess())
    return request
  },
}
const heard = new EventTarget()
globalThis.addEventListener = heard.addEventListener.bind(heard)
globalThis.dispatchEvent = heard.dispatchEvent.bind(heard)
