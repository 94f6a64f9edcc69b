import requests

# 上传图片
url = "http://localhost:3001/api/upload/image"
files = {'file': open('image.jpg', 'rb')}
data = {
    'appid': 'your_appid',  # 可选,覆盖默认账号
    'secret': 'your_secret'  # 可选
}
response = requests.post(url, files=files, data=data)
result = response.json()
print(result['url'])  # 微信图片URL
