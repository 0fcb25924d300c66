import { type Static, Type } from 'typebox';
import { FlowView } from '../flow-shapes.ts';
import { Abilities, Basis, Day, Instant, oneOf, Text } from '../shapes.ts';
import { AfterChoices, AmendmentView } from './after-shapes.ts';
import { CorrectionView, FilingView } from './correction-shapes.ts';
import { HandlingView } from './original-shapes.ts';
import { VerticalView } from './vertical-routes.ts';

/** domain.md §1.3 [P]: the states this issue uses. */
export const CaseState = oneOf(
  [
    'submitted',
    'waiting',
    'vertical',
    'intake',
    'correction',
    'originals',
    'accepted',
    'review',
    'procedure',
    'granted',
    'returned',
    'refused',
    'closed',
  ],
  {
    description:
      'submitted 已提交 · waiting 等待外部系统 · vertical 专业系统办理中 · intake 收件审查 · correction 待补正 · originals 预审通过待核对原件 · accepted 已受理 · review 人工审核 · procedure 特别程序中 · granted 准予 · returned 签章前退回核对 · refused 不予 · closed 办结',
  },
);

/** One step of the chain as people see it: 核验 → 判断 → 受理 → 决定 → 制证 → 签章 → 送达 → 办结. */
export const StepView = Type.Object({
  step: oneOf(['jump', 'gather', 'judge', 'intake', 'accept', 'review', 'decide', 'make', 'seal', 'deliver', 'close']),
  name: Text,
  state: oneOf(['todo', 'running', 'done', 'waiting', 'skipped']),
  startedAt: Type.Optional(Instant),
  endedAt: Type.Optional(Instant),
  milliseconds: Type.Optional(Type.Number()),
  /** Plain words: "社保核验 0.31 s", "6 条全部满足". */
  note: Type.Optional(Text),
  /** Sub-steps of gathering: one for each source. */
  parts: Type.Optional(
    Type.Array(
      Type.Object({
        name: Text,
        state: Type.String(),
        milliseconds: Type.Optional(Type.Number()),
        note: Type.Optional(Text),
      }),
    ),
  ),
});
export type StepView = Static<typeof StepView>;

export const ConditionView = Type.Object({
  id: Type.String(),
  text: Text,
  verdict: oneOf(['met', 'unmet', 'unknown', 'not-applicable']),
  basis: Basis,
  remedy: Text,
  /** What was read to decide it. */
  reads: Type.Array(
    Type.Object({ path: Type.String(), label: Text, value: Text, source: Text, at: Type.Optional(Instant) }),
  ),
  because: Type.Optional(Text),
  /** What an official found himself, where the verdict is his and not the machine's. */
  finding: Type.Optional(Type.String()),
});
export type ConditionView = Static<typeof ConditionView>;

export const ActionView = Type.Object({
  at: Instant,
  kind: Type.String(),
  name: Text,
  by: Type.Object({
    kind: Type.Union([Type.Literal('machine'), Type.Literal('applicant'), Type.Literal('official')]),
    name: Type.String(),
    number: Type.Optional(Type.String()),
    office: Type.Optional(Text),
    /** The colleague in whose place he acted. */
    actingFor: Type.Optional(Type.String()),
  }),
  opinion: Type.Optional(Type.String()),
  /** Why, or in what way, where the words are the system's own; as `opinion` they stand in the file in Chinese. */
  reasons: Type.Optional(Type.Array(Text)),
  /** The step that follows, of acts that pass a case on. */
  next: Type.Optional(Text),
  place: Type.String({ description: 'where in the flow it stands: id of a node' }),
});

/** F146: a print-out of a paper of a case. */
export const CasePrint = Type.Object({
  subject: oneOf(['document', 'file']),
  ref: Type.String({ description: 'kind of the document, or id of the file' }),
  name: Text,
  no: Type.Integer({ description: 'which print-out of this paper' }),
  code: Type.String({ description: 'what the QR code on it leads to' }),
  at: Instant,
  by: Type.String(),
});
export type CasePrint = Static<typeof CasePrint>;

