// One pad of large pictures in place of four rows of radio buttons: each touch answers the next row.
// Without this module the rows work by themselves.

import { say, whenVoiced } from "../lms/js/speech.js";

const form = document.querySelector("[data-pin-form]");
const rows = [...form.querySelectorAll("[data-picture-row]")];
const pad = form.querySelector("[data-pad]");
const slots = [...pad.querySelectorAll(".picture-slots li")];
const keys = pad.querySelector(".picture-keys");
const taps = [];

for (const label of rows[0].querySelectorAll(".picture")) {
  const key = document.createElement("button");
  key.type = "button";
  key.className = "picture-key";
  key.append(label.querySelector("svg").cloneNode(true), label.querySelector("span").cloneNode(true));
  key.addEventListener("click", () => tap(label.querySelector("input").value));
  keys.append(key);
}

const back = pad.querySelector("[data-back]");
back.addEventListener("click", () => {
  taps.pop();
  show();
});
keys.append(back);

for (const row of rows) {
  row.hidden = true;
  // What is hidden cannot ask to be filled in; the school answers instead.
  for (const radio of row.querySelectorAll("input")) radio.required = false;
}
pad.hidden = false;
show();
offerVoice();

function tap(digit) {
  if (taps.length < rows.length) taps.push(digit);
  show();
  form.dispatchEvent(new Event("input"));
  if (taps.length === rows.length) form.querySelector(".sign-in-button").focus();
}

function show() {
  rows.forEach((row, place) => {
    for (const radio of row.querySelectorAll("input")) radio.checked = radio.value === taps[place];
  });
  // Whoever looks over the shoulder need not see which pictures they were.
  slots.forEach((slot, place) => {
    slot.className = place < taps.length ? "is-filled" : "";
  });
}

// The tablet reads the sentence aloud where it has a Vietnamese voice of its own.
function offerVoice() {
  const button = pad.querySelector("[data-speak]");
  button.addEventListener("click", () => say(document.getElementById("prompt").textContent.trim()));
  whenVoiced((voiced) => {
    button.hidden = !voiced;
  });
}
