// <code-screen>: asks for the page again every minute, so that the code on the wall is the one that counts now.
// Without signal the old page stays; without this file there is a link.

const EVERY = 60 * 1000

customElements.define(
  "code-screen",
  class extends HTMLElement {
    connectedCallback() {
      this.timer = setInterval(() => navigator.onLine && location.reload(), EVERY)
    }

    disconnectedCallback() {
      clearInterval(this.timer)
    }
  },
)
