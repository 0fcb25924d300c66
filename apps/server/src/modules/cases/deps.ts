import type { NoticeKind } from '@miaopi/contracts';
import type { Calendar } from '@miaopi/identifiers';
import { noticeTo, type Told } from '@miaopi/items';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Recall } from '../../kernel/recall.ts';
import type { Catalog } from '../catalog/index.ts';
import type { Exchange, VerticalSystems } from '../exchange/index.ts';
import type { Forms } from '../forms/index.ts';
import type { Identity } from '../identity/index.ts';
import type { Licences } from '../licences/index.ts';
import type { Materials } from '../materials/index.ts';
import type { Payments } from '../payments/index.ts';
import type { Rules } from '../rules/index.ts';
import type { Signing } from '../signing/index.ts';
import type { GatherEvidence } from './evidence.ts';
import type { CaseNumbers } from './numbers.ts';
import type { Progress } from './progress.ts';
import type { CaseHoldings } from './store/cases.ts';

/** What the use cases of this module work with. */
export interface CasesDeps {
  readonly kernel: Kernel;
  readonly identity: Identity;
  readonly catalog: Catalog;
  readonly forms: Forms;
  readonly materials: Materials;
  readonly rules: Rules;
  readonly licences: Licences;
  readonly signing: Signing;
  readonly payments: Payments;
  readonly exchange: Pick<Exchange, 'ask' | 'consultations'>;
  readonly verticals: VerticalSystems;
  readonly calendar: Calendar;
  /** Lets `calendar` learn of years that another process was told. */
  refreshCalendar(): Promise<void>;
  readonly gather: GatherEvidence;
  /** Day (yyyy-mm-dd) on which papers for the case that are still on their way were posted, the earliest; undefined when none are. */
  postedOn(caseId: string): Promise<string | undefined>;
  readonly numbers: CaseNumbers;
  readonly progress: Progress;
  /** By id of the case. */
  readonly holdings: Recall<CaseHoldings>;
}

/** An event that carries a message for the person who filed; `decision` for what the law has told (architecture §3: `cases` does not know `notifications`). */
export function noticeEvent(
  personId: string,
  caseId: string,
  notice: Told,
  sms: boolean,
  kind: NoticeKind = 'progress',
) {
  return noticeTo({ personId }, notice, { caseId, sms, kind });
}

export const chainActor = { kind: 'system', name: 'chain' } as const;

/** A vertical system, through its messages. */
export const verticalActor = { kind: 'system', name: 'vertical' } as const;
