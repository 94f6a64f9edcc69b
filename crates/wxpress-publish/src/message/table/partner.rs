//! Videos and articles of the 媒体API.

macro_rules! partner_codes {
    ($($before:tt)*) => { platform_codes! {
    $($before)*

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
    /// The file is no video that the platform takes.
    NotAVideo = "not_a_video", Unsupported,
        zh: "这个文件不是 MP4 视频", hint: "请先转换为 MP4；格式按文件内容判断，与扩展名无关",
        en: "this file is not an MP4 video", hint: "convert it to MP4; the content counts, not the name";
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
    /// The user stopped an upload, which goes on where it broke off.
    UploadStopped = "upload_stopped", Unavailable,
        zh: "上传已停止：已传 {sent}，共 {total}", hint: "再次运行同一条命令，会从断点继续",
        en: "the upload is stopped: {sent} of {total} are sent", hint: "run the same command again, and it goes on there";
    /// A video that was waited for has not passed its review.
    VideoNotPassed = "video_not_passed", Conflict,
        zh: "视频 {media_id} 没有通过：{status} {wording}",
        en: "the video {media_id} has not passed: {status} {wording}";
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
    } };
}
