import { endStandIn, listColleagues, type OfficeLoad, recordStandIn, reviewLoad } from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, newRequestId, queryKey, useRead } from '../../app/api.ts';
import { useSend } from '../../app/use-send.ts';
import { todayInChina } from '../../texts/day.ts';
import { useLang } from '../../texts/lang.tsx';
import { DialogForm } from '../../ui/asking-form.tsx';
import { DayField } from '../../ui/day-fields.tsx';
import { Button, Dialog, Field } from '../../ui/kit.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
import { Failure } from '../../ui/states.tsx';
import { REVIEW } from './review-texts.ts';

/** 代办: who acts for whom, from when to when. */
export function StandIns({ rows }: { rows: OfficeLoad['standIns'] }) {
  const { lang } = useLang();
  const { team } = REVIEW[lang];
  const client = useQueryClient();
  const [adding, setAdding] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const known = (load: OfficeLoad) => client.setQueryData(queryKey(reviewLoad, {}), load);
  const end = async (standInId: string) => {
    setTrouble(undefined);
    try {
      known(await api.call(endStandIn, { params: { standInId }, body: { requestId: newRequestId() } }));
    } catch (error) {
      setTrouble(error);
    }
  };
  return (
    <section aria-labelledby="stand-ins">
      <h2 id="stand-ins">{team.standIns}</h2>
      {rows.length === 0 && <p className="quiet">{team.standInsNone}</p>}
      {rows.map((row) => (
        <div key={row.id} className="team__stand">
          <div>
            <strong>{team.acts(row.deputy, row.absent)}</strong>{' '}
            <span className="quiet tabular">{team.span(row.from, row.to)}</span>
            <p className="quiet">{row.reason}</p>
          </div>
          <Button onClick={() => end(row.id)}>{team.end}</Button>
        </div>
      ))}
      {trouble !== undefined && <Failure error={trouble} />}
      <p>
        <Button icon="plus" onClick={() => setAdding(true)}>
          {team.record}
        </Button>
      </p>
      {adding && (
        <RecordDialog
          close={() => setAdding(false)}
          done={(load) => {
            known(load);
            setAdding(false);
          }}
        />
      )}
    </section>
  );
}

function RecordDialog(props: { close: () => void; done: (load: OfficeLoad) => void }) {
  const { lang } = useLang();
  const words = REVIEW[lang];
  const { team } = words;
  const today = todayInChina();
  const [said, setSaid] = useState({ absent: '', deputy: '', from: today, to: today, reason: '' });
  const colleagues = useRead(listColleagues, {}, { staleTime: 60_000 });
  const set = (key: keyof typeof said, value: string) => setSaid({ ...said, [key]: value });
  const sending = useSend(
    (requestId) => api.call(recordStandIn, { body: { requestId, ...said, reason: said.reason.trim() } }),
    props.done,
  );
  return (
    <Dialog title={team.record} onClose={props.close}>
      <DialogForm label={team.record} icon="check" {...sending} onClose={props.close}>
        {colleagues.error && !colleagues.data && (
          <Failure error={colleagues.error} retry={() => colleagues.refetch()} />
        )}
        <div className="team__form">
          {(['absent', 'deputy'] as const).map((key) => (
            <Field key={key} label={team[key]}>
              {(c) => (
                <select
                  {...c}
                  className="input"
                  required
                  data-fault={key === 'deputy' && said.deputy && said.deputy === said.absent ? team.same : undefined}
                  value={said[key]}
                  onChange={(event) => set(key, event.target.value)}
                >
                  <option value="">{words.choose}</option>
                  {colleagues.data?.officials.map((one) => (
                    <option key={one.id} value={one.id}>
                      {`${one.name} ${one.number}`}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          ))}
          {(['from', 'to'] as const).map((key) => (
            <DayField
              key={key}
              label={key === 'from' ? team.from : team.until}
              earliest={key === 'to' ? said.from || today : today}
              value={said[key]}
              onChange={(day) => set(key, day)}
            />
          ))}
        </div>
        <ReasonField
          label={words.reason}
          hint={words.reasonHint}
          longest={1000}
          value={said.reason}
          onChange={(value) => set('reason', value)}
        />
      </DialogForm>
    </Dialog>
  );
}
