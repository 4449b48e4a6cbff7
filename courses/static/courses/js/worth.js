// What an answer is worth, without floating point: as courses/questions/worth.py.

const FRACTION = /^-?[0-9]{1,3}(\.[0-9]{1,7})?$/

// A fraction written as text, in ten-millionths.
export function worth(text) {
  if (typeof text !== "string" || !FRACTION.test(text)) return 0
  const [whole, rest = ""] = text.replace("-", "").split(".")
  const value = Number(whole + rest.padEnd(7, "0"))
  return text.startsWith("-") ? -value : value
}

// Ten-millionths as a score from 0 to 1, to four decimals, as text.
export function within(sum) {
  return decimal(Math.floor((Math.max(0, Math.min(1e7, sum)) + 500) / 1000))
}

// right ÷ all to four decimals, rounded half up.
export function part(right, all) {
  return all ? decimal(Math.floor((right * 20000 + all) / (2 * all))) : "0"
}

// A score as text in ten-thousandths: "0.25" is 2500.
export function tenThousandths(score) {
  return Math.round(worth(score) / 1000)
}

export function decimal(number) {
  if (number >= 10000) return "1"
  const digits = String(number).padStart(4, "0").replace(/0+$/, "")
  return digits ? `0.${digits}` : "0"
}
