import { makeSeal, previewSealPicture, type SealApplicationCard } from '@miaopi/contracts';
import { useState } from 'react';
import { newRequestId, useRead } from '../../app/api.ts';
import { Button, Dialog, Field } from '../../ui/kit.tsx';
import { Picture } from '../../ui/picture.tsx';
import { Failure, Loaded } from '../../ui/states.tsx';
import { useT } from './texts.ts';
import { useAct } from './use-act.ts';

/** Scan beside what is made of it, in real mm with a ruler; the maker may correct by what the size is judged. */
export function PictureStudio({ application: a, onClose }: { application: SealApplicationCard; onClose: () => void }) {
  const t = useT();
  const { act, error, busy } = useAct();
  const [by, setBy] = useState<'dpi' | 'widthMm'>(a.impression?.widthMm ? 'widthMm' : 'dpi');
  const [size, setSize] = useState(String(a.impression?.widthMm ?? a.impression?.dpi ?? 300));
  const number = Number(size);
  const given = a.impression && number > 0 ? { [by]: number } : {};
  const picture = useRead(previewSealPicture, { params: { applicationId: a.id }, query: given }, { keep: true });
  return (
    <Dialog title={`${t('make')} · ${a.name}`} onClose={onClose}>
      <div className="stack">
        {a.impression && (
          <div className="studio-filters">
            <Field label={t('sizeBy')}>
              {(c) => (
                <select {...c} className="input" value={by} onChange={(e) => setBy(e.target.value as never)}>
                  <option value="dpi">{t('byDpi')}</option>
                  <option value="widthMm">{t('byMm')}</option>
                </select>
              )}
            </Field>
            <Field label={t(by === 'dpi' ? 'byDpi' : 'byMm')}>
              {(c) => (
                <input
                  {...c}
                  className="input tabular"
                  inputMode="decimal"
                  value={size}
                  onChange={(e) => setSize(e.target.value)}
                />
              )}
            </Field>
          </div>
        )}
        <div className="picture-studio">
          {a.impression && (
            <figure>
              <Picture src={`/api/seals/applications/${a.id}/files/${a.impression.fileId}`} alt={t('before')} />
              <figcaption className="quiet">{t('before')}</figcaption>
            </figure>
          )}
          <figure>
            <Loaded query={picture} shape="paper">
              {(p) => (
                <>
                  <svg
                    viewBox={`-6 -6 ${p.width + 8} ${p.height + 8}`}
                    className="picture-studio__made"
                    role="img"
                    aria-label={t('after')}
                  >
                    <Ruler width={p.width} height={p.height} />
                    <image href={p.picture} x={0} y={0} width={p.width} height={p.height} />
                  </svg>
                  <figcaption className="quiet tabular">
                    {t('after')} · {p.width} × {p.height} {t('mm')}
                    {p.inkWidth !== undefined && ` · ${t('inkSize')} ${p.inkWidth} × ${p.inkHeight} ${t('mm')}`}
                  </figcaption>
                </>
              )}
            </Loaded>
          </figure>
        </div>
        {error !== undefined && <Failure error={error} />}
        <div className="button-row">
          <Button
            kind="primary"
            busy={busy}
            disabled={!picture.data}
            onClick={async () => {
              const body = { requestId: newRequestId(), ...(a.impression ? { impression: given } : {}) };
              if (await act(makeSeal, { params: { applicationId: a.id }, body })) onClose();
            }}
          >
            {t('make')}
          </Button>
          <Button kind="text" onClick={onClose}>
            {t('cancel')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** A line each mm, longer at five and ten. */
function Ruler({ width, height }: { width: number; height: number }) {
  const marks = (length: number) =>
    Array.from({ length: length + 1 }, (_, i) => ({ at: i, long: i % 10 === 0 ? 3 : i % 5 === 0 ? 2 : 1 }));
  return (
    <g className="picture-studio__ruler">
      {marks(width).map(({ at, long }) => (
        <line key={`x${at}`} x1={at} x2={at} y1={-1} y2={-1 - long} />
      ))}
      {marks(height).map(({ at, long }) => (
        <line key={`y${at}`} y1={at} y2={at} x1={-1} x2={-1 - long} />
      ))}
    </g>
  );
}
