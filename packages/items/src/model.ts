import type { Decision, DecisionTable, Feel, ValueType } from '@miaopi/decisions';
import type { Answers, AnswerValue, FieldType, FormDefinition, Text } from '@miaopi/forms';
import type { PaperTemplate } from '@miaopi/layout';
import type { PhraseUse } from './phrase.ts';

/**
 * An item package (事项包): one folder under `items/`, one YAML file for each part below.
 *
 * What a FEEL expression in a package may read:
 *   the form's fields by name (repeated sections as lists of contexts) · the evidence by name (a context; null while it is
 *   not known; `有记录: false` and null fields when the register answered that it has no such record) ·
 *   申请人 {类型 "自然人"|"企业", 姓名, 身份号码, 出生日期, 性别, 手机号码; of a firm 名称, 统一社会信用代码, 法定代表人} ·
 *   经办人 (the agent, or null) · 今日 (date of submission) · decisions by name.
 */
export interface ItemPackage {
  readonly slug: string;
  readonly item: ItemElements;
  readonly form: FormDefinition;
  readonly evidence: readonly Evidence[];
  readonly decision: ItemDecision;
  readonly process: ItemProcess;
  readonly licence: LicenceType;
  readonly paper: PaperTemplate;
  /** papers/<name>.yaml: documents drawn from the form before it is filed, such as a contract that its parties sign. They read what the form reads. */
  readonly papers: Readonly<Record<string, PaperTemplate>>;
  readonly notices: ItemNotices;
  readonly golden: readonly GoldenCase[];
  /** Golden histories; most items have none. */
  readonly histories?: readonly GoldenHistory[];
}

/** item.yaml: elements of GB/T 39554.2-2020 (domain.md §2). */
export interface ItemElements {
  readonly name: Text;
  /** One sentence in plain words for the portal. */
  readonly summary: Text;
  readonly version: number;
  readonly state: 'in-use' | 'suspended' | 'cancelled';
  readonly codes: { readonly catalog: string; readonly task: string; readonly handling: string };
  /** 事项类型, code list 2.4.1. */
  readonly type: string;
  readonly office: { readonly name: Text; readonly uscc: string; readonly kind: '1' | '2' | '3' };
  /** 行使层级 2.4.2 */
  readonly level: string;
  readonly region: string;
  /** 权力来源 2.4.3 */
  readonly powerSource: string;
  /** 服务对象 2.4.5 */
  readonly objects: readonly string[];
  readonly themes: { readonly person?: readonly string[]; readonly firm?: readonly string[] };
  /** 生活事件 for the portal's entries, e.g. 居住, 出行, 养老, 就业, 经营. */
  readonly lifeEvents: readonly string[];
  /** Colloquial words people search with. */
  readonly keywords: readonly string[];
  readonly basis: readonly LegalBasis[];
  /** 1 即办件 2 承诺件 */
  readonly caseKind: '1' | '2';
  readonly reviewKind: '即审即办' | '前审后批';
  readonly statutory: Limit | null;
  readonly promised: Limit;
  readonly visits: number;
  /** 办理模式: whether originals are shown, and when; wholly online when absent. */
  readonly mode?: {
    readonly by: HandlingMode;
    /** Situations in which it is otherwise, the first that holds; FEEL as everywhere. */
    readonly situations?: readonly { readonly when: Feel; readonly text: Text; readonly by: HandlingMode }[];
  };
  readonly visitReason?: Text;
  /** 办理形式 2.4.6 */
  readonly forms: readonly string[];
  /** 网办深度 Ⅰ–Ⅳ */
  readonly depth: 'I' | 'II' | 'III' | 'IV';
  readonly online: boolean;
  /** 通办范围 2.4.7 */
  readonly area: string;
  readonly channels: readonly ('portal' | 'mobile' | 'kiosk' | 'window')[];
  readonly bookable: boolean;
  readonly mail: boolean;
  /** 提交前须实人认证: the person who submits compares his portrait with the police register. */
  readonly realPerson?: boolean;
  readonly fee:
    | { readonly charged: false }
    | {
        readonly charged: true;
        readonly basis: LegalBasis;
        readonly payOnline: boolean;
        /** What waits for the money: the decision, or the making of the licence. Billed at acceptance either way. */
        readonly due: 'decision' | 'licence';
        /** Days after acceptance there are to pay. */
        readonly payDays: number;
        readonly lines: readonly FeeItem[];
      };
  /** Field of the form that holds the number of the investment project (项目代码): the case carries it. */
  readonly project?: string;
  readonly who: Text;
  readonly materials: readonly Material[];
  readonly result: {
    readonly kind: '证照' | '批文' | '其他' | '无';
    readonly name: Text;
    readonly finish: '出证办结' | '出文办结' | '审批办结' | '普通办结';
  };
  readonly delivery: readonly ('electronic' | 'self-print' | 'counter' | 'courier')[];
  /** What the applicant chose when filing for the result on paper or card; the electronic one is always there. */
  readonly deliver?: {
    /** FEEL → `电子`, `窗口` or `邮寄`. */
    readonly means: Feel;
    /** FEEL → who receives it, where; read when it is sent. */
    readonly name: Feel;
    readonly mobile: Feel;
    readonly address: Feel;
    /** Who pays the courier: 政府买单, 到付, or online before it is sent. */
    readonly paidBy: 'state' | 'receiver' | 'online';
  };
  /** 材料寄送 (F203): where applicants may send originals and papers to; absent: they are brought. */
  readonly sendIn?: SendIn;
  /** 跳转办理: handled in a vertical system of the state, to which the applicant goes over; here, by machine and officials, when absent. */
  readonly vertical?: VerticalHandling;
  readonly consult: { readonly phone: string; readonly window: Text };
  readonly complain: { readonly phone: string };
  /** Where to seek review: 行政复议 and 行政诉讼, named in each refusal. */
  readonly appeal: { readonly review: Text; readonly court: Text };
  readonly faqs: readonly { readonly question: Text; readonly answer: Text }[];
}

