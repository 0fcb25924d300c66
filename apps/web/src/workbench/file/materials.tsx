import type { CaseView } from '@miaopi/contracts';
import { useContext } from 'react';
import { FileSeals } from '../../portal/materials/file-seals.tsx';
import { formatInstant } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Tag } from '../../ui/kit.tsx';
import { ProofsContext } from '../proofs/proofs.ts';
import { useProofTexts } from '../proofs/proofs-texts.ts';
import { useWorkTexts } from '../texts.ts';
import { MaterialPreview } from './material-preview.tsx';

/** The material list of the case with who it came from and when. */
export function Materials({ view }: { view: CaseView }) {
  const { file } = useWorkTexts();
  const say = useSay();
  const { lang } = useLang();
  const t = useProofTexts();
  const proofs = useContext(ProofsContext);
  return (
    <section className="work-part" aria-labelledby="materials-title">
      <div className="work-part__head">
        <h2 id="materials-title">{file.materials}</h2>
      </div>
      {view.materials.length === 0 ? (
        <p className="quiet">{file.noMaterials}</p>
      ) : (
        <ul className="materials">
          {view.materials.map((one) => (
            <li key={one.name.zh}>
              <span className="materials__name">{say(one.name)}</span>
              <Tag tone={one.fileId ? 'primary' : 'ok'}>{file.materialBy[one.by] ?? one.by}</Tag>
              <span className="quiet">
                {say(one.source)} · <span className="tabular">{formatInstant(one.receivedAt, lang)}</span> ·{' '}
                {file.pieces(one.count)}
              </span>
              {one.fileId && <FileSeals fileId={one.fileId} />}
              {one.fileId &&
                (proofs?.all.some(({ fileId }) => fileId === one.fileId) ? (
                  <button type="button" className="file-link link-button" onClick={() => proofs.show(one.fileId)}>
                    <Icon name="file" />
                    {t.openProof(say(one.name))}
                  </button>
                ) : (
                  <MaterialPreview fileId={one.fileId} name={say(one.name)} />
                ))}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
