import { listOutdated, listOutdatedCases, previewMigration, REASONS, type VersionPreview } from '@miaopi/contracts';
import { useInfiniteQuery, useQueries, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { api, queryKey, useFaultText } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { useSay } from '../../texts/lang.tsx';
import { AskingForm } from '../../ui/asking-form.tsx';
import { Button, Empty, Notice } from '../../ui/kit.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
import { Failure, Skeleton } from '../../ui/states.tsx';
import { useT } from './texts.ts';
import { useMoving } from './use-moving.ts';

/** Moved with others only where nothing has to be filled in, asked for or chosen. */
const goesAlong = (p: VersionPreview): boolean =>
  p.hindrances.length === 0 && p.form.missing.length === 0 && p.steps.choices.length === 0;

/** Running cases of older versions of one item: what each becomes is shown, those that can are moved together, each with its result. */
export function OldCasesPage() {
  const { slug = '' } = useParams();
  const t = useT();
  const say = useSay();
  const faultText = useFaultText();
  const client = useQueryClient();
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [reason, setReason] = useState('');
  const list = useInfiniteQuery({
    queryKey: [listOutdatedCases.name, slug],
    queryFn: ({ pageParam }) =>
      api.call(listOutdatedCases, { params: { slug }, query: pageParam ? { after: pageParam } : {} }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    refetchOnWindowFocus: false,
  });
  const cases = list.data?.pages.flatMap((page) => page.cases) ?? [];
  const previews = useQueries({
    queries: cases.map((one) => ({
      queryKey: queryKey(previewMigration, { params: { caseId: one.id } }),
      queryFn: () => api.call(previewMigration, { params: { caseId: one.id } }),
      staleTime: 30_000,
      retry: false,
    })),
  });
  const moving = useMoving();
  const shown = new Map(cases.map((one, n) => [one.id, previews[n]] as const));
  const able = cases.filter((one) => {
    const p = shown.get(one.id)?.data;
    return p && goesAlong(p) && moving.results.get(one.id) !== true;
  });
  const read = cases.flatMap((one) => (moving.results.get(one.id) === true ? [] : (shown.get(one.id)?.data ?? [])));
  const barred = read.filter((p) => p.hindrances.length > 0).length;
  const counts = [
    [t('together'), able.length],
    [t('byHand'), read.length - barred - able.length],
    [t('notNow'), barred],
  ] as const;
  const all = able.length > 0 && able.every((one) => marked.has(one.id));
  const chosen = able.filter((one) => marked.has(one.id));
  const name = cases[0] ? say(cases[0].itemName) : slug;
  async function run(): Promise<void> {
    await moving.run(
      chosen.map((one) => ({ caseId: one.id, digest: shown.get(one.id)?.data?.digest ?? '' })),
      reason.trim(),
    );
    setMarked(new Set());
    void client.invalidateQueries({ queryKey: [listOutdated.name] });
    void client.invalidateQueries({ queryKey: [previewMigration.name] });
  }
  return (
    <Page title={`${t('older')} · ${name}`} lead={t('lead')} up={{ to: '/studio/versions', text: t('versions') }}>
      <div className="stack">
        {list.error ? (
          <Failure error={list.error} retry={() => list.refetch()} />
        ) : !list.data ? (
          <Skeleton shape="lines" />
        ) : cases.length === 0 ? (
          <Empty icon="check" title={t('none')} text={t('noneText')} />
        ) : (
          <>
            <Notice title={t('bulkTitle')}>
              <p>{t('bulk')}</p>
              <p className="tabular" role="status">
                {read.length === 0 ? t('reading') : counts.map(([name, n]) => `${name} ${n}`).join(' · ')}
              </p>
            </Notice>
            <label className="choice">
              <input
                type="checkbox"
                disabled={able.length === 0 || moving.busy}
                checked={all}
                onChange={(event) => setMarked(new Set(event.target.checked ? able.map((one) => one.id) : []))}
              />
              {t('markAll')}
            </label>
            <table className="record-table">
              <thead>
                <tr>
                  <th scope="col">{t('mark')}</th>
                  <th scope="col">{t('number')}</th>
                  <th scope="col">{t('applicant')}</th>
                  <th scope="col">{t('state')}</th>
                  <th scope="col">{t('version')}</th>
                  <th scope="col">{t('outcome')}</th>
                </tr>
              </thead>
              <tbody>
                {cases.map((one) => (
                  <tr key={one.id}>
                    <td data-label={t('mark')}>
                      <input
                        type="checkbox"
                        aria-label={`${t('mark')} ${one.number}`}
                        disabled={!able.includes(one) || moving.busy}
                        checked={marked.has(one.id) && able.includes(one)}
                        onChange={(event) => {
                          const next = new Set(marked);
                          if (event.target.checked) next.add(one.id);
                          else next.delete(one.id);
                          setMarked(next);
                        }}
                      />
                    </td>
                    <td data-label={t('number')} className="tabular">
                      <Link to={`/work/${one.id}`}>{one.number}</Link>
                    </td>
                    <td data-label={t('applicant')}>{one.applicant}</td>
                    <td data-label={t('state')}>{say(one.stateName)}</td>
                    <td data-label={t('version')} className="tabular">
                      {one.itemVersion}
                    </td>
                    <td data-label={t('outcome')}>{becomes(one.id)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            {list.hasNextPage && (
              <div className="button-row">
                <Button onClick={() => list.fetchNextPage()}>{t('more')}</Button>
              </div>
            )}
            <AskingForm wants={[chosen.length === 0 && t('wantCase')]} busy={moving.busy} onSend={() => void run()}>
              <ReasonField
                label={t('reason')}
                hint={t('reasonHint')}
                least={REASONS.migrate.least}
                longest={REASONS.migrate.most}
                value={reason}
                onChange={setReason}
              />
              <div className="button-row">
                {moving.busy ? (
                  <Button icon="stop" onClick={moving.stop}>
                    {t('stop')}
                  </Button>
                ) : (
                  <Button kind="primary" type="submit">
                    {`${t('move')} (${chosen.length})`}
                  </Button>
                )}
              </div>
            </AskingForm>
          </>
        )}
      </div>
    </Page>
  );

  /** What somebody has to do, and the way to the page where it is done. */
  function byHand(caseId: string, { form, steps }: VersionPreview) {
    const by = (who: string) => form.missing.filter((m) => String(m.by) === who).length;
    const wants = (
      [
        ['official', 'fillIn'],
        ['applicant', 'correct'],
        ['nobody', 'lacking'],
      ] as const
    ).flatMap(([who, name]) => (by(who) > 0 ? [`${by(who)} ${t(name)}`] : []));
    return (
      <>
        {[t('byHand'), ...wants, ...(steps.choices.length > 0 ? [t('choose')] : [])].join(' · ')}{' '}
        <Link to={`/work/${caseId}?act=migrate`}>{t('goToCase')}</Link>
      </>
    );
  }

  /** What came of it, or what it becomes. */
  function becomes(caseId: string) {
    const result = moving.results.get(caseId);
    if (result === true) return t('moved');
    const refused = result && faultText(result.error, t('offline'));
    if (refused) return refused;
    const query = shown.get(caseId);
    if (query?.error) return faultText(query.error, t('offline'));
    const p = query?.data;
    if (!p) return t('reading');
    if (p.hindrances[0]) return say(p.hindrances[0]);
    if (!goesAlong(p)) return byHand(caseId, p);
    const verdicts = p.conditions.filter((c) => c.changed).length;
    const parts = [
      ...(verdicts > 0 ? [`${verdicts} ${t('verdicts')}`] : []),
      ...(p.form.fallen.length > 0 ? [`${p.form.fallen.length} ${t('fallen')}`] : []),
      ...(p.limit.after.due && p.limit.after.due !== p.limit.before.due
        ? [`${p.limit.before.due} → ${p.limit.after.due}`]
        : []),
    ];
    return [t('can'), ...parts].join(' · ');
  }
}
