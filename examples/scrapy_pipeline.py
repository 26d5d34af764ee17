"""A Scrapy item pipeline: what a spider downloads becomes articles.

In the settings of a Scrapy project:

    ITEM_PIPELINES = {"scrapy_pipeline.ArticlePipeline": 300}

and in the spider ``yield {"url": response.url, "page": response.body}``. Each item gets the fields
of the page's story; an item without a story is dropped. To try it without a project, with addresses
of the web or of files (file:///...):

    scrapy runspider examples/scrapy_pipeline.py -a start=URL,URL -O articles.jsonl
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import scrapy
from scrapy.exceptions import DropItem
from scrapy.http import Response

from newsclean import Normalize, extract_page


class ArticlePipeline:
    """From a downloaded page to the fields of its story."""

    def process_item(self, item: dict[str, Any]) -> dict[str, Any]:
        """The item without its page, with title, authors, date and text."""
        page = item.pop("page")
        stories = [a for a in extract_page(page, Normalize(), url=item["url"]) if a.text]
        if not stories:
            raise DropItem(f"no story on {item['url']}")
        story = max(stories, key=lambda article: len(article.text))
        return {
            **item,
            "title": story.title,
            "authors": story.authors,
            "published": story.published,
            "text": story.text,
        }


class PageSpider(scrapy.Spider):
    """Takes the pages it is told to start from."""

    name = "pages"
    custom_settings = {"ITEM_PIPELINES": {ArticlePipeline: 300}}  # noqa: RUF012 - Scrapy's way

    def __init__(self, start: str = "", **words: Any) -> None:
        super().__init__(**words)
        self.start_urls = start.split(",")

    def parse(self, response: Response, **_: Any) -> Iterator[dict[str, Any]]:
        """Hand a page to the pipeline as it came."""
        yield {"url": response.url, "page": response.body}
