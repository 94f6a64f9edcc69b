//! What the content filter and the editor do to an article's HTML, rule by rule, so that each can be switched off.

use serde::{Deserialize, Serialize};

/// One rule. The knob `content_rules_off` names those that do not hold for an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Rule {
    // The API gate: docs/reference/wechat-api.md §12 unless another place is named.
    /// `<script>` goes.
    Scripts,
    /// `on…` attributes go.
    EventHandlers,
    /// Attributes that lead to `javascript:` go.
    ScriptLinks,
    /// Style sheets, metadata, forms, plug-ins and media elements go with all they hold.
    RemovedElements,
    /// Contents with `<html>`, `<head>` or `<body>` are 47001.
    WholeDocuments,
    /// Tags of MathML and MathJax go, their texts show (docs/reference/html-compat.md D2).
    MathElements,
    /// `id` attributes go.
    Ids,
    /// `position: absolute` and `position: fixed` go.
    Positions,
    /// Backgrounds that show a picture from elsewhere go.
    ForeignBackgrounds,
    /// Declarations of variables, and those that use one, go.
    CssVariables,
    /// Pictures from elsewhere go.
    ForeignPictures,
    /// Pictures in a `data:` address go.
    DataPictures,
    /// Pictures that another account uploaded with `media/uploadimg` are 45166.
    PicturesOfOthers,
    /// Links become plain text, but to articles, unless the account has WeChat Pay.
    Links,
    /// Links to previews are 45166.
    PreviewLinks,
    /// Frames go that are no player of videos.
    Frames,
    /// `<mpvoice>` is 45166.
    Voices,
    /// Mini-program cards whose picture is no material are 45166.
    MiniprogramPictures,
    /// What SVG refers to, and what is foreign in it, goes (docs/reference/html-compat.md D10).
    SvgElements,
    /// Attributes and declarations of SVG that refer to an id go (docs/reference/html-compat.md D10).
    SvgReferences,
    /// `class`, `role` and their kin go from SVG (docs/reference/html-compat.md D10).
    SvgAttributes,
    /// Animations go that are not on the list of docs/reference/html-compat.md D10.
    SvgAnimations,

    // The re-save gate: docs/reference/html-compat.md.
    /// Elements that the editor does not know go (D2).
    UnknownElements,
    /// `div`, `article` and their kin go, their content stays (D2).
    UnwrappedBlocks,
    /// Attributes that the editor does not know go (D2, D3).
    DroppedAttributes,
    /// Declarations that do not outlive the editor go (D3).
    FleetingStyles,
    /// Padding and background of the one outermost block go (D3).
    OutermostStyles,
    /// Small pictures in a `data:` address go (D5, D11).
    TinyPictures,
    /// Items of a list within a list move into the outer one (D4).
    NestedLists,
    /// Paragraphs in an item become items (D4).
    ItemParagraphs,
    /// The line breaks after `strong` or `code` at the start of an item (D4).
    ItemLeads,
    /// Blanks between list tags become empty items (D4).
    ListBlanks,
    /// Blanks between block tags become empty paragraphs (D12).
    BlockBlanks,
    /// Line ends in code vanish (D5).
    CodeLineEnds,
    /// Runs of spaces in code become one (D5).
    CodeSpaces,
    /// Blanks between the spans of code go (D5).
    CodeGaps,
    /// Texts are wrapped in `<span leaf="">`, empty blocks get a line break, blocks around a picture or a card are
    /// marked `nodeleaf` (D0). Nothing is lost by it, so it has no findings.
    Leaves,
}
