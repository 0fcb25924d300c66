import { getLicenceType, type LicenceTypeDetail, listLicenceTypes } from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { queryKey, useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Empty, Notice } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { ChangeList } from './change-list.tsx';
import { DraftBar } from './draft-bar.tsx';
import { type TextKey, useT, versionName } from './texts.ts';
import { TypeEditor } from './type-editor.tsx';
import { VersionList } from './version-list.tsx';

const views = [
  ['edit', 'tabEdit'],
  ['changes', 'tabChanges'],
  ['versions', 'tabVersions'],
] as const;

/** One licence type: its row to edit, what the draft changes, all its versions. */
export function TypePage() {
  const t = useT();
  const say = useSay();
  const { lang } = useLang();
  const { typeCode = '' } = useParams();
  const [search] = useSearchParams();
  const view = views.find(([name]) => name === search.get('view'))?.[0] ?? 'edit';
  const read = useRead(getLicenceType, { params: { typeCode } }, { staleTime: 0 });
  const client = useQueryClient();
  const [done, setDone] = useState<TextKey>();
  const taken = (next: LicenceTypeDetail, said: TextKey) => {
    client.setQueryData(queryKey(getLicenceType, { params: { typeCode } }), next);
    void client.invalidateQueries({ queryKey: [listLicenceTypes.name] });
    setDone(said);
  };
  return (
    <Page
      title={read.data ? say(read.data.body.name) : t('types')}
      lead={read.data && `${read.data.typeCode} · ${t('inForce')} ${versionName(read.data.inForce.version, lang)}`}
      up={{ to: '/studio/licence-types', text: t('back') }}
      className="type-page"
    >
      <Loaded query={read}>
        {(detail) => (
          <>
            {done && (
              <Notice tone="ok" live="polite">
                <p>{t(done)}</p>
              </Notice>
            )}
            <DraftBar
              detail={detail}
              onDecided={(next, verdict) => taken(next, verdict === 'publish' ? 'publishedNow' : 'droppedNow')}
            />
            <Tabs label={t('views')} shown={view}>
              {views.map(([name, title]) => (
                <Link key={name} to={`?view=${name}`} aria-current={view === name ? 'page' : undefined}>
                  {t(title)}
                  {name === 'versions' && <span className="count">{detail.versions.length}</span>}
                </Link>
              ))}
            </Tabs>
            {view === 'edit' && (
              <TypeEditor
                key={`${detail.inForce.version} ${detail.draft?.savedAt ?? ''}`}
                detail={detail}
                onSaved={(next) => taken(next, 'saved')}
              />
            )}
            {view === 'changes' &&
              (detail.draft ? (
                <ChangeList before={detail.body} after={detail.draft.body} />
              ) : (
                <Empty icon="check-circle" title={t('noChanges')} text={t('noChangesText')} />
              ))}
            {view === 'versions' && <VersionList detail={detail} open={search.get('version')} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}
