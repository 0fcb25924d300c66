import { type CaseView, previewClock } from '@miaopi/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, queryKey } from '../../app/api.ts';
import { formatDate } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useWorkTexts } from '../texts.ts';

/** What the limit becomes, said while the days are still being chosen. */
export function LimitPreview({
  view,
  ...asked
}: {
  view: CaseView;
  pauseDays?: number;
  extendDays?: number;
  correctionDays?: number;
}) {
  const { clock: t } = useWorkTexts();
  const say = useSay();
  const { lang } = useLang();
  const input = { params: { caseId: view.id }, query: asked };
  const { data } = useQuery({
    queryKey: queryKey(previewClock, input),
    queryFn: ({ signal }) => api.call(previewClock, { ...input, signal }),
    enabled: Object.values(asked).some((n) => Number.isInteger(n) && n > 0),
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <p className="limit-preview" role="status">
      <Icon name="clock" />
      <span>
        {data?.acceptBy && data.until && data.due
          ? t.correctionBecomes(
              formatDate(data.until, lang),
              formatDate(data.acceptBy, lang),
              formatDate(data.due, lang),
            )
          : data?.due
            ? t.becomes(view.dueAt ? formatDate(view.dueAt, lang) : '—', formatDate(data.due, lang))
            : data?.unknown
              ? say(data.unknown)
              : t.computing}
        {data?.until && !data.acceptBy && ` ${t.until(formatDate(data.until, lang))}`}
      </span>
    </p>
  );
}
