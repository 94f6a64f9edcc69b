#!/usr/bin/env python3
"""Every operation on materials, through the gateway, in the order of the document that names them.

Usage: material.py GATEWAY IMAGE VOICE VIDEO THUMB

GATEWAY is its address, such as http://localhost:3001; the account is its default one. Prints one line of JSON for each
operation: its name and what came of it.
"""

import hashlib
import json
import mimetypes
import pathlib
import sys
import urllib.error
import urllib.parse
import urllib.request
import uuid


class Gateway:
    """The calls of a gateway that these operations need."""

    def __init__(self, address):
        self.api = f"{address}/api"

    def add_temporary_material(self, type, media):
        return self.upload("/upload/temporary", media, type=type)

    def get_temporary_material(self, media_id):
        return self.ask("GET", f"/media/{media_id}")

    def add_permanent_material(self, articles):
        return self.ask("POST", "/material/news", {"articles": articles})

    def upload_content_picture(self, media):
        return self.upload("/upload/content-image", media)

    def add_other_material(self, type, media, **words):
        route = {"image": "/upload/image", "voice": "/upload/voice", "video": "/upload/video", "thumb": "/upload/thumb"}
        return self.upload(route[type], media, type=type, **words)

    def get_permanent_material(self, media_id):
        return self.ask("GET", f"/material/{media_id}")

    def delete_material(self, media_id):
        return self.ask("DELETE", f"/material/{media_id}")

    def update_material(self, media_id, index, **article):
        return self.ask("PUT", f"/material/news/{media_id}?index={index}", article)

    def get_materials_count(self):
        return self.ask("GET", "/material/count")

    def get_materials_list(self, material_type, offset, count):
        page = urllib.parse.urlencode({"type": material_type, "offset": offset, "count": count})
        return self.ask("GET", f"/material/list?{page}")

    def ask(self, method, route, body=None):
        data = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        return self.send(method, route, data, "application/json")

    def upload(self, route, media, **fields):
        """Posts a file and the fields of its form."""
        boundary = uuid.uuid4().hex
        parts = [f'name="{name}"\r\n\r\n{value}'.encode() for name, value in fields.items()]
        kind = mimetypes.guess_type(media.name)[0] or "application/octet-stream"
        head = f'name="media"; filename="{media.name}"\r\nContent-Type: {kind}\r\n\r\n'
        parts.append(head.encode() + media.read_bytes())
        frame = f"--{boundary}\r\nContent-Disposition: form-data; ".encode()
        form = b"".join(frame + part + b"\r\n" for part in parts) + f"--{boundary}--\r\n".encode()
        return self.send("POST", route, form, f"multipart/form-data; boundary={boundary}")

    def send(self, method, route, data, content_type):
        """What the gateway answers: its envelope, refusals too, or the bytes of a file."""
        request = urllib.request.Request(self.api + route, data, {"Content-Type": content_type}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                content, is_json = answer.read(), answer.headers.get_content_type() == "application/json"
        except urllib.error.HTTPError as refusal:
            content, is_json = refusal.read(), True
        return json.loads(content) if is_json else content


def tell(operation, answer):
    """Prints what came of an operation, of a file its length and its sum; gives the data of a success."""
    is_file = isinstance(answer, bytes)
    shown = {"bytes": len(answer), "sha256": hashlib.sha256(answer).hexdigest()} if is_file else answer
    print(json.dumps({"operation": operation, "answer": shown}, ensure_ascii=False))
    return shown.get("data")


def main():
    if len(sys.argv) != 6:
        sys.exit(__doc__)
    gateway = Gateway(sys.argv[1])
    files = dict(zip(("image", "voice", "video", "thumb"), map(pathlib.Path, sys.argv[2:])))

    temporary = {}
    for kind, file in files.items():
        temporary[kind] = tell(f"add_temporary_material {kind}", gateway.add_temporary_material(kind, file))["mediaId"]
    for kind, media_id in temporary.items():
        tell(f"get_temporary_material {kind}", gateway.get_temporary_material(media_id))

    cover = gateway.add_other_material("image", files["thumb"])["mediaId"]
    article = {
        "title": "测试",
        "thumb_media_id": cover,
        "author": "测试人员",
        "digest": "测试",
        "show_cover_pic": "1",
        "content": "测试",
        "content_source_url": "www.placehold.com",
    }
    news = tell("add_permanent_material", gateway.add_permanent_material([article, article]))

    tell("upload_content_picture", gateway.upload_content_picture(files["image"]))

    permanent = {}
    for kind, file in files.items():
        words = {"title": "TITLE", "introduction": "INTRODUCTION"} if kind == "video" else {}
        added = tell(f"add_other_material {kind}", gateway.add_other_material(kind, file, **words))
        permanent[kind] = added["mediaId"]
    for kind, media_id in permanent.items():
        tell(f"get_permanent_material {kind}", gateway.get_permanent_material(media_id))
    if news:
        tell("get_permanent_material news", gateway.get_permanent_material(news["mediaId"]))

    tell("delete_material", gateway.delete_material(permanent["voice"]))

    changed = {**article, "title": "改过的标题"}
    tell("update_material", gateway.update_material(news["mediaId"] if news else "MEDIA_ID", 0, **changed))

    tell("get_materials_count", gateway.get_materials_count())
    for kind in ("image", "video", "voice", "news"):
        tell(f"get_materials_list {kind}", gateway.get_materials_list(kind, offset=0, count=1))


if __name__ == "__main__":
    main()
