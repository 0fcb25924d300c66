import type { CaseView } from '@miaopi/contracts';
import { FileSeals } from '../../portal/materials/file-seals.tsx';
import { useSay } from '../../texts/lang.tsx';
import { Button } from '../../ui/kit.tsx';
import { useWorkTexts } from '../texts.ts';
import { FileInWindow, FileView } from './file-view.tsx';
import { type Proofs, rowsOf } from './proofs.ts';
import { useProofTexts } from './proofs-texts.ts';

export const READER_ID = 'proof-reader';

/** The material that is read beside the form: what it proves, its pages, the one before and after. */
export function ProofReader({ view, proofs }: { view: CaseView; proofs: Proofs }) {
  const t = useProofTexts();
  const { file } = useWorkTexts();
  const say = useSay();
  const { open, all } = proofs;
  if (!open) return null;
  const proven = rowsOf(view).filter(
    ({ row }) => row.fileId === undefined && row.proofs?.some((one) => one.fileId === open.fileId),
  );
  return (
    <section id={READER_ID} className="proof-reader" aria-labelledby="proof-title" tabIndex={-1}>
      <div className="proof-reader__head">
        <h2 id="proof-title">{say(open.material)}</h2>
        <Button kind="text" icon="cross" aria-keyshortcuts="Escape" onClick={() => proofs.show(undefined)}>
          {t.close}
        </Button>
      </div>
      <p className="quiet proof-reader__name">
        {open.name} <FileInWindow fileId={open.fileId} name={open.name} />
      </p>
      <FileSeals fileId={open.fileId} />
      {proven.length > 0 && (
        <dl className="proof-reader__proven" aria-label={t.proves}>
          {proven.map(({ section, row }) => (
            <div key={`${section.zh} ${row.label.zh}`}>
              <dt>{say(row.label)}</dt>
              <dd>{say(row.value) || <span className="quiet">{file.empty}</span>}</dd>
            </div>
          ))}
        </dl>
      )}
      {all.length > 1 && (
        <div className="proof-reader__steps">
          <Button kind="text" icon="back" aria-keyshortcuts="[" onClick={() => proofs.step(-1)}>
            {t.previous} <kbd>[</kbd>
          </Button>
          <span className="quiet tabular" role="status">
            {t.nth(all.findIndex((one) => one.fileId === open.fileId) + 1, all.length)}
          </span>
          <Button kind="text" icon="next" aria-keyshortcuts="]" onClick={() => proofs.step(1)}>
            {t.next} <kbd>]</kbd>
          </Button>
        </div>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <section className="proof-reader__pages" aria-label={t.pages} tabIndex={0}>
        <FileView key={open.fileId} {...open} />
      </section>
    </section>
  );
}
