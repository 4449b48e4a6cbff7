// What came of a download that was cut off, kept until the rest is here (resume.js).

const CACHE = "downloads"

// The parts of one address in the browser's own cache of files, by the byte at which each begins.
export const partsOf = (address) => {
  const cache = caches.open(CACHE)
  const all = async () => {
    const rows = await (await cache).matchAll(address, { ignoreSearch: true })
    return rows.sort((one, other) => one.headers.get("at") - other.headers.get("at"))
  }
  const blobs = async () => Promise.all((await all()).map((row) => row.blob()))
  return {
    size: async () => (await blobs()).reduce((sum, { size }) => sum + size, 0),
    tag: async () => (await all())[0].headers.get("etag"),
    add: async (blob, at, etag) => (await cache).put(`${address}?at=${at}`, new Response(blob, { headers: { at, etag } })),
    whole: async () => new Blob(await blobs()),
    clear: async () => (await cache).delete(address, { ignoreSearch: true }),
  }
}

export function dropParts() {
  return caches.delete(CACHE)
}
