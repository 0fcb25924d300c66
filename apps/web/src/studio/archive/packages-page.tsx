import { getArchivePackage, listArchivePackages } from '@miaopi/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { formatInstant } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Button, Empty, FileLink } from '../../ui/kit.tsx';
import { Failure, Skeleton } from '../../ui/states.tsx';
import { useT } from './texts.ts';

/** Packages of closed cases, the newest closed first. */
export function PackagesPage() {
  const t = useT();
  const say = useSay();
  const { lang } = useLang();
  const list = useInfiniteQuery({
    queryKey: [listArchivePackages.name],
    queryFn: ({ pageParam }) => api.call(listArchivePackages, { query: pageParam ? { after: pageParam } : {} }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });
  const packages = list.data?.pages.flatMap((page) => page.packages) ?? [];
  const waiting = list.data?.pages[0]?.waiting ?? 0;
  return (
    <Page title={t('packages')} lead={t('packagesLead')}>
      <div className="stack">
        {waiting > 0 && (
          <p className="quiet tabular">
            {waiting} {t('waiting')}
          </p>
        )}
        {list.error ? (
          <Failure error={list.error} retry={() => list.refetch()} />
        ) : !list.data ? (
          <Skeleton shape="lines" />
        ) : packages.length === 0 ? (
          <Empty icon="book" title={t('noPackages')} text={t('noPackagesText')} />
        ) : (
          <table className="record-table packages">
            <thead>
              <tr>
                <th scope="col">{t('number')}</th>
                <th scope="col">{t('item')}</th>
                <th scope="col">{t('applicant')}</th>
                <th scope="col">{t('closedAt')}</th>
                <th scope="col">{t('size')}</th>
                <th scope="col">{t('download')}</th>
              </tr>
            </thead>
            <tbody>
              {packages.map((p) => (
                <tr key={p.caseId}>
                  <td data-label={t('number')} className="tabular">
                    {p.number}
                  </td>
                  <td data-label={t('item')}>{say(p.itemName)}</td>
                  <td data-label={t('applicant')}>{p.applicant}</td>
                  <td data-label={t('closedAt')} className="tabular">
                    {formatInstant(p.closedAt, lang)}
                  </td>
                  <td data-label={t('size')} className="tabular" title={`SM3 ${p.digest}`}>
                    {p.files} · {Math.ceil(p.bytes / 1024).toLocaleString('en')} KB
                  </td>
                  <td data-label={t('download')}>
                    <div className="button-row">
                      <FileLink href={api.url(getArchivePackage, { params: { caseId: p.caseId } })}>ZIP</FileLink>
                    </div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {list.hasNextPage && (
          <div className="button-row">
            <Button onClick={() => list.fetchNextPage()}>{t('more')}</Button>
          </div>
        )}
      </div>
    </Page>
  );
}