/** 特别程序 of kind B by the construction guide's list (document 002, chapter 4 (五)); anything else is `other` with its own name. */
export const PROCEDURE_NAMES = {
  'site-check': { zh: '实地核查', en: 'On-site check' },
  hearing: { zh: '听证', en: 'Hearing' },
  inspection: { zh: '检验', en: 'Inspection' },
  testing: { zh: '检测', en: 'Testing' },
  quarantine: { zh: '检疫', en: 'Quarantine' },
  appraisal: { zh: '鉴定', en: 'Appraisal' },
  'expert-review': { zh: '专家评审', en: 'Expert review' },
  'technical-review': { zh: '技术审查', en: 'Technical review' },
  'document-review': { zh: '书面审查', en: 'Review of documents' },
  'interested-parties': { zh: '听取利害关系人意见', en: 'Hearing of interested parties' },
  'collective-review': { zh: '集体审查', en: 'Collective review' },
  exam: { zh: '考试考核', en: 'Examination' },
  auction: { zh: '招标与拍卖', en: 'Tender or auction' },
} as const;

/** One special procedure: A the extension of the limit, B what stops its clock. Days as yyyy-mm-dd. */
export const ProcedureView = Type.Object({
  id: Type.String(),
  kind: oneOf(['A', 'B']),
  code: Type.String(),
  name: Text,
  startedOn: Type.String(),
  reason: Type.String(),
  startedBy: Type.String(),
  days: Type.Integer({ description: 'A: days added to the limit; B: calendar days it was announced to take' }),
  expectedOn: Type.String(),
  endedOn: Type.Optional(Type.String()),
  result: Type.Optional(Type.String()),
  opinion: Type.Optional(Type.String()),
  endedBy: Type.Optional(Type.String()),
});
export type ProcedureView = Static<typeof ProcedureView>;

/** 区办任务: one thing an office must do, or has done, for a case. Names and staff numbers are the applicant's to see too (F116). */
export const TaskView = Type.Object({
  id: Type.String(),
  step: Type.String({ description: '`review`, a review step of the item by its id, or `resubmit`' }),
  name: Text,
  /** `main`: the case stands at it; `beside`: asked of somebody while the case goes on; `after`: a change of the decision to be confirmed. */
  line: oneOf(['main', 'beside', 'after']),
  office: Text,
  state: oneOf(['open', 'done', 'void']),
  openedAt: Instant,
  /** yyyy-mm-dd, its own limit. */
  dueAt: Type.Optional(Type.String()),
  /** X12: how that limit comes about, of open tasks with days of their own. */
  derivation: Type.Optional(Type.Array(Type.Object({ day: Type.String(), counted: Type.Boolean(), why: Text }))),
  /** Who has taken it. */
  assignee: Type.Optional(Type.String()),
  mine: Type.Boolean(),
  doneAt: Type.Optional(Instant),
  by: Type.Optional(
    Type.Object({
      name: Type.String(),
      number: Type.String(),
      /** Nobody did it: its time was over. */
      machine: Type.Optional(Type.Boolean()),
    }),
  ),
  /** The colleague in whose place it was done. */
  actingFor: Type.Optional(Type.String()),
  /** What was asked, of tasks beside the main line; `blocks`: the decision waits for the answer. */
  question: Type.Optional(Type.String()),
  /** `question` and `opinion` in both languages, where the words are the system's own. */
  questionWords: Type.Optional(Type.Array(Text)),
  opinionWords: Type.Optional(Type.Array(Text)),
  askedBy: Type.Optional(Type.String()),
  blocks: Type.Optional(Type.Boolean()),
  result: Type.Optional(Type.String()),
  opinion: Type.Optional(Type.String()),
  /** F118: of a department outside the installation, how far the exchange with it is. */
  outside: Type.Optional(
    Type.Object({
      state: Type.String({
        description: '`to-send` · `sent` it has it · `refused` sent back · `answered` · `closed` not needed any more',
      }),
      sentAt: Type.Optional(Instant),
      receipt: Type.Optional(Type.String({ description: 'number the department gave it' })),
      /** To officials: what went wrong with the last try, or why it was sent back. */
      trouble: Type.Optional(Text),
      retryAt: Type.Optional(Instant),
      late: Type.Optional(Type.Boolean({ description: 'the answer came after its limit' })),
      paper: Type.Optional(Type.Object({ name: Type.String(), number: Type.String() })),
    }),
  ),
});
export type TaskView = Static<typeof TaskView>;

