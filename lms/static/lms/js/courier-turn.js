// In which turn and in what portions sealed work goes to school. Pure.
//
//   inTurn(rows, told)     of what others handed over, what goes now; `told`: what the school answered to earlier ones
//   portions(rows)         rows in requests that the school takes
//   halves(rows)           the same in two, where the school could not take them as they were

// What a request may weigh at school, and how many bundles it may hold.
const MOST_OF_REQUEST = 700 * 1024
const MOST_OF_ROWS = 100
// From one file or one going round with the camera: from so many refusals on it is in doubt, and then so little of
// it goes at a time. A made-up file can have hundreds, and a school counts what it refuses of all who use its line.
const DOUBT = 5
const MOST_IN_DOUBT = 10

export function inTurn(rows, told, random = Math.random) {
  const refused = new Map()
  const known = new Set()
  for (const { kind, key, from } of told) {
    refused.set(from, (refused.get(from) || 0) + (kind === "refused" ? 1 : 0))
    if (kind === "receipt") known.add(key)
  }
  const isDoubtful = ({ key, from }) => !known.has(key) && (refused.get(from) || 0) >= DOUBT
  // By lot, so that what is good in such a file does not stand behind all that is not.
  const doubtful = rows.filter(isDoubtful).map((row) => [random(), row]).sort(([a], [b]) => a - b)
  const good = rows.filter((row) => !isDoubtful(row))
  return [...byTurns(good), ...doubtful.slice(0, MOST_IN_DOUBT).map(([, row]) => row)]
}

// One of each file, then the second of each: a long one holds up no short one.
function byTurns(rows) {
  const files = new Map()
  for (const row of rows) files.set(row.from, [...(files.get(row.from) || []), row])
  const lists = Array.from(files.values())
  const longest = Math.max(0, ...lists.map(({ length }) => length))
  return Array.from({ length: longest }, (_none, place) => lists.filter((list) => place in list).map((list) => list[place])).flat()
}

export function portions(rows, most = MOST_OF_REQUEST) {
  const all = []
  let bytes = 0
  for (const row of rows) {
    const size = Math.ceil((row.data.length * 4) / 3) + 3
    const last = all[all.length - 1]
    if (last && bytes + size <= most && last.length < MOST_OF_ROWS) {
      last.push(row)
      bytes += size
    } else {
      all.push([row])
      bytes = size
    }
  }
  return all
}

export function halves(rows) {
  const middle = Math.ceil(rows.length / 2)
  return [rows.slice(0, middle), rows.slice(middle)]
}
