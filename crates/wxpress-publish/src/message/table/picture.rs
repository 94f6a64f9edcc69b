//! Pictures, drawings and covers.

macro_rules! picture_codes {
    ($($before:tt)*) => { job_codes! {
    $($before)*

    /// There is no cover and no picture to take as one.
    NoCover = "no_cover", Invalid,
        zh: "{field} 没有封面，正文里也没有可以用作封面的图片", hint: "先用 POST /api/upload/thumb（命令行 wxpress material upload）上传封面，再把返回的 mediaId 填进 thumbMediaId（命令行 --cover）；正文首图须是已上传到素材库的图片",
        en: "{field} has no cover, and its content shows no picture that can be one", hint: "upload a cover with POST /api/upload/thumb (wxpress material upload) and put its mediaId into thumbMediaId (--cover); a picture in the content must be one of the materials";
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
    /// The platform does not know a cover or picture that a draft names.
    UnknownPicture = "unknown_picture", NotFound,
        zh: "草稿引用的封面或图片素材不存在（{meaning}）", hint: "请用 POST /api/upload/thumb 重新上传，再用新的 mediaId；刚上传完可稍等一两秒重试",
        en: "a cover or picture that the draft names does not exist ({meaning})", hint: "upload it again with POST /api/upload/thumb and use the new mediaId; right after an upload wait a second or two";
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
    } };
}
