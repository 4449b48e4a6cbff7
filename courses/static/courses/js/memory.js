// When a question comes back: FSRS as courses/recall/memory.py has it (no learning steps, whole days, no fuzzing); both
// are held to tests/golden/memory.json. Pure, tested with Node.
//
//   ratingOf(score, hints)     how well an answer was known: 1 again, 2 hard, 3 good
//   after(known, day, rating)  {stability, difficulty, day, due} after one more answer; `known` is null before the first
//   replay(known, answers)     the same after many, [{at, id, day, rating}], in the one order of every device

const W = [
  0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483,
  0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
]
const DECAY = -W[20]
const FACTOR = 0.9 ** (1 / DECAY) - 1
const RETENTION = 0.9
const MOST_DAYS = 365
const LEAST = 0.001
const [AGAIN, HARD, GOOD, EASY] = [1, 2, 3, 4]
const DAY_MS = 86400000
// Điện Biên has one clock, without summer time.
const VIETNAM_MS = 7 * 3600000

export const FIRM_DAYS = 14

// `score` as marking.js gives it, a decimal as text.
export function ratingOf(score, hints = 0) {
  const worth = Number(score)
  if (worth < 0.5) return AGAIN
  return worth === 1 && !hints ? GOOD : HARD
}

// The number of the day, in Vietnam, of a moment in milliseconds.
export function dayOf(ms) {
  return Math.floor((ms + VIETNAM_MS) / DAY_MS)
}

export function after(known, day, rating) {
  if (!known || known.stability === null) {
    return due({ stability: Math.max(W[rating - 1], LEAST), difficulty: within(firstDifficulty(rating)), day })
  }
  const { stability, difficulty } = known
  const days = day - known.day
  const next = days < 1 ? sameDay(stability, rating) : later(stability, difficulty, days, rating)
  return due({ stability: next, difficulty: nextDifficulty(difficulty, rating), day })
}

export function replay(known, answers) {
  const once = Array.from(new Map(answers.map((one) => [one.id, one])).values())
  const inTurn = once.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
  return inTurn.reduce((told, { day, rating }) => after(told, day, rating), known)
}

function due(told) {
  const days = evenly((told.stability / FACTOR) * (RETENTION ** (1 / DECAY) - 1))
  return { ...told, due: told.day + Math.min(Math.max(days, 1), MOST_DAYS) }
}

// As Python rounds: halves to the even number.
function evenly(number) {
  const below = Math.floor(number)
  if (number - below !== 0.5) return Math.round(number)
  return below % 2 ? below + 1 : below
}

function within(difficulty) {
  return Math.min(Math.max(difficulty, 1), 10)
}

function firstDifficulty(rating) {
  return W[4] - Math.exp(W[5] * (rating - 1)) + 1
}

function nextDifficulty(difficulty, rating) {
  const change = -(W[6] * (rating - 3))
  const damped = difficulty + ((10 - difficulty) * change) / 9
  return within(W[7] * firstDifficulty(EASY) + (1 - W[7]) * damped)
}

function sameDay(stability, rating) {
  const more = Math.exp(W[17] * (rating - 3 + W[18])) * stability ** -W[19]
  return Math.max(stability * (rating === AGAIN ? more : Math.max(more, 1)), LEAST)
}

function later(stability, difficulty, days, rating) {
  const left = (1 + (FACTOR * days) / stability) ** DECAY
  return Math.max(rating === AGAIN ? forgotten(stability, difficulty, left) : recalled(stability, difficulty, left, rating), LEAST)
}

function forgotten(stability, difficulty, left) {
  const long = W[11] * difficulty ** -W[12] * ((stability + 1) ** W[13] - 1) * Math.exp((1 - left) * W[14])
  return Math.min(long, stability / Math.exp(W[17] * W[18]))
}

function recalled(stability, difficulty, left, rating) {
  const hard = rating === HARD ? W[15] : 1
  const more = Math.exp(W[8]) * (11 - difficulty) * stability ** -W[9] * (Math.exp((1 - left) * W[10]) - 1) * hard
  return stability * (1 + more)
}
