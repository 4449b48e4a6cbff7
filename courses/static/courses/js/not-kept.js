// Answers of an attempt that found no room on this device. They are newer than what it kept, and the school may have
// them by the plain form, or not. Remembered while the tab is open, which takes no room of the disk.

const NAME = (attempt) => `not-kept:${attempt}`

// {place: values}, places as the page writes them.
export function notKept(attempt, memory = sessionStorage) {
  try {
    return JSON.parse(memory.getItem(NAME(attempt))) || {}
  } catch (unreadable) {
    return {}
  }
}

// `values`: what found no room; null when by now it has.
export function noteNotKept(attempt, place, values, memory = sessionStorage) {
  const { [place]: before, ...others } = notKept(attempt, memory)
  if (!values && !before) return
  try {
    memory.setItem(NAME(attempt), JSON.stringify(values ? { ...others, [place]: values } : others))
  } catch (full) {
    // Then the older answer shows when the paper opens again, and that one counts.
  }
}

// What stands there now: `values` found no room beside `kept`. What the school says beyond both was changed on the
// plain page.
export function regained(values, kept, atSchool) {
  return atSchool && String(atSchool) !== String(kept) ? atSchool : values
}
