"""One article's whole way through the API, told by any SDK that is wrapped in a `Client`."""

import os
import pathlib
import time
import urllib.request

ARTICLE = pathlib.Path(os.environ["WXPRESS_EXAMPLES"]) / "article"
PICTURE = ARTICLE / "images/01-overview.png"
COVER = ARTICLE / "cover.jpg"
# The smallest file that is an MP4 by its magic bytes: a file type box and an empty media box.
MP4 = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"\x00\x00\x00\x10mdat" + bytes(8)


class NotOffered(Exception):
    """The SDK has neither this call nor a generic one."""


class Client:
    """An SDK as the story uses it. A method that an SDK does not override goes through its generic `call`."""

    def call(self, path, body=None):
        """Sends GET (no body) or POST with a JSON body to `/cgi-bin/<path>`."""
        raise NotOffered

    def token(self):
        raise NotOffered

    def uploadimg(self, path):
        raise NotOffered

    def add_material(self, path):
        raise NotOffered

    def add_video(self, path, title, introduction):
        raise NotOffered

    def upload_temporary(self, path):
        raise NotOffered

    def get_temporary(self, media_id):
        raise NotOffered

    def get_material(self, media_id):
        raise NotOffered

    def draft_add(self, article):
        return self.call("draft/add", {"articles": [article]})["media_id"]

    def draft_get(self, media_id):
        return self.call("draft/get", {"media_id": media_id})

    def draft_update(self, media_id, article):
        return self.call("draft/update", {"media_id": media_id, "index": 0, "articles": article})

    def draft_count(self):
        return self.call("draft/count")["total_count"]

    def draft_batchget(self):
        return self.call("draft/batchget", {"offset": 0, "count": 20, "no_content": 0})

    def draft_delete(self, media_id):
        return self.call("draft/delete", {"media_id": media_id})

    def submit(self, media_id):
        return self.call("freepublish/submit", {"media_id": media_id})["publish_id"]

    def status(self, publish_id):
        return self.call("freepublish/get", {"publish_id": publish_id})

    def published(self):
        return self.call("freepublish/batchget", {"offset": 0, "count": 20, "no_content": 0})

    def published_article(self, article_id):
        return self.call("freepublish/getarticle", {"article_id": article_id})

    def delete_published(self, article_id):
        return self.call("freepublish/delete", {"article_id": article_id, "index": 1})

    def material_count(self):
        return self.call("material/get_materialcount")

    def materials(self):
        return self.call("material/batchget_material", {"type": "image", "offset": 0, "count": 20})

    def delete_material(self, media_id):
        return self.call("material/del_material", {"media_id": media_id})


def tell(client):
    """Runs the story and prints a line `ok <step>` or, where the SDK has no such call, `absent <step>` for each step."""
    story = Story(client)
    for step in Story.STEPS:
        try:
            getattr(story, step)()
        except NotOffered:
            print("absent", step, flush=True)
        else:
            print("ok", step, flush=True)


class Story:
    """The steps, named after the method of the client that each is about."""

    STEPS = (
        *("token", "uploadimg", "add_material"),
        *("draft_add", "draft_get", "draft_update", "draft_count", "draft_batchget"),
        *("submit", "status", "published", "published_article", "delete_published", "draft_delete"),
        *("upload_temporary", "add_video", "get_material", "material_count", "materials", "delete_material"),
    )

    def __init__(self, client):
        self.client = client

    def token(self):
        assert len(self.client.token()) > 32

    def uploadimg(self):
        self.picture = self.client.uploadimg(str(PICTURE))
        assert fetched(self.picture) == PICTURE.read_bytes()

    def add_material(self):
        self.cover = self.client.add_material(str(COVER))["media_id"]
        assert self.cover

    def article(self, title):
        return {
            "title": title,
            "author": "林小满",
            "digest": "一张图，一段话",
            "content": f'<p style="color:#333">你好，公众号。</p><p><img src="{self.picture}"></p>',
            "content_source_url": "https://example.com/a/1",
            "thumb_media_id": self.cover,
            "need_open_comment": 0,
            "only_fans_can_comment": 0,
        }

    def draft_add(self):
        self.draft = self.client.draft_add(self.article("第一稿"))
        self.title = "第一稿"
        assert self.draft

    def draft_get(self):
        article = self.client.draft_get(self.draft)["news_item"][0]
        assert article["title"] == "第一稿" and article["author"] == "林小满", article
        assert "你好，公众号。" in article["content"] and "data-src=" in article["content"], article

    def draft_update(self):
        self.client.draft_update(self.draft, self.article("第二稿"))
        self.title = "第二稿"
        assert self.client.draft_get(self.draft)["news_item"][0]["title"] == "第二稿"

    def draft_count(self):
        assert self.client.draft_count() == 1

    def draft_batchget(self):
        listed = self.client.draft_batchget()
        assert (listed["total_count"], listed["item_count"]) == (1, 1), listed
        assert listed["item"][0]["media_id"] == self.draft, listed
        assert listed["item"][0]["content"]["news_item"][0]["title"] == self.title, listed

    def submit(self):
        self.publish_id = self.client.submit(self.draft)
        assert self.publish_id

    def status(self):
        deadline = time.monotonic() + 30
        while (status := self.client.status(self.publish_id))["publish_status"] == 1 and time.monotonic() < deadline:
            time.sleep(0.3)
        assert status["publish_status"] == 0, status
        self.article_id = status["article_id"]
        assert self.title.encode() in fetched(status["article_detail"]["item"][0]["article_url"])

    def published(self):
        listed = self.client.published()
        assert (listed["total_count"], listed["item"][0]["article_id"]) == (1, self.article_id), listed

    def published_article(self):
        assert self.client.published_article(self.article_id)["news_item"][0]["title"] == self.title

    def delete_published(self):
        self.client.delete_published(self.article_id)
        assert self.client.status(self.publish_id)["publish_status"] == 5

    def draft_delete(self):
        """A published draft is gone by itself; another one is deleted."""
        refused(self.client.draft_get, self.draft)
        another = self.client.draft_add(self.article("第三稿"))
        self.client.draft_delete(another)
        refused(self.client.draft_get, another)

    def upload_temporary(self):
        media_id = self.client.upload_temporary(str(PICTURE))["media_id"]
        assert self.client.get_temporary(media_id) == PICTURE.read_bytes()

    def add_video(self):
        video = pathlib.Path("video.mp4")
        video.write_bytes(MP4)
        assert self.client.add_video(str(video), "A title", "An introduction")["media_id"]

    def get_material(self):
        assert self.client.get_material(self.cover) == COVER.read_bytes()

    def material_count(self):
        self.images = self.client.material_count()["image_count"]
        assert self.images >= 1

    def materials(self):
        listed = self.client.materials()
        assert listed["total_count"] == self.images, listed
        assert self.cover in [item["media_id"] for item in listed["item"]], listed

    def delete_material(self):
        self.client.delete_material(self.cover)
        assert self.client.material_count()["image_count"] == self.images - 1


def refused(call, media_id):
    """Asserts that `call` fails with 40007, the code of an unknown media_id, whichever way the SDK says it."""
    try:
        answer = call(media_id)
    except NotOffered:
        raise
    except Exception as error:
        answer = error
    assert "40007" in str(answer), answer


def fetched(url):
    """The bytes behind a URL that the platform gave out."""
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.read()
