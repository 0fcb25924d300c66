import { type CaseView, listIncoming, type OfficeIncoming } from '@miaopi/contracts';
import { useRead } from '../../app/api.ts';

/** A correction on paper as the register of parcels has it: what the record of it says is taken from there. */
export interface OpenedCorrection {
  readonly way: 'courier';
  readonly from: string;
  readonly copies: number;
  /** Waybills; as many as the record holds. */
  readonly tracking: string;
  readonly parcels: readonly OfficeIncoming[];
}

/** Characters a record holds for waybills. */
const most = 40;

/** Parcels with papers of the correction in force that were opened; undefined where none were. */
export function useOpenedCorrection(view: CaseView): {
  readonly pending: boolean;
  readonly found: OpenedCorrection | undefined;
} {
  const notice = view.corrections.at(-1);
  const enabled = String(view.state) === 'correction' && notice !== undefined;
  const read = useRead(listIncoming, { query: { q: view.number, limit: 20 } }, { enabled, staleTime: 0 });
  // who may not open parcels is told nothing of them, and writes down what he has in hand
  const parcels = (read.data?.parcels ?? []).filter(
    (p) =>
      p.caseId === view.id &&
      String(p.purpose) === 'correction' &&
      String(p.state) === 'opened' &&
      p.papers.some((paper) => paper.receivedAt !== undefined && paper.receivedAt >= (notice?.askedAt ?? '')),
  );
  const pending = enabled && read.isPending;
  const [first] = parcels;
  if (!enabled || !first) return { pending, found: undefined };
  const came = parcels.flatMap((p) => p.papers).filter((p) => p.found !== undefined && String(p.found) !== 'missing');
  const waybills = parcels.flatMap((p) => p.waybill ?? []);
  while (waybills.join('、').length > most) waybills.pop();
  return {
    pending,
    found: { way: 'courier', from: first.from.name, copies: came.length, tracking: waybills.join('、'), parcels },
  };
}