/** The window that receives papers sent by courier, and who pays for a pick-up ordered here. */
export interface SendIn {
  readonly name: string;
  readonly phone: string;
  readonly address: string;
  readonly paidBy: 'state' | 'sender';
}

/** `pre-check` 原件预审: looked at online, then the originals at the window · `at-collection` 原件核验: shown when the result is collected · `online` 全程网办. */
export type HandlingMode = 'pre-check' | 'at-collection' | 'online';
/** The vertical system (垂直管理业务系统) that handles an item (F016). */
export interface VerticalHandling {
  /** As the installation's configuration names it. */
  readonly system: string;
  readonly name: Text;
  /** Whose it is. */
  readonly operator: Text;
  /** Its page may be gone on with at a kiosk: it keeps nothing of whoever stood there. */
  readonly kiosk?: boolean;
  /** What it is told about the applicant when he goes over, and nothing else; shown to him before. */
  readonly hands: readonly {
    readonly name: string;
    readonly label: Text;
    /** FEEL over applicant, answers and evidence. */
    readonly value: Feel;
  }[];
}

/** 收费项目 of an item. */
export interface FeeItem {
  /** Of the catalogue of fees, 收费项目编码. */
  readonly code: string;
  readonly name: Text;
  readonly standard: Text;
  /** 分, each. */
  readonly amount: number;
  readonly reducible: boolean;
  /** FEEL → how many are charged; 1 when absent, none when null or 0. */
  readonly quantity?: Feel;
  /** 减免: the largest whose rule holds is taken; none when nothing is known. */
  readonly reductions?: readonly {
    readonly name: Text;
    /** FEEL → boolean over answers and evidence. */
    readonly when: Feel;
    readonly percent: number;
    readonly basis: LegalBasis;
  }[];
}

export interface LegalBasis {
  readonly law: string;
  readonly article: string;
  /** Own-words content of the article. */
  readonly content: string;
  readonly issuedBy?: string;
  /** yyyy-mm-dd, X11 */
  readonly from?: string;
  readonly to?: string;
}

export interface Limit {
  readonly amount: number;
  readonly unit: '工作日' | '自然日' | '小时' | '当场';
}

