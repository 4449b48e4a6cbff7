// <copy-text>: a button that copies what stands in the text box, as it is now.

customElements.define(
  "copy-text",
  class extends HTMLElement {
    connectedCallback() {
      const button = this.querySelector("button")
      button.hidden = false
      button.addEventListener("click", () => this.copy())
    }

    async copy() {
      const box = this.querySelector("textarea")
      box.select()
      const copied = (await byClipboard(box.value)) || byCommand()
      this.querySelector("[role=status]").textContent = copied ? this.dataset.copied : this.dataset.byHand
    }
  },
)

// Only on pages that came by HTTPS, and not in every app's own browser.
async function byClipboard(text) {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch (error) {
    return false
  }
}

// The older way, which copies what is selected.
function byCommand() {
  try {
    return document.execCommand("copy")
  } catch (error) {
    return false
  }
}
