import type { Complaint } from '@miaopi/contracts';
import { Tag } from '../../ui/kit.tsx';
import { useComplaintTexts } from './complaint-texts.ts';

export function ComplaintTag({ state }: { state: Complaint['state'] }) {
  const t = useComplaintTexts();
  return <Tag tone={state === 'answered' ? 'ok' : 'waiting'}>{t.states[state]}</Tag>;
}
