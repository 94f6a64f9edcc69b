//! What was changed or noticed, and how things stand.

macro_rules! notice_codes {
    ($($before:tt)*) => { program_codes! {
    $($before)*

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
    } };
}
