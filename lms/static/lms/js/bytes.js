// Bytes as text and back.

export function joined(...parts) {
  const arrays = parts.map((part) => new Uint8Array(part.buffer || part, part.byteOffset || 0, part.byteLength))
  const all = new Uint8Array(arrays.reduce((sum, one) => sum + one.length, 0))
  let at = 0
  for (const one of arrays) {
    all.set(one, at)
    at += one.length
  }
  return all
}

export function base64(bytes) {
  let text = ""
  for (let from = 0; from < bytes.length; from += 8192) text += String.fromCharCode(...bytes.subarray(from, from + 8192))
  return btoa(text)
}

export function base64url(bytes) {
  return base64(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")
}

// Of either alphabet; throws for what is none.
export function fromBase64(text) {
  return Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0))
}

// For an event of the outbox; "" for no file.
export async function fileInBase64(file) {
  return file && file.size ? base64(new Uint8Array(await new Response(file).arrayBuffer())) : ""
}

export function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
}

// Of bytes or a Blob.
export async function sha256(content) {
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", await new Response(content).arrayBuffer())))
}

export function fromUuid(uuid) {
  return Uint8Array.from(uuid.replace(/-/g, "").match(/../g), (pair) => parseInt(pair, 16))
}
