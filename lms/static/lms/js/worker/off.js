// The kill switch, served instead of the worker: gives back all that was kept and steps aside. What waits to be sent
// stands in IndexedDB, which is not touched, and no open page is loaded anew.

self.addEventListener("install", () => self.skipWaiting())
self.addEventListener("activate", (event) => event.waitUntil(giveUp()))

async function giveUp() {
  for (const name of await caches.keys()) await caches.delete(name)
  await self.registration.unregister()
}
