//! Large videos: made, sent to a gateway, watched on their way.

use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};
use wxpress_testkit::{Gateway, SandboxBuilder};

use crate::calls::{Answer, Calls as _};
use crate::scene::{APPID, Database, Scene, sandbox, until};

pub(crate) const BLOCK_BYTES: usize = 1 << 20;

/// The calls of an upload of `blocks` blocks, counted from 1 as faults count them.
pub(crate) struct Steps {
    pub(crate) blocks: usize,
}

impl Steps {
    pub(crate) fn block(&self, number: usize) -> usize {
        assert!((1..=self.blocks).contains(&number));
        1 + number
    }

    pub(crate) fn finish(&self) -> usize {
        2 + self.blocks
    }

    pub(crate) fn save(&self) -> usize {
        3 + self.blocks
    }
}

/// A film of so many blocks, each another one, the last one short; others with another seed.
pub(crate) fn film(blocks: usize, seed: u32) -> Vec<u8> {
    let mut state = seed;
    let words = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()
    });
    let noise: Vec<u8> = words.flatten().take(BLOCK_BYTES).collect();
    let mut film = noise.repeat(blocks);
    for (number, block) in (0_u32..).zip(film.chunks_mut(BLOCK_BYTES)) {
        block[..4].copy_from_slice(&number.to_le_bytes());
    }
    film.truncate((blocks - 1) * BLOCK_BYTES + 1000);
    film
}

/// A sandbox of the 媒体API.
pub(crate) fn studio() -> SandboxBuilder {
    sandbox().arg("--profile=partner")
}

impl Scene {
    /// With [`APPID`] stored on a sandbox of the 媒体API.
    pub(crate) async fn studio(database: Database) -> Self {
        let scene = Self::around(studio(), database).await;
        scene.store_account().await;
        scene
    }

    /// Moves the sandbox's clock.
    pub(crate) async fn advance(&self, seconds: u32) {
        self.sandbox.control(Method::POST, "clock", json!({"advance_seconds": seconds})).await;
    }

    /// Makes every call of [`APPID`] slow.
    pub(crate) async fn slow(&self, latency_ms: u64) {
        self.change_account(APPID, json!({"latency_ms": latency_ms})).await;
    }

    /// Strikes a call of `material/upload_video`, counted from now.
    pub(crate) async fn strike_video(&self, nth: usize, mut fault: Value) {
        fault["path"] = json!("/cgi-bin/material/upload_video");
        fault["nth"] = json!(nth);
        self.sandbox.fault(fault).await;
    }

    /// The actions of `material/upload_video` that the sandbox saw; of blocks, the numbers.
    pub(crate) async fn steps(&self) -> Vec<String> {
        let entries = self.sandbox.journal().await;
        entries
            .iter()
            .filter_map(|entry| asked(entry, "part_num").or_else(|| asked(entry, "action")))
            .collect()
    }

    /// The numbers of the blocks that the sandbox saw, in their order.
    pub(crate) async fn blocks(&self) -> Vec<u32> {
        let entries = self.sandbox.journal().await;
        entries.iter().filter_map(|entry| asked(entry, "part_num")?.parse().ok()).collect()
    }

    /// The videos of [`APPID`] on the sandbox that are materials.
    pub(crate) async fn videos_held(&self) -> Vec<Value> {
        let holdings = self.holdings().await;
        let account = holdings.as_array().unwrap().iter().find(|account| account["appid"] == APPID).unwrap();
        let videos = account["partner_videos"].as_array().unwrap().iter();
        videos.filter(|video| !video["saved"].is_null()).cloned().collect()
    }

    /// Sends a film through the gateway until it is a material; its upload.
    pub(crate) async fn shoot(&self, film: &[u8]) -> Value {
        let upload = send(&self.gateway, film, &[("title", "片名")]).await.data();
        saved(&self.gateway, &upload).await
    }
}

/// A parameter of a call that the sandbox saw.
pub(crate) fn asked(entry: &Value, name: &str) -> Option<String> {
    let query = entry["query"].as_str().unwrap();
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(found, _)| *found == name).map(|(_, value)| value.to_owned())
}

/// A form with a film and texts.
pub(crate) fn form(film: &[u8], texts: &[(&'static str, &str)]) -> Form {
    let part = Part::bytes(film.to_vec()).file_name("影片 1.mp4");
    let form = texts.iter().fold(Form::new(), |form, (name, text)| form.text(*name, (*text).to_owned()));
    form.part("file", part)
}

/// Hands a film to a gateway.
pub(crate) async fn send(gateway: &Gateway, film: &[u8], texts: &[(&'static str, &str)]) -> Answer {
    Answer::to(gateway.request(Method::POST, "/partner/video").multipart(form(film, texts))).await
}

/// How an upload stands.
pub(crate) async fn upload(gateway: &Gateway, id: &str) -> Value {
    gateway.get(&format!("/partner/video/{id}")).await.data()
}

/// Waits until nothing works on an upload any more.
pub(crate) async fn settled(gateway: &Gateway, accepted: &Value) -> Value {
    let id = accepted["id"].as_str().unwrap();
    until("the upload has settled", async || {
        let upload = upload(gateway, id).await;
        (upload["active"] == false && (upload["state"] == "saved" || !upload["problem"].is_null()))
            .then_some(upload)
    })
    .await
}

/// Waits until an upload is a material.
pub(crate) async fn saved(gateway: &Gateway, accepted: &Value) -> Value {
    let upload = settled(gateway, accepted).await;
    assert_eq!((&upload["state"], &upload["problem"]), (&json!("saved"), &Value::Null), "{upload}");
    assert_eq!(upload["blocksSent"], upload["blockCount"], "{upload}");
    upload
}

/// The files that a gateway keeps of videos.
pub(crate) fn spooled(gateway: &Gateway) -> usize {
    std::fs::read_dir(gateway.data_dir().join("videos")).map_or(0, Iterator::count)
}

/// Waits until a gateway keeps no file of a video any more.
pub(crate) async fn nothing_spooled(gateway: &Gateway) {
    until("the folder of videos is empty", async || (spooled(gateway) == 0).then_some(())).await;
}
