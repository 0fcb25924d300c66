import { actOnLicenceBatch, type LicenceBatch } from '@miaopi/contracts';
import { newRequestId } from '../../app/api.ts';
import { formatCount, formatDuration } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Button, Notice } from '../../ui/kit.tsx';
import { useT } from './texts.ts';
import type { ChangeBatch } from './use-batch.ts';

/** How far it is, how fast, how long still; stopping and going on. */
export function BatchProgress({ batch, changing }: { batch: LicenceBatch; changing: ChangeBatch }) {
  const t = useT();
  const say = useSay();
  const { lang } = useLang();
  const { counts, progress, actions, halt, state } = batch;
  const total = counts.done + counts.waiting + counts.failed;
  const act = (action: 'stop' | 'resume' | 'retry') =>
    void changing.change(actOnLicenceBatch, { body: { requestId: newRequestId(), action } });
  const percent = total === 0 ? 100 : Math.floor((counts.done / total) * 100);
  return (
    <>
      {state === 'stopped' && (
        <Notice tone={halt ? 'danger' : 'waiting'} title={halt ? t('halted') : undefined} live="polite">
          {halt ? (
            <>
              <p>{say(halt.title)}</p>
              {halt.detail && <p>{say(halt.detail)}</p>}
            </>
          ) : (
            <p>{t('stoppedText')}</p>
          )}
        </Notice>
      )}
      {state === 'done' && (
        <Notice tone={counts.failed > 0 ? 'waiting' : 'ok'} title={t('finished')} live="polite">
          <p>{t('finishedText')}</p>
        </Notice>
      )}
      <section className="card batch-progress">
        <h2 className="visually-hidden">{t('progress')}</h2>
        <p className="batch-progress__figure tabular">
          {formatCount(counts.done)} <span>/ {formatCount(total)}</span>
          <span className="batch-progress__percent">{percent}%</span>
        </p>
        <progress className="batch-bar" max={Math.max(1, total)} value={counts.done} aria-label={t('progress')} />
        <dl className="batch-progress__facts tabular">
          {state === 'running' && (
            <div>
              <dt>{t('rate')}</dt>
              <dd>
                {progress && progress.rate > 0
                  ? `${progress.rate.toFixed(progress.rate < 10 ? 1 : 0)} ${t('perSecond')}`
                  : counts.done === 0
                    ? t('starting')
                    : '–'}
              </dd>
            </div>
          )}
          {state === 'running' && progress?.secondsLeft !== undefined && (
            <div>
              <dt>{t('remaining')}</dt>
              <dd>{formatDuration(Math.max(1, progress.secondsLeft) * 1000, lang)}</dd>
            </div>
          )}
          <div>
            <dt>{t('left')}</dt>
            <dd>{formatCount(counts.waiting)}</dd>
          </div>
          <div>
            <dt>{t('failedCount')}</dt>
            <dd className={counts.failed > 0 ? 'batch-wrong' : undefined}>{formatCount(counts.failed)}</dd>
          </div>
        </dl>
        <div className="button-row">
          {state === 'running' && (
            <Button
              icon="stop"
              disabled={!actions.stop?.allowed || changing.busy !== undefined}
              onClick={() => act('stop')}
            >
              {t('stop')}
            </Button>
          )}
          {state === 'stopped' && (
            <Button
              kind="primary"
              icon="next"
              disabled={!actions.resume?.allowed || changing.busy !== undefined}
              onClick={() => act('resume')}
            >
              {t('resume')}
            </Button>
          )}
          {actions.retry?.allowed && (
            <Button icon="refresh" busy={changing.busy !== undefined} onClick={() => act('retry')}>
              {t('retry')}
            </Button>
          )}
          {state === 'done' && (
            <a className="button button--plain" href="/work/licences">
              {t('toLicences')}
            </a>
          )}
        </div>
        {state === 'running' && <p className="quiet">{t('leave')}</p>}
      </section>
    </>
  );
}