/** F116, F125: the steps a case goes through when people decide, those left out with the reason. */
export const ReviewView = Type.Object({
  steps: Type.Array(
    Type.Object({
      id: Type.String(),
      name: Text,
      offices: Type.Array(Text),
      decides: Type.Boolean({ description: 'the last step; the others give an opinion' }),
      days: Type.Optional(Type.Integer({ description: 'working days' })),
      state: Type.String({ description: '`done` · `current` · `todo` · `skipped` · `void` never reached' }),
      /** Why it was left out. */
      why: Type.Optional(Text),
    }),
  ),
  /** For the official who has taken the step the case stands at. */
  mine: Type.Optional(
    Type.Object({
      task: Type.String(),
      decides: Type.Boolean(),
      says: Type.Array(Type.String({ description: '`agree`, `disagree`, `none`' })),
      returnTo: Type.Array(Type.Object({ id: Type.String(), name: Text })),
    }),
  ),
  /** 转报: the office above. */
  forward: Type.Optional(Text),
});
export type ReviewView = Static<typeof ReviewView>;

/** An answer beside what registers and licences say of the same, in the order the item names them. */
export const Comparison = Type.Object({
  match: oneOf(['same', 'different', 'none', 'unavailable'], {
    description:
      'same: one of them says it too · different: they say otherwise · none: they have no record of it · unavailable: the register did not answer',
  }),
  registers: Type.Array(
    Type.Object({
      label: Text,
      /** Masked like the answer; absent where there is no record. */
      value: Type.Optional(Text),
      same: Type.Boolean(),
      state: oneOf(['found', 'none', 'unavailable']),
      office: Text,
      at: Instant,
    }),
  ),
});
export type Comparison = Static<typeof Comparison>;

export const CaseSummary = Type.Object({
  id: Type.String(),
  number: Type.String({ description: 'short display number' }),
  slug: Type.String(),
  itemName: Text,
  office: Text,
  applicant: Type.String(),
  state: CaseState,
  stateName: Text,
  submittedAt: Instant,
  decidedAt: Type.Optional(Instant),
  dueAt: Type.Optional(Instant),
  automatic: Type.Union([Type.Boolean(), Type.Null()]),
  licenceId: Type.Optional(Type.String()),
  outcome: Type.Optional(oneOf(['granted', 'refused', 'withdrawn', 'not-accepted', 'abandoned'])),
  /** 撤销 · 撤回 · 注销: the grant stands no more. */
  undone: Type.Optional(oneOf(['withdrawn', 'recalled', 'cancelled'])),
});
export type CaseSummary = Static<typeof CaseSummary>;

