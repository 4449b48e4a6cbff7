// The time of an attempt before its page: counted by the device's own stopwatch, told once a second.

import { Stopwatch, known, left } from "./stopwatch.js"

// Minutes: a quiz that closes in a week has no clock to show.
const LONG = 180

export class AttemptClock {
  // What the school told of the attempt; `counted`: the milliseconds this device knew of, when its stopwatch stood at `ticks`.
  constructor({ seconds_left: secondsLeft, grace_seconds: grace, elapsed_ms: told }, counted, ticks) {
    this.secondsLeft = secondsLeft
    this.grace = grace
    this.told = told
    this.watch = new Stopwatch(known(told, counted), ticks)
  }

  // `words` are {over, minutesLeft, secondsLeft}; `whenOver` is called each second once the time is over.
  start(line, words, whenOver) {
    const tick = () => this.tell(line, words) && whenOver()
    tick()
    this.timer = setInterval(tick, 1000)
  }

  stop() {
    clearInterval(this.timer)
  }

  elapsed() {
    return this.watch.elapsed(performance.now())
  }

  // Whether even the time is gone that is left for sending.
  isOver() {
    return this.secondsLeft !== null && this.secondsLeft * 1000 < this.sinceTold()
  }

  // Counted from now, while the stopwatch goes on from the beginning.
  giveMore(secondsLeft) {
    this.secondsLeft = secondsLeft + this.sinceTold() / 1000
  }

  tell(line, { over, minutesLeft, secondsLeft }) {
    if (this.secondsLeft === null) return false
    const rest = left(this.secondsLeft - this.grace, this.sinceTold())
    line.hidden = rest.m > LONG
    // Ticking seconds only make afraid.
    const words = rest.m ? minutesLeft.replace("{m}", rest.m) : secondsLeft.replace("{s}", rest.s)
    line.textContent = rest.over ? over : words
    return rest.over
  }

  // A state from this device's store may be older than what the device counted meanwhile.
  sinceTold() {
    return this.elapsed() - this.told
  }
}
