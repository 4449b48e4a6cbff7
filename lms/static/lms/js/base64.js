// A file as base64, for an event of the outbox; "" for none.
export async function base64(file) {
  if (!file || !file.size) return ""
  const bytes = new Uint8Array(await new Response(file).arrayBuffer())
  let text = ""
  for (let from = 0; from < bytes.length; from += 8192) {
    text += String.fromCharCode(...bytes.subarray(from, from + 8192))
  }
  return btoa(text)
}
