// «Do not show these names»: this machine's own door, which opens without signal, forgets them too.

import { forgetPeople } from "../lms/js/door-people.js"

const form = document.querySelector("[data-forget-names]")

form.addEventListener("submit", (event) => {
  event.preventDefault()
  forgetPeople()
    .catch(() => {})
    .then(() => form.submit())
})
