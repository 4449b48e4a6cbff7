// The check-list of a machine: everything is good, but for what is marked. Pure; what is looked at comes with the page
// (devices/morning/known.py).

export class Checks {
  constructor({ kind, others, points }) {
    Object.assign(this, { kind, others, points })
  }

  // [[code, name], …] of what is looked at at this machine.
  of(code) {
    return this.points[this.others[code] || this.kind] || []
  }

  // What is marked, out of {code of a point: state}; unknown points and good ones are left out.
  marked(code, states) {
    const known = new Set(this.of(code).map(([point]) => point))
    return Object.fromEntries(Object.entries(states).filter(([point, state]) => known.has(point) && state !== "good"))
  }

  // «Vỏ máy: cũ, xước; Sạc, cáp: thiếu», or `allGood`.
  words(code, look, names, allGood) {
    const told = this.of(code).filter(([point]) => look[point]).map(([point, name]) => `${name}: ${names[look[point]]}`)
    return told.join("; ") || allGood
  }
}

// What was marked of machines that did not go out yet, each for itself: whoever puts one aside and takes it up again
// finds it as it was.
export class Drafts {
  constructor() {
    this.kept = new Map()
  }

  // Whether there was anything to keep.
  keep(code, look, photo) {
    const any = Object.keys(look).length > 0 || Boolean(photo)
    if (any) this.kept.set(code, { look, photo })
    else this.kept.delete(code)
    return any
  }

  of(code) {
    return this.kept.get(code) || { look: {}, photo: "" }
  }

  // It went out: what was marked goes with its pair.
  gone(code) {
    this.kept.delete(code)
  }
}

export function sameLook(one, other) {
  const sorted = (look) => JSON.stringify(Object.entries(look || {}).sort())
  return sorted(one) === sorted(other)
}
