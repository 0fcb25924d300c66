import { listPhrases, type ReplyOf, removePhrase } from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, useRead } from '../../app/api.ts';
import { useSay } from '../../texts/lang.tsx';
import { Button, Empty } from '../../ui/kit.tsx';
import { Failure, Loaded } from '../../ui/states.tsx';
import { Place } from '../app/place.tsx';
import { PhraseDialog } from './phrase-dialog.tsx';
import { EXAMPLE, usePhraseTexts } from './phrase-texts.ts';

export type Kept = ReplyOf<typeof listPhrases>['phrases'][number];

/** F124: an official's phrases and those of his office, which its head keeps. */
export function PhrasesPage() {
  const t = usePhraseTexts();
  const say = useSay();
  const client = useQueryClient();
  const read = useRead(listPhrases, {}, { staleTime: 0 });
  const [open, setOpen] = useState<Kept | 'new'>();
  const [trouble, setTrouble] = useState<unknown>();
  const [said, setSaid] = useState('');
  async function remove(one: Kept): Promise<void> {
    setTrouble(undefined);
    setSaid('');
    try {
      await api.call(removePhrase, { params: { phraseId: one.id } });
      setSaid(t.removed);
    } catch (error) {
      setTrouble(error);
    }
    void client.invalidateQueries({ queryKey: [listPhrases.name] });
  }
  return (
    <Place title={t.title} lead={t.lead}>
      <div className="button-row">
        <Button kind="primary" icon="plus" onClick={() => setOpen('new')}>
          {t.add}
        </Button>
        <span role="status" className="quiet">
          {said}
        </span>
      </div>
      {trouble !== undefined && <Failure error={trouble} />}
      <Loaded query={read} shape="list">
        {({ phrases, abilities, variables }) => (
          <>
            {phrases.length === 0 && (
              <Empty icon="pencil" title={t.none} text={t.noneText}>
                <p lang="zh-CN">{EXAMPLE}</p>
              </Empty>
            )}
            {(['mine', 'office'] as const).map((of) => {
              const rows = phrases.filter((one) => String(one.of) === of);
              const may = of === 'mine' || abilities.office?.allowed;
              if (rows.length === 0) return null;
              return (
                <section key={of} className="card phrase-list" aria-labelledby={`phrases-${of}`}>
                  <h2 id={`phrases-${of}`}>{t.of[of]}</h2>
                  {!may && (
                    <p className="quiet">{abilities.office?.reason ? say(abilities.office.reason) : t.officeBy}</p>
                  )}
                  <ul>
                    {rows.map((one) => (
                      <li key={one.id}>
                        <span className="phrase-list__use">{t.uses[String(one.use)]}</span>
                        <span className="phrase-list__text" lang="zh-CN">
                          {one.text}
                        </span>
                        {may && (
                          <span className="phrase-list__acts">
                            <Button
                              kind="text"
                              icon="pencil"
                              aria-label={t.change(one.text)}
                              onClick={() => setOpen(one)}
                            />
                            <Button
                              kind="text"
                              icon="trash"
                              aria-label={t.remove(one.text)}
                              onClick={() => remove(one)}
                            />
                          </span>
                        )}
                      </li>
                    ))}
                  </ul>
                </section>
              );
            })}
            {open && (
              <PhraseDialog
                phrase={open === 'new' ? undefined : open}
                forOffice={abilities.office?.allowed === true}
                variables={variables}
                onClose={() => setOpen(undefined)}
                onSaved={() => {
                  setOpen(undefined);
                  setSaid(t.saved);
                  void client.invalidateQueries({ queryKey: [listPhrases.name] });
                }}
              />
            )}
          </>
        )}
      </Loaded>
    </Place>
  );
}
