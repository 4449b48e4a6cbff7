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

export function sameLook(one, other) {
  const sorted = (look) => JSON.stringify(Object.entries(look || {}).sort())
  return sorted(one) === sorted(other)
}
