// Days and times as people read them, by this device's clock. Pure.

// dd/mm hh:mm of milliseconds since 1970
export function moment(time) {
  const at = new Date(time)
  return `${two(at.getDate())}/${two(at.getMonth() + 1)} ${two(at.getHours())}:${two(at.getMinutes())}`
}

// yyyy-mm-dd of a Date
export function dayOf(date) {
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

// 0:07, 12:30 of seconds
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds || 0))
  return `${Math.floor(whole / 60)}:${two(whole % 60)}`
}

function two(number) {
  return String(number).padStart(2, "0")
}
