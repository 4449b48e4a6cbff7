// The service worker, served at /sw.js: keeps working pages of whoever is signed in, so that they open without signal.
//
// Which pages may be kept stands in ALLOWED, and the server says of each answer for whom it is (lms/kept_pages.py);
// a page is shown to that person alone, by the cookie `learner`. Each page has a cache of its own, with the files it
// needs, named «kept-page <learner> <path>»: it goes as a whole. Signing out takes all of them away, and so does
// the next page of anybody else (store.js). Imports nothing.

const KEPT = "kept-page "
const ALLOWED = [
  /^\/handovers\/classes\/[0-9a-f-]{36}\/(morning|scan-back)\/$/,
  /^\/stocktakes\/[0-9a-f-]{36}\/$/,
  /^\/points\/\d+\/diary\/$/,
  /^\/training\/sessions\/[0-9a-f-]{36}\/$/,
  /^\/writing\/[0-9a-f-]{36}\/$/,
]
// How long the network may take before the kept page is shown instead.
const PATIENCE = 3000
// A page that nobody has looked at with signal for so long is out of date.
const OLDEST = 2 * 24 * 60 * 60 * 1000
const MOST = 8
// Signed out elsewhere, no longer in charge, or led on to another page: what was kept is not theirs any more.
const REFUSED = [0, 401, 403, 404]
// Answers that came a moment ago, until their page says which files it needs.
const fresh = new Map()

self.addEventListener("install", () => self.skipWaiting())
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()))

self.addEventListener("fetch", (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (url.origin !== location.origin) return
  if (request.method === "POST" && url.pathname === "/sign-out/") event.waitUntil(forget(() => true))
  if (request.method !== "GET") return
  if (url.pathname.startsWith("/static/")) event.respondWith(file(request))
  else if (request.mode === "navigate" && allowed(url)) event.respondWith(page(request, url.pathname))
})

self.addEventListener("message", (event) => {
  if (event.data && event.data.keep) event.waitUntil(keep(event.data.keep).catch(() => {}))
})

async function page(request, path) {
  const who = await learner()
  const kept = await keptPage(who, path)
  const answer = fetch(request).then((response) => {
    if (response.ok) fresh.set(path, response.clone())
    if (REFUSED.includes(response.status)) caches.delete(name(who, path))
    return response.status >= 500 && kept ? kept : response
  })
  if (!kept) return answer
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE, kept))
  return Promise.race([answer, patience]).catch(() => kept)
}

// Names of files change with their content: whichever cache holds one holds the right one.
async function file(request) {
  try {
    return await fetch(request)
  } catch (error) {
    return (await caches.match(request.url)) || Response.error()
  }
}

async function keep({ path, files }) {
  const who = await learner()
  if (!who || !allowed(new URL(path, location))) return
  await forget((whose) => whose !== who)
  const answer = fresh.get(path) || (await fetch(path, { credentials: "same-origin" }))
  fresh.delete(path)
  if (!answer.ok || answer.redirected || answer.headers.get("X-Keep-For") !== who) return
  const cache = await caches.open(name(who, path))
  const wanted = files.filter((address) => address.startsWith("/static/"))
  for (const old of await cache.keys()) {
    if (!wanted.includes(new URL(old.url).pathname)) await cache.delete(old)
  }
  const held = new Set((await cache.keys()).map((old) => new URL(old.url).pathname))
  await cache.addAll(wanted.filter((address) => !held.has(address)))
  // Last: a page is only there when all its files are.
  await cache.put(path, answer)
  const own = (await caches.keys()).filter((one) => one.startsWith(`${KEPT}${who} `))
  await Promise.all(own.slice(0, -MOST).map((one) => caches.delete(one)))
}

async function keptPage(who, path) {
  if (!who || !(await caches.has(name(who, path)))) return null
  const kept = await (await caches.open(name(who, path))).match(path)
  const age = kept ? Date.now() - Date.parse(kept.headers.get("Date")) : 0
  return kept && age < OLDEST ? kept : null
}

async function forget(whose) {
  fresh.clear()
  const names = (await caches.keys()).filter((one) => one.startsWith(KEPT) && whose(one.split(" ")[1]))
  await Promise.all(names.map((one) => caches.delete(one)))
}

// Who is signed in here. A browser that does not let a worker ask (before Chrome 87) shows no kept page.
async function learner() {
  const cookie = self.cookieStore && (await self.cookieStore.get("learner"))
  return cookie ? decodeURIComponent(cookie.value) : ""
}

function name(who, path) {
  return `${KEPT}${who} ${path}`
}

function allowed({ pathname, search }) {
  return !search && ALLOWED.some((pattern) => pattern.test(pathname))
}
