import { checkFile, getFilePage, type ReplyOf } from '@miaopi/contracts';
import { useState } from 'react';
import { useParams } from 'react-router';
import { api, useMe, useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { formatInstant } from '../../texts/format.ts';
import { useLang } from '../../texts/lang.tsx';
import { Button, Empty, Notice } from '../../ui/kit.tsx';
import { Failure, Loaded } from '../../ui/states.tsx';
import { useFreeFoot } from '../print/free-foot.ts';
import { printNow } from '../print/print-now.ts';
import { FootNote, footHeight, Sheet, SheetPage } from '../print/sheet.tsx';
import { useSheetSizes } from '../print/sheet-size.ts';
import { SignInFirst } from '../signin/sign-in-first.tsx';
import { useMaterialsTexts } from './materials-texts.ts';
import './print.css';

type Checked = ReplyOf<typeof checkFile>;

/** A sealed document on sheets of its own size: each carries the note that it is a copy, and the code that leads to its original (F146). */
export function PrintPage() {
  const { fileId = '' } = useParams();
  const t = useMaterialsTexts();
  const me = useMe();
  const file = useRead(checkFile, { params: { fileId } }, { enabled: me !== null && me !== undefined });
  if (me === null) return <SignInFirst title={t.printTitle} />;
  return (
    <Page title={t.printTitle} className="print-page">
      <Loaded query={file} shape="paper">
        {(data) =>
          data.pages.length === 0 ? (
            <Empty icon="file" title={t.printNothing} text={t.printNothingText} />
          ) : (
            <PrintView fileId={fileId} file={data} />
          )
        }
      </Loaded>
    </Page>
  );
}

function PrintView({ fileId, file }: { fileId: string; file: Checked }) {
  const t = useMaterialsTexts();
  const [trouble, setTrouble] = useState<unknown>();
  const hrefs = file.pages.map((_, page) => api.url(getFilePage, { params: { fileId }, query: { page } }));
  useSheetSizes(file.pages);
  return (
    <>
      <div className="no-print stack print-page__intro">
        <Notice tone={file.intact ? 'info' : 'danger'}>
          <p>{file.intact ? t.printIntro : t.altered}</p>
        </Notice>
        <div className="button-row">
          <Button kind="primary" icon="print" disabled={!file.intact} onClick={() => printNow(hrefs).catch(setTrouble)}>
            {t.printNow}
          </Button>
        </div>
        {trouble !== undefined && <Failure error={trouble} />}
      </div>
      <div className="sheets">
        {hrefs.map((href, page) => (
          <FileSheet key={href} href={href} page={page} file={file} />
        ))}
      </div>
    </>
  );
}

/** At the foot where that is free; else the page is made a little smaller, and says so. */
function FileSheet({ href, page, file }: { href: string; page: number; file: Checked }) {
  const t = useMaterialsTexts();
  const { lang } = useLang();
  const size = file.pages[page] ?? { width: 210, height: 297 };
  const free = useFreeFoot(href, size);
  const [printedAt] = useState(() => new Date());
  const smaller = Math.round(((size.height - footHeight) / size.height) * 100);
  const place = `${t.printedAt(formatInstant(printedAt, lang))} · ${t.page(page + 1, file.pages.length)}`;
  return (
    <Sheet size={size} label={t.page(page + 1, file.pages.length)}>
      <SheetPage size={size} href={href} reduced={free === false ? footHeight : 0} />
      <FootNote
        size={size}
        address={`${location.origin}/p/${file.sm3}`}
        label={t.printCode}
        lines={[t.printNote, `SM3 ${file.sm3}`, free === false ? `${place} · ${t.reduced(smaller)}` : place]}
      />
    </Sheet>
  );
}
