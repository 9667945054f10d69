"""What is no text in a run of inline content: pictures, embeds, formulas, boxes of tasks."""

from __future__ import annotations

from collections.abc import Mapping

from selectolax.lexbor import LexborNode

from scraper.blocks import Formula, Image
from scraper.extraction.page.block_elements import may_be_whole
from scraper.extraction.page.embeds import stand_in_embed
from scraper.extraction.page.formulas import FORMULA_TAGS, formula_of, formula_of_image
from scraper.extraction.page.img import background_of, image_of, is_emoji, is_picture
from scraper.extraction.page.outline import Mark
from scraper.extraction.page.text_runs import Runs

_Attributes = Mapping[str, str | None]


class ContentRuns(Runs):
    """Runs of text with what is shown among it."""

    def image(self, node: LexborNode) -> None:
        attributes = node.attributes
        if is_emoji(attributes):
            self.text(attributes.get("alt") or "")
            return
        formula = formula_of_image(attributes)
        if formula is not None:
            self._formula(formula)
        elif (image := image_of(node, attributes) or self._linked_image(attributes)) is not None:
            self.pieces.append((image, self.marks[-1]))

    def _linked_image(self, attributes: _Attributes) -> Image | None:
        """The picture that one without an address is a link to, at its full size."""
        links = (mark.href for mark in self.marks[-1] if mark.name == "link")
        href = next((href for href in links if is_picture(href)), "")
        is_placeholder = (attributes.get("src") or "data:").startswith("data:")
        return Image(href, attributes.get("alt") or "") if href and is_placeholder else None

    def embed(self, node: LexborNode) -> None:
        embed = stand_in_embed(node.attributes)
        if embed is not None and not self.is_full():
            if self.pieces:
                self.flush()
            self.pieces.append((embed, ()))
            self.flush()

    def check_box(self, node: LexborNode) -> None:
        """A box that nobody can tick is a part of the text (GFM 5.3), so is an editor's task."""
        attributes = node.attributes
        if attributes.get("type") != "checkbox":
            return
        around = node.parent.parent if node.parent is not None else None
        is_task = "disabled" in attributes or "task" in (attributes.get("class") or "")
        if is_task or (around is not None and "data-checked" in around.attributes):
            box = Mark("task", title="x" if "checked" in attributes else " ")
            self.pieces.append(("", (box,)))

    def takes_formula(self, tag: str, node: LexborNode, attributes: _Attributes) -> bool:
        """Take an element as the formula it shows, if it shows one."""
        named = "class" in attributes and may_be_whole(attributes["class"])
        if not named and tag not in FORMULA_TAGS and "data-tex" not in attributes:
            return False
        formula = formula_of(tag, node, attributes)
        if formula is None:
            return False
        self._formula(formula)
        return True

    def _formula(self, formula: Formula) -> None:
        if formula.tex:
            mark = Mark("display formula" if formula.display else "formula")
            self.pieces.append((formula.tex, (*self.marks[-1], mark)))

    def background(self, node: LexborNode, attributes: _Attributes) -> None:
        picture = background_of(node, attributes)
        if picture is not None:
            self.pieces.append((picture, self.marks[-1]))