/** 申请材料 (domain.md §2.2.3). */
export interface Material {
  readonly name: Text;
  /** 1 证件证书证明 2 申请表格文书 3 其他 */
  readonly type: '1' | '2' | '3';
  /** 1 纸质 2 电子化 3 纸质/电子化 */
  readonly format: '1' | '2' | '3';
  /** 1 必要 2 非必要 3 容缺后补 */
  readonly need: '1' | '2' | '3';
  readonly deferredDays?: number;
  /** 10 申请人自备 20 政府部门核发 99 其他 */
  readonly source: '10' | '20' | '99';
  /** How the platform gets it: from the state (nothing to hand in) or from the person. */
  readonly by:
    | { readonly evidence: string }
    | { readonly licence: string }
    | { readonly form: true }
    | { readonly field: string };
  /** Fields of the form that what is handed in proves: officials see it beside them. */
  readonly proves?: readonly string[];
  /** Situation (多情形): FEEL → boolean over answers and evidence; always when absent. */
  readonly when?: Feel;
  readonly whenText?: Text;
  readonly basis: LegalBasis;
  readonly note?: Text;
  /** Its original is shown where the case's mode asks for originals. */
  readonly original?: true;
  /** Whose signatures or seals it needs (F142); none when absent. */
  readonly signing?: Signing;
}

/** Who signs a material, where, and by what means; of a material handed in by a `field`. */
export interface Signing {
  /** `together`: in any order · `in-turn`: one after the other, as listed. */
  readonly order: 'together' | 'in-turn';
  /** Days the parties have. */
  readonly days: number;
  /** Filing needs the sealed original with every party's signature; a copy does not do. */
  readonly original: boolean;
  /** Name of the paper under papers/ it can be made from; without it the person uploads it. */
  readonly paper?: string;
  readonly parties: readonly SigningParty[];
}

export interface SigningParty {
  /** Chinese, e.g. 出租人: the role in the document. */
  readonly name: string;
  readonly label: Text;
  /** Situation in which this party signs; always when absent. */
  readonly when?: Feel;
  /** FEEL → "自然人" or "企业". */
  readonly kind: Feel;
  /** FEEL → name, and ID number or USCC. Null: not known yet. */
  readonly holder: Feel;
  readonly number: Feel;
  /** `signature` a person's own · `seal` a firm's electronic seal · `business-licence` a firm's electronic business licence, scanned and confirmed. */
  readonly means: readonly ('signature' | 'seal' | 'business-licence')[];
  /** Tried in order, the first that fits the document. Millimetres; a keyword's place is its end. */
  readonly places: readonly (
    | { readonly element: string }
    | { readonly keyword: string; readonly dx?: number; readonly dy?: number }
    | { readonly page: number | 'last'; readonly x: number; readonly y: number }
  )[];
}

/** What a register or a decision may say, with its English: 正常 → Normal. Rules read the Chinese, people see it in their language. */
export type ValueWords = Readonly<Record<string, string>>;

/** evidence.yaml: what is asked of whom, why. */
export interface Evidence {
  /** Chinese name: the name in FEEL. */
  readonly name: string;
  readonly label: Text;
  /** `connector`: an outside system through `exchange` · `licence`: the licence library of the platform. */
  readonly from: { readonly connector: ConnectorId; readonly operation: string } | { readonly licence: string };
  readonly office: Text;
  /** Shown with the request for consent. */
  readonly purpose: Text;
  /** Parameter → FEEL. Null in a parameter: the evidence is not asked for yet. */
  readonly input: Readonly<Record<string, Feel>>;
  /** Fields of the answer, besides 有记录. `words` also of what stands in a list or a context. */
  readonly fields: Readonly<
    Record<
      string,
      {
        readonly type: ValueType;
        readonly label: Text;
        readonly words?: ValueWords;
        readonly mask?: 'id' | 'mobile' | 'name' | 'all';
      }
    >
  >;
  /** `draft`: asked when the form is opened (and again at judgement when older than `fresh`) · `submit`: only at judgement. */
  readonly when: 'draft' | 'submit';
  /** ISO 8601 duration an answer may be reused. */
  readonly fresh: string;
  /** ms to wait for an answer within the chain. */
  readonly budget: number;
  /** FEEL: only then is it asked. */
  readonly if?: Feel;
  /** When it can't be had: `wait` – the case waits and goes on by itself · `person` – goes to an official with unknown. */
  readonly unavailable: 'wait' | 'person';
}

export type ConnectorId = 'police' | 'social-insurance' | 'traffic-police' | 'transport' | 'housing' | 'market';

