// Questions of an attempt whose answer found no room on this device. The school may have them by the plain form, and
// then they are newer than what this device kept. Remembered while the tab is open; a full disk takes that little.

const NAME = (attempt) => `not-kept:${attempt}`

export function notKept(attempt, memory = sessionStorage) {
  try {
    return JSON.parse(memory.getItem(NAME(attempt))) || []
  } catch (unreadable) {
    return []
  }
}

// `place` as the page writes it; `isKept`: by now it found room after all.
export function noteKept(attempt, place, isKept, memory = sessionStorage) {
  const others = notKept(attempt, memory).filter((one) => one !== place)
  try {
    memory.setItem(NAME(attempt), JSON.stringify(isKept ? others : [...others, place]))
  } catch (full) {
    // Then the older answer shows when the paper opens again, and that one counts.
  }
}
