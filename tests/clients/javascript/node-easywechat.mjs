// node-easywechat: it has no calls of its own by design, all go through its client, which adds the token.
// Its `http.baseURL` is an option.

import { createReadStream } from 'node:fs';
import { Client, load, tell } from './story.mjs';

const { OfficialAccount } = load('node-easywechat');

class NodeEasyWechat extends Client {
  constructor() {
    super();
    this.app = new OfficialAccount({
      app_id: process.env.WECHAT_APP_ID,
      secret: process.env.WECHAT_APP_SECRET,
      use_stable_access_token: true,
      http: { baseURL: process.env.WXPRESS_SANDBOX },
      file_cache: { path: './cache/' },
    });
    this.sdk = this.app.getClient();
  }

  call = async (path, body) => {
    const answer = body
      ? await this.sdk.postJson(`/cgi-bin/${path}`, body)
      : await this.sdk.get(`/cgi-bin/${path}`);
    return answer.toObject();
  };

  upload = async (path, file, params = {}, fields = {}) => {
    const formData = { media: createReadStream(file), ...fields };
    return (await this.sdk.post(`/cgi-bin/${path}`, { formData, params })).toObject();
  };

  bytes = async (method, path, options) =>
    (await this.sdk.request(method, `/cgi-bin/${path}`, { ...options, responseType: 'arraybuffer' })).getContent();

  token = () => this.app.getAccessToken().getToken();
  uploadimg = async (file) => (await this.upload('media/uploadimg', file)).url;
  addMaterial = (file) => this.upload('material/add_material', file, { type: 'image' });
  addVideo = (file, description) =>
    this.upload('material/add_material', file, { type: 'video' }, { description: JSON.stringify(description) });
  uploadTemporary = (file) => this.upload('media/upload', file, { type: 'image' });
  getTemporary = (mediaId) => this.bytes('get', 'media/get', { params: { media_id: mediaId } });
  getMaterial = (mediaId) => this.bytes('post', 'material/get_material', { json: { media_id: mediaId } });
  materialCount = () => this.call('material/get_materialcount');
  materials = () => this.call('material/batchget_material', { type: 'image', offset: 0, count: 20 });
  deleteMaterial = (mediaId) => this.call('material/del_material', { media_id: mediaId });
}

await tell(new NodeEasyWechat());
