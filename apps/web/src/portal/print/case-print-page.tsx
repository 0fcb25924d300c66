import { type CasePrint, getCase, getWork, printCasePaper } from '@miaopi/contracts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useParams } from 'react-router';
import { api, newRequestId, useMe, useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { formatInstant } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Button, ButtonLink, Empty } from '../../ui/kit.tsx';
import type { PagePicture } from '../../ui/pdf/pdf-pictures.ts';
import { Failure, Loaded } from '../../ui/states.tsx';
import { SignInFirst } from '../signin/sign-in-first.tsx';
import { useCasePrintTexts } from './case-print-texts.ts';
import { useFreeFoot } from './free-foot.ts';
import { type CasePaper, paperPagesOf } from './paper-pages-of.ts';
import { printNow } from './print-now.ts';
import { PrintRecords } from './print-records.tsx';
import { FootNote, footHeight, Sheet, SheetPage } from './sheet.tsx';
import { useSheetSizes } from './sheet-size.ts';
import './licence-print.css';

/** F135, F146: a document or file of a case on paper: counted first, then printed with the note that it is a copy and the code that leads back here. */
export function CasePrintPage() {
  const { caseId = '', subject = '', ref = '' } = useParams();
  const t = useCasePrintTexts();
  const me = useMe();
  const paper: CasePaper = { caseId, subject: subject === 'file' ? 'file' : 'document', ref };
  const pages = useQuery({
    queryKey: ['print-pages', caseId, subject, ref],
    queryFn: ({ signal }) => paperPagesOf(paper, signal),
    enabled: Boolean(me),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  useEffect(
    () => () => {
      for (const page of pages.data ?? []) URL.revokeObjectURL(page.href);
    },
    [pages.data],
  );
  if (me === null) return <SignInFirst title={t.title} />;
  return (
    <Page title={t.title} className="licence-print">
      <Loaded query={pages} shape="paper">
        {(data) =>
          data.length === 0 ? (
            <Empty icon="file" title={t.nothing} text={t.nothingText} />
          ) : (
            <CasePrintView paper={paper} pages={data} official={me?.account === 'staff'} />
          )
        }
      </Loaded>
    </Page>
  );
}

function CasePrintView(props: {
  readonly paper: CasePaper;
  readonly pages: readonly PagePicture[];
  readonly official: boolean;
}) {
  const { paper, pages, official } = props;
  const t = useCasePrintTexts();
  const say = useSay();
  const view = useRead(official ? getWork : getCase, { params: { caseId: paper.caseId } }, { staleTime: 0 });
  const [print, setPrint] = useState<CasePrint>();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  useSheetSizes(pages);
  const { refetch } = view;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each print-out counted is printed once
  useEffect(() => {
    if (!print) return;
    void printNow(pages.map((page) => page.href))
      .catch(setTrouble)
      .finally(() => setBusy(false));
  }, [print]);
  const start = async () => {
    if (busy) return;
    setBusy(true);
    setTrouble(undefined);
    try {
      const body = { requestId: newRequestId(), subject: paper.subject as never, ref: paper.ref };
      setPrint((await api.call(printCasePaper, { params: { caseId: paper.caseId }, body })) as CasePrint);
      void refetch();
    } catch (error) {
      setTrouble(error);
      setBusy(false);
    }
  };
  return (
    <div className="licence-print__columns">
      <div className="sheets">
        {pages.map((page, n) => (
          <PaperSheet key={page.href} page={page} print={print} place={t.page(n + 1, pages.length)} />
        ))}
      </div>
      <aside className="stack stack--wide no-print">
        <section className="stack">
          <p>{t.lead}</p>
          <p className="quiet">{t.copyOnly}</p>
          <div className="button-row">
            <Button kind="primary" icon="print" busy={busy} onClick={() => start()}>
              {print ? t.again : t.print}
            </Button>
            {official ? (
              // the workbench is a program of its own
              <a className="button button--text" href={`/work/${paper.caseId}`}>
                {t.back}
              </a>
            ) : (
              <ButtonLink to={`/cases/${paper.caseId}`} kind="text">
                {t.back}
              </ButtonLink>
            )}
          </div>
          <p role="status">{print ? t.counted(print.no) : ''}</p>
          {trouble !== undefined && <Failure error={trouble} />}
        </section>
        {view.data && (
          <>
            <p className="quiet">
              {say(view.data.itemName)} <span className="tabular">{view.data.number}</span>
            </p>
            <PrintRecords
              prints={view.data.prints.filter((one) => String(one.subject) === paper.subject && one.ref === paper.ref)}
            />
          </>
        )}
      </aside>
    </div>
  );
}

/** The note stands at the foot where that is free; else the page is made a little smaller. */
function PaperSheet({ page, print, place }: { page: PagePicture; print: CasePrint | undefined; place: string }) {
  const t = useCasePrintTexts();
  const { lang } = useLang();
  const free = useFreeFoot(page.href, page);
  const at = print && formatInstant(print.at, lang);
  return (
    <Sheet size={page} label={place}>
      <SheetPage size={page} href={page.href} reduced={free === false ? footHeight : 0} />
      <FootNote
        size={page}
        address={print && `${location.origin}/p/${print.code}`}
        label={t.code}
        lines={[t.note, print && at ? t.counting(at, print.no) : t.preview, place]}
      />
    </Sheet>
  );
}
