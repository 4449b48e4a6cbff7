// Bytes as text and back: base64url for files and requests, base45 (RFC 9285) for square codes, whose letters it is.

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"

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

export function base64url(bytes) {
  let text = ""
  for (let from = 0; from < bytes.length; from += 8192) text += String.fromCharCode(...bytes.subarray(from, from + 8192))
  return btoa(text).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")
}

// Throws for what is none.
export function fromBase64url(text) {
  return Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0))
}

export function fromUuid(uuid) {
  return Uint8Array.from(uuid.replace(/-/g, "").match(/../g), (pair) => parseInt(pair, 16))
}

export function base45(bytes) {
  let text = ""
  for (let at = 0; at < bytes.length; at += 2) {
    const isPair = at + 1 < bytes.length
    let number = isPair ? bytes[at] * 256 + bytes[at + 1] : bytes[at]
    for (let place = isPair ? 3 : 2; place; place -= 1) {
      text += LETTERS[number % 45]
      number = Math.floor(number / 45)
    }
  }
  return text
}

// Throws for what is none.
export function fromBase45(text) {
  const bytes = []
  for (let at = 0; at < text.length; at += 3) {
    const digits = Array.from(text.slice(at, at + 3), (letter) => LETTERS.indexOf(letter))
    const number = digits.reduceRight((sum, digit) => sum * 45 + digit, 0)
    const most = digits.length === 3 ? 65535 : 255
    if (digits.includes(-1) || digits.length === 1 || number > most) throw new Error("no base45")
    if (digits.length === 3) bytes.push(number >> 8)
    bytes.push(number & 255)
  }
  return Uint8Array.from(bytes)
}
