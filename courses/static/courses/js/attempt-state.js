// The state of an attempt as the school tells it (courses/papers.py): asked for as the paper opens and when its time is
// over, and kept on this device, so that the paper opens without signal too. What the browser keeps is handed in
// (`store`, of lms/js/store.js).

import { takeFirstState } from "./first-state.js"

const ADDRESS = "state.json"
// Signed out meanwhile, or not this learner's paper: the server says the rest.
export const CLOSED = Symbol("closed")

export class AttemptState {
  constructor(who, paper, store) {
    this.who = who
    this.key = [who, `paper:${paper}`]
    this.store = store
  }

  // The state, or CLOSED; without signal, as it was told to this device before. null: neither.
  async ask() {
    const first = takeFirstState(this.store.readCookie, this.who)
    if (first) return this.keep(first)
    try {
      const response = await fetch(ADDRESS, { credentials: "same-origin" })
      if (response.redirected || response.status === 404 || response.status === 403) return CLOSED
      if (!response.ok) throw new Error(response.status)
      const state = await response.json()
      this.isFresh = true
      return state.parts ? this.keep(state) : state
    } catch (error) {
      return (await this.store.get("kept", this.key).catch(() => null)) || null
    }
  }

  // The state when there is more time in it than was told before; null without, and without signal.
  async askForMoreTime(attempt) {
    try {
      const response = await fetch(ADDRESS, { credentials: "same-origin" })
      const state = response.ok && !response.redirected ? await response.json() : {}
      const isMore = state.parts && state.attempt === attempt && state.seconds_left > state.grace_seconds
      return isMore ? this.keep(state) : null
    } catch (error) {
      return null
    }
  }

  keep(state) {
    this.store.put("kept", state, this.key).catch(() => {})
    return state
  }

  // What this device keeps of an attempt besides: the answers, and how much time has gone by.
  draft(attempt) {
    return this.store.get("kept", [this.who, `attempt:${attempt}`])
  }

  keepDraft(attempt, kept) {
    return this.store.put("kept", kept, [this.who, `attempt:${attempt}`])
  }

  finished() {}
}
