import assert from "node:assert/strict"
import { test } from "node:test"

import { uuid7 } from "../../lms/static/lms/js/outbox.js"
import { age, alike, byKind, timeOf, why, written } from "../../lms/static/lms/js/waiting-words.js"

const units = { now: "vừa xong", minutes: "{n} phút trước", hours: "{n} giờ trước", days: "{n} ngày trước" }

test("what waits is told by kind, the oldest first", () => {
  const events = [
    { id: "c", kind: "lecture.read", wall: 30 },
    { id: "a", kind: "answer.saved", wall: 20 },
    { id: "b", kind: "answer.saved", wall: 10 },
    { id: "d", kind: "new.kind", wall: 40 },
  ]
  const told = byKind(events, { "lecture.read": "Bài đã đọc", "answer.saved": "Câu trả lời" })
  assert.deepEqual(told.map(({ words, count }) => [words, count]), [["Câu trả lời", 2], ["Bài đã đọc", 1], ["new.kind", 1]])
})

test("without a clock, the id tells when something was made", () => {
  assert.equal(timeOf({ id: uuid7(1700000000000) }), 1700000000000)
  assert.equal(timeOf({ id: "none" }), 0)
})

test("an age is told in the largest unit; a clock that went back tells «just now»", () => {
  assert.deepEqual([0, 59, 61, 3601, 90000, -5].map((s) => age(0, s * 1000, units)), [
    "vừa xong",
    "vừa xong",
    "1 phút trước",
    "1 giờ trước",
    "1 ngày trước",
    "vừa xong",
  ])
})

test("words that somebody wrote are shown; letters of choices and codes are not", () => {
  assert.equal(written({ payload: { response: ["a", "b"] } }), "")
  assert.equal(written({ payload: { response: ["Nước chảy xuống"] } }), "Nước chảy xuống")
  assert.equal(written({ payload: { words: "Em làm rồi ạ", pages: ["x y z w"] } }), "Em làm rồi ạ")
  assert.equal(written({ payload: { words: "ạ ".repeat(300) } }).length, 202)
  assert.equal(written({}), "")
})

test("what is refused alike is told as one; what has words of its own stands alone", () => {
  const refused = (id, payload = {}) => ({ id, kind: "k", wall: 5, status: "rejected", reason: "", payload })
  const told = alike([refused("a"), refused("b"), refused("c", { words: "Em hỏi cô ạ" })], { kinds: { k: "Bài" }, reasons: { "": "Chưa nhận." } })
  assert.deepEqual(told.map(({ ids, quote, why }) => [ids, quote, why]), [
    [["a", "b"], "", "Chưa nhận."],
    [["c"], "Em hỏi cô ạ", "Chưa nhận."],
  ])
})

test("a refusal tells the school's own sentence first", () => {
  const reasons = { "": "Trường chưa nhận.", conflict: "Hai bản.", forbidden: "Không mở." }
  assert.equal(why({ told: "Bài đã chấm." }, reasons), "Bài đã chấm.")
  assert.equal(why({ status: "conflict", reason: "" }, reasons), "Hai bản.")
  assert.equal(why({ status: "rejected", reason: "forbidden" }, reasons), "Không mở.")
  assert.equal(why({ status: "rejected", reason: "unheard" }, reasons), "Trường chưa nhận.")
})
