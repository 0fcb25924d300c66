import type { getConversation, ReplyOf } from '@miaopi/contracts';
import { useLang } from '../../texts/lang.tsx';
import { Icon } from '../../ui/icon.tsx';
import { callLength } from './call-length.ts';
import { useCallTexts } from './call-texts.ts';

type Call = NonNullable<ReplyOf<typeof getConversation>['messages'][number]['call']>;

/** What the file keeps of a call: by whom, with whom, how long, how it ended. */
export function CallMessage({ call }: { call: Call }) {
  const t = useCallTexts();
  const { lang } = useLang();
  const medium = String(call.medium);
  const what = t.message[String(call.outcome)]?.(t.title[medium] ?? '') ?? '';
  const more = [call.to && t.with(call.to.name), call.answeredAt && t.lasted(callLength(call.seconds))].filter(Boolean);
  return (
    <p className="talk__call">
      <Icon name={medium === 'video' ? 'camera' : 'phone'} />
      <span>{[what, ...more].join(lang === 'zh' ? '，' : ', ')}</span>
    </p>
  );
}
