// How a photo of a telephone is made small enough for a weak signal: sizes and qualities, no browser.

// From what reads well to what is still enough to see a crack or a signature.
const TRIES = [
  { longest: 1600, quality: 0.8 },
  { longest: 1600, quality: 0.65 },
  { longest: 1280, quality: 0.65 },
  { longest: 1280, quality: 0.5 },
  { longest: 1024, quality: 0.5 },
  { longest: 800, quality: 0.45 },
]

// The largest size with the same shape whose longer side is at most `longest`; never larger than it was.
export function sizeWithin(width, height, longest) {
  const factor = Math.min(1, longest / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) }
}

// The first drawing that weighs at most `most` bytes, else the last. `draw(size, quality)` answers a blob.
export async function shrunk(width, height, most, draw) {
  let drawn = null
  for (const { longest, quality } of TRIES) {
    drawn = await draw(sizeWithin(width, height, longest), quality)
    if (drawn.size <= most) break
  }
  return drawn
}

// Whether a file is left as it is: no picture, or one that is small already.
export function staysAsItIs(file, most) {
  return !/^image\/(jpeg|png|webp)$/.test(file.type) || file.size <= most
}

export function kilobytes(bytes) {
  return Math.max(1, Math.round(bytes / 1024))
}
