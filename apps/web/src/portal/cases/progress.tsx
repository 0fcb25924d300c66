import type { queryCase, ReplyOf } from '@miaopi/contracts';
import type { ReactNode } from 'react';
import { formatDate, formatInstant } from '../../texts/format.ts';
import { useLang, useSay, useTexts } from '../../texts/lang.tsx';
import { Notice } from '../../ui/kit.tsx';
import { CaseStateTag } from './state-tag.tsx';
import { StepLine } from './step-line.tsx';

/** How far a case is: what it is, what it waits for, its steps. `children` stand before the steps. */
export function Progress({ of, children }: { of: ReplyOf<typeof queryCase>; children?: ReactNode }) {
  const texts = useTexts();
  const say = useSay();
  const { lang } = useLang();
  return (
    <>
      <section className="card">
        <dl className="facts">
          <dt>{texts.cases.number}</dt>
          <dd className="tabular">
            <span className="unit">{of.number}</span> <CaseStateTag of={of} />
          </dd>
          <dt>{texts.cases.item}</dt>
          <dd>{say(of.itemName)}</dd>
          <dt>{texts.cases.office}</dt>
          <dd>{say(of.office)}</dd>
          <dt>{texts.cases.applicant}</dt>
          <dd>{of.applicant}</dd>
          <dt>{texts.cases.submittedAt}</dt>
          <dd className="tabular">{formatInstant(of.submittedAt, lang)}</dd>
          {of.dueAt && (
            <>
              <dt>{texts.cases.due}</dt>
              <dd>{texts.query.due(formatDate(of.dueAt, lang))}</dd>
            </>
          )}
        </dl>
      </section>
      {of.waiting && <Notice tone="waiting" title={say(of.waiting)} />}
      {children}
      <div className="moment__line">
        <StepLine steps={of.steps} />
      </div>
    </>
  );
}
