// The tickets of a quiz on this device (courses/quiz_tickets.py): taken along with signal, used up without.
//
//   await takeTickets(uid)      {title, tickets: how many, sealed, why: "" or why there are none}
//   await ticketsHere(uid)      the row, or undefined: what ticket-state.js is asked about
//   await beginWith(uid, id)    uses a ticket up; written before any question is shown
//   await handedIn(uid, id, eventId)
//
// The row «ticket:<uid>» is {quiz, title, sealed, opens_at, closes_at, tickets, begun: {id: {ticket, at, submitted}}}, and
// «quiz-paper:<id>» what the paper asks, sealed or open.

import { noteBegun, noteHandedIn } from "../../lms/js/door-people.js"
import { learner } from "../../lms/js/store.js"
import { dropOwn, keepOwn, takeOwn } from "./own-rows.js"
import { papersOf, submitted, unused, used } from "./ticket-state.js"

const ROW = (uid) => `ticket:${uid}`
const PAPER = (id) => `quiz-paper:${id}`

export async function takeTickets(uid, who = learner()) {
  const answer = await fetch(`/quizzes/${uid}/tickets.json`, { credentials: "same-origin" })
  // A teacher takes the pages along; tickets are for who sits the quiz.
  if (answer.status === 403 || answer.status === 404) return { title: "", tickets: 0, sealed: false, why: "" }
  const told = await read(answer)
  if (told.learner !== who) throw new Error("somebody else is signed in at school")
  const before = await takeOwn(who, ROW(uid))
  const row = { ...told, begun: (before && before.begun) || {} }
  const papers = new Map()
  for (const id of new Set(row.tickets.map(({ paper }) => paper))) {
    papers.set(id, await read(await fetch(`/papers/${id}/sealed.json`, { credentials: "same-origin" })))
  }
  for (const [id, paper] of papers) await keepOwn(who, PAPER(id), paper)
  // Last: a ticket is here when its paper is.
  await keepOwn(who, ROW(uid), row)
  await dropSpare(who, before, row)
  dispatchEvent(new CustomEvent("tickets-changed"))
  return { title: row.title, tickets: unused(row).length, sealed: row.sealed, why: row.why }
}

export async function ticketsHere(uid, who = learner()) {
  const row = await takeOwn(who, ROW(uid))
  // Looked at with the row, so that they lie in the safe together.
  for (const id of papersOf(row)) await takeOwn(who, PAPER(id))
  return row
}

export function paperHere(id, who = learner()) {
  return takeOwn(who, PAPER(id))
}

// The paper that a code has opened stays open on this device for its pupil.
export function keepPaper(paper, who = learner()) {
  return keepOwn(who, PAPER(paper.paper), paper)
}

export async function beginWith(uid, id, who = learner()) {
  const row = await takeOwn(who, ROW(uid))
  // First: whoever forgets the names here does not forget a quiz under way.
  await noteBegun(who, id)
  await keepOwn(who, ROW(uid), used(row, id, Date.now()))
}

export async function handedIn(uid, id, eventId, who = learner()) {
  const before = await takeOwn(who, ROW(uid))
  const row = submitted(before, id, eventId)
  await keepOwn(who, ROW(uid), row)
  await noteHandedIn(who, id)
  await dropSpare(who, before, row)
}

async function read(answer) {
  if (!answer.ok || answer.redirected) throw new Error(`${answer.url}: ${answer.status}`)
  return answer.json()
}

async function dropSpare(who, before, row) {
  const wanted = papersOf(row)
  for (const id of papersOf(before)) if (!wanted.includes(id)) await dropOwn(who, PAPER(id))
}
