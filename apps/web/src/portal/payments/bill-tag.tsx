import type { BillSummary } from '@miaopi/contracts';
import { useSay } from '../../texts/lang.tsx';
import { Tag } from '../../ui/kit.tsx';

const looks = {
  due: ['waiting', 'clock'],
  paid: ['ok', 'check'],
  reconciled: ['ok', 'check'],
  refunding: ['primary', 'clock'],
  refunded: ['plain', 'check'],
  cancelled: ['plain', 'cross'],
} as const;

export function BillTag({ bill }: { bill: Pick<BillSummary, 'state' | 'stateName'> }) {
  const say = useSay();
  const [tone, icon] = looks[bill.state];
  return (
    <Tag tone={tone} icon={icon}>
      {say(bill.stateName)}
    </Tag>
  );
}
