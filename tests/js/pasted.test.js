import assert from "node:assert/strict"
import { test } from "node:test"

import { counted, fragment, isDocument, isSeveral, wordsIn } from "../../courses/static/courses/js/pasted.js"

const text = { type: "text" }
const heading = { type: "heading" }
const table = { type: "table" }

test("what comes out of Word, LibreOffice or Google Docs is known by its HTML", () => {
  assert.ok(isDocument('<html xmlns:o="urn:schemas-microsoft-com:office:office"><p class=MsoNormal>a</p></html>'))
  assert.ok(isDocument('<meta name="generator" content="LibreOffice 24.2">'))
  assert.ok(isDocument('<b id="docs-internal-guid-1" style="font-weight:normal"><p>a</p></b>'))
  assert.ok(isDocument("<table><tr><td>1</td></tr></table>"))
  assert.ok(!isDocument("<p>Một câu <b>bình thường</b></p>"))
})

test("only what was copied is sent, without the styles of the whole document", () => {
  const html = "<html><style>p.MsoNormal{}</style><body><!--StartFragment--><p>a</p><!--EndFragment--></body></html>"
  assert.equal(fragment(html), "<p>a</p>")
  assert.equal(fragment("<style>x</style><p>b</p>"), "<p>b</p>")
})

test("headings, tables and long texts are offered as several blocks, a short text is not", () => {
  assert.ok(isSeveral([heading, text], 20))
  assert.ok(isSeveral([table], 20))
  assert.ok(!isSeveral([text], 20))
  assert.ok(!isSeveral([], 0))
})

test("what was found is counted in words", () => {
  const names = { heading: "đề mục", table: "bảng", text: "đoạn văn bản" }
  assert.equal(counted([heading, text, heading, table], names), "2 đề mục, 1 đoạn văn bản, 1 bảng")
  assert.equal(wordsIn({ blocks: [{ text: "một hai " }, { text: "" }, { text: "ba" }] }), 3)
})
