// <course-progress>: how far this pupil is in each lecture of a course, laid over a list that is the same for
// everybody. Without signal, or for strangers, the list stays as it is.

import { learner } from "../lms/js/store.js"

customElements.define("course-progress", class extends HTMLElement {
  async connectedCallback() {
    if (!learner()) return
    const answer = await fetch(this.dataset.state, { credentials: "same-origin" }).catch(() => null)
    if (!answer || !answer.ok) return
    const lectures = await answer.json()
    for (const line of this.querySelectorAll("[data-progress]")) this.say(line, lectures[line.dataset.progress])
    for (const title of this.querySelectorAll("[data-closed]")) this.open(title, lectures[title.dataset.closed])
  }

  // The class reads it earlier than everybody.
  open(title, lecture) {
    if (!lecture || !lecture.url) return
    const link = document.createElement("a")
    link.href = lecture.url
    link.textContent = title.textContent
    title.textContent = ""
    title.append(link)
    title.nextElementSibling.hidden = true
  }

  say(line, lecture) {
    if (!lecture) return
    const { read, parts, done, before, opens } = lecture
    const told = []
    if (opens) told.push(this.dataset.opens.replace("{day}", opens))
    if (done) told.push(this.dataset.done)
    else if (parts) told.push(this.dataset.words.replace("{read}", read).replace("{parts}", parts))
    if (before) told.push(this.dataset.before.replace("{title}", before))
    if (!told.length) return
    line.textContent = told.join(" · ")
    line.classList.add("badge", done ? "badge--done" : "badge--quiet")
    line.hidden = false
  }
})
