//! What an account owns: media, drafts, publications.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::media::{Draft, Material, MediaKind, TemporaryMedia};
use super::publication::{Publication, Published};
use super::shelf::Shelf;

/// The media, drafts and publications of one account. Recorded entry by entry.
#[derive(Debug, Default)]
pub(crate) struct Holdings {
    /// Pictures and thumbs: a thumb counts as an image (docs/reference/wechat-api.md §5.1).
    pub(crate) images: Shelf<Arc<Material>>,
    pub(crate) voices: Shelf<Arc<Material>>,
    pub(crate) videos: Shelf<Arc<Material>>,
    pub(crate) news: Shelf<Arc<Draft>>,
    pub(crate) temporary: HashMap<String, Arc<TemporaryMedia>>,
    pub(crate) drafts: Shelf<Arc<Draft>>,
    pub(crate) publications: BTreeMap<u64, Publication>,
    pub(crate) published: Shelf<Arc<Published>>,
}

impl Holdings {
    /// Where materials of a kind lie.
    pub(crate) fn shelf(&self, kind: MediaKind) -> &Shelf<Arc<Material>> {
        match kind {
            MediaKind::Image | MediaKind::Thumb => &self.images,
            MediaKind::Voice => &self.voices,
            MediaKind::Video => &self.videos,
        }
    }

    /// Where materials of a kind lie, to change them.
    pub(crate) fn shelf_mut(&mut self, kind: MediaKind) -> &mut Shelf<Arc<Material>> {
        match kind {
            MediaKind::Image | MediaKind::Thumb => &mut self.images,
            MediaKind::Voice => &mut self.voices,
            MediaKind::Video => &mut self.videos,
        }
    }

    /// A permanent picture, voice or video.
    pub(crate) fn find_material(&self, media_id: &str) -> Option<&Arc<Material>> {
        [&self.images, &self.voices, &self.videos].into_iter().find_map(|shelf| shelf.find(media_id))
    }

    /// Takes a permanent picture, voice, video or news off its shelf. Tells whether there was one.
    pub(crate) fn remove_material(&mut self, media_id: &str) -> bool {
        [&mut self.images, &mut self.voices, &mut self.videos]
            .into_iter()
            .any(|shelf| shelf.remove(media_id).is_some())
            || self.news.remove(media_id).is_some()
    }
}
