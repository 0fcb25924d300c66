import { getLicence, type ReplyOf } from '@miaopi/contracts';
import { showingPeriod } from '@miaopi/licence-code/showing';
import { useEffect } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useMe, useRead } from '../../../app/api.ts';
import { Page } from '../../../app/page.tsx';
import { formatTime } from '../../../texts/format.ts';
import { useSay, useTexts } from '../../../texts/lang.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Button, Notice } from '../../../ui/kit.tsx';
import { Failure, Loaded } from '../../../ui/states.tsx';
import { LicenceStateTag } from '../../cases/state-tag.tsx';
import { SignInFirst } from '../../signin/sign-in-first.tsx';
import { PaperImage } from '../paper.tsx';
import { QrCode } from '../qr-code.tsx';
import { useShowTexts } from './show-texts.ts';
import { leaveScreen, useStayAwake } from './stay-awake.ts';
import { useShowing } from './use-showing.ts';
import './show.css';

type Licence = ReplyOf<typeof getLicence>;

/** 亮证 (F137): nothing on the screen but the licence and a code that is another one each minute. */
export function ShowPage() {
  const { licenceId = '' } = useParams();
  const t = useShowTexts();
  const me = useMe();
  const licence = useRead(getLicence, { params: { licenceId } }, { enabled: Boolean(me), staleTime: 60_000 });
  if (me === null) return <SignInFirst title={t.show} />;
  return (
    <Page
      title={t.show}
      // shown, it fills the screen; until then it is a page like others
      heading={licence.data ? null : undefined}
      up={licence.data ? undefined : { to: `/licences/${licenceId}`, text: t.close }}
      className="show"
    >
      <Loaded query={licence} shape="paper">
        {(data) => <Shown licence={data} />}
      </Loaded>
    </Page>
  );
}

function Shown({ licence }: { licence: Licence }) {
  const t = useShowTexts();
  const say = useSay();
  const texts = useTexts();
  const navigate = useNavigate();
  const shown = useShowing(licence.id, true);
  useStayAwake(!shown.over);
  useEffect(() => leaveScreen, []);
  const close = () => navigate(`/licences/${licence.id}`, { replace: true });
  return (
    <>
      <header className="show__head">
        <h1 tabIndex={-1}>{say(licence.name)}</h1>
        <LicenceStateTag state={String(licence.state)} name={say(licence.stateName)} />
      </header>
      <div className="show__body">
        <section className="show__code" aria-label={t.code}>
          <Code shown={shown} />
        </section>
        <div className="show__paper">
          <PaperImage
            licenceId={licence.id}
            name={say(licence.name)}
            holder={licence.holder}
            card={licence.width < 120}
          />
          <p className="show__number tabular">
            {texts.licence.number} {licence.number}
          </p>
        </div>
      </div>
      <Button size="wide" className="show__close" onClick={close}>
        {t.close}
      </Button>
    </>
  );
}

function Code({ shown }: { shown: ReturnType<typeof useShowing> }) {
  const t = useShowTexts();
  const say = useSay();
  const { showing } = shown;
  if (shown.over)
    return (
      <Notice tone="unknown" icon="clock" title={t.over} live="polite">
        <p>{shown.trouble !== undefined && !shown.connected ? t.offlineOver : t.overText}</p>
        <Button kind="primary" icon="qr" onClick={shown.start}>
          {t.again}
        </Button>
      </Notice>
    );
  if (shown.trouble !== undefined) return <Failure error={shown.trouble} retry={shown.start} />;
  if (!shown.qr || !showing)
    return (
      <div className="show__qr" role="status">
        <span className="visually-hidden">{t.starting}</span>
        <span className="skeleton skeleton--qr" />
      </div>
    );
  const until = formatTime(showing.endsAt);
  const [latest] = showing.checks;
  return (
    <>
      <p className="show__now">
        <Icon name="check-circle" />
        {t.live} <time className="tabular">{formatTime(shown.now, true)}</time>
      </p>
      <div className="show__qr">
        <QrCode text={shown.qr} label={t.code} />
      </div>
      <progress className="show__left" max={showingPeriod} value={shown.secondsLeft} aria-hidden="true" />
      <p className="tabular">{t.next(shown.secondsLeft)}</p>
      <p className="quiet">
        {t.scan}
        <span className="tabular">{t.until(until)}</span>
      </p>
      <p className="quiet">{t.bright}</p>
      <div role="status" className="show__told">
        {!shown.connected && (
          <Notice tone="waiting" icon="offline">
            <p>{t.offline(until)}</p>
          </Notice>
        )}
        {latest && (
          <p className="show__checked">
            <Icon name="eye" />
            <span className="tabular">
              {t.checked(formatTime(latest.at, true), latest.who ? say(latest.who) : undefined)}
            </span>
          </p>
        )}
      </div>
    </>
  );
}
