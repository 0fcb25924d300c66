import { getLicenceTypeVersion, type LicenceTypeDetail } from '@miaopi/contracts';
import { Link } from 'react-router';
import { useRead } from '../../app/api.ts';
import { formatInstant } from '../../texts/format.ts';
import { useLang } from '../../texts/lang.tsx';
import { Notice, Tag, type Tone } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { ChangeList } from './change-list.tsx';
import { useT, versionName } from './texts.ts';

const tones: Readonly<Record<LicenceTypeDetail['inForce']['state'], Tone>> = {
  draft: 'waiting',
  published: 'ok',
  dropped: 'plain',
};

/** All versions, the newest first; one of them opened: what it changed. */
export function VersionList({ detail, open }: { detail: LicenceTypeDetail; open: string | null }) {
  const t = useT();
  const { lang } = useLang();
  if (open) return <OneVersion typeCode={detail.typeCode} version={open} />;
  return (
    <ol className="version-list">
      {detail.versions.map((v) => (
        <li key={v.version} className="card">
          <div>
            <h2>
              {versionName(v.version, lang)}{' '}
              <Tag tone={v.version === detail.inForce.version ? 'primary' : tones[v.state]}>
                {v.version === detail.inForce.version ? t('inForce') : t(v.state)}
              </Tag>
            </h2>
            {v.note && <p>{v.note}</p>}
            <p className="quiet tabular">
              {v.source === 'package' ? t('fromPackage') : `${t('savedBy')} ${v.savedBy}`} ·{' '}
              {formatInstant(v.savedAt, lang)}
              {v.source === 'studio' && v.publishedBy && v.publishedAt && (
                <>
                  <br />
                  {t('publishedBy')} {v.publishedBy} · {formatInstant(v.publishedAt, lang)}
                </>
              )}
            </p>
          </div>
          <Link className="button button--plain" to={`?view=versions&version=${v.version}`}>
            {t('compare')}
          </Link>
        </li>
      ))}
    </ol>
  );
}

function OneVersion({ typeCode, version }: { typeCode: string; version: string }) {
  const t = useT();
  const { lang } = useLang();
  const read = useRead(getLicenceTypeVersion, { params: { typeCode, version } });
  return (
    <div className="stack">
      <p>
        <Link to="?view=versions">{t('toVersions')}</Link>
      </p>
      <Loaded query={read} shape="page">
        {(found) => (
          <>
            <h2>
              {versionName(found.version.version, lang)}
              {found.former && ` ← ${versionName(found.former.version, lang)}`}
            </h2>
            {found.version.note && <p>{found.version.note}</p>}
            {found.former ? (
              <ChangeList before={found.former.body} after={found.body} />
            ) : (
              <Notice tone="info">
                <p>{t('firstVersion')}</p>
              </Notice>
            )}
          </>
        )}
      </Loaded>
    </div>
  );
}
