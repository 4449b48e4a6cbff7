// What was scanned or typed: which thing or person a code names. Pure.
//
//   understand("https://…/d/K7M3PX/")   {kind: "device", code: "K7M3PX"}
//   understand("https://…/c/Jt…/")      {kind: "card", secret: "Jt…"}     a sign-in card: never stored, never sent
//   understand("490154203237518")       {kind: "imei", number: "490154203237518"}
//
// Other kinds: "binding" (the code that binds a browser once), "sim" (its serial), "phone", "link" (not ours),
// "text" (a serial, or a code without its label), "nothing".

const LABEL = /^https?:\/\/[^/]+\/([dc])\/([\w-]+)\/?$/i
const CODE = /^[2-9A-HJKMNP-TV-Z]{6}$/
const DEVICE_CODE_LENGTH = 6
// How long the same code in front of the camera is one look at it.
export const ECHO = 2000

export function understand(scanned) {
  const text = String(scanned).normalize("NFC").trim()
  const label = LABEL.exec(text)
  if (label && label[1].toLowerCase() === "c") return { kind: "card", secret: label[2] }
  if (label) {
    const code = bare(label[2])
    return { kind: code.length === DEVICE_CODE_LENGTH ? "device" : "binding", code }
  }
  if (/^[a-z][a-z+.-]*:/i.test(text) && /[/?]/.test(text)) return { kind: "link" }
  const number = bare(text)
  if (!number) return { kind: "nothing" }
  if (/^\d{15}$/.test(number) && luhnHolds(number)) return { kind: "imei", number }
  if (/^89\d{17,18}$/.test(number)) return { kind: "sim", number }
  if (/^0\d{9}$/.test(number)) return { kind: "phone", number }
  if (CODE.test(number)) return { kind: "device", code: number, typed: true }
  return { kind: "text", text: number }
}

// As devices/numbers.py compares them: upper case, without spaces, dashes, dots and slashes.
export function bare(text) {
  return String(text).toUpperCase().replace(/[^\p{L}\p{N}]/gu, "")
}

export function luhnHolds(number) {
  let total = 0
  for (let place = 0; place < number.length; place++) {
    let value = Number(number[number.length - 1 - place])
    if (place % 2) value = value * 2 - (value > 4 ? 9 : 0)
    total += value
  }
  return total % 10 === 0
}

// Tells a new code from one that still lies in front of the camera ("echo"), and from one that was
// scanned earlier ("repeat").
export class Looks {
  constructor() {
    this.seen = new Map()
  }

  at(text, now) {
    const last = this.seen.get(text)
    this.seen.set(text, now)
    if (last === undefined) return "new"
    return now - last < ECHO ? "echo" : "repeat"
  }
}
