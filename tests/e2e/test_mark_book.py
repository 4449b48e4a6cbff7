"""A teacher types a sheet of the mark book: Enter leads down, a column out of Excel, undone, no signal."""

from playwright.sync_api import expect

from tests.e2e.acts import sign_in_staff
from tests.e2e.conftest import DESK

PASTE = """text => {
  const data = new DataTransfer()
  data.setData("text/plain", text)
  const told = { clipboardData: data, bubbles: true, cancelable: true }
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", told))
}"""


def test_a_column_is_typed_pasted_undone_and_kept_when_the_signal_is_back(page, context, people):
    page.set_viewport_size(DESK)
    sign_in_staff(page, people["teacher"])
    page.goto("/mark-book/")
    page.get_by_role("link", name="Lớp 6A").first.click()
    page.get_by_role("link", name="Toán", exact=True).first.click()
    rows, state = page.locator("tr[data-pupil]"), page.locator("[data-state]")

    def field(at):
        return rows.nth(at).locator("input[name$='.final']")

    field(0).click()
    page.keyboard.type("8.25")
    page.keyboard.press("Enter")
    expect(state).to_have_text("Đã lưu hết.")
    expect(field(0)).to_have_value("8,3")
    expect(field(1)).to_be_focused()
    page.evaluate(PASTE, "7.5\r\n9\r\n6\r\n")
    expect(field(3)).to_have_value("6")
    page.locator("[data-undo]").click()
    expect(field(3)).to_have_value("")
    page.locator("[data-redo]").click()
    expect(field(1)).to_have_value("7,5")
    expect(state).to_have_text("Đã lưu hết.")
    page.route("**/mark-book/**", lambda route: route.abort())
    field(4).fill("5")
    field(4).press("Enter")
    expect(state).to_contain_text("Mất mạng")
    page.unroute("**/mark-book/**")
    expect(state).to_have_text("Đã lưu hết.", timeout=10_000)
    page.reload()
    assert [field(at).input_value() for at in range(5)] == ["8,3", "7,5", "9", "6", "5"]


def test_a_remark_takes_a_phrase_at_the_caret_and_as_many_lines_as_it_needs(page, people):
    page.set_viewport_size({"width": 360, "height": 640})
    sign_in_staff(page, people["teacher"])
    page.goto("/mark-book/")
    page.get_by_role("link", name="Lớp 6A").first.click()
    page.get_by_role("link", name="Toán", exact=True).first.click()
    remark = page.locator("tr[data-pupil]").nth(1).locator("textarea")
    low = remark.bounding_box()["height"]
    remark.fill("Ngoan.")
    page.locator("[data-phrases]").select_option(index=1)
    expect(remark).to_be_focused()
    assert remark.input_value().startswith("Ngoan. ")
    remark.fill("Em đọc kĩ đề trước khi làm và luyện thêm các bài toán có lời văn ở nhà. " * 3)
    assert remark.bounding_box()["height"] > 2 * low
    remark.press("Enter")
    expect(page.locator("[data-state]")).to_have_text("Đã lưu hết.")
