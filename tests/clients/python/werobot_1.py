"""WeRoBot: media and materials are its own, drafts and publishing go through its `get` and `post`."""

import os

from story import Client, tell
from werobot.client import Client as WeRoBotClient


class WeRoBot(Client):
    def __init__(self):
        self.sdk = WeRoBotClient({"APP_ID": os.environ["WECHAT_APP_ID"], "APP_SECRET": os.environ["WECHAT_APP_SECRET"]})

    def call(self, path, body=None):
        url = f"https://api.weixin.qq.com/cgi-bin/{path}"
        return self.sdk.get(url) if body is None else self.sdk.post(url, data=body)

    def token(self):
        return self.sdk.token

    def uploadimg(self, path):
        with open(path, "rb") as file:
            return self.sdk.upload_news_picture(file)["url"]

    def add_material(self, path):
        with open(path, "rb") as file:
            return self.sdk.upload_permanent_media("image", file)

    def add_video(self, path, title, introduction):
        with open(path, "rb") as file:
            return self.sdk.upload_permanent_video(title, introduction, file).json()

    def upload_temporary(self, path):
        with open(path, "rb") as file:
            return self.sdk.upload_media("image", file)

    def get_temporary(self, media_id):
        return self.sdk.download_media(media_id).content

    def get_material(self, media_id):
        return self.sdk.download_permanent_media(media_id).content

    def material_count(self):
        return self.sdk.get_media_count()

    def materials(self):
        return self.sdk.get_media_list("image", 0, 20)

    def delete_material(self, media_id):
        return self.sdk.delete_permanent_media(media_id)


if __name__ == "__main__":
    tell(WeRoBot())
