# 上传图片
curl -X POST http://localhost:3001/api/upload/image \
  -F "file=@image.jpg" \
  -F "appid=your_appid" \
  -F "secret=your_secret"

# 发布草稿
curl -X POST http://localhost:3001/api/draft/create \
  -H "Content-Type: application/json" \
  -d '{
    "title": "文章标题",
    "content": "<p>文章内容</p>",
    "thumbMediaId": "media_id",
    "appid": "your_appid",
    "secret": "your_secret"
  }'
