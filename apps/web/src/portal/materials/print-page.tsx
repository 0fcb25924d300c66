import { checkFile, getFilePage } from '@miaopi/contracts';
import { useParams } from 'react-router';
import { api, useMe, useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { formatInstant } from '../../texts/format.ts';
import { useLang } from '../../texts/lang.tsx';
import { Button, Notice } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { QrCode } from '../licences/qr-code.tsx';
import { SignInFirst } from '../signin/sign-in-first.tsx';
import { useMaterialsTexts } from './materials-texts.ts';
import './print.css';

/** A sealed document on sheets as it is printed: each carries the note that it is a copy, and the code that leads to its original (F146). */
export function PrintPage() {
  const { fileId = '' } = useParams();
  const t = useMaterialsTexts();
  const { lang } = useLang();
  const me = useMe();
  const file = useRead(checkFile, { params: { fileId } }, { enabled: me !== null && me !== undefined });
  if (me === null) return <SignInFirst title={t.printTitle} />;
  return (
    <Page title={t.printTitle} className="print-page">
      <Loaded query={file} shape="paper">
        {(data) => (
          <>
            <div className="no-print stack">
              <Notice tone="info">
                <p>{t.printIntro}</p>
              </Notice>
              <div className="button-row">
                <Button kind="primary" icon="print" disabled={data.pages.length === 0} onClick={() => window.print()}>
                  {t.printNow}
                </Button>
              </div>
            </div>
            {data.pages.map((_, n) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: pages of one file never move
              <section key={n} className="print-sheet" aria-label={t.page(n + 1, data.pages.length)}>
                <img
                  src={api.url(getFilePage, { params: { fileId }, query: { page: n } })}
                  alt={t.page(n + 1, data.pages.length)}
                />
                <footer>
                  <QrCode text={`${location.origin}/p/${data.sm3}`} label={t.printCode} />
                  <p>
                    {t.printNote}
                    <br />
                    <span className="tabular code">SM3 {data.sm3}</span>
                    <br />
                    <span className="tabular">
                      {t.printedAt(formatInstant(new Date(), lang))} · {t.page(n + 1, data.pages.length)}
                    </span>
                  </p>
                </footer>
              </section>
            ))}
          </>
        )}
      </Loaded>
    </Page>
  );
}
