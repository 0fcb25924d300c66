import { listWorkViews, type ReplyOf, removeWorkView, saveWorkView } from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, useRead } from '../../app/api.ts';
import { AskingForm } from '../../ui/asking-form.tsx';
import { Button, Dialog, Field } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { useWorkTexts } from '../texts.ts';
import { chosenOf, NO_FILTER, type WorkFilter } from './use-work.ts';

type View = ReplyOf<typeof listWorkViews>['views'][number];

/** Saved views: what is chosen now kept under a name, and one of them chosen again. */
export function ViewsDialog(props: {
  filter: WorkFilter;
  change: (next: Partial<WorkFilter>) => void;
  onClose: () => void;
}) {
  const { views: t, list } = useWorkTexts();
  const client = useQueryClient();
  const saved = useRead(listWorkViews, {}, { staleTime: 0 });
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  async function act(work: () => Promise<unknown>): Promise<boolean> {
    setBusy(true);
    setTrouble(undefined);
    try {
      await work();
      await client.invalidateQueries({ queryKey: [listWorkViews.name] });
      return true;
    } catch (error) {
      setTrouble(error);
      return false;
    } finally {
      setBusy(false);
    }
  }
  const choose = ({ filter }: View) => {
    props.change({ ...NO_FILTER, ...filter } as Partial<WorkFilter>);
    props.onClose();
  };
  const said = ({ filter }: View) =>
    [list.scopes[filter.scope ?? 'office'], filter.due && list.dues[filter.due], filter.q && `“${filter.q}”`]
      .filter(Boolean)
      .join(' · ');
  return (
    <Dialog title={t.title} onClose={props.onClose}>
      {saved.isError ? (
        <Failure error={saved.error} retry={() => saved.refetch()} />
      ) : saved.data && saved.data.views.length === 0 ? (
        <p className="quiet">{t.none}</p>
      ) : (
        <ul className="saved-views">
          {(saved.data?.views ?? []).map((view) => (
            <li key={view.id}>
              <button type="button" className="saved-view" onClick={() => choose(view)}>
                <span>{view.name}</span>
                <span className="quiet">{said(view)}</span>
              </button>
              <Button
                kind="text"
                icon="trash"
                busy={busy}
                onClick={() => act(() => api.call(removeWorkView, { params: { viewId: view.id } }))}
              >
                <span className="visually-hidden">{t.remove(view.name)}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      <AskingForm
        busy={busy}
        onSend={() => {
          const filter = { scope: props.filter.scope, ...chosenOf(props.filter) };
          void act(() => api.call(saveWorkView, { body: { name: name.trim(), filter } })).then(
            (ok) => ok && setName(''),
          );
        }}
      >
        <Field label={t.name} hint={t.hint}>
          {(control) => (
            <input
              {...control}
              className="input"
              required
              value={name}
              maxLength={30}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        {trouble !== undefined && <Failure error={trouble} />}
        <div className="button-row">
          <Button kind="primary" type="submit" busy={busy}>
            {t.save}
          </Button>
          <Button kind="text" onClick={props.onClose}>
            {t.close}
          </Button>
        </div>
      </AskingForm>
    </Dialog>
  );
}
