#!/usr/bin/env python3
"""News materials with the platform's own calls, without a gateway: added, changed, read.

Usage: platform_news.py PLATFORM APPID SECRET COVER

PLATFORM is https://api.weixin.qq.com or the address of a sandbox. Both calls ended in 2022: only a sandbox with
`--profile legacy` still takes them, others answer 45103. Prints one line of JSON for each call: its name and its
answer.
"""

import json
import pathlib
import sys
import urllib.request


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    platform, appid, secret, cover = sys.argv[1:]
    credentials = {"grant_type": "client_credential", "appid": appid, "secret": secret}
    token = post(f"{platform}/cgi-bin/stable_token", as_json(credentials))["access_token"]

    def call(endpoint, body, content_type="application/json", **query):
        parameters = "".join(f"&{name}={value}" for name, value in query.items())
        answer = post(f"{platform}/cgi-bin/{endpoint}?access_token={token}{parameters}", body, content_type)
        print(json.dumps({"call": endpoint, "answer": answer}, ensure_ascii=False))
        return answer

    form, content_type = one_file(pathlib.Path(cover))
    cover = call("material/add_material", form, content_type, type="image")["media_id"]
    article = {
        "title": "测试",
        "thumb_media_id": cover,
        "author": "测试人员",
        "digest": "测试",
        "show_cover_pic": "1",
        "content": "测试",
        "content_source_url": "www.placehold.com",
    }
    added = call("material/add_news", as_json({"articles": [article, article]}))
    media_id = added.get("media_id", "MEDIA_ID")
    changed = {**article, "title": "改过的标题", "show_cover_pic": 0}
    call("material/update_news", as_json({"media_id": media_id, "index": 1, "articles": changed}))
    call("material/get_material", as_json({"media_id": media_id}))


def as_json(body):
    """Raw UTF-8: the platform keeps `\\uXXXX` as six characters each."""
    return json.dumps(body, ensure_ascii=False).encode()


def one_file(file):
    """A form with the one part `media`, and its Content-Type."""
    head = f'--line\r\nContent-Disposition: form-data; name="media"; filename="{file.name}"\r\n\r\n'
    return head.encode() + file.read_bytes() + b"\r\n--line--\r\n", "multipart/form-data; boundary=line"


def post(url, body, content_type="application/json"):
    request = urllib.request.Request(url, body, {"Content-Type": content_type})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


if __name__ == "__main__":
    main()
