import { checkPrint } from '@miaopi/contracts';
import { Fragment } from 'react';
import { useParams } from 'react-router';
import { problemOf, useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { formatInstant } from '../../texts/format.ts';
import { useLang } from '../../texts/lang.tsx';
import { ButtonLink, Notice } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { CasePrintCheck } from './case-print-check.tsx';
import { useMaterialsTexts } from './materials-texts.ts';

/** Where the code on a print-out leads: of a sealed file its digest, of a paper of a case a code of its own. */
export function PrintCheckPage() {
  const { sm3: code = '' } = useParams();
  const t = useMaterialsTexts();
  return (
    <Page title={t.checkTitle} width="narrow">
      {code.length === 20 ? <CasePrintCheck code={code} /> : <FilePrintCheck sm3={code} />}
    </Page>
  );
}

function FilePrintCheck({ sm3 }: { sm3: string }) {
  const t = useMaterialsTexts();
  const { lang } = useLang();
  const print = useRead(checkPrint, { params: { sm3 } });
  const problem = problemOf(print.error);
  return (
    <>
      {problem?.code === 'materials.print_unknown' || problem?.status === 422 ? (
        <Notice tone="danger" title={problem.title}>
          <p>{problem.detail}</p>
          <ButtonLink to="/verify">{t.toVerify}</ButtonLink>
        </Notice>
      ) : (
        <Loaded query={print} shape="lines">
          {(data) => (
            <div className="stack">
              <Notice tone="ok" title={t.checkFound}>
                <p>{t.checkText}</p>
              </Notice>
              <dl className="facts">
                <dt>{t.received}</dt>
                <dd className="tabular">{formatInstant(data.receivedAt, lang)}</dd>
                {data.signatures.map((one) => (
                  <Fragment key={`${one.seal} ${one.time}`}>
                    <dt>{t.signer}</dt>
                    <dd>
                      {one.seal} <span className="quiet tabular">{formatInstant(one.time, lang, true)}</span>
                    </dd>
                  </Fragment>
                ))}
                <dt>{t.digest}</dt>
                <dd className="tabular code">{data.sm3}</dd>
              </dl>
            </div>
          )}
        </Loaded>
      )}
    </>
  );
}
