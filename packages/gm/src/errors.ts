/** What kind of thing a {@link GmError} refuses. */
export type GmErrorCode =
  | 'argument'
  | 'der'
  | 'size'
  | 'key'
  | 'point'
  | 'ciphertext'
  | 'password'
  | 'pem'
  | 'certificate'
  | 'crl'
  | 'request'
  | 'seal'
  | 'seal_signature'
  | 'timestamp'
  | 'signed_data'
  | 'ocsp'
  | 'enveloped_data'
  | 'pkcs11'
  | 'pkcs11_unavailable'
  | 'remote_signing'
  | 'unsupported';

const TEXTS: Record<GmErrorCode, { zh: string; en: string }> = {
  argument: { zh: '参数不正确', en: 'An argument is wrong' },
  der: { zh: '不是规范的 DER 编码', en: 'The data is not strict DER' },
  size: { zh: '数据超过允许的大小', en: 'The data is larger than allowed' },
  key: { zh: '密钥无效', en: 'The key is invalid' },
  point: { zh: '公钥不在 SM2 曲线上', en: 'The public key is not a point of the SM2 curve' },
  ciphertext: { zh: '密文无法解密', en: 'The ciphertext cannot be decrypted' },
  password: { zh: '口令错误或密钥文件已损坏', en: 'The password is wrong or the key file is damaged' },
  pem: { zh: 'PEM 文件无效', en: 'The PEM file is invalid' },
  certificate: { zh: '数字证书无效', en: 'The certificate is invalid' },
  crl: { zh: '证书撤销列表无效', en: 'The revocation list is invalid' },
  request: { zh: '证书申请无效', en: 'The certificate request is invalid' },
  seal: { zh: '电子印章数据无效', en: 'The electronic seal is invalid' },
  seal_signature: { zh: '电子签章数据无效', en: 'The seal signature is invalid' },
  timestamp: { zh: '时间戳无效', en: 'The time stamp is invalid' },
  signed_data: { zh: '签名数据无效', en: 'The signed data is invalid' },
  ocsp: { zh: '证书状态应答无效', en: 'The certificate status answer is invalid' },
  enveloped_data: { zh: '数字信封无效', en: 'The digital envelope is invalid' },
  pkcs11: { zh: '密码设备拒绝了操作', en: 'The cryptographic token refused the operation' },
  pkcs11_unavailable: { zh: '密码设备接口不可用', en: 'The interface to the cryptographic token is not available' },
  remote_signing: { zh: '远程签名服务未能完成签名', en: 'The remote signing service did not sign' },
  unsupported: { zh: '不支持的算法或格式', en: 'The algorithm or format is not supported' },
};

/**
 * The only error this package throws on bad input. `code` says which kind of input was refused, `message` names the
 * place and the remedy (English, for logs), `text` is the sentence for people.
 */
export class GmError extends Error {
  readonly code: GmErrorCode;
  readonly text: { readonly zh: string; readonly en: string };

  constructor(code: GmErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'GmError';
    this.code = code;
    this.text = TEXTS[code];
  }
}
