import json

import requests


# 从返回的 json 中取值 返回(sucess, value)
def _str_of_json(content, key):
    data = json.loads(content)
    if key in data:
        return True, data[key]
    print(data)
    return False, ""

# 获取token 返回(sucess, token)
def get_token(appid, secret):
    url = "https://api.weixin.qq.com/cgi-bin/token?grant_type=client_credential&appid=%s&secret=%s" % (appid, secret)
    res = requests.get(url)
    return _str_of_json(res.content, "access_token")

# 上传图片 返回(sucess, media_id)
def upload_image(token, file_path):
    url = "https://api.weixin.qq.com/cgi-bin/material/add_material?access_token=%s&type=image" % token
    with open(file=file_path, mode='rb') as fp:
        files = {'media': fp}
        resp = requests.post(url, files=files)
        return _str_of_json(resp.content, "media_id")
    return False, ""

# 新建草稿 返回(sucess, media_id)
def add_draft(token, cover_media_id, title, content):
    url = "https://api.weixin.qq.com/cgi-bin/draft/add?access_token=%s" % token
    article = {
        "title":title,
        "thumb_media_id":cover_media_id,
        "content":content,

        # "author":"author", # 非必填

        # "digest":"digest", # 非必填
    }
    drafts = {
        "articles":[
            article
        ]
    }
    headers = {'Content-Type': 'application/json'}

    # 直接post json.dumps(drafts) 会有乱码,所以
    post_data = json.dumps(drafts, ensure_ascii=False).encode('utf-8')
    res = requests.post(url, data=post_data, headers=headers)
    return _str_of_json(res.content, "media_id")

# 发布,返回(sucess, publish_id)
def publish(token, draft_id):
    url = "https://api.weixin.qq.com/cgi-bin/freepublish/submit?access_token=%s" % token
    res = requests.post(url, json={"media_id":draft_id})
    return _str_of_json(res.content, "publish_id")

def publish_article(appid, secret, title, content, cover_file_path):

    # 1 获取token
    res, token = get_token(appid, secret)

    # 2 上传封面
    res, cover_media_id = upload_image(token, cover_file_path)

    # 3 保存草稿
    ret, draft_id = add_draft(token, cover_media_id, title, content)

    # 4 发布
    ret, publish_id = publish(token, draft_id)

if __name__ == '__main__':
    appid = "wx000000000000"

    # 你的 appid
    secret = "xxxxxxxxxxxxxxx"

    # 你的 secret
    file_path = "/Users/xxx/yyyy.jpg"

    # 你的文章封面图片
    title = "你的文章标题"
    content = "你的文章内容"
    publish_article(appid, secret, title, content, file_path)
