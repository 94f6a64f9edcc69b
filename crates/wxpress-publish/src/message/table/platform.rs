//! What the platform refused or did not answer.

macro_rules! platform_codes {
    ($($before:tt)*) => { notice_codes! {
    $($before)*

    /// The platform does not know the temporary file.
    UnknownMedia = "unknown_media", NotFound,
        zh: "没有临时素材 {media_id}（{meaning}）", hint: "临时素材三天后失效；永久素材请用 GET /api/material/{media_id}",
        en: "there is no temporary file {media_id} ({meaning})", hint: "they live three days; for permanent ones there is GET /api/material/{media_id}";
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
    } };
}
