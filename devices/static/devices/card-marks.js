// The mark of a sign-in card, as devices/morning/cards.py makes it: the secret goes in and is forgotten.

const LENGTH = 12

export async function markOf(secret, key, crypto = globalThis.crypto) {
  const bytes = (text) => new TextEncoder().encode(text)
  const hash = hex(await crypto.subtle.digest("SHA-256", bytes(secret)))
  const how = { name: "HMAC", hash: "SHA-256" }
  const signing = await crypto.subtle.importKey("raw", bytes(key), how, false, ["sign"])
  return hex(await crypto.subtle.sign("HMAC", signing, bytes(hash))).slice(0, LENGTH)
}

function hex(buffer) {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("")
}
