import { useT } from './texts.ts';

/** A sealed document as people call it, with the end of its id to tell it from others; the whole id on pointing. */
export function DocumentName({ kind, id }: { kind: string; id: string }) {
  const t = useT();
  const name = id.startsWith('copy_') ? t('aCopy') : kind === 'signing' ? t('aSigning') : t('aLicence');
  return (
    <span title={id}>
      {name} <span className="quiet tabular">…{id.slice(-8)}</span>
    </span>
  );
}
