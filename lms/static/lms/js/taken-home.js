// What was taken along on this device: caches «takeaway <learner> <key>», each with its pages and, written last of all, its
// list (courses/js/shelf.js). A cache without a list is not whole, and nothing of it is told.

const NAME = /^takeaway (\S+) (([a-z]+)-(\S+))$/
// Pages that only lead to others.
const LEADS_ON = "list"

// [{who, list}] of everybody on this device.
export async function taken() {
  const found = []
  for (const name of await caches.keys()) {
    const [, who, , kind, uid] = NAME.exec(name) || []
    const told = who && (await (await caches.open(name)).match(`/takeaways/${kind}/${uid}.json`))
    const list = told ? await told.json().catch(() => null) : null
    if (list) found.push({ who, list })
  }
  return found
}

// [{path, title}] of what `who` may open without signal, what came last first, each once.
export async function takenPages(who) {
  const lists = (await taken()).filter((one) => one.who === who).map(({ list }) => list)
  const pages = new Map()
  for (const list of lists.sort((one, other) => other.taken_at - one.taken_at)) {
    for (const { url, title } of list.pages.filter(isRead)) if (!pages.has(url)) pages.set(url, { path: url, title })
  }
  return [...pages.values()]
}

export function isRead({ kind }) {
  return kind !== LEADS_ON
}
