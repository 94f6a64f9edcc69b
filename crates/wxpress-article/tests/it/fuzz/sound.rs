//! What holds for every article, whatever it was made from.

use std::cell::RefCell;

use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use wxpress_article::Article;

use crate::markup::{Element, Node, elements, read};

/// Never in an article, not even in a drawing.
const NEVER: &[&str] = &[
    "script",
    "style",
    "link",
    "meta",
    "base",
    "object",
    "embed",
    "form",
    "input",
    "button",
    "textarea",
    "select",
    "template",
    "foreignObject",
    "use",
];

/// The platform's own nodes, which have classes of its own.
const OF_THE_PLATFORM: &[&str] = &["mp-common-profile", "mp-miniprogram", "iframe"];

/// Elements without an end tag.
const VOID: &[&str] = &["br", "hr", "img"];

/// Fails where the HTML of an article is not what any article's HTML is.
pub(crate) fn check(article: &Article) {
    let html = article.html();
    let nodes = read(&html);
    assert_eq!(tags(&html), tags_of(&nodes), "a parser changes what was written: {html}");
    for element in elements(&nodes) {
        let name = element.name.as_str();
        assert!(!NEVER.contains(&name), "<{name}> in {html}");
        for (attribute, value) in &element.attributes {
            assert!(!attribute.starts_with("on"), "{attribute} in {html}");
            assert!(may_have(element, attribute, value), "{attribute}={value:?} of <{name}> in {html}");
        }
    }
}

fn may_have(element: &Element, attribute: &str, value: &str) -> bool {
    let name = element.name.as_str();
    match attribute {
        "class" => OF_THE_PLATFORM.contains(&name) || (name == "section" && value == "mp_profile_iframe_wrp"),
        "id" => false,
        "href" | "src" | "data-src" => {
            let address: String = value
                .chars()
                .filter(|c| !c.is_whitespace() && !c.is_control())
                .collect::<String>()
                .to_lowercase();
            let is_picture = name == "img" && address.starts_with("data:image/");
            is_picture
                || !["javascript:", "data:", "vbscript:"].iter().any(|scheme| address.starts_with(scheme))
        }
        "style" => !value.to_lowercase().replace(['"', '\'', ' '], "").contains("url(javascript:"),
        _ => true,
    }
}

/// Tags and the texts between them, in order.
#[derive(Default)]
struct Tags(RefCell<Vec<String>>);

impl Tags {
    fn text(&self, text: &str) {
        let mut tags = self.0.borrow_mut();
        match tags.last_mut().filter(|last| !last.starts_with('<')) {
            Some(last) => last.push_str(text),
            None => tags.push(format!("“{text}")),
        }
    }

    fn tag(&self, tag: String) {
        self.0.borrow_mut().push(tag);
    }
}

impl TokenSink for Tags {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(Tag { kind: TagKind::StartTag, name, self_closing, .. }) => {
                self.tag(format!("<{}", name.to_ascii_lowercase()));
                if self_closing {
                    self.tag(format!("</{}", name.to_ascii_lowercase()));
                }
            }
            Token::TagToken(Tag { kind: TagKind::EndTag, name, .. }) => {
                self.tag(format!("</{}", name.to_ascii_lowercase()));
            }
            Token::CharacterTokens(text) => self.text(&text),
            Token::NullCharacterToken => self.text("\0"),
            Token::CommentToken(text) => self.text(&format!("<!--{text}-->")),
            Token::DoctypeToken(_) => self.tag("<!doctype".to_owned()),
            Token::EOFToken | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}

/// The tags as they are written.
fn tags(html: &str) -> Vec<String> {
    let tokenizer = Tokenizer::new(Tags::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(html.into());
    _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

/// The tags that a tree comes from.
fn tags_of(nodes: &[Node]) -> Vec<String> {
    let tags = Tags::default();
    write(nodes, &tags);
    tags.0.into_inner()
}

fn write(nodes: &[Node], tags: &Tags) {
    for node in nodes {
        match node {
            Node::Text(text) => tags.text(text),
            Node::Element(element) => {
                let name = element.name.to_ascii_lowercase();
                tags.tag(format!("<{name}"));
                write(&element.children, tags);
                if !VOID.contains(&name.as_str()) {
                    tags.tag(format!("</{name}"));
                }
            }
        }
    }
}
