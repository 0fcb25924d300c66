/** A sentence for people. */
export interface OfdText {
  readonly zh: string;
  readonly en: string;
}

interface CheckTexts {
  readonly ok: OfdText;
  readonly bad: OfdText;
  /** When it could not be decided. */
  readonly unknown?: OfdText;
}

const t = (zh: string, en: string): OfdText => ({ zh, en });

/** Every check of `verifyOfd` by id, in the order in which people read them. */
export const CHECK_TEXTS = {
  package: {
    ok: t('文件包完整，没有隐藏或重复的内容', 'The package is intact and hides nothing'),
    bad: t('文件包被做过手脚或已损坏', 'The package was tampered with or is damaged'),
  },
  xml: {
    ok: t('各部件格式正确', 'All parts are well-formed'),
    bad: t('部件格式不正确或含有不允许的内容', 'A part is malformed or holds forbidden constructs'),
  },
  signed: {
    ok: t('文件带有电子签章', 'The file carries an electronic seal'),
    bad: t('文件没有电子签章，只能作为复印件看待', 'The file is not sealed; it counts as a copy only'),
  },
  sealed: {
    ok: t('至少有一个签名是电子印章', 'At least one of the signatures is a seal'),
    bad: t('文件只有数字签名，没有电子印章', 'The file carries digital signatures only, no seal'),
  },
  repeated: {
    ok: t('没有重复登记的签名', 'No signature is listed twice'),
    bad: t('同一个签名被重复登记', 'The same signature is listed more than once'),
  },
  zip_notes: {
    ok: t('文件包的附注（时间、版本）前后一致', 'The notes of the package (times, versions) agree'),
    bad: t(
      '文件包的附注（时间、版本）前后不一致：内容未受影响，但文件包被改写过',
      'The notes of the package (times, versions) disagree: contents are untouched, but somebody rewrote the package',
    ),
  },
  versions: {
    ok: t('文件只有一个版本', 'The file holds one version of itself'),
    bad: t(
      '文件含有多个版本，其他阅读器显示的可能是另一个版本',
      'The file holds several versions of itself; another reader may show another one',
    ),
  },
  signature_format: {
    ok: t('签章数据格式正确', 'The seal signature is well-formed'),
    bad: t('签章数据缺失或格式不正确', 'The seal signature is missing or malformed'),
  },
  signature_type: {
    ok: t('签名为电子签章或数字签名', 'The signature is a seal or a digital signature'),
    bad: t('签名类型与签名数据不符', 'The stated kind of the signature does not fit its data'),
  },
  seal_claim: {
    ok: t('数字签名没有冒用印章图样', 'The digital signature shows no seal'),
    bad: t(
      '数字签名带有印章或签章位置，可能冒充电子签章',
      'The digital signature carries a seal or a place for one; it may pose as a seal',
    ),
  },
  algorithms: {
    ok: t('采用国家密码算法 SM2、SM3', 'The algorithms are SM2 and SM3'),
    bad: t('声明的密码算法不正确', 'The stated algorithms are wrong'),
  },
  data_hash: {
    ok: t('签名描述文件未被改动', 'The description of the signature is unchanged'),
    bad: t('签名描述文件与签章不符，已被改动', 'The description of the signature was changed after sealing'),
  },
  references: {
    ok: t('受保护的内容未被改动', 'The protected contents are unchanged'),
    bad: t('受保护的内容在签章后被改动', 'Protected contents were changed after sealing'),
  },
  coverage: {
    ok: t('签章保护了全部内容', 'The seal protects the whole contents'),
    bad: t('有内容不在签章保护范围内', 'Some contents are not protected by the seal'),
  },
  signature_value: {
    ok: t('签章的数字签名正确', 'The signature value is right'),
    bad: t('签章的数字签名不正确', 'The signature value is wrong'),
  },
  signer_listed: {
    ok: t('签章人在印章的授权名单内', 'The signer is among those the seal allows'),
    bad: t('签章人的证书不在印章的授权名单内', 'The signer is not among those the seal allows'),
  },
  signer_chain: {
    ok: t('签章人的证书在签章时可信', 'The signer’s certificate was trusted at sealing time'),
    bad: t('签章人的证书在签章时不可信', 'The signer’s certificate was not trusted at sealing time'),
  },
  seal_maker: {
    ok: t('印章由制章机构签发，未被改动', 'The seal was signed by its maker and is unchanged'),
    bad: t('印章不是制章机构签发的原样，可能是伪造的', 'The seal is not as its maker signed it; it may be forged'),
  },
  maker_chain: {
    ok: t('制章机构的证书可信', 'The seal maker’s certificate is trusted'),
    bad: t('制章机构的证书不可信', 'The seal maker’s certificate is not trusted'),
  },
  maker_role: {
    ok: t('制章机构不是用章人本人', 'The seal was not made by its own user'),
    bad: t('印章不是由认可的制章机构制作的', 'The seal was not made by an accepted seal maker'),
  },
  extensions: {
    ok: t('没有无法识别的关键扩展', 'No critical extension is unknown'),
    bad: t('印章或签章含有无法识别的关键扩展', 'Seal or signature holds an unknown critical extension'),
  },
  seal_validity: {
    ok: t('签章时印章在有效期内', 'The seal was valid at sealing time'),
    bad: t('签章时印章不在有效期内', 'The seal was not valid at sealing time'),
  },
  seal_file: {
    ok: t('印章文件与签章中的印章一致', 'The seal file equals the seal inside the signature'),
    bad: t('印章文件与签章中的印章不一致', 'The seal file differs from the seal inside the signature'),
  },
  time: {
    ok: t('签章时间合理', 'The sealing time is plausible'),
    bad: t('签章时间在未来', 'The sealing time lies in the future'),
  },
  time_stamp: {
    ok: t('时间戳有效', 'The time stamp is valid'),
    bad: t('时间戳无效或与签章时间矛盾', 'The time stamp is wrong or contradicts the sealing time'),
  },
  stamp_place: {
    ok: t('印章位置有效', 'The seal stands on existing pages'),
    bad: t('印章所在的页不存在', 'The seal stands on a page that does not exist'),
  },
  stamp_visible: {
    ok: t('印章在页面上可见', 'The seal is visible on the page'),
    bad: t('印章没有显示在页面范围内', 'The seal does not show on the page'),
  },
  property_info: {
    ok: t('签章指向本签名描述文件', 'The signature names this description'),
    bad: t('签章所指的签名描述文件路径不同', 'The signature names another path for its description'),
  },
  date_time: {
    ok: t('页面记载的签章时间与签章一致', 'The stated time agrees with the signature'),
    bad: t('记载的签章时间与签章数据中的时间不一致', 'The stated time differs from the time in the signature'),
  },
  revocation: {
    ok: t('证书在签章时未被撤销', 'The certificates were not revoked at sealing time'),
    bad: t('证书在签章时已被撤销', 'A certificate was revoked at sealing time'),
    unknown: t('没有撤销列表，未核对证书是否被撤销', 'No revocation list was given; revocation was not checked'),
  },
  revoked_since: {
    ok: t('证书在签章之后也未被撤销', 'The certificates have not been revoked since either'),
    bad: t(
      '证书在签章之后被撤销，效力按签章当时判断',
      'A certificate has been revoked since; judged as of sealing time',
    ),
  },
  expired_now: {
    ok: t('印章和证书目前仍在有效期内', 'Seal and certificates are still valid today'),
    bad: t(
      '印章或证书现已过期，效力按签章当时判断',
      'Seal or certificate has expired since; judged as of sealing time',
    ),
  },
  version: {
    ok: t('签章格式为现行标准', 'The seal follows the current standard'),
    bad: t('签章采用旧标准 GM/T 0031-2014', 'The seal follows the old standard GM/T 0031-2014'),
  },
} as const satisfies Record<string, CheckTexts>;

