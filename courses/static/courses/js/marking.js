// Marking in the browser, for practice only (graded keys never leave the school). It gives exactly
// what courses/questions/*.py gives: both are held to tests/golden/marking.json.
//
//   score(kind, response, content, key)   "0" … "1", a decimal as text
//   readResponse(kind, raw, content)      what a form's list of values says; null for nothing

const SCALE = ["0", "0.1", "0.25", "0.5", "1"]
const LETTERS = ["a", "b", "c", "d"]
const NUMBER = /^-?[0-9]{1,15}(,[0-9]{1,15})?$/

const KINDS = {
  one_choice: {
    read: (raw, content) => (ids(content).includes(raw[0]) ? raw[0] : null),
    score: (response, content, key) => (response === key.right ? "1" : "0"),
  },
  several_choices: {
    read: (raw, content) => orNull(ids(content).filter((id) => raw.includes(id))),
    score(response, content, key) {
      const hits = response.filter((id) => key.right.includes(id)).length
      return part(Math.max(0, hits - (response.length - hits)), key.right.length)
    },
  },
  four_statements: {
    read(raw) {
      const told = {}
      for (const value of raw) {
        const [letter, truth] = value.split(":")
        if (LETTERS.includes(letter) && ["true", "false"].includes(truth)) told[letter] = truth
      }
      return Object.keys(told).length ? told : null
    },
    score: (response, content, key) => SCALE[LETTERS.filter((one) => response[one] === key[one]).length],
  },
  short_number: {
    read: (raw, content) => cleanNumber(raw[0]).slice(0, content.policy === "exam" ? 4 : 32) || null,
    score(response, content, key) {
      const told = numberOf(response)
      return told !== null && told === numberOf(key.value) ? "1" : "0"
    },
  },
  short_text: {
    read: (raw) => tidy(raw[0]).slice(0, 200) || null,
    score(response, content, key) {
      const told = compared(response, content)
      return key.accepted.some((one) => compared(one, content) === told) ? "1" : "0"
    },
  },
}

export function score(kind, response, content, key) {
  return response === null ? "0" : KINDS[kind].score(response, content, key)
}

export function readResponse(kind, raw, content) {
  return raw.length ? KINDS[kind].read(raw, content) : null
}

function ids(content) {
  return content.options.map(({ id }) => id)
}

function orNull(list) {
  return list.length ? list : null
}

// right ÷ all to four decimals, rounded half up, without floating point.
function part(right, all) {
  const tenThousandths = Math.floor((right * 20000 + all) / (2 * all))
  if (tenThousandths === 10000) return "1"
  const digits = String(tenThousandths).padStart(4, "0").replace(/0+$/, "")
  return digits ? `0.${digits}` : "0"
}

function cleanNumber(text) {
  return (text || "").replace(/\s/g, "").replace(/\./g, ",").replace(/[−–]/g, "-")
}

// One spelling for each value: 0,50 and 0,5 and 00,5 are the same.
function numberOf(text) {
  const clean = cleanNumber(text)
  if (!NUMBER.test(clean)) return null
  const [whole, rest = ""] = clean.replace("-", "").split(",")
  const value = `${whole.replace(/^0+/, "") || "0"},${rest.replace(/0+$/, "")}`
  return clean.startsWith("-") && value !== "0," ? `-${value}` : value
}

function tidy(text) {
  return (text || "").normalize("NFC").trim().split(/\s+/).join(" ")
}

function compared(text, content) {
  let told = tidy(text)
  if (!content.case_matters) told = told.toLowerCase()
  if (!content.marks_matter) {
    told = told.replace(/đ/g, "d").replace(/Đ/g, "D").normalize("NFD").replace(/[\u0300-\u036f]/g, "")
  }
  return told.normalize("NFC")
}
