import { checkFile } from '@miaopi/contracts';
import { useRead } from '../../app/api.ts';
import { formatInstant } from '../../texts/format.ts';
import { useLang, useSay, useTexts } from '../../texts/lang.tsx';
import { ButtonLink, More, Tag } from '../../ui/kit.tsx';
import { useMaterialsTexts } from './materials-texts.ts';
import './file-seals.css';

/** F146: what a file counts as, and on demand who sealed it and that its bytes are those received. */
export function FileSeals({ fileId, brief }: { fileId: string; brief?: boolean }) {
  const t = useMaterialsTexts();
  const say = useSay();
  const texts = useTexts();
  const { lang } = useLang();
  const { data } = useRead(checkFile, { params: { fileId } }, { staleTime: 300_000 });
  if (!data) return null;
  const original = String(data.standing) === 'original' && data.intact && !data.wrong;
  const count = data.signatures.length;
  const tag = !data.intact ? (
    <Tag tone="danger" icon="warn">
      {t.altered}
    </Tag>
  ) : original ? (
    <Tag tone="ok" icon="stamp">
      {t.originalSigned(count)}
    </Tag>
  ) : (
    <Tag icon="copy">{t.copy}</Tag>
  );
  if (brief) return tag;
  return (
    <div className="file-seals">
      {tag}
      <More summary={t.more} className="file-seals__more">
        <ul className="plain-list">
          {data.signatures.map((one) => (
            <li key={`${one.seal} ${one.time}`}>
              <strong>{one.seal}</strong>
              <span className="quiet tabular">
                {t.signedAt} {formatInstant(one.time, lang, true)}
              </span>
            </li>
          ))}
          {data.statuses.map((one) => (
            <li key={`${one.certificate} ${one.status}`}>
              {t.statusOf(one.certificate)}
              {texts.common.colon}
              {t.statuses[one.status]}
              {one.by && one.at && (
                <span className="quiet tabular">
                  {' '}
                  {t.statusBy[one.by]} · {formatInstant(one.at, lang)}
                </span>
              )}
            </li>
          ))}
          {data.notes.map((note) => (
            <li key={note.zh}>{say(note)}</li>
          ))}
          {data.wrong && (
            <li>
              {t.wrongNow}
              {texts.common.colon}
              {say(data.wrong)}
            </li>
          )}
          <li className="quiet tabular">
            {t.received}
            {texts.common.colon}
            {formatInstant(data.receivedAt, lang)}
          </li>
          <li className="quiet">
            {t.digest}
            {texts.common.colon}
            <span className="code tabular">{data.sm3}</span>
            {data.intact && ` · ${t.intact}`}
          </li>
        </ul>
        {data.pages.length > 0 && original && (
          <ButtonLink to={`/files/${fileId}/print`} kind="text" icon="print" target="_blank">
            {t.print}
          </ButtonLink>
        )}
      </More>
    </div>
  );
}
