import requests

# 1. 先上传封面图获取 media_id
thumb_resp = requests.post(
    "http://localhost:3001/api/upload/thumb",
    files={'file': open('cover.jpg', 'rb')},
    data={'appid': 'your_appid', 'secret': 'your_secret'}
).json()
thumb_media_id = thumb_resp['mediaId']

# 2. 发布草稿
draft_data = {
    "title": "文章标题",
    "content": "<p>文章内容</p>",
    "thumbMediaId": thumb_media_id,
    "author": "作者名",
    "appid": "your_appid",
    "secret": "your_secret"
}
response = requests.post(
    "http://localhost:3001/api/draft/create",
    json=draft_data
)
result = response.json()
print(result['previewUrl'])  # 草稿预览链接
