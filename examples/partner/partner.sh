#!/bin/sh
# The calls of the 媒体API in the order of its document. Each answer is printed on a line of its own.
set -eu

# The value of a text field in the JSON on standard input.
field() { sed -n "s/.*\"$1\" *: *\"\([^\"]*\)\".*/\1/p"; }

# Calls the platform, prints its answer, and keeps it in $answer.
call() {
  answer=$(curl --silent --show-error --fail-with-body "$@")
  printf '%s\n' "$answer"
}

# 1. The article's cover
call -F media=@cover.jpg "https://api.weixin.qq.com/cgi-bin/material/add_material?access_token=ACCESS_TOKEN&type=image"
THUMB_MEDIA_ID=$(printf %s "$answer" | field media_id)

# 2. A picture inside the article, here of a mini-program's card
call -F media=@card.jpg "https://api.weixin.qq.com/cgi-bin/media/uploadimg?access_token=ACCESS_TOKEN"
CARD_URL=$(printf %s "$answer" | field url)

# 3.1 A video: announced
FILESHA=$(sha1sum video.mp4 | cut -d ' ' -f 1)
FILESIZE=$(wc -c <video.mp4)
call -d "{
  \"filename\": \"video.mp4\",
  \"filesha\": \"$FILESHA\",
  \"filesize\": $FILESIZE
}" "https://api.weixin.qq.com/cgi-bin/material/upload_video?action=init_upload&access_token=ACCESS_TOKEN"
VID=$(printf %s "$answer" | field vid)

# 3.2 Sent in blocks of 1 MB, counted from 1
head -c 1048576 video.mp4 >video_1.mp4
tail -c +1048577 video.mp4 >video_2.mp4
SHA1=$(sha1sum video_1.mp4 | cut -d ' ' -f 1)
# As the document prints it: -d strips the line ends of a file, and the platform finds another sum.
call -H "Content-Type:application/octet-stream" -d @video_1.mp4 "https://api.weixin.qq.com/cgi-bin/material/upload_video?action=upload_block&access_token=ACCESS_TOKEN&vid=$VID&part_sha=$SHA1&part_num=1"
for PARTNUM in 1 2; do
  SHA1=$(sha1sum "video_$PARTNUM.mp4" | cut -d ' ' -f 1)
  call -H "Content-Type:application/octet-stream" --data-binary "@video_$PARTNUM.mp4" "https://api.weixin.qq.com/cgi-bin/material/upload_video?action=upload_block&access_token=ACCESS_TOKEN&vid=$VID&part_sha=$SHA1&part_num=$PARTNUM"
done

# 3.3 Put together
call "https://api.weixin.qq.com/cgi-bin/material/upload_video?action=upload_finish&access_token=ACCESS_TOKEN&vid=$VID"

# 3.4 Saved, with what is to be said of it
call -d "{
  \"title\": \"视频标题\",
  \"video_desc\": \"视频简介\",
  \"content\": \"$VID\",
  \"declare_ori\": 1,
  \"newcat\": 1,
  \"newsbcat\": 2,
  \"tags\": [\"标签一\", \"标签二\"],
  \"cover_url\": \"$CARD_URL\"
}" "https://api.weixin.qq.com/cgi-bin/material/upload_video?action=save_video&access_token=ACCESS_TOKEN"
MEDIA_ID=$(printf %s "$answer" | field media_id)

# 4. Asked after until its review has passed: only then may an article show it
tries=0
until call "https://api.weixin.qq.com/cgi-bin/material/upload_video?action=query_status&access_token=ACCESS_TOKEN&media_id=$MEDIA_ID" \
  && printf %s "$answer" | grep -q '"status" *: *3'; do
  tries=$((tries + 1))
  test "$tries" -lt 60
  sleep 1
done

# 5. An article with the video and the three forms of a mini-program, in the library; a second one to change
TARGET='data-miniprogram-appid=\"wx123123123\" data-miniprogram-path=\"pages/index/index\"'
CONTENT="<p>正文</p>\
<iframe class=\\\"video_iframe rich_pages\\\" data-vidtype=\\\"2\\\" data-mpvid=\\\"$VID\\\" allowfullscreen=\\\"\\\" frameborder=\\\"0\\\" data-src=\\\"https://mp.weixin.qq.com/mp/readtemplate?t=pages/video_player_tmpl&action=mpvideo&auto=0&mpvid=$VID\\\"></iframe>\
<mp-miniprogram $TARGET data-miniprogram-title=\\\"小程序示例\\\" data-miniprogram-imageurl=\\\"$CARD_URL\\\"></mp-miniprogram>\
<p><a $TARGET href=\\\"\\\">点击文字跳转小程序</a></p>\
<p><a $TARGET href=\\\"\\\"><img data-src=\\\"$CARD_URL\\\"></a></p>"
ARTICLE="{
  \"thumb_media_id\": \"$THUMB_MEDIA_ID\",
  \"author\": \"作者\",
  \"title\": \"标题\",
  \"content_source_url\": \"https://example.com/\",
  \"content\": \"$CONTENT\",
  \"digest\": \"摘要\",
  \"show_cover_pic\": 1,
  \"need_open_comment\": 0,
  \"only_fans_can_comment\": 0
}"
upload() {
  call -d "{ \"articles\": [ $ARTICLE ] }" "https://api.weixin.qq.com/cgi-bin/publish/uploadnews?access_token=ACCESS_TOKEN"
}
upload
MEDIA_ID=$(printf %s "$answer" | field media_id)
upload
SECOND_ID=$(printf %s "$answer" | field media_id)

# 6. Submitted to the review
call -d "{
  \"media_id\": \"$MEDIA_ID\",
  \"msgtype\": \"mpnews\"
}" "https://api.weixin.qq.com/cgi-bin/publish/submit?access_token=ACCESS_TOKEN"

# 7. Changed: the submitted one refuses, the other one takes it
for ID in "$MEDIA_ID" "$SECOND_ID"; do
  call -d "{
    \"media_id\": \"$ID\",
    \"index\": 1,
    \"articles\": $ARTICLE
  }" "https://api.weixin.qq.com/cgi-bin/publish/update?access_token=ACCESS_TOKEN"
done

# 8. Deleted
call -d "{
  \"media_id\": \"$SECOND_ID\",
  \"index\": 1
}" "https://api.weixin.qq.com/cgi-bin/publish/delete?access_token=ACCESS_TOKEN"

# 9. Asked after until it is published
tries=0
until call -d "{
  \"media_id\": \"$MEDIA_ID\"
}" "https://api.weixin.qq.com/cgi-bin/publish/query?access_token=ACCESS_TOKEN" \
  && printf %s "$answer" | grep -q 发布成功; do
  tries=$((tries + 1))
  test "$tries" -lt 60
  sleep 1
done
