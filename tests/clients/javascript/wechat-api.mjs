// wechat-api: media and materials are its own, drafts and publishing go through its `request`.
// Its `endpoint` is a public field; `setEndpoint` would force https.

import { promisify } from 'node:util';
import { Client, load, tell } from './story.mjs';

const API = load('wechat-api');

class WechatApi extends Client {
  constructor() {
    super();
    this.sdk = new API(process.env.WECHAT_APP_ID, process.env.WECHAT_APP_SECRET);
    this.sdk.endpoint = process.env.WXPRESS_SANDBOX;
  }

  sent = (method, ...values) => promisify(this.sdk[method]).call(this.sdk, ...values);

  call = async (path, body) => {
    const url = `${this.sdk.endpoint}/cgi-bin/${path}?access_token=${await this.token()}`;
    const options = { dataType: 'json' };
    if (body) Object.assign(options, { type: 'POST', data: body, contentType: 'json' });
    return this.sent('request', url, options);
  };

  token = async () => (await this.sent('getLatestToken')).accessToken;
  uploadimg = async (path) => (await this.sent('uploadImage', path)).url;
  addMaterial = (path) => this.sent('uploadImageMaterial', path);
  addVideo = (path, description) => this.sent('uploadVideoMaterial', path, description);
  uploadTemporary = (path) => this.sent('uploadMedia', path, 'image');
  getTemporary = (mediaId) => this.sent('getMedia', mediaId);
  getMaterial = (mediaId) => this.sent('getMaterial', mediaId);
  materialCount = () => this.sent('getMaterialCount');
  materials = () => this.sent('getMaterials', 'image', 0, 20);
  deleteMaterial = (mediaId) => this.sent('removeMaterial', mediaId);
}

await tell(new WechatApi());