/** decision.yaml */
export interface ItemDecision {
  /** With what people call what is worked out; its name where it has no label. */
  readonly decisions: readonly (Decision & { readonly label?: Text; readonly words?: ValueWords })[];
  readonly conditions: readonly Condition[];
  /** Reads the conditions by id (true met, false not met, null unknown) and anything else; single output 结论 in ("准予","人工"). The machine never refuses. */
  readonly verdict: DecisionTable;
}

export interface Condition {
  readonly id: string;
  /** In the words of the guide. */
  readonly text: Text;
  readonly when: Feel;
  readonly basis: LegalBasis;
  /** What the person can do when it is not met. */
  readonly remedy: Text;
  /** Situation in which it applies; FEEL. */
  readonly applies?: Feel;
}

/** Who accepts (受理) what the machine does not grant at once: an official who has looked at the materials, or the machine. */
export type Accepting = 'official' | 'machine';

/** process.yaml */
export interface ItemProcess {
  /** What officials may write about a case of this item, with variables such as `{{申请人}}`; in Chinese, as its papers are. */
  readonly phrases?: readonly { readonly use: PhraseUse; readonly text: string }[];
  /** The machine when absent. What all conditions are met for is granted at once all the same. */
  readonly acceptance?: {
    readonly by: Accepting;
    /** Situations in which it is otherwise, the first that holds; FEEL as everywhere. */
    readonly situations?: readonly { readonly when: Feel; readonly text: Text; readonly by: Accepting }[];
  };
  /**
   * 延续: the case asks for a licence in hand to run on. `when`: that it does, and in time; `until`: the last day it is valid. What is not decided by then counts as granted
   * (行政许可法 第五十条).
   */
  readonly renewal?: { readonly when: Feel; readonly until: Feel };
  readonly steps: readonly {
    readonly name: '受理' | '审核' | '审批' | '办结' | '送达' | string;
    readonly days: number;
    readonly role: 'acceptor' | 'approver' | 'system';
    readonly standard: Text;
  }[];
  /** Role of the official who gets what the machine may not decide. */
  readonly person: { readonly role: 'approver'; readonly step: string };
  /** 审查环节 of a case that goes to people, in their order (初审 → 复审 → 审定); one step of the item's own office when absent. Only the last one decides. */
  readonly review?: readonly ReviewStep[];
  /** 转报: the office above, which decides when the last step sends the case up. */
  readonly forward?: ReviewOffice;
}

export interface ReviewOffice {
  readonly uscc: string;
  readonly name: Text;
  /** Working days it has, within those of the case. */
  readonly days?: number;
  /** Sections of the form it sees by their name; all of them when absent. */
  readonly sees?: readonly string[];
  /** A department outside the installation: asked through the exchange, and told what it `sees` only. */
  readonly outside?: boolean;
}

/** What an official may say in a step that does not decide: 同意 · 不同意 · 无意见. */
export type Opinion = 'agree' | 'disagree' | 'none';

export interface ReviewStep {
  readonly id: string;
  readonly name: Text;
  /** `approver` when absent. */
  readonly role?: 'approver' | 'acceptor' | 'head';
  /** Working days of the step, within those of the case. */
  readonly days?: number;
  /** `one` office · `all`: every office says something (会签、联合审批) · `any`: the first office's word is enough. `one` when absent. */
  readonly mode?: 'one' | 'all' | 'any';
  /** The item's own office when absent. */
  readonly offices?: readonly ReviewOffice[];
  /** Boolean; the step is left out when it is false (not when nobody knows). */
  readonly when?: Feel;
  /** Said to everybody when it is left out. */
  readonly whenNot?: Text;
  /** Everything when absent. */
  readonly says?: readonly Opinion[];
  /** What follows when an office says nothing within its days: the case waits on, or its silence counts as this. `wait` when absent. */
  readonly silence?: 'wait' | 'agree' | 'none';
}

