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

// Where the page is scrolled to: a thing that leaves no room for the box is shown from its beginning.
export function scrolled(thing, box, screen) {
  return thing.height + box.height + 3 * GAP > screen.height ? "start" : "center"
}

// Below the thing, above it, to its right or left, wherever the box hides nothing of it; a thing that fills the
// screen keeps its beginning in sight. Always wholly on the screen.
export function spot(thing, box, screen) {
  const within = (value, most) => Math.max(GAP, Math.min(value, most - GAP))
  const left = within(thing.left, screen.width - box.width)
  const top = within(thing.top, screen.height - box.height)
  const places = [
    { left, top: thing.bottom + GAP },
    { left, top: thing.top - GAP - box.height },
    { left: thing.right + GAP, top },
    { left: thing.left - GAP - box.width, top },
  ]
  const fits = (place) =>
    place.left >= GAP && place.top >= GAP && place.left + box.width + GAP <= screen.width && place.top + box.height + GAP <= screen.height
  return places.find(fits) || { left, top: screen.height - box.height - GAP }
}
