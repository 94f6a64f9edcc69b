//! The table itself.

use std::fmt;

use super::{Kind, Lang};

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $name:ident = $text:literal, $kind:ident,
        zh: $zh:literal $(, hint: $hint_zh:literal)?,
        en: $en:literal $(, hint: $hint_en:literal)?;)*) => {
        /// A stable name for an outcome. Programs may match on its text, which never changes its meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $doc])* $name,)*
        }

        impl Code {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The text that answers carry in `code`.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// What kind of outcome it is.
            pub fn kind(self) -> Kind {
                match self { $(Self::$name => Kind::$kind,)* }
            }

            pub(crate) fn template(self, lang: Lang) -> &'static str {
                match (self, lang) { $((Self::$name, Lang::Zh) => $zh, (Self::$name, Lang::En) => $en,)* }
            }

            pub(crate) fn hint(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $((Self::$name, Lang::Zh) => concat!("", $($hint_zh)?),
                      (Self::$name, Lang::En) => concat!("", $($hint_en)?),)*
                }
            }
        }
    };
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

codes! {
    /// No account is stored and none was named.
    NoAccount = "no_account", Invalid,
        zh: "没有可用的公众号账号", hint: "先用 POST /api/accounts（命令行 wxpress account add）添加账号，或带上 appid 和 secret（命令行用 WECHAT_APP_ID 和 WECHAT_APP_SECRET）",
        en: "there is no account to use", hint: "add one with POST /api/accounts (wxpress account add), or give appid and secret (on the command line WECHAT_APP_ID and WECHAT_APP_SECRET)";
    /// The account named is not stored.
    UnknownAccount = "unknown_account", NotFound,
        zh: "找不到账号 {account}", hint: "用 GET /api/accounts（命令行 wxpress account list）查看已有账号；未保存的账号需要同时提供 appid 和 secret",
        en: "there is no account {account}", hint: "see GET /api/accounts (wxpress account list); an account that is not stored needs both appid and secret";
    /// A secret came without the AppID it belongs to.
    SecretWithoutAppid = "secret_without_appid", Invalid,
        zh: "只给了 secret，没有 appid", hint: "请同时提供 appid 和 secret",
        en: "a secret came without its appid", hint: "send both appid and secret";
    /// An account with this name or AppID is stored already.
    AccountExists = "account_exists", Conflict,
        zh: "已有账号使用这个 {field}", hint: "修改已有账号请用 PUT /api/accounts/{id}",
        en: "another account has this {field} already", hint: "to change an account use PUT /api/accounts/{id}";
    /// A required field is missing or empty.
    MissingField = "missing_field", Invalid,
        zh: "缺少必填字段 {field}",
        en: "the field {field} is required";
    /// A field has a value of the wrong form.
    InvalidField = "invalid_field", Invalid,
        zh: "字段 {field} 不合法：{problem}",
        en: "the field {field} is not valid: {problem}";
    /// None or several of fields that exclude each other came.
    ExactlyOneOf = "exactly_one_of", Invalid,
        zh: "{fields} 必须且只能填一个",
        en: "exactly one of {fields} is required";
    /// Fields that exclude each other came.
    AtMostOneOf = "at_most_one_of", Invalid,
        zh: "{fields} 不能同时填写",
        en: "{fields} exclude each other";
    /// A number outside its range.
    OutOfRange = "out_of_range", Invalid,
        zh: "字段 {field} 须在 {min} 到 {max} 之间，收到 {actual}",
        en: "the field {field} must be {min} to {max}, {actual} came";
    /// A number is too small.
    TooFew = "too_few", Invalid,
        zh: "字段 {field} 至少为 {min}，收到 {actual}",
        en: "the field {field} must be at least {min}, {actual} came";
    /// A text is longer than the platform takes.
    TooLong = "too_long", Invalid,
        zh: "{field} 过长：{actual}，上限 {limit}", hint: "请缩短后重试，没有内容被提交",
        en: "{field} is too long: {actual}, at most {limit}", hint: "shorten it; nothing was sent";
    /// More articles than a draft holds.
    TooManyArticles = "too_many_articles", Invalid,
        zh: "一篇草稿最多 {limit} 篇文章，收到 {actual} 篇",
        en: "a draft holds at most {limit} articles, {actual} came";
    /// There is no cover and no picture to take as one.
    NoCover = "no_cover", Invalid,
        zh: "{field} 没有封面，正文里也没有可以用作封面的图片", hint: "先用 POST /api/upload/thumb（命令行 wxpress material upload）上传封面，再把返回的 mediaId 填进 thumbMediaId（命令行 --cover）；正文首图须是已上传到素材库的图片",
        en: "{field} has no cover, and its content shows no picture that can be one", hint: "upload a cover with POST /api/upload/thumb (wxpress material upload) and put its mediaId into thumbMediaId (--cover); a picture in the content must be one of the materials";
    /// The body is JSON, but no object.
    NotAnObject = "not_an_object", Invalid,
        zh: "请求体应为 JSON 对象", hint: "形如 {\"title\": …}",
        en: "the body must be a JSON object", hint: "such as {\"title\": …}";
    /// The body is not JSON.
    InvalidJson = "invalid_json", Invalid,
        zh: "请求体不是合法的 JSON：{problem}", hint: "请以 UTF-8 发送 JSON，注意引号、逗号和换行",
        en: "the body is not JSON: {problem}", hint: "send JSON as UTF-8; mind quotes, commas and line breaks";
    /// The form cannot be read.
    InvalidForm = "invalid_form", Invalid,
        zh: "表单无法解析：{problem}",
        en: "the form cannot be read: {problem}";
    /// The query cannot be read.
    InvalidQuery = "invalid_query", Invalid,
        zh: "查询参数无法解析：{problem}",
        en: "the query cannot be read: {problem}";
    /// The body's media type is none that we take.
    UnsupportedBody = "unsupported_body", Unsupported,
        zh: "不支持的请求体类型 {type}", hint: "请使用 application/json、表单或 multipart/form-data",
        en: "a body of type {type} is not supported", hint: "use application/json, a form or multipart/form-data";
    /// The body is larger than we take.
    BodyTooLarge = "body_too_large", TooLarge,
        zh: "请求体超过 {limit} 字节", hint: "图片最大 10 MB，请压缩后重试",
        en: "the body is larger than {limit} bytes", hint: "pictures may have up to 10 MB";
    /// The file is larger than we take.
    FileTooLarge = "file_too_large", TooLarge,
        zh: "文件超过上限 {limit} 字节", hint: "请压缩后重试；10 MB 以上的视频可用 wxpress video upload（媒体API，上限 2 GB）",
        en: "the file has more than {limit} bytes", hint: "make it smaller; videos of 10 MB to 2 GB go through wxpress video upload (媒体API)";
    /// The disk does not take the file.
    CannotSpool = "cannot_spool", Unavailable,
        zh: "上传的文件无法写入临时目录：{problem}", hint: "请检查磁盘空间和 TMPDIR",
        en: "the uploaded file cannot be written to the temporary folder: {problem}", hint: "check the disk and TMPDIR";
    /// A file of the user's cannot be read.
    CannotRead = "cannot_read", Invalid,
        zh: "读不到文件 {path}：{problem}", hint: "请检查路径和权限",
        en: "the file {path} cannot be read: {problem}", hint: "check the path and its permissions";
    /// The file is no picture that we read.
    NotAPicture = "not_a_picture", Unsupported,
        zh: "这个文件不是可识别的图片", hint: "支持 JPG、PNG、GIF、WebP、BMP、TIFF、ICO、SVG；HEIC、AVIF 请先导出为 JPG。格式按文件内容判断，与扩展名无关",
        en: "this file is not a picture that can be read", hint: "JPG, PNG, GIF, WebP, BMP, TIFF, ICO and SVG are; export HEIC and AVIF as JPG. The content counts, not the name";
    /// The picture is damaged.
    DamagedPicture = "damaged_picture", Invalid,
        zh: "图片已损坏，无法解码：{problem}", hint: "请重新导出图片",
        en: "the picture is damaged: {problem}", hint: "export it again";
    /// The picture has too many pixels.
    PictureTooLarge = "picture_too_large", Invalid,
        zh: "图片像素过多：{actual}", hint: "请先缩小尺寸",
        en: "the picture has too many pixels: {actual}", hint: "make it smaller first";
    /// No cover can be cut out of the picture.
    NotACover = "not_a_cover", Invalid,
        zh: "{actual} 像素的图片不能作封面：太小，或太狭长", hint: "请换一张约 900 × 383 像素的图片，长边不超过短边的 20 倍",
        en: "a picture of {actual} pixels cannot be a cover: it is too small or too narrow", hint: "take one of about 900 × 383 pixels, no side more than 20 times the other";
    /// The cover is not at hand, and nothing is fetched.
    CoverElsewhere = "cover_elsewhere", Invalid,
        zh: "封面 {source} 不在本机，这里不会下载它", hint: "请先下载，再用 --cover FILE 指定；或用 --made 生成一张",
        en: "the cover {source} is not on this machine, and it is not fetched here", hint: "fetch it and name the file with --cover FILE, or have one made with --made";
    /// The picture would take too long or too much memory to draw.
    PictureTooComplex = "picture_too_complex", Invalid,
        zh: "这张图片太复杂，绘制它需要太多时间或内存", hint: "请在绘图软件里直接导出 PNG",
        en: "the picture is so elaborate that it would take too long or too much memory to draw", hint: "export it as PNG";
    /// Pictures that an article names did not come with it.
    PictureMissing = "picture_missing", Invalid,
        zh: "文章用到的图片没有一起提供：{names}", hint: "把它们作为文件一起上传（命令行请核对路径），或改用网址；允许缺图时设 allowMissing=true（--allow-missing），缺的地方放一张占位图",
        en: "pictures that the article shows did not come with it: {names}", hint: "send them as files of the same names (on the command line check the paths) or use URLs; with allowMissing=true (--allow-missing) placeholders stand for them";
    /// An address of the web that is not fetched.
    FetchRefused = "fetch_refused", Invalid,
        zh: "不会从 {url} 下载：只从公网地址下载图片", hint: "把图片作为文件一起上传；内网图片服务器可以用 --trust-host HOST:PORT 放行",
        en: "nothing is fetched from {url}: it is not on the public internet", hint: "send the picture as a file; a server of your own network can be allowed by --trust-host HOST:PORT";
    /// A picture of the web that cannot be had.
    FetchFailed = "fetch_failed", Invalid,
        zh: "下载不了 {url}：{problem}", hint: "请核对网址，或把图片作为文件一起上传",
        en: "{url} cannot be fetched: {problem}", hint: "check the address, or send the picture as a file";
    /// A file of a job is gone.
    AttachmentLost = "attachment_lost", Internal,
        zh: "任务的文件读不出来：{problem}", hint: "请重新提交文章；多台机器共用数据库时，它们要共用附件目录",
        en: "a file of the job cannot be read: {problem}", hint: "publish the article anew; machines that share a database must share the folder of attachments, too";
    /// Another request had this name.
    KeyTaken = "key_taken", Contradiction,
        zh: "这个 Idempotency-Key 已用于另一个请求", hint: "同一个 key 只能重发同一个请求；新的请求请换一个 key",
        en: "this Idempotency-Key came with another request before", hint: "a key repeats one request; give a new request a new key";
    /// There is no such job.
    UnknownJob = "unknown_job", NotFound,
        zh: "找不到任务 {job}", hint: "用 GET /api/jobs（命令行 wxpress job list）查看任务",
        en: "there is no job {job}", hint: "see GET /api/jobs (wxpress job list)";
    /// The job has ended.
    JobEnded = "job_ended", Conflict,
        zh: "任务 {job} 已经结束，不能取消",
        en: "the job {job} has ended and cannot be cancelled";
    /// The job has not stopped.
    JobNotStopped = "job_not_stopped", Conflict,
        zh: "任务 {job} 没有停下，不需要重试", hint: "只有 failed 和 needs_attention 的任务可以重试",
        en: "the job {job} has not stopped", hint: "only failed jobs and those that need attention can be tried again";
    /// Several drafts may be the one that was made.
    DraftUndecided = "draft_undecided", Conflict,
        zh: "创建草稿时连接中断，草稿箱里有几篇相同的草稿（{media_ids}），无法确认哪一篇是它", hint: "请在草稿箱里删到只剩一篇，再重试这个任务",
        en: "the connection broke while the draft was made, and several drafts say the same ({media_ids})", hint: "leave only one of them in the draft box and try the job again";
    /// A person changed the draft.
    DraftChangedElsewhere = "draft_changed_elsewhere", Conflict,
        zh: "草稿 {media_id} 在公众平台上被人修改过，没有覆盖它", hint: "要用这份内容覆盖，请带上 overwrite=true（--overwrite）重新发布；要保留修改，请换一个 sourceId 或删除 sourceId",
        en: "somebody changed the draft {media_id} on the platform; it was not overwritten", hint: "to overwrite it publish again with overwrite=true (--overwrite); to keep it use another sourceId, or none";
    /// It does not show whether a draft was handed in.
    PublicationHidden = "publication_hidden", Timeout,
        zh: "提交发布时连接中断，还看不出草稿 {media_id} 是否已发布", hint: "请在公众平台的发表记录里核对；没有发布时可重试这个任务",
        en: "the connection broke while the draft {media_id} was handed in, and it does not show whether it was", hint: "look into the platform's publications; where it is not there, try the job again";
    /// The publication is under way.
    StillPublishing = "still_publishing", Notice,
        zh: "正在发布（{publish_id}）",
        en: "being published ({publish_id})";
    /// The publication failed.
    NotPublished = "not_published", Conflict,
        zh: "没有发布成功：{status}（publishId {publish_id}，文章序号 {articles}）", hint: "请在公众平台的发表记录里查看原因；草稿还在时可修改后重新发布",
        en: "not published: {status} (publishId {publish_id}, articles {articles})", hint: "the platform's publications tell why; change the draft and publish it again where it is still there";
    /// The file holds nothing.
    EmptyFile = "empty_file", Invalid,
        zh: "文件是空的", hint: "请检查文件是否完整导出",
        en: "the file is empty", hint: "was it exported whole?";
    /// An article shows a video whose review has not passed.
    VideoNotReady = "video_not_ready", Conflict,
        zh: "视频 {media_id} 还不能放进文章：审核未通过或尚未完成（状态码 {code}，{wording}）", hint: "视频审核通过后才能用于图文；用 wxpress video status 或 GET /api/partner/video/status/{media_id} 查看",
        en: "the video {media_id} cannot be shown in an article yet: its review has not passed (state {code} {wording})", hint: "wait until it has: wxpress video status, or GET /api/partner/video/status/{media_id}";
    /// Whether a video became a material is not known.
    VideoSaveUnknown = "video_save_unknown", Conflict,
        zh: "视频 {filename} 已传完，但上次保存没有得到答复，无法确认是否已成为素材；也可能正由另一个进程保存", hint: "请先在公众号后台的视频素材里核对；确认没有后加 --again（接口参数 again=true）重新保存",
        en: "the video {filename} is uploaded, but its last step ended without an answer, so it is unknown whether it is a material; or another process is at it", hint: "look for it among the videos on the platform's site; if it is not there, save it once more with --again (again=true)";
    /// The platform does not know the video.
    UnknownVideo = "unknown_video", NotFound,
        zh: "微信找不到视频 {media_id}（{meaning}）", hint: "请核对 mediaId：它由保存视频的步骤返回，只能用同一个公众号查询",
        en: "WeChat knows no video {media_id} ({meaning})", hint: "check the mediaId: saving the video returned it, and only the same account may ask";
    /// There is no such upload here.
    UnknownUpload = "unknown_upload", NotFound,
        zh: "没有上传记录 {id}", hint: "用 GET /api/partner/video/list 查看本机的上传",
        en: "there is no upload {id}", hint: "see GET /api/partner/video/list";
    /// Too many videos wait already.
    TooManyVideos = "too_many_videos", TooMany,
        zh: "已有 {limit} 个视频在排队上传", hint: "等其中一些完成后再提交；进度见 GET /api/partner/video/list",
        en: "{limit} videos wait to be sent already", hint: "wait until some of them are through; see GET /api/partner/video/list";
    /// The upload is being worked on.
    UploadActive = "upload_active", Conflict,
        zh: "上传 {id} 正在进行，不能删除记录", hint: "等它结束；刚停止的上传请过十几秒再删",
        en: "the upload {id} is under way and cannot be forgotten", hint: "wait for its end; some ten seconds after it was stopped it can be";
    /// A mini-program's card or link is not as the platform wants it.
    InvalidMiniProgram = "invalid_mini_program", Invalid,
        zh: "小程序卡片或链接不合法：{problem}", hint: "需要 data-miniprogram-appid 和 data-miniprogram-path；卡片还需要不超过 35 字的 data-miniprogram-title，以及微信图床上 1080×864 的 data-miniprogram-imageurl",
        en: "a mini-program's card or link is not valid: {problem}", hint: "data-miniprogram-appid and data-miniprogram-path are needed; a card needs a data-miniprogram-title of up to 35 characters and a data-miniprogram-imageurl of 1080×864 on WeChat's host, too";
    /// The platform does not know the article of the 媒体API.
    UnknownPartnerArticle = "unknown_partner_article", NotFound,
        zh: "媒体API 里没有图文 {media_id}（{meaning}）", hint: "请核对 mediaId：它由上传图文返回；删除后不可恢复",
        en: "the 媒体API knows no article {media_id} ({meaning})", hint: "check the mediaId that the upload returned; what is deleted does not come back";
    /// The article was submitted and cannot be changed any more.
    AlreadySubmitted = "already_submitted", Conflict,
        zh: "图文 {media_id} 已经提交，不能再修改", hint: "只有未提交的图文可以修改；可以删除后重新上传，但不返还当日篇数",
        en: "the article {media_id} was submitted and cannot be changed", hint: "only unsubmitted articles can be changed; delete it and upload it anew, which gives no submission back";
    /// The day's articles of the 媒体API are used up.
    PartnerDayFull = "partner_day_full", TooMany,
        zh: "今天的提交篇数已用完（每天最多 {limit} 篇，删除不返还）：{meaning}", hint: "北京时间零点后再提交",
        en: "the day's submissions are used up ({limit} a day, a deletion gives none back): {meaning}", hint: "submit after midnight in Beijing";
    /// The file is no voice that the platform takes.
    NotAVoice = "not_a_voice", Unsupported,
        zh: "这个文件不是可用的语音：需要 {formats}", hint: "格式按文件内容判断，与扩展名无关；请先转换格式",
        en: "this file is not a voice that WeChat takes here: {formats}", hint: "the content counts, not the name; convert it first";
    /// The voice plays too long.
    VoiceTooLong = "voice_too_long", Invalid,
        zh: "语音长 {actual} 秒，超过上限 {limit} 秒", hint: "请剪短后重试",
        en: "the voice plays {actual} s, more than {limit} s", hint: "cut it shorter";
    /// The file is no video that the platform takes.
    NotAVideo = "not_a_video", Unsupported,
        zh: "这个文件不是 MP4 视频", hint: "请先转换为 MP4；格式按文件内容判断，与扩展名无关",
        en: "this file is not an MP4 video", hint: "convert it to MP4; the content counts, not the name";
    /// The platform does not know the temporary file.
    UnknownMedia = "unknown_media", NotFound,
        zh: "没有临时素材 {media_id}（{meaning}）", hint: "临时素材三天后失效；永久素材请用 GET /api/material/{media_id}",
        en: "there is no temporary file {media_id} ({meaning})", hint: "they live three days; for permanent ones there is GET /api/material/{media_id}";
    /// The material has no file.
    NoFile = "no_file", Invalid,
        zh: "素材 {media_id} 是图文，没有文件", hint: "去掉 download 参数（命令行去掉 -o）即可查看图文内容",
        en: "the material {media_id} is a news material and has no file", hint: "leave out download (on the command line -o) to see its articles";
    /// News materials are withdrawn.
    NewsRetired = "news_retired", Invalid,
        zh: "微信已下线永久图文素材接口（{meaning}）", hint: "请改用草稿：POST /api/draft/create，或 wxpress draft create",
        en: "WeChat withdrew news materials ({meaning})", hint: "make a draft instead: POST /api/draft/create, or wxpress draft create";
    /// The platform does not know the mass send.
    UnknownMassSend = "unknown_mass_send", NotFound,
        zh: "没有群发消息 {msg_id}（{meaning}）", hint: "请核对 msgId：它由群发接口返回，只能用同一个公众号查询",
        en: "there is no mass send {msg_id} ({meaning})", hint: "check the msgId that sending returned; only the same account may ask";
    /// The platform does not know what a mass send carries.
    UnknownMassMedia = "unknown_mass_media", NotFound,
        zh: "群发引用的草稿或素材不存在（{meaning}）", hint: "图文用草稿的 mediaId（发布或群发后失效），视频先用 POST /api/mass/video 换取 mediaId",
        en: "the draft or material to send does not exist ({meaning})", hint: "an article is named by its draft's mediaId, which is gone once it is published or sent; a video by the mediaId of POST /api/mass/video";
    /// The platform does not know the message data.
    UnknownMsgData = "unknown_msg_data", NotFound,
        zh: "没有可留言的文章 {msg_data_id}（{meaning}）", hint: "msgDataId 由群发或发布返回；index 从 0 开始",
        en: "there is no article {msg_data_id} with comments ({meaning})", hint: "a mass send or a publication gives the msgDataId; index counts from 0";
    /// The platform does not know the comment.
    UnknownComment = "unknown_comment", NotFound,
        zh: "没有留言 {comment_id}（{meaning}）", hint: "用 GET /api/comment/list 查看留言",
        en: "there is no comment {comment_id} ({meaning})", hint: "see GET /api/comment/list";
    /// The platform has no call of this path.
    UnknownCall = "unknown_call", NotFound,
        zh: "微信没有接口 {path}（{meaning}）", hint: "形如 /cgi-bin/draft/add",
        en: "WeChat has no call {path} ({meaning})", hint: "such as /cgi-bin/draft/add";
    /// The platform does not know the request id.
    UnknownRid = "unknown_rid", NotFound,
        zh: "微信查不到 rid {rid}（{meaning}）", hint: "只能查 7 天内、同一个公众号的请求；形如 61725984-6126f6f9-040f19c4",
        en: "WeChat knows no request {rid} ({meaning})", hint: "only requests of the last seven days of the same account; such as 61725984-6126f6f9-040f19c4";
    /// A path that is none of the platform's.
    InvalidPath = "invalid_path", Invalid,
        zh: "{path} 不是微信接口的路径", hint: "形如 cgi-bin/user/info：只含字母、数字、_、- 和单个 /，不含协议、主机名和 ..",
        en: "{path} is not a path of WeChat's API", hint: "such as cgi-bin/user/info: letters, digits, _, - and single slashes, without scheme, host or ..";
    /// A path of the platform that gives out tokens.
    TokenPath = "token_path", Invalid,
        zh: "不能调用 {path}：token 由本程序获取和保管", hint: "直接调用业务接口即可，token 会自动带上并刷新",
        en: "{path} cannot be called: this program fetches and keeps the tokens", hint: "call what you need; the token is added and renewed by itself";
    /// A call came with a token of its own.
    OwnToken = "own_token", Invalid,
        zh: "不能自带 access_token", hint: "去掉这个参数：token 由本程序获取和刷新",
        en: "a call must not bring an access_token of its own", hint: "leave it out: this program fetches and renews tokens";
    /// No such path.
    NoSuchRoute = "no_such_route", NotFound,
        zh: "没有这个接口：{path}", hint: "接口列表见 /api/openapi.json",
        en: "there is no route {path}", hint: "see /api/openapi.json";
    /// No theme has this name.
    UnknownTheme = "unknown_theme", NotFound,
        zh: "没有主题 {theme}", hint: "可用的主题：{themes}",
        en: "there is no theme {theme}", hint: "the themes are {themes}";
    /// The path does not take this verb.
    WrongMethod = "wrong_method", WrongMethod,
        zh: "接口 {path} 不支持 {method}", hint: "接口列表见 /api/openapi.json",
        en: "{path} does not take {method}", hint: "see /api/openapi.json";
    /// The Host header names no name of this machine.
    HostRefused = "host_refused", Forbidden,
        zh: "拒绝以 {host} 为主机名的请求", hint: "请使用 localhost 或 127.0.0.1 访问",
        en: "requests for the host {host} are refused", hint: "use localhost or 127.0.0.1";
    /// A page of another site made the request.
    OriginRefused = "origin_refused", Forbidden,
        zh: "拒绝来自其他网站 {origin} 的请求", hint: "本机页面和程序可以调用；其他网站的页面不行",
        en: "requests from the site {origin} are refused", hint: "pages of this machine and programs may call the API; a page of another site may not";
    /// AppID or AppSecret is wrong.
    BadCredential = "bad_credential", Unauthorized,
        zh: "公众号凭据无效：{meaning}",
        en: "the account's credentials are not valid: {meaning}";
    /// The caller's address is not on the account's list.
    IpNotAllowed = "ip_not_allowed", Forbidden,
        zh: "本机出口 IP {ip} 不在公众号的 IP 白名单里", hint: "登录微信公众平台，在「设置与开发 → 基本配置 → IP 白名单」加入该 IP，稍后重试",
        en: "this machine's address {ip} is not on the account's IP whitelist", hint: "add it on the platform's site under Settings and Development → Basic Configuration → IP whitelist, then try again";
    /// The account may not do this.
    NotPermitted = "not_permitted", Forbidden,
        zh: "该公众号没有此接口权限：{meaning}",
        en: "the account may not do this: {meaning}";
    /// The platform does not know the id.
    NotFound = "not_found", NotFound,
        zh: "微信找不到：{meaning}",
        en: "WeChat does not find it: {meaning}";
    /// The platform does not know the draft.
    UnknownDraft = "unknown_draft", NotFound,
        zh: "草稿箱里没有 {media_id}（{meaning}）", hint: "它可能已发布、已删除，或属于另一个公众号；用 GET /api/draft/list 查看现有草稿",
        en: "there is no draft {media_id} ({meaning})", hint: "it may be published, deleted or another account's; see GET /api/draft/list";
    /// The platform does not know a cover or picture that a draft names.
    UnknownPicture = "unknown_picture", NotFound,
        zh: "草稿引用的封面或图片素材不存在（{meaning}）", hint: "请用 POST /api/upload/thumb 重新上传，再用新的 mediaId；刚上传完可稍等一两秒重试",
        en: "a cover or picture that the draft names does not exist ({meaning})", hint: "upload it again with POST /api/upload/thumb and use the new mediaId; right after an upload wait a second or two";
    /// The platform does not know the material.
    UnknownMaterial = "unknown_material", NotFound,
        zh: "素材库里没有 {media_id}（{meaning}）", hint: "用 GET /api/material/list 查看现有素材；临时素材和其他公众号的素材不在其中",
        en: "there is no material {media_id} ({meaning})", hint: "see GET /api/material/list; temporary ones and those of other accounts are not there";
    /// The platform does not know the published article.
    UnknownArticle = "unknown_article", NotFound,
        zh: "没有已发布的文章 {article_id}（{meaning}）", hint: "用 GET /api/published/list 查看已发布的文章",
        en: "there is no published article {article_id} ({meaning})", hint: "see GET /api/published/list";
    /// The account may make drafts, but not publish them.
    MayNotPublish = "may_not_publish", Forbidden,
        zh: "该公众号没有发布接口的权限（{meaning}）", hint: "草稿还在草稿箱里，可登录微信公众平台手动发表；2025 年 7 月起个人主体和未认证的账号不再有此权限，认证后可恢复",
        en: "the account has no permission to publish by API ({meaning})", hint: "the draft is kept: publish it by hand on the platform's site; since July 2025 personal and unverified accounts lack this permission";
    /// The platform does not know the publication.
    UnknownPublication = "unknown_publication", NotFound,
        zh: "微信找不到发布任务 {publish_id}", hint: "请核对 publishId：它由提交发布的接口返回，只能用同一个公众号查询",
        en: "WeChat knows no publication {publish_id}", hint: "check the publishId: handing a draft in returns it, and only the same account may ask";
    /// The platform refuses what was sent.
    RefusedByWechat = "refused_by_wechat", Invalid,
        zh: "微信拒绝了请求：{meaning}",
        en: "WeChat refused the request: {meaning}";
    /// The platform's short-term limit is reached.
    RateLimited = "rate_limited", TooMany,
        zh: "调用过于频繁：{meaning}",
        en: "too many calls: {meaning}";
    /// The platform's quota of the day or month is used up.
    QuotaExhausted = "quota_exhausted", TooMany,
        zh: "接口额度已用完：{meaning}",
        en: "the quota is used up: {meaning}";
    /// The platform is busy.
    WechatBusy = "wechat_busy", Upstream,
        zh: "微信系统繁忙", hint: "请稍后重试",
        en: "WeChat is busy", hint: "try again later";
    /// The platform cannot be reached.
    WechatUnreachable = "wechat_unreachable", Upstream,
        zh: "连不上微信服务器：{problem}", hint: "请检查网络和代理设置",
        en: "WeChat cannot be reached: {problem}", hint: "check network and proxy";
    /// The platform answers something else than it should.
    WechatGarbage = "wechat_garbage", Upstream,
        zh: "微信返回了无法理解的内容：{problem}", hint: "请稍后重试；如反复出现请反馈",
        en: "WeChat answered something unexpected: {problem}", hint: "try again later";
    /// The platform did not answer in time.
    WechatTimeout = "wechat_timeout", Timeout,
        zh: "微信在限定时间内没有应答", hint: "请稍后重试",
        en: "WeChat did not answer in time", hint: "try again later";
    /// The platform refuses the token even after a refresh.
    TokenRefused = "token_refused", Upstream,
        zh: "微信拒绝了刚刚取得的 access_token：{meaning}", hint: "是否有其他程序用旧接口刷新同一账号的 token？请稍后重试",
        en: "WeChat refuses the access_token that it just gave: {meaning}", hint: "does another program renew this account's token? Try again later";
    /// The platform sent a code that we do not know.
    UnknownErrcode = "unknown_errcode", Upstream,
        zh: "微信返回了未知错误码 {errcode}：{text}", hint: "请在微信开放文档里查询该错误码，或带上 rid 反馈",
        en: "WeChat sent the unknown error code {errcode}: {text}", hint: "look it up in the platform's documents, or report it with its rid";
    /// The call may have taken effect or not.
    OutcomeUnknown = "outcome_unknown", Timeout,
        zh: "无法确认这次调用是否已生效（{endpoint}：{problem}）", hint: "请先在草稿箱、素材库或发表记录里核对，不要直接重试；调用记录编号 {call}",
        en: "it is unknown whether this call took effect ({endpoint}: {problem})", hint: "look into the draft box, the materials or the publications before you repeat it; record {call}";
    /// A limit or a path of our own does not fit.
    Misconfigured = "misconfigured", Invalid,
        zh: "配置有误：{problem}", hint: "请检查 --wechat-url、--proxy 和 --allow-plain-http",
        en: "the configuration is wrong: {problem}", hint: "check --wechat-url, --proxy and --allow-plain-http";
    /// The database cannot be used.
    StoreUnavailable = "store_unavailable", Unavailable,
        zh: "数据库暂时不可用", hint: "请查看服务日志",
        en: "the database cannot be used just now", hint: "see the server's log";
    /// Something of ours broke.
    Internal = "internal", Internal,
        zh: "内部错误", hint: "请查看服务日志并反馈",
        en: "internal error", hint: "see the server's log";
    /// The request took too long.
    TimedOut = "timed_out", Timeout,
        zh: "处理超时", hint: "如果是提交类操作，请先核对是否已生效",
        en: "the request took too long", hint: "if it was to change something, look first whether it did";

    /// Comments were wanted on an account without them.
    CommentsOff = "comments_off", Notice,
        zh: "该公众号没有留言功能，已关闭留言后重新提交",
        en: "the account has no comments; the draft was made without them";
    /// A list was asked for more than it gives at once.
    CountClamped = "count_clamped", Notice,
        zh: "一次最多返回 {limit} 条，已把 count 从 {actual} 改为 {limit}；其余请用 offset 翻页",
        en: "a list gives at most {limit} at once, so count {actual} became {limit}; page on with offset";
    /// Thumbs are listed as pictures.
    ThumbsAreImages = "thumbs_are_images", Notice,
        zh: "微信把缩略图并入图片素材，这里列出的是全部图片",
        en: "WeChat keeps thumbs among the pictures; these are all pictures";
    /// The first picture of the content became the cover.
    CoverFromContent = "cover_from_content", Notice,
        zh: "没有指定封面，已用正文第一张图片作为封面",
        en: "no cover was given; the first picture of the content is the cover";
    /// A picture was encoded in another format.
    PictureConverted = "picture_converted", Notice,
        zh: "图片已从 {from} 转为 {to}",
        en: "the picture was converted from {from} to {to}";
    /// A picture was made smaller.
    PictureShrunk = "picture_shrunk", Notice,
        zh: "图片已从 {from} 字节压缩到 {to} 字节",
        en: "the picture was shrunk from {from} to {to} bytes";
    /// A picture has fewer pixels.
    PictureScaled = "picture_scaled", Notice,
        zh: "图片已从 {from} 像素缩小到 {to} 像素",
        en: "the picture was made smaller, from {from} to {to} pixels";
    /// An animation has fewer frames.
    PictureThinned = "picture_thinned", Notice,
        zh: "动图已从 {from} 帧减到 {to} 帧，总时长不变",
        en: "the animation has {to} frames instead of {from} and takes as long as before";
    /// An animation lost its movement.
    PictureFrozen = "picture_frozen", Notice,
        zh: "动图只保留了第一帧",
        en: "only the first frame of the animation is left";
    /// Words about a picture were cut out of its file.
    PictureCleaned = "picture_cleaned", Notice,
        zh: "图片里的位置、相机等附带信息已去掉，像素未变",
        en: "what the file says about the place and the camera was cut out; the pixels are the same";
    /// A cover has fewer pixels than it should.
    CoverSmall = "cover_small", Notice,
        zh: "封面只有 {actual} 像素，2.35:1 的画面里不足 900 × 383，会显得模糊",
        en: "the cover has {actual} pixels, fewer than 900 × 383 in its 2.35:1 frame, and will look blurred";
    /// A cover was made.
    CoverMade = "cover_made", Notice,
        zh: "没有可用的封面图片，已用标题生成一张",
        en: "there is no picture for a cover; one was made of the title";
    /// A made cover shows no title.
    CoverUntitled = "cover_untitled", Notice,
        zh: "内置字体里没有这些字：{missing}，生成的封面上不写标题",
        en: "the built-in typeface does not have {missing}, so the made cover shows no title";
    /// Scripts in a drawing did not run.
    DrawingScript = "drawing_script", Notice,
        zh: "SVG 图片里的脚本不会运行，画面可能与浏览器里看到的不同",
        en: "scripts in the SVG do not run; it may look otherwise than in a browser";
    /// A drawing no longer moves.
    DrawingMovement = "drawing_movement", Notice,
        zh: "SVG 图片里的动画没有保留，只画出了初始画面",
        en: "the SVG no longer moves; it is drawn as it begins";
    /// HTML in a drawing was not drawn.
    DrawingHtml = "drawing_html", Notice,
        zh: "SVG 图片里的 HTML 内容（foreignObject，多为文字标签）没有画出来；请在绘图软件里关闭 HTML 标签再导出，或直接导出 PNG",
        en: "HTML in the SVG (foreignObject, labels mostly) was not drawn; turn it off where you export, or export PNG";
    /// What a drawing takes from elsewhere was not drawn.
    DrawingExternal = "drawing_external", Notice,
        zh: "SVG 图片引用了文件之外的图片、图形或样式，这些没有载入；请嵌入 SVG，或直接导出 PNG",
        en: "pictures, shapes or styles outside the SVG's file were not loaded; embed them, or export PNG";
    /// A picture in a drawing cannot be read.
    DrawingPicture = "drawing_picture", Notice,
        zh: "SVG 里嵌入的图片有的读不出来，没有画出",
        en: "a picture embedded in the SVG cannot be read and was not drawn";
    /// Characters of a drawing were not drawn.
    DrawingCharacters = "drawing_characters", Notice,
        zh: "SVG 图片里有内置字体没有的字，没有画出；请把文字转为路径再导出，或直接导出 PNG",
        en: "some characters of the SVG are not in the built-in typeface and were not drawn; convert text to paths, or export PNG";
    /// A placeholder stands for a picture.
    PictureReplaced = "picture_replaced", Notice,
        zh: "这张图片放了占位图：{problem}",
        en: "a placeholder stands for this picture: {problem}";
    /// A made cover stands for one that is missing.
    CoverReplaced = "cover_replaced", Notice,
        zh: "没有提供这张封面，已用标题生成一张",
        en: "this cover did not come with the article; one was made of the title";
    /// The platform dropped pictures.
    PicturesDropped = "pictures_dropped", Notice,
        zh: "草稿里只剩 {kept} 张图片，送出的是 {sent} 张，请打开草稿核对",
        en: "the draft has {kept} pictures of the {sent} that were sent; open it and look";
    /// A draft was found instead of made twice.
    DraftFound = "draft_found", Notice,
        zh: "创建草稿时连接中断，草稿其实已经创建，直接使用",
        en: "the connection broke while the draft was made; it was found made, and not made twice";
    /// The draft of the source is gone.
    DraftGone = "draft_gone", Notice,
        zh: "上次的草稿 {media_id} 已不在草稿箱，新建了一篇",
        en: "the draft {media_id} of last time is gone; another one was made";
    /// The source was published before.
    SourcePublished = "source_published", Notice,
        zh: "这篇文章上次已发布（草稿 {media_id}），发布过的不能改，新建了一篇草稿",
        en: "this article was published before (draft {media_id}) and cannot be changed; another draft was made";
    /// The draft of the source has another number of articles.
    DraftReplaced = "draft_replaced", Notice,
        zh: "文章篇数变了，不能修改原来的草稿 {media_id}，新建了一篇；原来的还在草稿箱",
        en: "the number of articles changed, so another draft was made; {media_id} is still in the draft box";
    /// The same picture was sent before.
    PictureReused = "picture_reused", Notice,
        zh: "这张图片之前上传过，直接使用已有素材",
        en: "this picture was uploaded before; the existing material is used";
    /// The content shows a picture that the platform drops.
    ForeignPicture = "foreign_picture", Notice,
        zh: "正文图片 {url} 不在微信图床上，微信会丢弃它；请先用 POST /api/upload/image 上传",
        en: "the picture {url} is not on WeChat's host, so WeChat drops it; upload it first with POST /api/upload/image";
    /// And more of them.
    MoreForeignPictures = "more_foreign_pictures", Notice,
        zh: "还有 {count} 张正文图片也不在微信图床上，微信会丢弃它们",
        en: "{count} more pictures are not on WeChat's host, so WeChat drops them";
    /// A length above what the official page promises.
    LongerThanPromised = "longer_than_promised", Notice,
        zh: "{field} {actual} 字，超过官方文档的 {limit} 字；目前通常仍可提交",
        en: "{field} has {actual} characters, more than the {limit} of the official page; it usually passes";
    /// The draft is made but could not be read back.
    PreviewUnavailable = "preview_unavailable", Notice,
        zh: "草稿已创建，但暂时读不到预览链接：{problem}",
        en: "the draft is made, but its preview link cannot be read: {problem}";
    /// The body held raw control characters.
    RawControls = "raw_control_characters", Notice,
        zh: "JSON 字符串里有未转义的换行或控制字符，已按原样接受；请改用 \\n",
        en: "a JSON string held a raw line break or control character; it was taken as it is, please write \\n";
    /// The file is a material already.
    VideoReused = "video_reused", Notice,
        zh: "这个视频之前已上传并保存，直接使用已有素材；要重新上传请加 --again（again=true）",
        en: "this video was uploaded and saved before; the existing material is used. To upload it again say --again (again=true)";
    /// The same file is being sent already.
    VideoUnderWay = "video_under_way", Notice,
        zh: "同一个视频正在上传，这次的文件和说明没有采用",
        en: "this video is being uploaded already; the file and the words of this request were left aside";
    /// The article was submitted before.
    SubmittedBefore = "submitted_before", Notice,
        zh: "这篇图文之前已经提交过，没有重复提交",
        en: "this article was submitted before; nothing was submitted twice";
    /// A link to the App Store of the wrong form.
    AppStoreLink = "app_store_link", Notice,
        zh: "阅读原文要跳转 App Store，须使用 itunes.es 或 appsto.re 的短链，并以 #wechat_redirect 结尾",
        en: "to lead to the App Store the source link must be a short one of itunes.es or appsto.re that ends with #wechat_redirect";
    /// Not submitted yet.
    Unsubmitted = "unsubmitted", Notice, zh: "未提交", en: "not submitted";
    /// In review.
    InReview = "in_review", Notice, zh: "审核中", en: "in review";
    /// Being transcoded.
    VideoTranscoding = "video_transcoding", Notice, zh: "转码中", en: "being transcoded";
    /// In review.
    VideoChecking = "video_checking", Notice, zh: "审核中", en: "in review";
    /// Passed.
    VideoPassed = "video_passed", Notice, zh: "审核通过", en: "passed";
    /// Refused.
    VideoRefused = "video_refused", Notice, zh: "审核失败", en: "refused by the review";
    /// Transcoding failed.
    VideoTranscodingFailed = "video_transcoding_failed", Notice, zh: "转码失败", en: "cannot be transcoded";
    /// Banned.
    VideoForbidden = "video_forbidden", Notice, zh: "被封禁", en: "banned";
    /// Deleted.
    VideoDeleted = "video_deleted", Notice, zh: "已删除", en: "deleted";
    /// The voice was sent before.
    VoiceReused = "voice_reused", Notice,
        zh: "这段语音之前上传过，直接使用已有素材",
        en: "this voice was uploaded before; the existing material is used";
    /// The message was sent before.
    MassSentBefore = "mass_sent_before", Notice,
        zh: "24 小时内已用同一个 clientMsgId 群发过，没有重复发送；msgId 是当时那条",
        en: "a message with this clientMsgId went out within 24 hours; nothing was sent twice, and the msgId is that message's";
    /// Escapes were written as characters.
    EscapesWritten = "escapes_written", Notice,
        zh: "请求体里的 \\uXXXX 转义已还原为字符，否则微信会原样保存",
        en: "\\uXXXX escapes in the body became characters, because WeChat would keep them as they are";
    /// Under way.
    MassSending = "mass_sending", Notice, zh: "发送中", en: "being sent";
    /// Sent.
    MassSent = "mass_sent", Notice, zh: "已发送", en: "sent";
    /// Failed.
    MassFailed = "mass_failed", Notice, zh: "发送失败", en: "sending failed";
    /// Deleted.
    MassDeleted = "mass_deleted", Notice, zh: "已删除", en: "deleted";
    /// The platform's words for a publication's state.
    Published = "published", Notice, zh: "已发布", en: "published";
    /// Under way.
    Publishing = "publishing", Notice, zh: "发布中", en: "being published";
    /// Originality check failed.
    OriginalityFailed = "originality_failed", Notice, zh: "原创校验失败", en: "the check of originality failed";
    /// Failed.
    PublishFailed = "publish_failed", Notice, zh: "发布失败", en: "publishing failed";
    /// Review refused.
    ReviewRefused = "review_refused", Notice, zh: "平台审核不通过", en: "the platform's review refused it";
    /// Deleted by owner.
    DeletedByOwner = "deleted_by_owner", Notice, zh: "发布后已全部删除", en: "published, then deleted by its owner";
    /// Banned.
    Banned = "banned", Notice, zh: "发布后被平台封禁", en: "published, then banned by the platform";
    /// A state that our documents do not name.
    UnknownState = "unknown_state", Notice, zh: "未知状态 {state}", en: "unknown state {state}";

    /// The data folder is not known or cannot be made.
    NoDataDir = "no_data_dir", Internal,
        zh: "数据目录 {path} 不可用：{problem}", hint: "请用 --data-dir 指定一个可写的目录",
        en: "the data folder {path} cannot be used: {problem}", hint: "name a writable one with --data-dir";
    /// The master key is none, or not the one that sealed the database.
    BadMasterKey = "bad_master_key", Invalid,
        zh: "主密钥不对：{problem}", hint: "主密钥来自环境变量 WXPRESS_MASTER_KEY（64 位十六进制，或 32 字节的 base64），没有时用数据目录里的 master.key；必须是当初加密这个数据库的那一把",
        en: "the master key is wrong: {problem}", hint: "it comes from WXPRESS_MASTER_KEY (64 hexadecimal digits, or base64 of 32 bytes), else from master.key in the data folder, and must be the one that sealed this database";
    /// The database cannot be opened.
    CannotOpenStore = "cannot_open_store", Internal,
        zh: "数据库打不开：{problem}", hint: "请检查 --data-dir 和 --database-url",
        en: "the database cannot be opened: {problem}", hint: "check --data-dir and --database-url";
    /// The listen address is none.
    BadListenAddress = "bad_listen_address", Invalid,
        zh: "监听地址 {address} 不合法", hint: "例如 127.0.0.1:3001、[::1]:3001 或 localhost:3001",
        en: "{address} is no address to listen on", hint: "for example 127.0.0.1:3001, [::1]:3001 or localhost:3001";
    /// The listen address can be reached by others.
    ListenRefused = "listen_refused", Invalid,
        zh: "拒绝监听 {address}：其他机器能访问它，而当前版本没有 API 密钥", hint: "请监听 127.0.0.1、::1 或 localhost，需要远程访问时在前面加带鉴权的反向代理，并让它以 Host: localhost 转发",
        en: "refused to listen on {address}: other machines can reach it, and this version has no API keys", hint: "listen on 127.0.0.1, ::1 or localhost; for access from elsewhere put a proxy with authentication in front that sends Host: localhost";
    /// The listen address cannot be bound.
    CannotListen = "cannot_listen", Internal,
        zh: "无法监听 {address}", hint: "端口是否已被占用？可用 --listen 换一个",
        en: "cannot listen on {address}", hint: "is the port taken? Choose another one with --listen";
    /// The user stopped it.
    Stopped = "stopped", Unavailable,
        zh: "已停止",
        en: "stopped";
    /// The user stopped an upload, which goes on where it broke off.
    UploadStopped = "upload_stopped", Unavailable,
        zh: "上传已停止：已传 {sent}，共 {total}", hint: "再次运行同一条命令，会从断点继续",
        en: "the upload is stopped: {sent} of {total} are sent", hint: "run the same command again, and it goes on there";
    /// No AppSecret was given, and nobody can be asked.
    SecretNeeded = "secret_needed", Invalid,
        zh: "没有 AppSecret", hint: "用 --secret-file FILE（- 为标准输入）或环境变量 WECHAT_APP_SECRET 提供；在终端里运行时会提示输入",
        en: "there is no AppSecret", hint: "give it by --secret-file FILE (- for the standard input) or WECHAT_APP_SECRET; on a terminal it is asked for";
    /// There is a file already where one was to be written.
    OutputExists = "output_exists", Invalid,
        zh: "文件 {path} 已存在", hint: "加 --force 覆盖，或换一个文件名",
        en: "there is a file {path} already", hint: "overwrite it with --force, or choose another name";
    /// A file cannot be written.
    CannotWrite = "cannot_write", Internal,
        zh: "写不了 {path}：{problem}", hint: "请检查目录、权限和磁盘空间",
        en: "{path} cannot be written: {problem}", hint: "check the folder, its permissions and the disk";
    /// A file was to be printed to a terminal.
    BinaryToTerminal = "binary_to_terminal", Invalid,
        zh: "不把文件内容输出到终端", hint: "用 -o FILE 指定文件，或重定向标准输出",
        en: "a file is not printed to a terminal", hint: "name a file with -o FILE, or redirect the output";
    /// A video that was waited for has not passed its review.
    VideoNotPassed = "video_not_passed", Conflict,
        zh: "视频 {media_id} 没有通过：{status} {wording}",
        en: "the video {media_id} has not passed: {status} {wording}";
    /// The question for a secret.
    AskSecret = "ask_secret", Notice, zh: "AppSecret（不回显）：", en: "AppSecret (not shown): ";
    /// A video is read.
    VideoHashing = "video_hashing", Notice, zh: "校验", en: "hashing";
    /// Its blocks are sent.
    VideoSending = "video_sending", Notice, zh: "上传", en: "sending";
    /// From where an upload goes on.
    VideoResumed = "video_resumed", Notice, zh: "（从 {bytes} 处继续）", en: "(resumed at {bytes})";
    /// Its blocks are put together.
    VideoFinishing = "video_finishing", Notice, zh: "合并分片", en: "finishing";
    /// It becomes a material.
    VideoSaving = "video_saving", Notice, zh: "保存为素材", en: "saving";
    /// The steps of a job.
    StepPictures = "step_pictures", Notice, zh: "图片", en: "pictures";
    /// Its covers are sent.
    StepCover = "step_cover", Notice, zh: "封面", en: "cover";
    /// Its draft is made.
    StepDraft = "step_draft", Notice, zh: "草稿", en: "draft";
    /// It is handed in.
    StepSubmit = "step_submit", Notice, zh: "提交发布", en: "handing in";
    /// Its publication is watched.
    StepWatch = "step_watch", Notice, zh: "等待发布结果", en: "waiting for the publication";
    /// There is no program that shows a page.
    NoBrowser = "no_browser", Notice,
        zh: "无法打开浏览器（{problem}），请自行打开这个页面",
        en: "no browser could be started ({problem}); open the page yourself";
    /// The sandbox cannot go on.
    SandboxFailed = "sandbox_failed", Internal,
        zh: "沙箱出错：{problem}",
        en: "the sandbox failed: {problem}";
    /// A step of the demonstration failed.
    DemoFailed = "demo_failed", Internal,
        zh: "演示没有走完：{problem}",
        en: "the demonstration did not come to its end: {problem}";
    /// An account is there.
    DemoAccount = "demo_account", Notice, zh: "账号已就绪   {appid}", en: "account ready     {appid}";
    /// The article is handed over.
    DemoJob = "demo_job", Notice, zh: "已提交任务   {job}", en: "job added         {job}";
    /// A step of the job is done.
    DemoStep = "demo_step", Notice, zh: "完成         {step}", en: "done              {step}";
    /// The draft is made.
    DemoDraft = "demo_draft", Notice, zh: "草稿已创建   {media_id}", en: "draft made        {media_id}";
    /// The draft is handed in.
    DemoSubmitted = "demo_submitted", Notice, zh: "已提交发布   {publish_id}", en: "handed in         {publish_id}";
    /// The published article.
    DemoArticle = "demo_article", Notice, zh: "文章         {url}", en: "article           {url}";
    /// The API.
    DemoApi = "demo_api", Notice, zh: "接口文档     {url}", en: "API document      {url}";
    /// The journal.
    DemoJournal = "demo_journal", Notice, zh: "沙箱日志     {url}", en: "sandbox journal   {url}";
}
