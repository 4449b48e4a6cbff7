// What came of a download that was cut off, kept until the rest is here (resume.js).

const CACHE = "downloads"

// The parts of one address in the browser's own cache of files, by the byte at which each begins.
export const partsOf = (address) => {
  const cache = caches.open(CACHE)
  const all = async () => {
    const rows = await (await cache).matchAll(address, { ignoreSearch: true })
    return rows.sort((one, other) => one.headers.get("at") - other.headers.get("at"))
  }
  // Each tells its own, so that nobody has to read a film to know how much of it came.
  const sizeOf = async (row) => Number(row.headers.get("size")) || (await row.blob()).size
  const sizes = async () => Promise.all((await all()).map(sizeOf))
  const blobs = async () => Promise.all((await all()).map((row) => row.blob()))
  return {
    size: async () => (await sizes()).reduce((sum, size) => sum + size, 0),
    tag: async () => (await all())[0].headers.get("etag"),
    add: async (blob, at, etag) => (await cache).put(`${address}?at=${at}`, new Response(blob, { headers: { at, etag, size: blob.size } })),
    whole: async () => new Blob(await blobs()),
    clear: async () => (await cache).delete(address, { ignoreSearch: true }),
  }
}

export function dropParts() {
  return caches.delete(CACHE)
}
