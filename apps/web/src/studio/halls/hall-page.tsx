import { getHall, type HallDetail, listHalls } from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { queryKey, useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { useSay } from '../../texts/lang.tsx';
import { Notice } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { PlanEditor } from './plan-editor.tsx';
import { SpecialDays } from './special-days.tsx';
import { useT } from './texts.ts';

/** One hall: its plan with the week beside it, and its special days. */
export function HallPage() {
  const { hallId = '' } = useParams();
  const t = useT();
  const say = useSay();
  const client = useQueryClient();
  const read = useRead(getHall, { params: { hallId } }, { staleTime: Number.POSITIVE_INFINITY });
  const [told, setTold] = useState<number>();
  const changed = (hall: HallDetail, calledOff: number) => {
    client.setQueryData(queryKey(getHall, { params: { hallId } }), hall);
    void client.invalidateQueries({ queryKey: [listHalls.name] });
    setTold(calledOff);
  };
  return (
    <Page
      title={read.data ? say(read.data.plan.name) : t('halls')}
      up={{ to: '/studio/halls', text: t('back') }}
      className="hall-page"
    >
      <Loaded query={read} shape="page">
        {(hall) => (
          <div className="stack stack--wide">
            {told !== undefined && (
              <Notice tone="ok" live="polite" title={t('saved')}>
                {told > 0 && (
                  <p className="tabular">
                    {t('calledOff')}: {told}
                  </p>
                )}
              </Notice>
            )}
            <PlanEditor key={hall.revision} hall={hall} onSaved={changed} />
            <SpecialDays hall={hall} onChanged={changed} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}
