import type { queryReceivedCase, ReplyOf } from '@miaopi/contracts';
import { useSay, useTexts } from '../../texts/lang.tsx';
import { Button, Notice } from '../../ui/kit.tsx';

const T = {
  elsewhere: { zh: '这件事由其他系统办理', en: 'This case is handled by another system' },
  from: { zh: '办理系统', en: 'Handled by' },
  acceptedAt: { zh: '受理时间', en: 'Accepted at' },
  result: { zh: '办理结果', en: 'Result' },
  steps: { zh: '办理环节', en: 'Steps' },
} as const;

/** A case of another system, as it told us (F169). */
export function ReceivedCase(props: { case: ReplyOf<typeof queryReceivedCase>; onAgain: () => void }) {
  const texts = useTexts();
  const say = useSay();
  const found = props.case;
  return (
    <div className="stack stack--wide">
      <Notice title={say(T.elsewhere)} live="polite">
        <p>
          {say(T.from)}
          {texts.common.colon}
          {found.source}
        </p>
      </Notice>
      <section className="card">
        <dl className="facts">
          <dt>{texts.cases.number}</dt>
          <dd className="tabular">{found.number}</dd>
          <dt>{texts.cases.item}</dt>
          <dd>{found.itemName}</dd>
          <dt>{texts.cases.office}</dt>
          <dd>{found.office}</dd>
          <dt>{texts.cases.applicant}</dt>
          <dd>{found.applicant}</dd>
          <dt>{texts.cases.submittedAt}</dt>
          <dd className="tabular">{found.appliedAt}</dd>
          {found.acceptedAt && (
            <>
              <dt>{say(T.acceptedAt)}</dt>
              <dd className="tabular">{found.acceptedAt}</dd>
            </>
          )}
          {found.result && (
            <>
              <dt>{say(T.result)}</dt>
              <dd>
                {say(found.result.kind)} <span className="tabular quiet">{found.result.at}</span>
              </dd>
            </>
          )}
        </dl>
      </section>
      {found.steps.length > 0 && (
        <section className="card">
          <h2>{say(T.steps)}</h2>
          <ul className="history">
            {found.steps.map((s) => (
              <li key={`${s.name}${s.to}`}>
                {s.name} · {s.action} <span className="tabular quiet">{s.to}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <div>
        <Button onClick={props.onAgain}>{texts.query.again}</Button>
      </div>
    </div>
  );
}
