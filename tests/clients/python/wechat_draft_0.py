"""wechat-draft: what it offers is its own; it has no generic call."""

import os

from story import COVER, Client, tell
from wechat_draft import WechatDraft


class WechatDraft0(Client):
    def __init__(self):
        self.sdk = WechatDraft(
            os.environ["WECHAT_APP_ID"],
            os.environ["WECHAT_APP_SECRET"],
            access_token_file="access_token.json",
            log_level="ERROR",
        )

    def token(self):
        return self.sdk.get_access_token()

    def uploadimg(self, path):
        return self.sdk.upload_news_image(path)

    def add_material(self, path):
        return self.sdk.add_permanent_material("image", path)

    def add_video(self, path, title, introduction):
        return self.sdk.add_permanent_material("video", path, title, introduction)

    def get_material(self, media_id):
        return self.sdk.get_permanent_material(media_id)

    def material_count(self):
        return self.sdk.get_material_total()

    def materials(self):
        return self.sdk.get_material_list("image")

    def delete_material(self, media_id):
        assert self.sdk.delete_permanent_material(media_id)

    def draft_add(self, article):
        return self.sdk.create_draft(
            article["title"],
            article["content"],
            cover_pic=str(COVER),
            author=article["author"],
            digest=article["digest"],
            content_source_url=article["content_source_url"],
        )

    def draft_count(self):
        return self.sdk.count_drafts()

    def draft_batchget(self):
        return self.sdk.get_draft_list(no_content=False)

    def submit(self, media_id):
        return self.sdk.publish_article(media_id)

    def status(self, publish_id):
        return self.sdk.get_publish_status(publish_id)

    def published(self):
        return self.sdk.get_publish_list()

    def published_article(self, article_id):
        return self.sdk.get_publish_article(article_id)

    def delete_published(self, article_id):
        assert self.sdk.delete_publish_article(article_id, 1)


if __name__ == "__main__":
    tell(WechatDraft0())
