// One article's whole way through the API, told by any SDK that is wrapped in a `Client`.

import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const ARTICLE = join(process.env.WXPRESS_EXAMPLES, 'article');
const PICTURE = join(ARTICLE, 'images/01-overview.png');
const COVER = join(ARTICLE, 'cover.jpg');
// The smallest file that is an MP4 by its magic bytes: a file type box and an empty media box.
const MP4 = Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom\0\0\0\x10mdat\0\0\0\0\0\0\0\0', 'latin1');

/** Loads an SDK from the cached `node_modules`. */
export const load = (name) => createRequire(join(process.env.WXPRESS_NODE_MODULES, 'index.js'))(name);

/** An SDK as the story uses it. A method that an SDK does not override goes through its generic `call`. */
export class Client {
  draftAdd = async (article) => (await this.call('draft/add', { articles: [article] })).media_id;
  draftGet = (mediaId) => this.call('draft/get', { media_id: mediaId });
  draftUpdate = (mediaId, article) => this.call('draft/update', { media_id: mediaId, index: 0, articles: article });
  draftCount = async () => (await this.call('draft/count')).total_count;
  draftBatchget = () => this.call('draft/batchget', { offset: 0, count: 20, no_content: 0 });
  draftDelete = (mediaId) => this.call('draft/delete', { media_id: mediaId });
  submit = async (mediaId) => (await this.call('freepublish/submit', { media_id: mediaId })).publish_id;
  status = (publishId) => this.call('freepublish/get', { publish_id: publishId });
  published = () => this.call('freepublish/batchget', { offset: 0, count: 20, no_content: 0 });
  publishedArticle = (articleId) => this.call('freepublish/getarticle', { article_id: articleId });
  deletePublished = (articleId) => this.call('freepublish/delete', { article_id: articleId, index: 1 });
}

/** Runs the story and prints a line `ok <step>` for each step. */
export async function tell(client) {
  for (const [step, run] of Object.entries(STEPS)) {
    await run.call(client);
    console.log('ok', step);
  }
}

const article = (client, title) => ({
  title,
  author: '林小满',
  digest: '一张图，一段话',
  content: `<p style="color:#333">你好，公众号。</p><p><img src="${client.picture}"></p>`,
  content_source_url: 'https://example.com/a/1',
  thumb_media_id: client.cover,
  need_open_comment: 0,
  only_fans_can_comment: 0,
});

/** The steps, named after the method of the client that each is about. */
const STEPS = {
  async token() {
    assert.ok((await this.token()).length > 32);
  },
  async uploadimg() {
    this.picture = await this.uploadimg(PICTURE);
    assert.deepEqual(await fetched(this.picture), await readFile(PICTURE));
  },
  async addMaterial() {
    this.cover = (await this.addMaterial(COVER)).media_id;
    assert.ok(this.cover);
  },
  async draftAdd() {
    this.draft = await this.draftAdd(article(this, '第一稿'));
    assert.ok(this.draft);
  },
  async draftGet() {
    const [read] = (await this.draftGet(this.draft)).news_item;
    assert.equal(read.title, '第一稿');
    assert.equal(read.author, '林小满');
    assert.match(read.content, /你好，公众号。/);
    assert.match(read.content, /data-src=/);
  },
  async draftUpdate() {
    await this.draftUpdate(this.draft, article(this, '第二稿'));
    assert.equal((await this.draftGet(this.draft)).news_item[0].title, '第二稿');
  },
  async draftCount() {
    assert.equal(await this.draftCount(), 1);
  },
  async draftBatchget() {
    const listed = await this.draftBatchget();
    assert.equal(listed.total_count, 1);
    assert.equal(listed.item_count, 1);
    assert.equal(listed.item[0].media_id, this.draft);
    assert.equal(listed.item[0].content.news_item[0].title, '第二稿');
  },
  async submit() {
    this.publishId = await this.submit(this.draft);
    assert.ok(this.publishId);
  },
  async status() {
    let status;
    for (let poll = 0; poll < 100; poll += 1) {
      status = await this.status(this.publishId);
      if (status.publish_status !== 1) break;
      await setTimeout(300);
    }
    assert.equal(status.publish_status, 0);
    this.articleId = status.article_id;
    assert.match(String(await fetched(status.article_detail.item[0].article_url)), /第二稿/);
  },
  async published() {
    const listed = await this.published();
    assert.equal(listed.total_count, 1);
    assert.equal(listed.item[0].article_id, this.articleId);
  },
  async publishedArticle() {
    assert.equal((await this.publishedArticle(this.articleId)).news_item[0].title, '第二稿');
  },
  async deletePublished() {
    await this.deletePublished(this.articleId);
    assert.equal((await this.status(this.publishId)).publish_status, 5);
  },
  /** A published draft is gone by itself; another one is deleted. */
  async draftDelete() {
    await refused(() => this.draftGet(this.draft));
    const another = await this.draftAdd(article(this, '第三稿'));
    await this.draftDelete(another);
    await refused(() => this.draftGet(another));
  },
  async uploadTemporary() {
    const { media_id: mediaId } = await this.uploadTemporary(PICTURE);
    assert.deepEqual(await this.getTemporary(mediaId), await readFile(PICTURE));
  },
  async addVideo() {
    await writeFile('video.mp4', MP4);
    assert.ok((await this.addVideo('video.mp4', { title: '标题', introduction: '简介' })).media_id);
  },
  async getMaterial() {
    assert.deepEqual(await this.getMaterial(this.cover), await readFile(COVER));
  },
  async materialCount() {
    assert.equal((await this.materialCount()).image_count, 1);
  },
  async materials() {
    const listed = await this.materials();
    assert.equal(listed.total_count, 1);
    assert.equal(listed.item[0].media_id, this.cover);
  },
  async deleteMaterial() {
    await this.deleteMaterial(this.cover);
    assert.equal((await this.materialCount()).image_count, 0);
  },
};

/** Asserts that `call` fails with 40007, the code of an unknown media_id, whichever way the SDK says it. */
async function refused(call) {
  const said = await call().catch((error) => ({ errcode: error.code, errmsg: error.message }));
  assert.match(JSON.stringify(said), /40007|invalid media_id/);
}

/** The bytes behind a URL that the platform gave out. */
async function fetched(url) {
  const answer = await fetch(url);
  assert.equal(answer.status, 200);
  return Buffer.from(await answer.arrayBuffer());
}
