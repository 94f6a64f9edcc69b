//! What is wrong with a request.

macro_rules! request_codes {
    ($($before:tt)*) => { picture_codes! {
    $($before)*

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
    /// The file holds nothing.
    EmptyFile = "empty_file", Invalid,
        zh: "文件是空的", hint: "请检查文件是否完整导出",
        en: "the file is empty", hint: "was it exported whole?";
    /// The file is no voice that the platform takes.
    NotAVoice = "not_a_voice", Unsupported,
        zh: "这个文件不是可用的语音：需要 {formats}", hint: "格式按文件内容判断，与扩展名无关；请先转换格式",
        en: "this file is not a voice that WeChat takes here: {formats}", hint: "the content counts, not the name; convert it first";
    /// The voice plays too long.
    VoiceTooLong = "voice_too_long", Invalid,
        zh: "语音长 {actual} 秒，超过上限 {limit} 秒", hint: "请剪短后重试",
        en: "the voice plays {actual} s, more than {limit} s", hint: "cut it shorter";
    /// The material has no file.
    NoFile = "no_file", Invalid,
        zh: "素材 {media_id} 是图文，没有文件", hint: "去掉 download 参数（命令行去掉 -o）即可查看图文内容",
        en: "the material {media_id} is a news material and has no file", hint: "leave out download (on the command line -o) to see its articles";
    /// News materials are withdrawn.
    NewsRetired = "news_retired", Invalid,
        zh: "微信已下线永久图文素材接口（{meaning}）", hint: "请改用草稿：POST /api/draft/create，或 wxpress draft create",
        en: "WeChat withdrew news materials ({meaning})", hint: "make a draft instead: POST /api/draft/create, or wxpress draft create";
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
    } };
}
