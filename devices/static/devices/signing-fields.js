// What is the same for all pairs of a morning – day, place, how it is signed –, and who receives this one.

import { isoDay } from "./pairing.js"

export class SigningFields {
  // `form`: the same for all; `fields(id)`: a field of this pair; `store`: what is kept for the next class. `sitting`
  // is this class on this day: so long holds that somebody said to look at every machine, and no longer.
  constructor(form, fields, signer, who, store, sitting) {
    Object.assign(this, { form, fields, signer, store, sitting })
    this.key = [who, "morning-defaults"]
    fields("how").addEventListener("change", () => this.showSigner())
  }

  get wantsSim() {
    return this.form.wants_sim.checked
  }

  get looksAtAll() {
    return this.form.check_all.checked
  }

  ofAll() {
    const { signed_on: on, place, tenure, due_on: due } = this.form
    return {
      signed_on: isoDay(on.value),
      place: place.value.trim(),
      tenure: tenure.value,
      due_on: due.value.trim() ? isoDay(due.value) : "",
      accessories: [...this.form.querySelectorAll("[name=accessories]:checked")].map((box) => Number(box.value)),
    }
  }

  usualHow() {
    const chosen = this.form.querySelector("[name=signed_how]:checked")
    return chosen ? chosen.value : "signed"
  }

  // The adult who stands first for this pupil.
  receives(pupil) {
    this.fields("receiver").value = pupil.receiver
    this.fields("relation").value = pupil.relation
    this.fields("how").value = this.usualHow()
    this.fields("signer").value = this.fields("signer-reason").value = ""
    this.receiverOf = pupil.id
    this.showSigner()
  }

  ofPair(pupil) {
    if (this.receiverOf !== pupil.id) this.receives(pupil)
    const told = { receiver: this.fields("receiver").value.trim(), relation: this.fields("relation").value }
    told.signed_how = this.fields("how").value
    if (told.signed_how === "signed_for") {
      told.signer = this.fields("signer").value.trim()
      told.signer_reason = this.fields("signer-reason").value.trim()
    }
    return told
  }

  showSigner() {
    this.signer.hidden = this.fields("how").value !== "signed_for"
  }

  keep() {
    const { place, tenure } = this.form
    const kept = { place: place.value, tenure: tenure.value, how: this.usualHow(), accessories: this.ofAll().accessories }
    const look = this.looksAtAll ? this.sitting : ""
    return this.store.put("kept", { ...kept, sim: this.wantsSim, look }, this.key)
  }

  async restore() {
    const kept = await this.store.get("kept", this.key)
    if (!kept) return
    this.form.place.value = kept.place
    this.form.tenure.value = kept.tenure
    this.form.wants_sim.checked = kept.sim
    this.form.check_all.checked = kept.look === this.sitting
    for (const box of this.form.querySelectorAll("[name=accessories], [name=signed_how]")) {
      box.checked = box.value === kept.how || kept.accessories.includes(Number(box.value))
    }
  }
}
