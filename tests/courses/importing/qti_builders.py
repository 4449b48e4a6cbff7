"""Files of QTI for tests, written by hand: items, tests, packages."""

import io
import re
import zipfile

NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
TEMPLATES = "http://www.imsglobal.org/question/qti_v2p1/rptemplates"


def declared(right=(), name="RESPONSE", cardinality="single", base="identifier", more=""):
    values = "".join(f"<value>{value}</value>" for value in right)
    rights = f"<correctResponse>{values}</correctResponse>" if right else ""
    return (
        f'<responseDeclaration identifier="{name}" cardinality="{cardinality}" baseType="{base}">'
        f"{rights}{more}</responseDeclaration>"
    )


def mapped(entries, **attributes):
    """`entries`: {key: worth}."""
    told = "".join(f'<mapEntry mapKey="{key}" mappedValue="{worth}"/>' for key, worth in entries.items())
    named = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f'<mapping defaultValue="0"{named}>{told}</mapping>'


def rules(template="match_correct"):
    return f'<responseProcessing template="{TEMPLATES}/{template}"/>'


def item(body, declarations="", processing=None, more="", title="Tên", name="i1", attributes=""):
    processing = rules() if processing is None else processing
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><assessmentItem xmlns="{NAMESPACE}" identifier="{name}" '
        f'title="{title}" adaptive="false" timeDependent="false" {attributes}>{declarations}'
        '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>'
        f"<itemBody>{body}</itemBody>{processing}{more}</assessmentItem>"
    )


def choice(text="Hỏi gì?", options=("đúng", "sai", "không biết"), right=("A",), most=1, **more):
    told = "".join(
        f'<simpleChoice identifier="{chr(65 + at)}">{option}</simpleChoice>'
        for at, option in enumerate(options)
    )
    cardinality = "single" if most == 1 else "multiple"
    declarations = more.pop("declarations", declared(right, cardinality=cardinality))
    return item(
        f'<p>{text}</p><choiceInteraction responseIdentifier="RESPONSE" shuffle="true" maxChoices="{most}">'
        f"{told}</choiceInteraction>",
        declarations,
        **more,
    )


def as_qti3(source):
    """The same item in the names of QTI 3."""
    source = source.replace(NAMESPACE, "http://www.imsglobal.org/xsd/imsqtiasi_v3p0")
    source = re.sub(
        r"<(/?)((?!p\b|img\b|b\b|\?)[a-zA-Z]+)", lambda one: f"<{one[1]}qti-{_kebab(one[2])}", source
    )
    return re.sub(r' ((?!xmlns)[a-z]+[A-Z][a-zA-Z]*)="', lambda one: f' {_kebab(one[1])}="', source)


def _kebab(name):
    return re.sub(r"[A-Z]", lambda one: f"-{one[0].lower()}", name)


def manifest(resources, schema="QTIv2.1 Package"):
    """`resources`: [(type, href)]."""
    told = "".join(
        f'<resource identifier="r{at}" type="{kind}" href="{href}"><file href="{href}"/></resource>'
        for at, (kind, href) in enumerate(resources)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1">'
        f"<metadata><schema>{schema}</schema></metadata><resources>{told}</resources></manifest>"
    )


def packed(members):
    """A .zip of {name: content}."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def package(items, more=()):
    """A package of items {name: source} with its manifest."""
    told = manifest([("imsqti_item_xmlv2p1", name) for name in items])
    return packed({"imsmanifest.xml": told, **items, **dict(more)})
