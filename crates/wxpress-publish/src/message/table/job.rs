//! Jobs and the publishing that they do.

macro_rules! job_codes {
    ($($before:tt)*) => { partner_codes! {
    $($before)*

    /// A file of a job is gone.
    AttachmentLost = "attachment_lost", Internal,
        zh: "任务的文件读不出来：{problem}", hint: "请重新提交文章；多台机器共用数据库时，它们要共用附件目录",
        en: "a file of the job cannot be read: {problem}", hint: "publish the article anew; machines that share a database must share the folder of attachments, too";
    /// Another request had this name.
    KeyTaken = "key_taken", Contradiction,
        zh: "这个 Idempotency-Key 已用于另一个请求", hint: "同一个 key 只能重发同一个请求；新的请求请换一个 key",
        en: "this Idempotency-Key came with another request before", hint: "a key repeats one request; give a new request a new key";
    /// The time of a schedule has passed.
    TimePassed = "time_passed", Invalid,
        zh: "发布时间 {time} 已经过去", hint: "要马上发布就不带 publishAt（命令行不带 --at）；没有写时区的时间按网关的时区理解，默认 Asia/Shanghai",
        en: "the time {time} has passed", hint: "to publish at once leave publishAt (--at) out; a time without a zone is meant in the gateway's, Asia/Shanghai by default";
    /// A schedule lies in the quiet hours.
    InQuietHours = "in_quiet_hours", Invalid,
        zh: "{time} 在免打扰时段内", hint: "请选 {end} 之后的时间，或修改 --quiet-hours 后重启网关",
        en: "{time} lies in the quiet hours", hint: "choose a time after {end}, or change --quiet-hours and start the gateway anew";
    /// The day of a publication is full.
    QuotaForeseen = "quota_foreseen", Notice,
        zh: "{day} 已有 {publications} 次发布，新账号每天只能发布 {limit} 次；超出的会推迟到次日",
        en: "{day} has {publications} publications already and a new account may make {limit} a day; those beyond wait for the next day";
    /// A newer job of the same source took its place.
    JobReplaced = "job_replaced", Notice,
        zh: "同一篇文章提交了新的发布任务，这个定时任务已取消",
        en: "a newer job of the same article took the place of this scheduled one";
    /// A schedule that no process keeps.
    GatewayNeeded = "gateway_needed", Notice,
        zh: "定时任务要由网关执行：到时请保持 wxpress serve 在同一个数据目录上运行",
        en: "scheduled jobs are done by the gateway: have wxpress serve run on the same data by then";
    /// The platform made something else of a draft.
    DraftDiffers = "draft_differs", Notice,
        zh: "微信保存的草稿和送出的不一样：{changes}，请打开草稿核对",
        en: "the draft is not as it was sent: {changes}; open it and look";
    /// An account may not publish by API.
    PublishByHand = "publish_by_hand", Notice,
        zh: "公众号 {appid} 没有发布接口的权限（48001）：会做好草稿，请到公众平台后台手动发表",
        en: "{appid} has no permission to publish by API (48001): the draft is made; publish it by hand on the platform's site";
    /// There is no such webhook.
    UnknownWebhook = "unknown_webhook", NotFound,
        zh: "找不到 webhook {webhook}", hint: "用 GET /api/webhooks（命令行 wxpress webhook list）查看",
        en: "there is no webhook {webhook}", hint: "see GET /api/webhooks (wxpress webhook list)";
    /// There are as many webhooks as may be.
    TooManyWebhooks = "too_many_webhooks", Conflict,
        zh: "webhook 已达上限 {limit} 个", hint: "先删除不用的",
        en: "there are {limit} webhooks already, which is all that may be", hint: "remove one first";
    /// An account has no callback.
    CallbackUnset = "callback_unset", NotFound,
        zh: "公众号 {appid} 没有设置回调", hint: "用 PUT /api/accounts/{id}/callback 设置公众平台后台的令牌和消息加解密密钥",
        en: "no callback is set for {appid}", hint: "set the token and the EncodingAESKey of the console with PUT /api/accounts/{id}/callback";
    /// A push is not the platform's, or cannot be read.
    CallbackRefused = "callback_refused", Forbidden,
        zh: "回调请求被拒绝：{problem}", hint: "请核对两边的令牌、消息加解密密钥和加密方式",
        en: "the push was refused: {problem}", hint: "compare token, EncodingAESKey and mode on both sides";
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
    } };
}
