import type { Guide } from '@miaopi/contracts';
import { useSay, useTexts } from '../../texts/lang.tsx';
import { Notice } from '../../ui/kit.tsx';
import { useVerticalTexts } from './vertical-texts.ts';

type Vertical = NonNullable<Guide['vertical']>;

/** Before the jump: which system, whose, and what it is told. */
export function HandOver({ vertical, at }: { vertical: Vertical; at: 'guide' | 'review' }) {
  const texts = useTexts();
  const over = useVerticalTexts();
  const say = useSay();
  const lead = at === 'guide' ? over.guideLead : over.reviewLead;
  return (
    <Notice tone="info" icon="external" title={at === 'guide' ? over.guideTitle : over.reviewTitle}>
      <p>{lead(say(vertical.system), say(vertical.operator))}</p>
      <p>
        <strong>{over.handedTitle}</strong>
        {texts.common.colon}
        {vertical.hands.map(say).join(texts.common.comma)}
      </p>
      <p className="quiet">{over.handedNote}</p>
    </Notice>
  );
}
