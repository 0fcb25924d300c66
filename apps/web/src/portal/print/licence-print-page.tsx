import {
  getLicence,
  getLicenceFile,
  getLicenceSharing,
  type LicencePrint,
  makePrintCode,
  printLicence,
  type ReplyOf,
} from '@miaopi/contracts';
import { useEffect, useState } from 'react';
import { useParams } from 'react-router';
import { api, newRequestId, useMe, useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { formatInstant } from '../../texts/format.ts';
import { useLang } from '../../texts/lang.tsx';
import { Button, ButtonLink, Notice } from '../../ui/kit.tsx';
import { Failure, Loaded } from '../../ui/states.tsx';
import { SignInFirst } from '../signin/sign-in-first.tsx';
import { isCard, LicenceSheets } from './licence-sheets.tsx';
import { printNow } from './print-now.ts';
import { usePrintTexts } from './print-texts.ts';
import '../licences/licence.css';
import './licence-print.css';

type Licence = ReplyOf<typeof getLicence>;

/** Self-print (F112): the licence on paper of its own size, counted. */
export function LicencePrintPage() {
  const { licenceId = '' } = useParams();
  const t = usePrintTexts();
  const me = useMe();
  const licence = useRead(getLicence, { params: { licenceId } }, { enabled: Boolean(me) });
  if (me === null) return <SignInFirst title={t.title} />;
  return (
    <Page title={t.title} className="licence-print">
      <Loaded query={licence} shape="paper">
        {(data) => <LicencePrintView licence={data} />}
      </Loaded>
    </Page>
  );
}

export function pagesOf(licence: Pick<Licence, 'id' | 'pages'>): string[] {
  return Array.from({ length: licence.pages }, (_, page) =>
    api.url(getLicenceFile, { params: { licenceId: licence.id }, query: { format: 'svg' as never, page } }),
  );
}

function LicencePrintView({ licence }: { licence: Licence }) {
  const t = usePrintTexts();
  const valid = String(licence.state) === 'valid' && !licence.recalled;
  const [print, setPrint] = useState<LicencePrint>();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const sharing = useRead(getLicenceSharing, { params: { licenceId: licence.id } }, { staleTime: 0 });
  const pages = pagesOf(licence);
  const { refetch } = sharing;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each print-out counted is printed once
  useEffect(() => {
    if (!print) return;
    void printNow(pages)
      .catch(setTrouble)
      .finally(() => {
        setBusy(false);
        void refetch();
      });
  }, [print]);
  const start = async () => {
    if (busy) return;
    setBusy(true);
    setTrouble(undefined);
    try {
      setPrint(
        await api.call(printLicence, {
          params: { licenceId: licence.id },
          body: { requestId: newRequestId(), way: 'self' as never },
        }),
      );
    } catch (error) {
      setTrouble(error);
      setBusy(false);
    }
  };
  return (
    <div className="licence-print__columns">
      <LicenceSheets
        size={licence}
        pages={pages}
        identifier={licence.identifier}
        verifyUrl={licence.verifyUrl}
        print={print}
      />
      <aside className="stack stack--wide no-print">
        <section className="stack">
          {valid ? (
            <>
              <p>{t.lead(licence.width, licence.height)}</p>
              {isCard(licence) && <p>{t.cardLead}</p>}
              <p className="quiet">{t.copyOnly}</p>
              <div className="button-row">
                <Button kind="primary" icon="print" busy={busy} onClick={() => start()}>
                  {print ? t.again : t.print}
                </Button>
                <ButtonLink to={`/licences/${licence.id}`} kind="text">
                  {t.back2}
                </ButtonLink>
              </div>
              <p role="status">{print ? t.counted(print.no) : ''}</p>
            </>
          ) : (
            <Notice tone="unknown" title={t.notNow}>
              <p>{t.notNowText}</p>
              <ButtonLink to={`/licences/${licence.id}`}>{t.back2}</ButtonLink>
            </Notice>
          )}
          {trouble !== undefined && <Failure error={trouble} />}
        </section>
        <Loaded query={sharing} shape="lines">
          {(data) => (
            <>
              {valid && <KioskCode licenceId={licence.id} open={data.printCode} changed={() => sharing.refetch()} />}
              <Records prints={data.prints} />
            </>
          )}
        </Loaded>
      </aside>
    </div>
  );
}

function KioskCode(props: {
  licenceId: string;
  open: ReplyOf<typeof makePrintCode> | undefined;
  changed: () => unknown;
}) {
  const t = usePrintTexts();
  const { lang } = useLang();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const make = async () => {
    if (busy) return;
    setBusy(true);
    setTrouble(undefined);
    try {
      await api.call(makePrintCode, {
        params: { licenceId: props.licenceId },
        body: { requestId: newRequestId() },
      });
      await props.changed();
    } catch (error) {
      setTrouble(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="stack stack--tight" aria-labelledby="kiosk-code">
      <h2 id="kiosk-code">{t.kiosk}</h2>
      <p className="quiet">{t.kioskText}</p>
      <div role="status">
        {props.open && (
          <>
            <p className="print-code tabular">{props.open.code.replace(/(\d{4})(?=\d)/g, '$1 ')}</p>
            <p className="quiet tabular">{t.codeUntil(formatInstant(props.open.expiresAt, lang))}</p>
          </>
        )}
      </div>
      <div>
        <Button icon="qr" busy={busy} onClick={() => make()}>
          {props.open ? t.newCode : t.makeCode}
        </Button>
      </div>
      {trouble !== undefined && <Failure error={trouble} />}
    </section>
  );
}

function Records({ prints }: { prints: readonly LicencePrint[] }) {
  const t = usePrintTexts();
  const { lang } = useLang();
  return (
    <section className="stack stack--tight" aria-labelledby="print-records">
      <h2 id="print-records">{t.records}</h2>
      {prints.length === 0 ? (
        <p className="quiet">{t.none}</p>
      ) : (
        <ul className="plain-list">
          {prints.map((one) => (
            <li key={one.no}>
              <strong>{t.record(one.no)}</strong>
              <span className="tabular">{formatInstant(one.at, lang)}</span>
              <span className="quiet">{t.ways[String(one.way)]}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
