// A paper that was taken home sealed (courses/sealing.py): the code that a teacher reads out opens it, without signal.

import { fromBase64 } from "../../lms/js/bytes.js"

const LETTERS = 10
const NOT_READ_OUT = /[^23456789BCFGHJKMNPQRSTVXZ]/

export function canOpen() {
  return Boolean(globalThis.crypto && crypto.subtle && globalThis.DecompressionStream)
}

// What was typed, as the code is meant: capitals, without spaces; "" when it can be none.
export function tidy(typed) {
  const code = typed.normalize("NFC").toUpperCase().replace(/[\s.\-–]/g, "")
  return code.length === LETTERS && !NOT_READ_OUT.test(code) ? code : ""
}

// {paper, html, media} of a sealed paper; null when this is not its code.
export async function unsealed({ paper, sealed }, code) {
  const key = await keyOf(code, fromBase64(sealed.salt), sealed.rounds)
  const additionalData = new TextEncoder().encode(paper)
  let packed
  try {
    packed = await crypto.subtle.decrypt({ name: "AES-GCM", iv: fromBase64(sealed.iv), additionalData }, key, fromBase64(sealed.data))
  } catch (wrong) {
    return null
  }
  const stream = new Response(packed).body.pipeThrough(new DecompressionStream("gzip"))
  return { paper, ...(await new Response(stream).json()) }
}

async function keyOf(code, salt, iterations) {
  const material = await crypto.subtle.importKey("raw", new TextEncoder().encode(code), "PBKDF2", false, ["deriveKey"])
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations }
  return crypto.subtle.deriveKey(how, material, { name: "AES-GCM", length: 256 }, false, ["decrypt"])
}
