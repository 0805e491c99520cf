"""A dozen awkward samples that every operation must survive."""

from goldsmith.core.types import Asset, Note, Part, Rival, Sample, Turn

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8ffff3f0005fe02fe"
    "0def46b80000000049454e44ae426082"
)


def picture(*notes: Note) -> Asset:
    return Asset.made(PNG, kind="image", mime="image/png", width=1, height=1, licence="MIT", notes=notes)


def dialog(name: str, question: str, answer: str, *assets: Asset, **tags: str) -> Sample:
    shown = tuple(asset.id for asset in assets)
    turns = (Turn.said("user", question, shown), Turn.said("assistant", answer))
    return Sample(id=name, assets=assets, turns=turns, tags={"language": "en", **tags})


BOXED = picture(
    Note(id="b1", kind="box", text="dog", box=(0, 0, 1, 1)),
    Note(id="c1", kind="caption", text="A dog on a sofa."),
    Note(id="t", kind="table", text="city,people (millions)\nRome,2.8\nParis,2.1\nBonn,0.3"),
    Note(id="l", kind="label", text="7"),
)

ZOO = [
    Sample(id="nothing"),
    Sample(id="draft", assets=(BOXED,)),
    dialog("plain", "What is it?", "A dog on a sofa.", BOXED, skill="open-qa", domain="pets", format="prose"),
    dialog("empty-answer", "What is it?", ""),
    dialog("json", "Give JSON.", '{"a": 1, "a": NaN}', format="json"),
    dialog("xml-bomb", "Give XML.", '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><x>&b;</x>', format="xml"),
    dialog("marks", "e\u0301" * 40, "\u0301" * 500 + "\u202eabc\u202c" + "\x00"),
    dialog("scripts", "这是什么?", "यह एक कुत्ता है। это собака هذا كلب これは犬です 👩‍👩‍👧", BOXED, language="zh"),
    dialog("markdown", "#NoSpace\n**open", "[a] (http://x.invalid) ```\ncode <b>x</b> 【4†source】 <|im_end|>"),
    dialog("long", "word " * 3000, "[" * 5000 + "x" * 5000),
    Sample(
        id="many-turns",
        turns=tuple(Turn.said("user" if place % 2 == 0 else "assistant", f"turn {place}") for place in range(40)),
        tags={"language": "en"},
    ),
    Sample(
        id="rivals",
        assets=(
            Asset.absent("http://example.org/x.jpg", kind="image", notes=(Note(id="n", kind="caption", text="x"),)),
        ),
        turns=(Turn.said("system", "Be kind."), Turn.said("user", "Hi"), Turn.said("assistant", "Hello")),
        rivals=(Rival(turn=Turn.said("assistant", "Go away"), margin=3),),
        tags={"language": "en"},
    ),
    Sample(
        id="parts",
        assets=(BOXED,),
        turns=(
            Turn(
                role="user", parts=(Part(text="Look:"), Part(asset=BOXED.id), Part(text="What?"), Part(asset=BOXED.id))
            ),
            Turn.said("assistant", "A dog."),
        ),
        tags={"language": "es"},
        foreign={"own": [1, {"x": None}]},
    ),
]