/** licence.yaml (domain.md §3). */
export interface LicenceType {
  /** 证照类型代码, 21: USCC of the defining body + 3. */
  readonly typeCode: string;
  readonly name: Text;
  /** `applicant`: whoever files it, a person or a firm. */
  readonly holder: 'person' | 'firm' | 'applicant';
  readonly numberRule: string;
  /** The new licence keeps the number of the one it replaces (变更、换证). */
  readonly keepNumber?: boolean;
  readonly validFrom: Feel;
  /** FEEL → date or null (long-term). */
  readonly validTo: Feel;
  readonly fields: readonly {
    /** Pinyin key in the file, `KZ_…`. */
    readonly key: string;
    /** Chinese name, readable in the paper's expressions. */
    readonly name: string;
    readonly label: Text;
    readonly value: Feel;
    readonly type?: ValueType;
    readonly mask?: 'id' | 'mobile' | 'name' | 'all';
  }[];
  /** FEEL → photo file answer or evidence picture; read in the paper as image `照片`. */
  readonly photo?: Feel;
  /** FEEL → licence identifier of the one this replaces (change, renewal), or null. */
  readonly replaces?: Feel;
  readonly seal: {
    readonly place: string;
    /** `keeper` 专管加盖: the keeper of the seal sets it on each one; else the machine, under its grant. */
    readonly use?: 'system' | 'keeper';
  };
  readonly share: 'unconditional' | 'conditional' | 'none';
  readonly use: Text;
}

/**
 * notices.yaml: the item's own texts, each instead of the platform's for that occasion; `{{FEEL}}` inside. Besides the case's names: 办件编号, 查询码, 证照 {编号, 标识, 名称, 有效期止}, 理由, 期限.
 */
export type ItemNotices = Readonly<
  Partial<
    Record<
      'submitted' | 'accepted' | 'waiting' | 'toPerson' | 'granted' | 'refused',
      { readonly title: Text; readonly body: Text }
    >
  >
>;

/** golden/*.yaml (X03) */
export interface GoldenCase {
  readonly name: string;
  /** yyyy-mm-dd */
  readonly today: string;
  readonly applicant: Readonly<Record<string, AnswerValue>>;
  readonly agent?: Readonly<Record<string, AnswerValue>>;
  readonly answers: Answers;
  readonly evidence: Readonly<
    Record<
      string,
      | { readonly status: 'found'; readonly data: Answers }
      | { readonly status: 'none' }
      | { readonly status: 'unavailable' }
    >
  >;
  readonly expect: {
    readonly form?: 'complete' | readonly string[];
    readonly conditions?: Readonly<Record<string, 'met' | 'unmet' | 'unknown' | 'not-applicable'>>;
    readonly verdict?: 'grant' | 'person' | 'wait';
    /** Review steps it goes through when a person must decide. */
    readonly review?: readonly string[];
    readonly licence?: {
      readonly fields?: Answers;
      readonly validFrom?: string;
      readonly validTo?: string | null;
      readonly pages?: number;
    };
    readonly materials?: readonly string[];
    /** How it is handled, and which originals are shown. */
    readonly mode?: HandlingMode;
    readonly originals?: readonly string[];
    /** What is charged, in 分. */
    readonly fee?: number;
    /** What the vertical system is told. */
    readonly hands?: Readonly<Record<string, string | null>>;
    /** Who must sign, by role: ID number or USCC, null while unknown. */
    readonly signatures?: Readonly<Record<string, string | null>>;
  };
}

/** histories/*.yaml: a filing of a golden case and what becomes of it, day by day. */
export interface GoldenHistory {
  readonly name: string;
  /** Name of the golden case that is filed. */
  readonly golden: string;
  readonly steps: readonly HistoryStep[];
}

/** One act of one actor, and what is so after it. */
export interface HistoryStep {
  /** yyyy-mm-dd */
  readonly on: string;
  /** An action of a case by its name, `pay`, or `go-over` to a vertical system with a ticket. */
  readonly do: string;
  /** Needed where more than one kind of actor may do it. */
  readonly by?: 'applicant' | 'official' | 'machine';
  /** Of a correction or a system that answers again: the golden case as it is filed or answered now. */
  readonly golden?: string;
  /** Of `return-step`: the step it goes back to. */
  readonly to?: string;
  /** Calendar days of a special procedure, days of an extension, working days an order sets, also to look at it anew. */
  readonly days?: number;
  /** Last day to answer a notice. */
  readonly until?: string;
  readonly expect?: {
    readonly state?: string;
    /** 跳转办理: how far the vertical system is. */
    readonly phase?: string;
    /** The limit, yyyy-mm-dd; null when there is none. */
    readonly due?: string | null;
    /** Kinds of all papers so far. */
    readonly papers?: readonly string[];
    /** Steps of the open tasks. */
    readonly tasks?: readonly string[];
  };
}

export type { FieldType };
