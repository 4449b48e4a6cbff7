// Numbers and short texts, read and compared as courses/questions/short_number.py and short_text.py do.

import { within, worth } from "./worth.js"

const NUMBER = /^-?[0-9]{1,15}(,[0-9]{1,15})?$/
const EXAM_SIGNS = 4
const FREE_SIGNS = 32
const TEXT_SIGNS = 200

export function readNumber(text, content) {
  return cleanNumber(text).slice(0, content.policy === "exam" ? EXAM_SIGNS : FREE_SIGNS) || null
}

export function scoreNumber(response, key) {
  const told = numberOf(response)
  if (told === null) return "0"
  if (near(told, key)) return "1"
  const parts = (key.accepted || []).filter((one) => near(told, one)).map((one) => worth(one.worth || "1"))
  return within(Math.max(0, ...parts))
}

function near(told, right) {
  const wanted = numberOf(String(right.value || ""))
  const off = numberOf(String(right.tolerance || "0")) || BigInt(0)
  if (wanted === null) return false
  const away = told > wanted ? told - wanted : wanted - told
  return away <= off
}

function cleanNumber(text) {
  return (text || "").replace(/\s/g, "").replace(/\./g, ",").replace(/[−–]/g, "-")
}

// The number in units of its fifteenth decimal; null when it is none.
function numberOf(text) {
  const clean = cleanNumber(text)
  if (!NUMBER.test(clean)) return null
  const [whole, rest = ""] = clean.replace("-", "").split(",")
  const value = BigInt(whole + rest.padEnd(15, "0"))
  return clean.startsWith("-") ? -value : value
}

export function readText(text) {
  return tidy(text).slice(0, TEXT_SIGNS) || null
}

export function scoreText(response, content, key) {
  const told = compared(response, content)
  const fitting = key.accepted.filter((one) => fits(told, compared(one, content), key.wildcard))
  const parts = key.worth || {}
  return within(Math.max(0, ...fitting.map((one) => worth(one in parts ? parts[one] : "1"))))
}

// With `wildcard`, * in `wanted` stands for anything, and \* for an asterisk.
export function fits(told, wanted, wildcard) {
  if (!wildcard) return told === wanted
  const pieces = wanted.replace(/\\\*/g, "\0").split("*").map((piece) => piece.replace(/\0/g, "*"))
  if (pieces.length === 1) return told === pieces[0]
  const first = pieces.shift()
  const last = pieces.pop()
  if (told.length < first.length + last.length || !told.startsWith(first) || !told.endsWith(last)) return false
  let at = first.length
  const end = told.length - last.length
  for (const piece of pieces) {
    const found = told.indexOf(piece, at)
    if (found < 0 || found + piece.length > end) return false
    at = found + piece.length
  }
  return true
}

function tidy(text) {
  return (text || "").normalize("NFC").trim().split(/\s+/).join(" ")
}

function compared(text, content) {
  let told = tidy(text)
  if (!content.case_matters) told = told.toLowerCase()
  if (!content.marks_matter) {
    told = told.replace(/đ/g, "d").replace(/Đ/g, "D").normalize("NFD").replace(/[\u0300-\u036f]/g, "")
  }
  return told.normalize("NFC")
}
