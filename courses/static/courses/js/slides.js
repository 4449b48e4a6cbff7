// Which picture of a film belongs to a second of its sound.

// Position of the last of `times` (rising) that is not after `second`; the first before all of them.
export function slideAt(times, second) {
  let at = 0
  for (let position = 1; position < times.length && times[position] <= second; position += 1) at = position
  return at
}
