// Base45 (RFC 9285), in the letters that square codes hold best.

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"

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
