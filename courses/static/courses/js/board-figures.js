// Figures of a board as people read them; courses/competitions/boards.py says them so too.

export function points(hundredths) {
  const text = (hundredths / 100).toFixed(2).replace(/\.?0+$/, "")
  return text.replace(".", ",")
}
