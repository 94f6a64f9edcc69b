// co-wechat-api: media and materials are its own, drafts and publishing go through its `request`.
// Its `prefix` is a public field.
//
// It escapes every backslash of an answer before parsing it, so `\/` reaches the caller as `\/` and an escaped quote
// breaks the JSON; a broken answer of type text/plain it hands out as text. Both are so with the platform too, and
// are undone here.

import { Client, load, tell } from './story.mjs';

const API = load('co-wechat-api');

class CoWechatApi extends Client {
  constructor() {
    super();
    this.sdk = new API(process.env.WECHAT_APP_ID, process.env.WECHAT_APP_SECRET);
    this.sdk.prefix = `${process.env.WXPRESS_SANDBOX}/cgi-bin/`;
  }

  call = async (path, body) => {
    const options = body ? { method: 'POST', data: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } } : {};
    return unescaped(await this.sdk.request(`${this.sdk.prefix}${path}?access_token=${await this.token()}`, options));
  };

  token = async () => (await this.sdk.ensureAccessToken()).accessToken;
  uploadimg = async (path) => unescaped(await this.sdk.uploadImage(path)).url;
  addMaterial = (path) => this.sdk.uploadImageMaterial(path);
  addVideo = (path, description) => this.sdk.uploadVideoMaterial(path, description);
  uploadTemporary = (path) => this.sdk.uploadMedia(path, 'image');
  getTemporary = (mediaId) => this.sdk.getMedia(mediaId);
  getMaterial = (mediaId) => this.sdk.getMaterial(mediaId);
  materialCount = () => this.sdk.getMaterialCount();
  materials = () => this.sdk.getMaterials('image', 0, 20);
  deleteMaterial = (mediaId) => this.sdk.removeMaterial(mediaId);
}

/** The answer as it was on the wire. */
function unescaped(answer) {
  if (typeof answer === 'string') return JSON.parse(answer);
  return JSON.parse(JSON.stringify(answer).replaceAll('\\\\/', '/'));
}

await tell(new CoWechatApi());
