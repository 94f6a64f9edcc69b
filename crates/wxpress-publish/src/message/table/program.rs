//! The program itself: its start, its files, its terminal, its demo.

macro_rules! program_codes {
    ($($before:tt)*) => { codes! {
    $($before)*

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
    /// The question for a secret.
    AskSecret = "ask_secret", Notice, zh: "AppSecret（不回显）：", en: "AppSecret (not shown): ";
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
    } };
}
