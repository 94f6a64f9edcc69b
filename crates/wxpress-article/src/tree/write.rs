//! A tree as markup.

use super::{Content, Edge, NodeId, Tree};

/// HTML elements that have no end tag.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

impl Tree {
    /// The markup of what a node holds. No-break spaces stay characters: one each, not the six of an entity.
    pub(crate) fn write(&self, id: NodeId) -> String {
        let mut html = String::new();
        for edge in self.edges(id) {
            match edge {
                Edge::Open(node) => self.open(node, &mut html),
                Edge::Close(node) => self.close(node, &mut html),
            }
        }
        html
    }

    /// The length of what [`Tree::write`] gives, entities and end tags aside.
    pub(crate) fn written_bytes(&self, id: NodeId) -> usize {
        let bytes = self.descendants(id).map(|node| match self.content(node) {
            Content::Fragment => 0,
            Content::Markup(text) | Content::Text(text) => text.len(),
            Content::Element(element) => {
                let attributes = element.attributes.iter().map(|(name, value)| name.len() + value.len() + 4);
                let style = element.style.iter().map(|(property, value)| property.len() + value.len() + 2);
                element.name.len() + 2 + attributes.sum::<usize>() + style.sum::<usize>()
            }
        });
        bytes.sum()
    }

    fn open(&self, id: NodeId, html: &mut String) {
        match self.content(id) {
            Content::Fragment => {}
            Content::Markup(markup) => html.push_str(markup),
            Content::Text(text) => escape(text, html, false),
            Content::Element(element) => {
                html.push('<');
                html.push_str(&element.name);
                for (name, value) in &element.attributes {
                    html.push(' ');
                    html.push_str(name);
                    html.push_str("=\"");
                    escape(value, html, true);
                    html.push('"');
                }
                if !element.style.is_empty() {
                    html.push_str(" style=\"");
                    escape(&element.style.to_string(), html, true);
                    html.push('"');
                }
                html.push('>');
            }
        }
    }

    fn close(&self, id: NodeId, html: &mut String) {
        if let Some(element) = self.element(id)
            && !VOID.contains(&&*element.name)
        {
            html.push_str("</");
            html.push_str(&element.name);
            html.push('>');
        }
    }
}

fn escape(text: &str, html: &mut String, in_attribute: bool) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' if !in_attribute => "&gt;",
            b'"' if in_attribute => "&quot;",
            _ => continue,
        };
        html.push_str(&text[from..at]);
        html.push_str(entity);
        from = at + 1;
    }
    html.push_str(&text[from..]);
}
