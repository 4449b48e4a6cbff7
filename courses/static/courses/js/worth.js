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

const COSTS = { 0: [0, 1], "1/4": [1, 4], "1/3": [1, 3], "1/2": [1, 2] }

// A score after so many hints of the key were asked for: as courses/questions/hints.py.
export function afterHints(score, asked, key) {
  const told = Math.min(asked || 0, (key.hints || []).length)
  const points = tenThousandths(score)
  if (!told || !points) return score
  const [cost, whole] = COSTS[key.hint_cost] || COSTS["1/3"]
  const left = Math.max(0, whole - told * cost)
  return decimal(Math.floor((2 * points * left + whole) / (2 * whole)))
}

// A score as it stands on screen: "0.6667" is 67 in a hundred.
export function shownScore(score) {
  return String(Math.round(tenThousandths(score) / 100))
}
