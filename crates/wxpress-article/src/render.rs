//! From a source to an article: the passes and their order (docs/reference/html-compat.md D1).

use std::borrow::Cow;
use std::collections::HashMap;

use crate::article::Article;
use crate::css::{Sheet, cascade};
use crate::finding::Findings;
use crate::front_matter::{self, FrontMatter};
use crate::image::{ImageRef, ImageSource};
use crate::markdown;
use crate::meta::Meta;
use crate::options::Options;
use crate::pass;
use crate::pass::drawings::Drawn;
use crate::rule::Rule;
use crate::source::{Format, Source};
use crate::text::{self, Regular};
use crate::theme;
use crate::tree::{Element, NodeId, Tree, Unparsable, parse};

/// Renders an article.
///
/// It always ends with an article: what goes wrong is a finding, and where it is an error the HTML may be empty. Time
/// and memory are bounded by the length of the source.
pub fn render(source: &Source<'_>, options: &Options) -> Article {
    let mut findings = Findings::default();
    let regular = text::regular(source.text);
    if regular.had_invisible {
        findings.report(Rule::InvisibleCharacters, None);
    }
    let (front, body, lines_before) = match source.format {
        Format::Markdown => front_matter::split(&regular.text),
        Format::Html => (None, regular.text.as_str(), 0),
    };
    let front = front.map(|front| front_matter::read(front, &mut findings)).unwrap_or_default();
    let settled = settle(options, front);
    let tree = if body.len() > text::MAX_BYTES {
        findings.report(Rule::SourceTooLong, None);
        Tree::new()
    } else {
        let read = match source.format {
            Format::Markdown => markdown::read(body, lines_before, &mut findings),
            Format::Html => parse(body),
        };
        read.unwrap_or_else(|why| {
            findings.report(
                match why {
                    Unparsable::TooDeep => Rule::TooDeep,
                    Unparsable::TooManyNodes => Rule::TooManyNodes,
                },
                None,
            );
            Tree::new()
        })
    };
    let mut work = Work::new(tree, &settled, &regular, findings);
    work.run();
    work.finish()
}

/// The options, and what the front matter says where they say nothing.
fn settle(options: &Options, front: FrontMatter) -> Options {
    let FrontMatter { meta, options: front } = front;
    let given = options.clone();
    Options {
        theme: given.theme.or(front.theme),
        highlight: given.highlight.or(front.highlight),
        css: given.css.or(front.css),
        parameters: given.parameters.or(front.parameters),
        links: given.links.or(front.links),
        lists: given.lists.or(front.lists),
        tables: given.tables.or(front.tables),
        captions: given.captions.or(front.captions),
        code: given.code.or(front.code),
        overrides: given.overrides.or(meta),
        ..given
    }
}

/// An article in the making: what the passes share.
#[derive(Debug)]
pub(crate) struct Work<'a> {
    pub(crate) tree: Tree,
    /// The section that holds the whole article.
    pub(crate) article: NodeId,
    pub(crate) options: &'a Options,
    pub(crate) meta: Meta,
    pub(crate) findings: Findings,
    pub(crate) images: Vec<ImageRef>,
    /// Their places in the list.
    pub(crate) known_images: HashMap<ImageSource, usize>,
    /// Formulas and diagrams, by the elements that hold them.
    pub(crate) drawings: Vec<(NodeId, Drawn)>,
    /// What a whole document calls itself.
    pub(crate) document_title: Option<String>,
    /// Style sheets that the source brings along.
    pub(crate) own_css: String,
    /// The `data:` addresses that were taken out of the text.
    pub(crate) data: &'a [&'a str],
}

impl<'a> Work<'a> {
    pub(crate) fn new(
        tree: Tree,
        options: &'a Options,
        regular: &'a Regular<'a>,
        findings: Findings,
    ) -> Self {
        let mut tree = tree;
        let article = tree.wrap_children(tree.root(), Element::new("section"));
        Self {
            tree,
            article,
            options,
            meta: options.overrides.clone(),
            findings,
            images: Vec::new(),
            known_images: HashMap::new(),
            drawings: Vec::new(),
            document_title: None,
            own_css: String::new(),
            data: &regular.data,
        }
    }

    fn run(&mut self) {
        // While the tree still says what things are.
        for pass in pass::BEFORE_STYLES {
            pass(self);
        }
        let sheet = self.sheet();
        let generated = cascade(&mut self.tree, self.article, &sheet);
        pass::generated::materialise(self, &generated);
        // Once everything knows how it looks.
        for pass in pass::AFTER_STYLES {
            pass(self);
        }
    }

    /// The theme, what the source brings along, and the user's own, in the order in which they count.
    fn sheet(&mut self) -> Cow<'static, Sheet> {
        let (sheet, unknown) = theme::sheet(self.options);
        if let Some(name) = unknown {
            self.findings.report_of(Rule::UnknownTheme, None, name);
        }
        let own = [self.own_css.as_str(), self.options.css.as_deref().unwrap_or_default()].join("\n");
        let own = if own.len() > text::MAX_BYTES {
            self.findings.report(Rule::SheetTooCostly, None);
            String::new()
        } else {
            own
        };
        let parameters = theme::parameters(&self.options.parameters, &mut self.findings);
        if own.trim().is_empty() && parameters.is_empty() {
            return sheet;
        }
        let mut sheet = sheet.into_owned();
        let own = Sheet::parse(&own);
        for dropped in &own.dropped {
            self.findings.report_of(Rule::DroppedRule, None, format!("{} ({})", dropped.text, dropped.line));
        }
        sheet.rules.extend(own.rules);
        sheet.rules.extend(Sheet::parse(&parameters).rules);
        Cow::Owned(sheet)
    }

    fn finish(mut self) -> Article {
        let html = self.tree.write(self.tree.root());
        pass::limits::check(&mut self, &html);
        let reading = pass::reading::measure(&self);
        let cover_candidate = self.images.first().map(|image| image.source.clone());
        let pieces = pass::pictures::pieces(&html);
        Article {
            meta: self.meta,
            cover_candidate,
            primary: theme::primary(self.options),
            images: self.images,
            findings: self.findings.into_sorted(),
            reading,
            pieces,
        }
    }
}