export type OfdCheckId = keyof typeof CHECK_TEXTS;

/**
 * `error`: must hold for the verdict `valid`. `warning`: tolerated, because real makers differ or time passed.
 * `info`: could not be decided and does not decide.
 */
export type OfdSeverity = 'error' | 'warning' | 'info';

/** One check: what was looked at, how it came out, and the sentence for people. */
export interface OfdCheck {
  readonly id: OfdCheckId;
  /** `null`: not decidable, or not reached because an earlier check failed. */
  readonly ok: boolean | null;
  readonly severity: OfdSeverity;
  readonly text: OfdText;
  /** Technical detail (paths, reasons), for experts. */
  readonly detail?: string;
}

/** Makes a check with its sentence. */
export function check(id: OfdCheckId, ok: boolean | null, severity: OfdSeverity = 'error', detail?: string): OfdCheck {
  const texts: CheckTexts = CHECK_TEXTS[id];
  const text = ok === null ? (texts.unknown ?? notReached(texts.ok)) : ok ? texts.ok : texts.bad;
  return detail === undefined ? { id, ok, severity, text } : { id, ok, severity, text, detail };
}

/** Says what it is that could not be checked. */
const notReached = (ok: OfdText): OfdText => t(`未能检查：${ok.zh}`, `Could not be checked: ${ok.en}`);
