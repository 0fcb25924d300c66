import type { CaseView } from '@miaopi/contracts';
import { FileSeals } from '../../portal/materials/file-seals.tsx';
import { formatInstant } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Tag } from '../../ui/kit.tsx';
import { MarkButton } from '../intake/mark-button.tsx';
import { useWorkTexts } from '../texts.ts';
import { MaterialPreview } from './material-preview.tsx';

/** What was filed, each with where it came from, the material beside the field it proves. */
export function Answers({ view }: { view: CaseView }) {
  const { file } = useWorkTexts();
  const say = useSay();
  return (
    <section className="work-part" aria-labelledby="answers-title">
      <div className="work-part__head">
        <h2 id="answers-title">{file.answers}</h2>
      </div>
      <div className="answers">
        {view.answers.map((section) => (
          <div key={section.section.zh} className="answers__section">
            <h3>{say(section.section)}</h3>
            <dl>
              {section.rows.map((row, n) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two rows may have the same label; a filed form never moves
                <div key={n} className="answer">
                  <dt>{say(row.label)}</dt>
                  <dd>
                    <span className="answer__value">{row.value || <span className="quiet">{file.empty}</span>}</span>
                    <span className="answer__source">{row.source ? say(row.source) : file.noSource}</span>
                    {row.fileId && (
                      <MaterialPreview fileId={row.fileId} name={`${say(row.label)} ${row.value}`.trim()} />
                    )}
                    <MarkButton field={row.correctable} label={row.label} material={row.fileId !== undefined} />
                  </dd>
                </div>
              ))}
            </dl>
          </div>
        ))}
      </div>
    </section>
  );
}

/** The material list of the case with who it came from and when. */
export function Materials({ view }: { view: CaseView }) {
  const { file } = useWorkTexts();
  const say = useSay();
  const { lang } = useLang();
  const shown = new Set(view.answers.flatMap((section) => section.rows.flatMap((row) => row.fileId ?? [])));
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
              {one.fileId && !shown.has(one.fileId) && <MaterialPreview fileId={one.fileId} name={say(one.name)} />}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
