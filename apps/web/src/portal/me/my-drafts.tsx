import { deleteDraft, listDrafts } from '@miaopi/contracts';
import { useState } from 'react';
import { api, useRead } from '../../app/api.ts';
import { formatInstant } from '../../texts/format.ts';
import { useLang, useSay, useTexts } from '../../texts/lang.tsx';
import { ButtonLink, Empty } from '../../ui/kit.tsx';
import { Failure, Loaded } from '../../ui/states.tsx';
import { ConfirmDelete } from './confirm-delete.tsx';

export function MyDrafts() {
  const texts = useTexts();
  const say = useSay();
  const { lang } = useLang();
  const drafts = useRead(listDrafts, {}, { staleTime: 0 });
  const [trouble, setTrouble] = useState<unknown>();
  return (
    <Loaded query={drafts} shape="list">
      {(data) => (
        <>
          {trouble !== undefined && <Failure error={trouble} />}
          {data.length === 0 ? (
            <Empty icon="pencil" title={texts.me.noDrafts} text={texts.me.noDraftsText} />
          ) : (
            <ul className="my-list">
              {data.map((draft) => (
                <li key={draft.id}>
                  <div>
                    <strong>{say(draft.itemName)}</strong>
                    {draft.state !== 'in-use' && <p>{texts.guide.closed[draft.state]}</p>}
                    <p className="quiet tabular">
                      {texts.me.filled(draft.filled, draft.fields)} ·{' '}
                      {texts.me.savedAt(formatInstant(draft.savedAt, lang))}
                    </p>
                  </div>
                  <div className="button-row">
                    {draft.state === 'in-use' && (
                      <ButtonLink to={`/items/${draft.slug}/apply`} kind="primary">
                        {texts.me.continue}
                        <span className="visually-hidden"> {say(draft.itemName)}</span>
                      </ButtonLink>
                    )}
                    <ConfirmDelete
                      label={`${texts.apply.deleteDraft} ${say(draft.itemName)}`}
                      onDelete={async () => {
                        await api.call(deleteDraft, { params: { draftId: draft.id } }).catch(setTrouble);
                        await drafts.refetch();
                      }}
                    />
                  </div>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </Loaded>
  );
}
