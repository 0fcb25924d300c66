/** A sentence for people. */
export interface PdfText {
  readonly zh: string;
  readonly en: string;
}

interface CheckTexts {
  readonly ok: PdfText;
  readonly bad: PdfText;
  /** When it could not be decided. */
  readonly unknown?: PdfText;
}

const t = (zh: string, en: string): PdfText => ({ zh, en });

/** Every check of `verifyPdf` by id, in the order in which people read them. */
export const CHECK_TEXTS = {
  structure: {
    ok: t('文件结构完整，只能读成一种内容', 'The file is well-formed and can be read in one way only'),
    bad: t('文件结构不正确或已损坏', 'The file is malformed or damaged'),
  },
  signed: {
    ok: t('文件带有电子签名', 'The file carries a digital signature'),
    bad: t('文件没有电子签名，只能作为复印件看待', 'The file is not signed; it counts as a copy only'),
  },
  revisions: {
    ok: t(
      '签名之后追加的内容都有登记，没有夹带',
      'Everything appended after a signature is accounted for; nothing is smuggled in',
    ),
    bad: t('签名之后追加了来历不明的数据', 'Data was appended after a signature that no revision accounts for'),
  },
  unused: {
    ok: t('文件里没有藏着不显示的页面', 'The file hides no pages that are not shown'),
    bad: t('文件里藏有不显示的页面内容', 'The file holds pages that are not shown'),
  },
  active: {
    ok: t('文件不含脚本和动态表单', 'The file holds no scripts or dynamic forms'),
    bad: t(
      '文件含有脚本或动态表单，显示的内容可能会变',
      'The file holds scripts or a dynamic form; what it shows may vary',
    ),
  },
  signature_format: {
    ok: t('签名数据格式正确', 'The signature is well-formed'),
    bad: t('签名数据缺失或格式不正确', 'The signature is missing parts or malformed'),
  },
  byte_range: {
    ok: t('签名保护了整个版本，只留出签名值本身的位置', 'The signature protects the whole revision but its own value'),
    bad: t(
      '签名没有保护整个文件，有内容在保护范围之外',
      'The signature does not protect the whole file; some bytes are left out',
    ),
  },
  changes: {
    ok: t('签名之后没有不允许的改动', 'Nothing was changed after the signature that it does not allow'),
    bad: t('签名之后文件内容被增加、隐藏或替换', 'Contents were added, hidden or replaced after the signature'),
  },
  permissions: {
    ok: t('签名之后的改动在签名人许可的范围内', 'Later changes are within what the signer permits'),
    bad: t('签名之后的改动超出签名人许可的范围', 'Later changes go beyond what the signer permits'),
  },
  filled: {
    ok: t('签名之后没有填写表单', 'No form was filled in after the signature'),
    bad: t(
      '签名之后按许可填写过表单或加了批注',
      'Forms were filled in or notes added after the signature, as it permits',
    ),
  },
  padding: {
    ok: t('签名值之后没有夹带数据', 'Nothing hides behind the signature value'),
    bad: t('签名值之后夹带了数据', 'Data hides behind the signature value'),
  },
  algorithms: {
    ok: t('采用的密码算法可靠', 'The algorithms are sound'),
    bad: t('采用了不可靠或不支持的密码算法', 'The algorithms are weak or not supported'),
  },
  digest: {
    ok: t('受保护的内容未被改动', 'The protected contents are unchanged'),
    bad: t('受保护的内容在签名后被改动', 'Protected contents were changed after signing'),
  },
  signature_value: {
    ok: t('数字签名正确', 'The signature value is right'),
    bad: t('数字签名不正确', 'The signature value is wrong'),
  },
  signing_certificate: {
    ok: t('签名指明了所用的证书', 'The signature names the certificate it was made with'),
    bad: t(
      '签名没有指明所用的证书，或所指的证书不符',
      'The signature does not name its certificate, or names another one',
    ),
  },
  signer_chain: {
    ok: t('签名人的证书在签名时可信', 'The signer’s certificate was trusted at signing time'),
    bad: t('签名人的证书在签名时不可信', 'The signer’s certificate was not trusted at signing time'),
  },
  revocation: {
    ok: t('证书在签名时未被撤销', 'The certificates were not revoked at signing time'),
    bad: t('证书在签名时已被撤销', 'A certificate was revoked at signing time'),
    unknown: t('没有撤销列表，未核对证书是否被撤销', 'No revocation list was given; revocation was not checked'),
  },
  time: {
    ok: t('签名时间合理', 'The signing time is plausible'),
    bad: t('签名时间缺失或在未来', 'The signing time is missing or lies in the future'),
  },
  time_stamp: {
    ok: t('时间戳有效', 'The time stamp is valid'),
    bad: t('时间戳无效或与签名时间矛盾', 'The time stamp is wrong or contradicts the signing time'),
    unknown: t('没有时间戳，签名时间由签名人自述', 'There is no time stamp; the signing time is the signer’s own word'),
  },
  expired_now: {
    ok: t('证书目前仍在有效期内', 'The certificate is still valid today'),
    bad: t('证书现已过期，效力按签名当时判断', 'The certificate has expired since; judged as of signing time'),
  },
} as const satisfies Record<string, CheckTexts>;

export type PdfCheckId = keyof typeof CHECK_TEXTS;

/**
 * `error`: must hold for the verdict `valid`. `warning`: tolerated, because real makers differ or time passed.
 * `info`: could not be decided and does not decide.
 */
export type PdfSeverity = 'error' | 'warning' | 'info';

/** One check: what was looked at, how it came out, and the sentence for people. */
export interface PdfCheck {
  readonly id: PdfCheckId;
  /** `null`: not decidable, or not reached because an earlier check failed. */
  readonly ok: boolean | null;
  readonly severity: PdfSeverity;
  readonly text: PdfText;
  /** Technical detail (places, reasons), for experts. */
  readonly detail?: string;
}

/** Says what it is that could not be checked. */
const notReached = (ok: PdfText): PdfText => t(`未能检查：${ok.zh}`, `Could not be checked: ${ok.en}`);

/** Makes a check with its sentence. */
export function check(id: PdfCheckId, ok: boolean | null, severity: PdfSeverity = 'error', detail?: string): PdfCheck {
  const texts: CheckTexts = CHECK_TEXTS[id];
  const text = ok === null ? (texts.unknown ?? notReached(texts.ok)) : ok ? texts.ok : texts.bad;
  return detail === undefined ? { id, ok, severity, text } : { id, ok, severity, text, detail };
}
