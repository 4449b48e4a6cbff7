import assert from "node:assert/strict"
import { test } from "node:test"

import {
  asPlayed,
  checked,
  filesOf,
  headersOf,
  isFile,
  isPage,
  lacking,
  namesOf,
  onTheWire,
  spare,
  standsFor,
  toGiveUp,
} from "../../courses/static/courses/js/taken-list.js"

const uid = "0b9c2f6e-8f0a-4d83-9d5e-6f2b8f0f1a11"
const hash = (sign) => sign.repeat(64)
const page = { url: "/toan/bai-1/", bytes: 900, wire: 300, sha256: hash("a"), type: "text/html; charset=utf-8" }
const sheet = { url: "/static/lms/css/site.0123456789ab.css", bytes: 90, wire: 30, sha256: hash("b"), type: "text/css; charset=utf-8" }
const picture = { url: "/media/images/x.webp", bytes: 70, wire: 70, sha256: hash("c"), type: "image/webp", instead: ["/media/images/x.jpg"] }
const film = { url: "/files/ab/copies/small-1.mp4", bytes: 5000, wire: 5000, sha256: hash("d"), type: "video/mp4", film: true }
const light = { url: "/files/ab/copies/opus-1.webm", bytes: 200, wire: 200, sha256: hash("e"), type: 'audio/webm; codecs="opus"' }
const sound = { url: "/files/ab/copies/aac-1.m4a", bytes: 400, wire: 400, sha256: hash("f"), type: 'audio/mp4; codecs="mp4a.40.2"', instead: [light.url], lighter: light }
const list = (more = {}) => ({
  v: 1, kind: "lecture", uid, key: `lecture-${uid}`, title: "Bài 1", edition: "e1",
  pages: [page], files: [sheet, picture, film], quizzes: [], ...more,
})

test("a list as we make it is believed", () => {
  assert.ok(checked(list()))
})

test("a list with anything that we would not make is not", () => {
  const other = (row, more) => list({ files: [{ ...row, ...more }] })
  const wrong = [
    null, [], list({ v: 2 }), list({ key: "lecture-1" }), list({ kind: "quiz" }), list({ pages: [] }),
    list({ pages: [{ ...page, url: "https://elsewhere.example/" }] }), list({ pages: [{ ...page, url: "//elsewhere.example/" }] }),
    list({ pages: [{ ...page, url: "/today/" }] }), list({ pages: [{ ...page, url: "/sign-in/" }] }),
    list({ pages: [{ ...page, url: "/toan/../today/" }] }), list({ pages: [{ ...page, url: "/sw.js" }] }),
    other(sheet, { url: "/sw.js" }), other(sheet, { url: "/static/../sw.js" }), other(sheet, { url: "/static/%2e%2e/sw.js" }),
    other(sheet, { url: "/static/a%2fb.js" }), other(sheet, { sha256: "b" }), other(sheet, { bytes: -1 }), other(sheet, { bytes: 1e12 }),
    other(picture, { instead: ["/today/"] }), list({ files: "all" }), list({ quizzes: 7 }), other(sheet, { type: null }),
  ]
  wrong.forEach((one, number) => assert.equal(checked(one), null, `number ${number}`))
})

test("names of pages and files", () => {
  assert.ok(isPage("/khoa-hoc-tu-nhien/khoa-hoc-6/nuoc/"))
  assert.ok(!isPage("/toan/bai-1"))
  assert.ok(isFile("/files/ab12/b%C3%A0i%20(1).pdf"))
  for (const url of ["/media/documents/x.pdf", "/static/", "/files/a\\b", "/files/a?b=1", "/files/%zz"]) assert.ok(!isFile(url), url)
})

test("only what is not here is loaded, and films when they are asked for", () => {
  assert.deepEqual(lacking(list(), false, new Set(), null).files, [sheet, picture])
  assert.deepEqual(lacking(list(), true, new Set([sheet.url, picture.url]), null).files, [film])
  assert.equal(onTheWire(filesOf(list(), false)), 100)
})

test("of an edition that came after, only the pages that changed", () => {
  const second = { ...page, url: "/toan/bai-2/", sha256: hash("e") }
  const now = list({ pages: [page, second] })
  assert.deepEqual(lacking(now, false, new Set([sheet.url, picture.url]), list()), { files: [], pages: [second] })
  const changed = list({ pages: [{ ...page, sha256: hash("f") }] })
  assert.equal(lacking(changed, false, new Set(), list()).pages.length, 1)
})

test("what another takeaway still needs stays; scripts are not ours to throw away", () => {
  assert.deepEqual(spare([sheet, picture, film], [list({ files: [film] })]), ["/media/images/x.webp", "/media/images/x.jpg"])
})

test("what every browser shows stands for its other forms, a light sound does not", () => {
  assert.deepEqual(standsFor(picture), ["/media/images/x.jpg"])
  assert.deepEqual(standsFor({ ...film, instead: ["/files/ab/copies/medium-1.mp4"] }), ["/files/ab/copies/medium-1.mp4"])
  assert.deepEqual(standsFor(sound), ["/files/ab/copies/opus-1.webm"])
  assert.deepEqual(standsFor({ ...light, instead: [sound.url] }), [])
})

test("of a sound comes the light form where it is played, else the one that is played everywhere", () => {
  const told = list({ files: [sound, picture] })
  assert.ok(checked(told))
  assert.equal(checked(list({ files: [{ ...sound, lighter: { ...light, url: "/today/" } }] })), null)
  const [chosen, other] = asPlayed(told, (type) => type === light.type).files
  assert.deepEqual(chosen, { ...light, instead: [sound.url] })
  assert.deepEqual(other, picture)
  const [old] = asPlayed(told, () => false).files
  assert.deepEqual([old.url, old.lighter, standsFor(old)], [sound.url, undefined, [light.url]])
})

test("the sound of a file from a stick goes with it, and not the light one that was here before", () => {
  const fromStick = { ...sound, lighter: undefined }
  const here = asPlayed(list({ files: [sound] }), () => true)
  assert.deepEqual(spare([fromStick], [here]), [])
  assert.deepEqual(spare(here.files, [list({ files: [fromStick] })]), [])
})

test("what was finished longest ago goes first, never a quiz and never what is being loaded", () => {
  const old = { ...list(), key: "old", films: true, taken_at: 1 }
  const quiz = { ...old, key: "quiz", quizzes: [uid], taken_at: 0 }
  const loading = { ...old, key: "loading", taken_at: 0 }
  const young = { ...old, key: "young", taken_at: 9 }
  const keys = (need) => toGiveUp([young, quiz, old, loading], need, ["loading"]).map(({ key }) => key)
  assert.deepEqual(keys(10), ["old"])
  assert.deepEqual(keys(7000), ["old", "young"])
  assert.deepEqual(keys(1e9), [])
})

test("what comes out of a file is shown under the same rules as from the school", () => {
  assert.equal(headersOf(page, { policy: "script-src 'self'" })["Content-Security-Policy"], "script-src 'self'")
  const odd = headersOf({ ...film, url: "/files/ab/x.html", type: "text/html" })
  assert.equal(odd["Content-Type"], "application/octet-stream")
  assert.equal(odd["Content-Disposition"], "attachment")
  assert.match(odd["Content-Security-Policy"], /sandbox/)
  assert.equal(headersOf({ ...sheet, url: "/static/x.svg", type: "image/svg+xml" })["Content-Type"], "image/svg+xml")
  assert.equal(headersOf({ ...sheet, url: "/media/images/x.svg", type: "image/svg+xml" })["Content-Type"], "application/octet-stream")
})
