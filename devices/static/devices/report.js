// What a report is made of and what is said of it, as pure functions.

import { understand } from "./scanned.js"

// One event goes in one piece; the school takes 64 KB at once.
export const MOST_BYTES = 46 * 1024

export function payloadOf(device, fields, photo) {
  const payload = { device, kind: fields.get("kind"), words: (fields.get("words") || "").trim() }
  const fault = fields.get("fault_code")
  return { ...payload, ...(fault ? { fault_code: fault } : {}), ...(photo ? { photo } : {}) }
}

// What names the machine in what somebody typed or pasted: a code, an IMEI or a serial; "" for nothing of these.
export function machineIn(text) {
  const { code, number, text: serial } = understand(text)
  return code || number || serial || ""
}

// The last report of this machine among what waits on this device.
export function waitingFor(device, events) {
  const mine = events.filter(({ kind, payload }) => kind === "device.reported" && payload.device === device)
  return mine[mine.length - 1]
}

export function fits(payload) {
  return JSON.stringify(payload).length <= MOST_BYTES
}

// Which sentence tells what became of it; "" while it still waits.
export function sentenceFor({ status, reason }) {
  if (["stored", "late", "duplicate"].includes(status)) return reason === "no_photo" ? "noPhoto" : "stored"
  return ["rejected", "conflict"].includes(status) ? "refused" : ""
}
