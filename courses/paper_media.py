"""The pictures and sounds of a paper, taken along with it: what is sealed tells no address before it
opens. Which form of each comes along is chosen as for any takeaway (takeaways/asked_for.py)."""

import re
from base64 import b64encode
from html import unescape

from courses.takeaways import asked_for, contents

# All of a paper; what goes beyond stays at school, and its place says so.
MOST_BYTES = 8 * 1024 * 1024
PICTURE = re.compile(r"<picture>(.*?)</picture>", re.DOTALL)
SOUND = re.compile(r"(<audio [^>]*>)(.*?)(</audio>)", re.DOTALL)
OTHERS = re.compile(r"<source [^>]*>\s*|\s(?:srcset|sizes)=\"[^\"]*\"|\s(?:data-show|data-failed)=\"[^\"]*\"")
SOURCE = re.compile(r'<source src="([^"]*)"[^>]*>')
ADDRESS = re.compile(r'src="((?:/media/images|/files)/[^"]*)"')


def taken_out(html):
    """(the HTML with one form of each picture and sound, {its address: {"type", "content"}} in base64)."""
    stands_for = {}
    for wanted in asked_for.of(html):
        stands_for |= dict.fromkeys(wanted.instead, wanted.url)
    html = PICTURE.sub(lambda found: f"<picture>{_one_picture(found[1], stands_for)}</picture>", html)
    html = SOUND.sub(lambda found: found[1] + _one_sound(found[2], stands_for) + found[3], html)
    media, size = {}, 0
    for address in dict.fromkeys(ADDRESS.findall(html)):
        content = contents.find(unescape(address))
        if content is None or size + content.bytes > MOST_BYTES:
            continue
        size += content.bytes
        media[address] = {"type": content.type, "content": b64encode(content.read()).decode()}
    return html, media


def _one_picture(inside, stands_for):
    def chosen(found):
        return f'src="{stands_for.get(unescape(found[1]), found[1])}"'

    return re.sub(r'src="([^"]*)"', chosen, OTHERS.sub("", inside), count=1)


def _one_sound(inside, stands_for):
    return "".join(found[0] for found in SOURCE.finditer(inside) if unescape(found[1]) not in stands_for)
