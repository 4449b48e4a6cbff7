// A paper that was taken along, as an element of this page: its pictures and sounds are on this device, too.

import { fromBase64 } from "../../lms/js/bytes.js"

// The <attempt-form> of {html, media}; it wakes when it is put into the page.
export function formOf({ html, media }) {
  const form = document.adoptNode(new DOMParser().parseFromString(html, "text/html").querySelector("attempt-form"))
  for (const element of form.querySelectorAll("[src]")) {
    const held = media[element.getAttribute("src")]
    if (held) element.src = URL.createObjectURL(new Blob([fromBase64(held.content)], { type: held.type }))
  }
  return form
}
