import type { TaskView } from '@miaopi/contracts';
import { formatInstant } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Icon } from '../../ui/icon.tsx';
import { REVIEW_WORDS } from './review-texts.ts';

/** F118: how far the exchange with a department outside is, what is the matter with it, and the paper it sent. */
export function OutsideLine({ caseId, task }: { caseId: string; task: TaskView }) {
  const { lang } = useLang();
  const say = useSay();
  const words = REVIEW_WORDS[lang].outside;
  const { outside } = task;
  if (!outside) return null;
  const open = String(task.state) === 'open';
  const trouble = open ? outside.trouble : undefined;
  return (
    <>
      <p className="quiet flow-step__outside">
        <Icon name={trouble ? 'info' : 'send'} />
        <span>
          {open
            ? [
                words.states[outside.state],
                outside.sentAt && formatInstant(outside.sentAt, lang),
                outside.receipt && words.receipt(outside.receipt),
              ]
                .filter(Boolean)
                .join(' · ')
            : outside.state === 'answered'
              ? words.byExchange
              : words.byLead}
          {outside.late && ` · ${words.late}`}
        </span>
      </p>
      {trouble && (
        <p className="flow-step__trouble">
          {say(trouble)}
          {outside.retryAt && words.retry(formatInstant(outside.retryAt, lang))}
        </p>
      )}
      {outside.paper && (
        <p>
          <a href={`/api/cases/${caseId}/tasks/${task.id}/paper`} download>
            {outside.paper.name} {outside.paper.number}
          </a>
        </p>
      )}
    </>
  );
}
