"""wechatpy 1: media and materials are its own, drafts and publishing go through its `get` and `post`."""

import os

from story import Client, tell
from wechatpy import WeChatClient


class Wechatpy(Client):
    def __init__(self):
        self.sdk = WeChatClient(os.environ["WECHAT_APP_ID"], os.environ["WECHAT_APP_SECRET"])

    def call(self, path, body=None):
        return self.sdk.get(path) if body is None else self.sdk.post(path, data=body)

    def token(self):
        return self.sdk.access_token

    def uploadimg(self, path):
        with open(path, "rb") as file:
            return self.sdk.media.upload_image(file)

    def add_material(self, path):
        with open(path, "rb") as file:
            return self.sdk.material.add("image", file)

    def add_video(self, path, title, introduction):
        with open(path, "rb") as file:
            return self.sdk.material.add("video", file, title, introduction)

    def upload_temporary(self, path):
        with open(path, "rb") as file:
            return self.sdk.media.upload("image", file)

    def get_temporary(self, media_id):
        return self.sdk.media.download(media_id).content

    def get_material(self, media_id):
        return self.sdk.material.get(media_id).content

    def material_count(self):
        return self.sdk.material.get_count()

    def materials(self):
        return self.sdk.material.batchget("image")

    def delete_material(self, media_id):
        return self.sdk.material.delete(media_id)


if __name__ == "__main__":
    tell(Wechatpy())