export const CaseView = Type.Object({
  ...CaseSummary.properties,
  /** 43-character number for exchange. */
  exchangeNumber: Type.String(),
  queryCode: Type.Optional(Type.String({ description: 'only for the owner' })),
  itemVersion: Type.Integer(),
  /** To the office that decides, while it runs: the version of its item in force, where that is newer. */
  newerVersion: Type.Optional(Type.Integer()),
  agent: Type.Optional(Type.String()),
  channel: Type.String(),
  /** F009: another department's system filed it for the applicant. */
  filedBy: Type.Optional(
    Type.Object({
      department: Text,
      official: Type.Object({ name: Type.String(), number: Type.String() }),
      number: Type.String({ description: 'of the filing, over there' }),
      ground: Text,
      at: Instant,
    }),
  ),
  projectNumber: Type.Optional(Type.String({ description: 'of the investment project' })),
  steps: Type.Array(StepView),
  /** How far it is in the process of its item. */
  flow: FlowView,
  actions: Type.Array(ActionView),
  conditions: Type.Array(ConditionView),
  reason: Type.Optional(Type.String()),
  /** A refusal names these. */
  refusal: Type.Optional(
    Type.Object({ basis: Type.Array(Basis), remedy: Type.Array(Text), review: Text, court: Text }),
  ),
  /** What is to be paid for it, 缴款单. */
  bill: Type.Optional(
    Type.Object({
      id: Type.String(),
      number: Type.String(),
      total: Type.Integer({ description: '分' }),
      settled: Type.Boolean(),
      void: Type.Boolean({ description: 'ran out unpaid; made anew by the payer' }),
      until: Day,
    }),
  ),
  /** What the case waits for, in plain words. */
  waiting: Type.Optional(
    Type.Object({
      text: Text,
      since: Instant,
      retryAt: Type.Optional(Instant),
      /** For officials: why the keeper of the seal sent it back, and what of the licence may be corrected before it is sent again. */
      sentBack: Type.Optional(
        Type.Object({
          reason: Type.String(),
          fields: Type.Array(
            Type.Object({
              name: Type.String(),
              label: Text,
              type: oneOf(['string', 'number', 'date']),
              value: Type.String(),
            }),
          ),
        }),
      ),
    }),
  ),
  /** Of a case that a vertical system handles. */
  vertical: Type.Optional(VerticalView),
  clock: Type.Object({
    due: Type.Optional(Type.String()),
    derivation: Type.Array(Type.Object({ day: Type.String(), counted: Type.Boolean(), why: Text })),
    /** Absent where the limit is counted in calendar days: what the applicant has time for. */
    workingDaysLeft: Type.Optional(Type.Integer()),
    unknown: Type.Optional(Text),
    basis: Type.Optional(Text),
    /** What it counts as when nothing is decided by a day: a renewal is granted (行政许可法 第五十条). */
    silence: Type.Optional(Text),
  }),
  answers: Type.Array(
    Type.Object({
      section: Text,
      rows: Type.Array(
        Type.Object({
          label: Text,
          value: Text,
          /** For officials, of what the applicant can be asked to correct: its name, or that of the repeated section it is in. */
          correctable: Type.Optional(Type.String()),
          source: Type.Optional(Text),
          fileId: Type.Optional(Type.String()),
          /** To officials: the same as registers and licences say it. */
          compared: Type.Optional(Comparison),
          /** To officials: files handed in that prove it. */
          proofs: Type.Optional(
            Type.Array(
              Type.Object({
                fileId: Type.String(),
                name: Type.String({ description: 'as its owner called it' }),
                mediaType: Type.String(),
                material: Text,
              }),
            ),
          ),
        }),
      ),
    }),
  ),
  materials: Type.Array(
    Type.Object({
      name: Text,
      by: Type.String(),
      count: Type.Integer(),
      fileId: Type.Optional(Type.String()),
      receivedAt: Instant,
      source: Text,
    }),
  ),
  procedures: Type.Array(ProcedureView),
  /** In the order they were opened. */
  tasks: Type.Array(TaskView),
  review: Type.Optional(ReviewView),
  /** To officials: what the item offers them to write, with variables. */
  phrases: Type.Optional(
    Type.Array(Type.Object({ use: oneOf(['grant', 'refuse', 'opinion', 'reason']), text: Type.String() })),
  ),
  /** 收件: why an official accepts it, and until when he must have said something. Only while it is being looked at. */
  intake: Type.Optional(
    Type.Object({
      receivedAt: Instant,
      situation: Type.Optional(Text),
      /** The item's legal bases, of which a decision not to accept may name one. */
      articles: Type.Array(Basis),
    }),
  ),
  handling: Type.Optional(HandlingView),
  corrections: Type.Array(CorrectionView),
  /** What became of its decision afterwards, in the order it was proposed. */
  amendments: Type.Array(AmendmentView),
  after: Type.Optional(AfterChoices),
  /** Filings after the first, with what each changed. */
  filings: Type.Array(FilingView),
  documents: Type.Array(Type.Object({ kind: Type.String(), name: Text, number: Type.String(), at: Instant })),
  /** Print-outs of its papers, newest first. */
  prints: Type.Array(CasePrint),
  licence: Type.Optional(
    Type.Object({
      id: Type.String(),
      identifier: Type.String(),
      number: Type.String(),
      name: Text,
      state: Type.String(),
    }),
  ),
  /** To officials: whether it is on his list of followed ones. */
  followed: Type.Optional(Type.Boolean()),
  abilities: Abilities,
});
export type CaseView = Static<typeof CaseView>;
