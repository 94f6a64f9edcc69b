"""wechatpy 2: as wechatpy 1, with drafts and publishing of its own."""

from story import tell
from wechatpy_1 import Wechatpy


class Wechatpy2(Wechatpy):
    def draft_add(self, article):
        return self.sdk.draft.add([article])["media_id"]

    def draft_get(self, media_id):
        return self.sdk.draft.get(media_id)

    def draft_update(self, media_id, article):
        return self.sdk.draft.update(media_id, 0, article)

    def draft_count(self):
        return self.sdk.draft.count()["total_count"]

    def draft_batchget(self):
        return self.sdk.draft.batchget()

    def draft_delete(self, media_id):
        return self.sdk.draft.delete(media_id)

    def submit(self, media_id):
        return self.sdk.freepublish.submit(media_id)["publish_id"]

    def status(self, publish_id):
        return self.sdk.freepublish.get(publish_id)

    def published(self):
        return self.sdk.freepublish.batchget(0, 20)

    def published_article(self, article_id):
        return self.sdk.freepublish.getarticle(article_id)

    def delete_published(self, article_id):
        return self.sdk.freepublish.delete(article_id, 1)


if __name__ == "__main__":
    tell(Wechatpy2())
