// The steps of a tour and where its box stands. Pure: tested in tests/js/.

const GAP = 12

// The steps whose thing is on the page and can be seen.
export function shown(steps, find) {
  return steps.filter(({ at }) => {
    const thing = find(at)
    return thing && thing.getClientRects().length > 0
  })
}

export function after(at, steps) {
  return at + 1 < steps.length ? at + 1 : null
}

// Below the thing, above it where there is no room, and always wholly on the screen.
export function spot(thing, box, screen) {
  const below = thing.bottom + GAP
  const top = below + box.height <= screen.height ? below : thing.top - GAP - box.height
  const within = (value, most) => Math.max(GAP, Math.min(value, most - GAP))
  return { left: within(thing.left, screen.width - box.width), top: within(top, screen.height - box.height) }
}
