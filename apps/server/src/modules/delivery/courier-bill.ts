import type { CommandContext } from '../../kernel/command.ts';
import type { Text } from '../../kernel/text.ts';
import type { DeliveryDeps } from './deps.ts';
import { feeFor } from './domain/tariff.ts';

/** Days there are to pay it. */
const payDays = 7;

/** A parcel whose fee is paid before it is booked. */
export interface BilledParcel {
  readonly id: string;
  readonly region: string;
  readonly office: string;
  readonly officeName: Text;
  readonly caseId: string;
  readonly caseNumber: string;
  readonly itemName: Text;
  readonly holderKind: 'person' | 'firm';
  readonly holderId: string;
  readonly holderName: string;
  readonly personId: string;
}

/** Whether a fee can be taken here: a carrier with a tariff, and somebody who takes money. */
export function takesFees({ carrier, payments }: DeliveryDeps): boolean {
  return carrier?.tariff !== undefined && payments !== undefined;
}

/**
 * Bills a parcel (F111) in the transaction that orders it, by the carrier's tariff for the applicant's address. @returns the bill, and the fee in 分; undefined where no fee
 * can be taken
 */
export async function billParcel(
  { carrier, payments }: DeliveryDeps,
  ctx: CommandContext,
  parcel: BilledParcel,
  address: string,
  way: 'in' | 'out',
): Promise<{ readonly billId: string; readonly fee: number } | undefined> {
  const tariff = carrier?.tariff;
  if (!tariff || !payments) return undefined;
  const { name, fee } = feeFor(tariff, address);
  const bill = await payments.issue(ctx, {
    region: parcel.region,
    office: { uscc: parcel.office, name: parcel.officeName },
    caseId: parcel.caseId,
    caseNumber: parcel.caseNumber,
    slug: '',
    itemName: parcel.itemName,
    payer: { kind: parcel.holderKind, id: parcel.holderId, name: parcel.holderName },
    personId: parcel.personId,
    dueFor: 'courier',
    parcelId: parcel.id,
    days: payDays,
    lines: [
      {
        code: 'COURIER',
        name:
          way === 'in'
            ? { zh: '寄费（材料寄送）', en: 'Courier, papers in' }
            : { zh: '寄费（结果邮寄）', en: 'Courier, result out' },
        standard: { zh: `${name.zh}，每件`, en: `${name.en}, a parcel` },
        // a price of the carrier, not a fee of the state
        basis: { law: `${carrier.name.zh}公布的资费`, article: name.zh },
        quantity: 1,
        price: fee,
        reduced: 0,
        reduction: null,
        amount: fee,
      },
    ],
  });
  return bill && { billId: bill.id, fee };
}
