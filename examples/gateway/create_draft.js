// 发布草稿
async function publishDraft() {
  const response = await fetch('http://localhost:3001/api/draft/create', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      title: '文章标题',
      content: '<p>文章内容</p>',
      thumbMediaId: '封面图media_id',
      author: '作者',
      // 可选:指定账号
      appid: 'your_appid',
      secret: 'your_secret'
    })
  });
  const result = await response.json();
  if (result.success) {
    console.log('预览链接:', result.previewUrl);
  }
}

publishDraft();
