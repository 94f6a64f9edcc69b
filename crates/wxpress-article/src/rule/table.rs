rules! {
    /// The account card lacks what the platform needs.
    AccountCard = "WX-CARD-001" Error "html-compat.md D11" {
        "公众号名片缺少必要的属性，平台会拒绝保存" "补全 data-id 与 data-nickname，或删去名片"
        "an account card lacks an attribute that the platform needs" "give data-id and data-nickname, or remove the card"
    }
    /// The mini-program card lacks what the platform needs.
    MiniProgramCard = "WX-CARD-002" Error "html-compat.md D11" {
        "小程序卡片缺少必要的属性，或标题超过 35 字" "补全 appid、path 与 title，标题不超过 35 字"
        "a mini-program card lacks an attribute, or its title is longer than 35 characters" "give appid, path and title, the title within 35 characters"
    }
    /// The video is none that the platform plays.
    VideoFrame = "WX-CARD-003" Error "html-compat.md D11" {
        "只有公众号视频和腾讯视频的播放框能保留，其他框架被移除" "上传视频，插入平台给出的播放代码"
        "only players of the platform's videos and of v.qq.com stay; another frame was removed" "upload the video and insert the platform's player"
    }
    /// More videos than an article may have.
    TooManyVideos = "WX-CARD-004" Warning "html-compat.md D11" {
        "一篇文章最多三个视频，超出的在编辑器里保存会失败" "只留三个视频"
        "an article may have three videos; the editor refuses to save more" "keep three videos"
    }
    /// Code whose language the highlighter does not know.
    UnknownLanguage = "WX-CODE-001" Info "html-compat.md D5" {
        "不认识这种代码语言，未做高亮" "换用常见的语言名，或写 text"
        "this language of code is not known; it was not highlighted" "use a common name of the language, or text"
    }
    /// Declarations that need a browser.
    UnknowableValue = "WX-CSS-001" Warning "html-compat.md D3" {
        "样式的值要由浏览器计算（变量未定义、单位混用等），已删除" "写成固定的值"
        "a style's value needs a browser to work out (undefined variable, mixed units); it was removed" "write a literal value"
    }
    /// A rule of a style sheet that cannot be inlined.
    DroppedRule = "WX-CSS-002" Warning "html-compat.md D3" {
        "样式规则无法写入行内（@media、伪类等），已忽略" "删去这条规则，或改用普通选择器"
        "a style rule cannot be inlined (@media, states and the like); it was left out" "remove the rule or use a plain selector"
    }
    /// A property that the platform removes.
    DroppedProperty = "WX-CSS-003" Warning "html-compat.md D3" {
        "平台会删除的样式属性（绝对定位、动画等），已去掉" "换一种不依赖它的排版"
        "a style property that the platform removes (absolute position, animation and the like) was taken out" "lay it out without it"
    }
    /// A background picture that is not the platform's.
    ForeignBackground = "WX-CSS-004" Warning "wechat-api.md §12" {
        "外部背景图会被平台删除，已去掉" "用图片代替背景图"
        "a foreign background picture, which the platform drops, was taken out" "use a picture instead"
    }
    /// Style sheets that take more work than any article needs.
    SheetTooCostly = "WX-CSS-005" Error "html-compat.md D3" {
        "样式规则与元素太多，只应用了一部分" "精简样式表"
        "there are too many style rules for so many elements; only a part was applied" "shorten the style sheet"
    }
    /// Text that dark mode leaves hard to read.
    DarkMode = "WX-DARK-001" Warning "html-compat.md D13" {
        "深色模式下这里的文字看不清" "换用中等对比度的颜色，背景用纯色"
        "this text is hard to read in dark mode" "use colours of medium contrast, and solid backgrounds"
    }
    /// A diagram that could not be drawn.
    DiagramFailed = "WX-DIAGRAM-001" Warning "html-compat.md D10" {
        "图表画不出来，保留了源代码" "检查图表语法，或换成图片"
        "a diagram could not be drawn; its source text was kept" "check its syntax, or use a picture"
    }
    /// A diagram in a build without the renderer.
    DiagramNotBuilt = "WX-DIAGRAM-002" Warning "html-compat.md D10" {
        "这个版本没有内置图表渲染，保留了源代码" "使用发布版程序，或换成图片"
        "this build draws no diagrams; the source text was kept" "use the shipped program, or a picture"
    }
    /// An element that no article keeps.
    DroppedElement = "WX-ELEMENT-001" Warning "html-compat.md D2" {
        "平台不保留的元素，已移除" "换成文字、图片或平台支持的组件"
        "an element that the platform does not keep was removed" "use text, a picture or a component of the platform"
    }
    /// A block that was turned into a plain one.
    RenamedElement = "WX-ELEMENT-002" Info "html-compat.md D2" {
        "元素换成了等价的 section 或 span" "无需处理"
        "an element became an equal section or span" "nothing to do"
    }
    /// A formula that could not be drawn.
    FormulaFailed = "WX-FORMULA-001" Warning "html-compat.md D9" {
        "公式画不出来，保留了源代码" "检查 LaTeX 语法"
        "a formula could not be drawn; its source text was kept" "check its LaTeX"
    }
    /// Front matter that is no YAML.
    FrontMatterSyntax = "WX-FRONT-001" Warning "html-compat.md D1" {
        "文件头不是合法的 YAML，按“名称: 值”逐行读取" "给含冒号的值加引号"
        "the front matter is not valid YAML; it was read line by line" "quote values that hold a colon"
    }
    /// A front-matter value of the wrong kind.
    FrontMatterValue = "WX-FRONT-002" Warning "html-compat.md D1" {
        "文件头的值无法理解，已忽略" "按说明填写：开关写 true/false，尺寸写数字"
        "a value of the front matter was not understood and was left out" "see the reference: switches are true/false"
    }
    /// A front-matter name that nobody knows, and much like one.
    FrontMatterName = "WX-FRONT-003" Warning "html-compat.md D1" {
        "文件头里的名称不认识，很像拼写错误" "改成提示的名称"
        "a name in the front matter is not known and looks misspelt" "use the name that is told"
    }
    /// The first heading differs from the title.
    HeadingIsNotTitle = "WX-HEADING-001" Warning "html-compat.md D12" {
        "正文第一个一级标题与文章标题不同，两个都会显示" "改成一致，或把它降为二级标题"
        "the body's first heading differs from the title; readers see both" "make them equal, or lower the heading"
    }
    /// The title was repeated and left the body.
    TitleRepeated = "WX-HEADING-002" Info "html-compat.md D12" {
        "正文开头重复的标题已去掉" "无需处理"
        "the title repeated at the body's beginning was taken out" "nothing to do"
    }
    /// A picture without a source.
    PictureWithoutSource = "WX-IMAGE-001" Warning "html-compat.md D11" {
        "图片没有地址，已移除" "补上图片地址"
        "a picture without a source was removed" "give its source"
    }
    /// A picture of a scheme that nobody can load.
    PictureScheme = "WX-IMAGE-002" Error "html-compat.md D11" {
        "图片地址无法读取" "使用本地文件、http(s) 或 data 图片"
        "a picture's address cannot be loaded" "use a local file, http(s) or a data picture"
    }
    /// The source is longer than any article.
    SourceTooLong = "WX-INPUT-001" Error "html-compat.md D15" {
        "原文超过 1 MiB，没有渲染" "拆成几篇文章"
        "the source is longer than 1 MiB; it was not rendered" "split the article"
    }
    /// Elements lie too deep in each other.
    TooDeep = "WX-INPUT-002" Error "html-compat.md D2" {
        "元素嵌套太深，没有渲染" "减少嵌套"
        "elements are nested too deep; the article was not rendered" "nest less"
    }
    /// More nodes than any article.
    TooManyNodes = "WX-INPUT-003" Error "html-compat.md D15" {
        "元素太多，没有渲染" "拆成几篇文章"
        "there are too many elements; the article was not rendered" "split the article"
    }
    /// Zero-width characters.
    InvisibleCharacters = "WX-INPUT-004" Info "html-compat.md D7" {
        "去掉了看不见的零宽字符" "无需处理"
        "invisible zero-width characters were taken out" "nothing to do"
    }
    /// Marks beyond the bound, taken as text.
    TooManyMarks = "WX-INPUT-005" Warning "html-compat.md D15" {
        "同一种标记多得不像文章，按普通文字处理" "拆成几篇文章"
        "there are more marks of one kind than any article has; they were taken as text" "split the article"
    }
    /// A link inside the article.
    AnchorLink = "WX-LINK-001" Info "html-compat.md D8" {
        "文内锚点在公众号里无效，保留了文字" "无需处理"
        "links inside an article do not work in WeChat; the text was kept" "nothing to do"
    }
    /// An address that nobody may follow.
    UnsafeLink = "WX-LINK-002" Warning "html-compat.md D8" {
        "不安全的链接（javascript: 等）已去掉，保留了文字" "换成 http(s) 链接"
        "an unsafe link (javascript: and the like) was taken out; the text was kept" "use an http(s) link"
    }
    /// Links that became references.
    LinkToReference = "WX-LINK-003" Info "html-compat.md D8" {
        "外部链接改成了文末的参考链接" "账号开通微信支付后可用 links: keep 保留"
        "external links became references at the end" "an account with WeChat Pay can keep them: links: keep"
    }
    /// A link to a file beside the source.
    RelativeLink = "WX-LINK-004" Warning "html-compat.md D8" {
        "相对链接读者打不开，保留了文字" "写完整的网址"
        "readers cannot open a relative link; the text was kept" "write the whole address"
    }
    /// A platform link that nobody but its author may open.
    TemporaryLink = "WX-LINK-005" Warning "wechat-api.md §12" {
        "临时预览链接（tempkey）会让平台拒绝草稿（45166），已去掉" "换成已发布文章的链接"
        "a temporary preview link (tempkey), for which the platform refuses drafts (45166), was taken out" "use the link of a published article"
    }
    /// An Obsidian note that cannot be embedded.
    NoteEmbed = "WX-LINK-006" Warning "html-compat.md D8" {
        "不能嵌入其他笔记，保留了名称" "把内容复制进来"
        "another note cannot be embedded; its name was kept" "copy its text"
    }
    /// A link around a picture.
    PictureLink = "WX-LINK-007" Info "html-compat.md D8" {
        "图片上的链接无法保留，已去掉" "在文字里给出链接"
        "a link around a picture cannot be kept; it was taken out" "give the link in the text"
    }
    /// A link that is text now because the author wants it so.
    LinkToText = "WX-LINK-008" Info "html-compat.md D8" {
        "外部链接只保留了文字" "改用 links: references 在文末列出地址"
        "only the text of a link to another site was kept" "use links: references to list the addresses"
    }
    /// Nested lists became blocks.
    NestedList = "WX-LIST-001" Info "html-compat.md D4" {
        "嵌套列表改成了带符号的段落，避免平台重复加符号" "无需处理"
        "a nested list became paragraphs with markers, so that the platform does not double them" "nothing to do"
    }
    /// An empty list item.
    EmptyItem = "WX-LIST-002" Info "html-compat.md D4" {
        "空的列表项已删除" "无需处理"
        "an empty list item was removed" "nothing to do"
    }
    /// The author is longer than the field.
    AuthorLong = "WX-META-001" Warning "html-compat.md D15" {
        "作者超过 8 个字，部分接口会拒绝" "缩短作者名"
        "the author is longer than 8 characters; some interfaces refuse it" "shorten it"
    }
    /// The author is longer than any limit.
    AuthorTooLong = "WX-META-002" Error "html-compat.md D15" {
        "作者超过 16 个字" "缩短作者名"
        "the author is longer than 16 characters" "shorten it"
    }
    /// The digest is longer than the field.
    DigestTooLong = "WX-META-003" Error "html-compat.md D15" {
        "摘要超过 120 个字" "缩短摘要"
        "the digest is longer than 120 characters" "shorten it"
    }
    /// The source address is longer than the field.
    SourceUrlTooLong = "WX-META-004" Error "wechat-api.md §6.2" {
        "原文链接超过 1 KB" "缩短链接"
        "the source link is longer than 1 KB" "shorten it"
    }
    /// The source address is no address.
    SourceUrlForm = "WX-META-005" Error "wechat-api.md §6.2" {
        "原文链接必须是完整的 http(s) 网址" "写完整的网址"
        "the source link must be a whole http(s) address" "write the whole address"
    }
    /// The source address leads to the App Store.
    SourceUrlAppStore = "WX-META-006" Warning "wechat-api.md §6.2" {
        "原文链接指向 App Store，平台要求写成 https://itun.es/ 短链并以 #wechat_redirect 结尾" "换成要求的形式"
        "the source link leads to the App Store, which the platform takes only as an https://itun.es/ link that ends with #wechat_redirect" "use that form"
    }
    /// No title anywhere.
    TitleMissing = "WX-META-007" Error "wechat-api.md §6.2" {
        "没有标题" "在文件头写 title，或以一级标题开头"
        "there is no title" "give title in the front matter, or begin with a heading"
    }
    /// The title is longer than the field.
    TitleLong = "WX-META-008" Warning "html-compat.md D15" {
        "标题超过 32 个字，平台可能拒绝" "缩短标题"
        "the title is longer than 32 characters; the platform may refuse it" "shorten it"
    }
    /// The title is longer than any limit.
    TitleTooLong = "WX-META-009" Error "html-compat.md D15" {
        "标题超过 64 个字" "缩短标题"
        "the title is longer than 64 characters" "shorten it"
    }
    /// The HTML is longer than the documented limit.
    ContentLong = "WX-SIZE-001" Warning "html-compat.md D15" {
        "正文超过 20,000 字符，超出平台公布的上限（多数账号仍可保存）" "换用简洁的主题，或拆成几篇"
        "the content is longer than the published limit of 20,000 characters (most accounts can still save it)" "use a plainer theme, or split the article"
    }
    /// The HTML is larger than the hard limit.
    ContentTooLarge = "WX-SIZE-002" Error "wechat-api.md §6.2" {
        "正文超过 1 MiB，平台会拒绝" "拆成几篇文章"
        "the content is larger than 1 MiB; the platform refuses it" "split the article"
    }
    /// Formulas became pictures for the budget.
    DrawnAsPicture = "WX-SIZE-003" Info "html-compat.md D9" {
        "为控制正文大小，公式或图表改为图片" "无需处理"
        "formulas or diagrams became pictures to keep the content small" "nothing to do"
    }
    /// The HTML would be far larger than the hard limit.
    ContentHopeless = "WX-SIZE-004" Error "wechat-api.md §6.2" {
        "正文会远远超过 1 MiB，没有渲染" "拆成几篇文章"
        "the content would be far larger than 1 MiB; it was not rendered" "split the article"
    }
    /// A part of a drawing that the platform removes.
    SvgPart = "WX-SVG-001" Warning "html-compat.md D10" {
        "SVG 中平台不保留的部分已移除" "把图导出为图片"
        "a part of an SVG that the platform does not keep was removed" "export the drawing as a picture"
    }
    /// Tables without structure.
    WideTable = "WX-TABLE-001" Info "html-compat.md D6" {
        "表格较宽，读者需要左右滑动" "减少列数，或用 tables: wrap 换行"
        "a wide table: readers have to scroll it sideways" "use fewer columns, or tables: wrap"
    }
    /// A theme that nobody knows.
    UnknownTheme = "WX-THEME-001" Warning "html-compat.md D3" {
        "没有这个主题，使用了默认主题" "用 wxpress theme list 查看主题"
        "there is no such theme; the default one was used" "see wxpress theme list"
    }
    /// A parameter of a theme that is no such value, or beyond its range.
    ThemeParameter = "WX-THEME-002" Warning "html-compat.md D3" {
        "主题参数的值无效或超出范围，已忽略" "颜色写成 #rrggbb，字号在 8 到 40 px，行高在 1 到 4"
        "a theme's parameter is not valid or out of range; it was left out" "give a colour as #rrggbb, a size of 8 to 40 px, a line height of 1 to 4"
    }
}
