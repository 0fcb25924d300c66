import { checkCasePrint } from '@miaopi/contracts';
import { problemOf, useRead } from '../../app/api.ts';
import { formatDate, formatInstant } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { ButtonLink, Notice } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { useMaterialsTexts } from './materials-texts.ts';

/** Which paper of which case a print-out is of, and how the case stands now. */
export function CasePrintCheck({ code }: { code: string }) {
  const t = useMaterialsTexts();
  const say = useSay();
  const { lang } = useLang();
  const print = useRead(checkCasePrint, { params: { code } }, { staleTime: 0 });
  const problem = problemOf(print.error);
  if (problem?.code === 'cases.print_unknown' || problem?.status === 422)
    return (
      <Notice tone="danger" title={problem.title}>
        <p>{problem.detail}</p>
        <ButtonLink to="/verify">{t.toVerify}</ButtonLink>
      </Notice>
    );
  return (
    <Loaded query={print} shape="lines">
      {(data) => (
        <div className="stack">
          <Notice tone="ok" title={t.casePrintFound}>
            <p>{t.casePrintText}</p>
          </Notice>
          <dl className="facts">
            <dt>{t.casePaper}</dt>
            <dd>
              {data.name ? say(data.name) : t.caseFile} <span className="tabular">{data.number}</span>
            </dd>
            {data.issuedAt && (
              <>
                <dt>{t.caseIssued}</dt>
                <dd className="tabular">{formatDate(data.issuedAt, lang)}</dd>
              </>
            )}
            <dt>{t.caseOffice}</dt>
            <dd>{say(data.office)}</dd>
            <dt>{t.caseItem}</dt>
            <dd>
              {say(data.itemName)} <span className="tabular">{data.caseNumber}</span>
            </dd>
            <dt>{t.caseApplicant}</dt>
            <dd>{data.applicant}</dd>
            <dt>{t.caseState}</dt>
            <dd>{say(data.stateName)}</dd>
            <dt>{t.casePrinted}</dt>
            <dd className="tabular">{t.casePrintedNo(formatInstant(data.printedAt, lang), data.no)}</dd>
          </dl>
        </div>
      )}
    </Loaded>
  );
}
