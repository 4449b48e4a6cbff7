"""Files of questions for tests, written by hand."""

import base64
from io import BytesIO

from PIL import Image

from courses import importing
from courses.importing.keeping import keep


def a_png(colour="navy"):
    out = BytesIO()
    Image.new("RGB", (8, 6), colour).save(out, "PNG")
    return out.getvalue()


def moodle(*questions):
    """A file of Moodle as bytes."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>{"".join(questions)}</quiz>'.encode()


def question(kind, text="Hỏi gì?", more="", form="html"):
    return (
        f'<question type="{kind}"><name><text>Tên</text></name>'
        f'<questiontext format="{form}"><text><![CDATA[{text}]]></text></questiontext>{more}</question>'
    )


def answer(fraction, text, said="", more=""):
    return (
        f'<answer fraction="{fraction}" format="html"><text><![CDATA[{text}]]></text>'
        f'<feedback format="html"><text>{said}</text></feedback>{more}</answer>'
    )


def multichoice(text="Hỏi gì?", answers=((100, "đúng"), (0, "sai")), more="<single>true</single>"):
    return question("multichoice", text, more + "".join(answer(*one) for one in answers))


def category(path):
    return f'<question type="category"><category><text>{path}</text></category></question>'


def with_picture(text="Cân nào nặng hơn?", alt="Hai cái cân"):
    data = base64.b64encode(a_png()).decode()
    shown = f'{text} <img src="@@PLUGINFILE@@/can.png" alt="{alt}">'
    return (
        f'<question type="multichoice"><questiontext format="html"><text><![CDATA[{shown}]]></text>'
        f'<file name="can.png" encoding="base64">{data}</file></questiontext><single>true</single>'
        f"{answer(100, 'A')}{answer(0, 'B')}</question>"
    )


def choice_of_pictures():
    """Two of the three options are pictures, one of them without a word."""
    data = base64.b64encode(a_png()).decode()

    def shown(fraction, words, name):
        text = f'{words}<img src="@@PLUGINFILE@@/{name}" alt="">'
        return (
            f'<answer fraction="{fraction}" format="html"><text><![CDATA[{text}]]></text>'
            f'<file name="{name}" encoding="base64">{data}</file></answer>'
        )

    return (
        '<question type="multichoice"><questiontext format="html"><text>Con nào bắt chuột?</text>'
        f"</questiontext><single>true</single>{shown(100, 'con mèo', 'meo.png')}"
        f"{shown(0, '', 'cho.png')}{answer(0, 'con gà')}</question>"
    )


def make_import(bank, content=None, by=None, name="cau-hoi.xml"):
    """A file that waits; without `content` it has one question, with a picture."""
    content = content or moodle(with_picture())
    return keep(bank, name, content, importing.read(content), by=by)
