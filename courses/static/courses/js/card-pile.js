// A pile of flash cards: pure decisions of <flash-cards>, tested with Node. `waiting` are the ids of those still to
// come, the first one lies on top; `known` are those put away.

export function pileOf(ids, known = []) {
  const put = ids.filter((id) => known.includes(id))
  return { waiting: ids.filter((id) => !put.includes(id)), known: put }
}

// The top card is known: it is put away.
export function know({ waiting, known }) {
  return { waiting: waiting.slice(1), known: [...known, ...waiting.slice(0, 1)] }
}

// Not yet: it comes again, last of all.
export function notYet({ waiting, known }) {
  return { waiting: [...waiting.slice(1), ...waiting.slice(0, 1)], known }
}

// The waiting ones in another order; each order is as likely as any other.
export function shuffled({ waiting, known }, random = Math.random) {
  const mixed = [...waiting]
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1))
    ;[mixed[last], mixed[other]] = [mixed[other], mixed[last]]
  }
  return { waiting: mixed, known }
}
